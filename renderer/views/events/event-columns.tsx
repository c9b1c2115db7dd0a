// The columns of the events table.
import { Bookmark, StickyNote, TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventRow } from '../../../shared/questions/event-row.ts';
import { secretCover } from '../../../shared/salt/secret.ts';
import { worstOutcomes } from '../../stores/job-text.ts';
import { useNotesStore } from '../../stores/notes-store.ts';
import { type Reader, useReader } from '../../stores/reader.ts';
import type { DataColumn } from '../../widgets/data-table-columns.ts';
import { OutcomeMark } from '../../widgets/outcome-mark.tsx';
import { type OpenValue, ValueSpot } from '../../widgets/value-spot.tsx';
import { plainVisible, VisibleText } from '../../widgets/visible-text.tsx';

/**
 * All columns, in the order in which they come, then the paths into the data that were asked for. `isOneDay`: the date would
 * be the same in every row.
 */
export function useEventColumns(
  openValue: OpenValue,
  isOneDay: boolean,
  paths: readonly string[],
): readonly DataColumn<EventRow>[] {
  const { t } = useTranslation();
  const reader = useReader();
  return useMemo((): readonly DataColumn<EventRow>[] => {
    const field = (name: string, pick: (row: EventRow) => string | null) => ({
      onEnter: (row: EventRow, anchor: HTMLElement) => {
        const value = pick(row);
        if (value !== null) openValue(name, value, anchor);
      },
      cell: (row: EventRow) => spot(name, pick(row)),
    });
    return [
      {
        id: 'time',
        header: `${t('events.column.time')} (${reader.zone})`,
        width: isOneDay ? 122 : 200,
        canHide: false,
        cell: (row) => <span className="mono">{isOneDay ? reader.clock(row.stamp) : reader.dateTime(row.stamp)}</span>,
      },
      {
        id: 'delta',
        header: 'Δ s',
        hint: t('events.column.deltaHint'),
        width: 80,
        align: 'end',
        cell: (row, _, before) => <span className="mono muted">{delta(row, before, reader)}</span>,
      },
      { id: 'kind', header: t('events.column.kind'), width: 104, ...field('kind', (row) => row.kind) },
      {
        id: 'minion',
        header: t('events.column.minion'),
        width: 92,
        ...field('minion', (row) => row.minion),
        cell: (row) => spot('minion', row.minion, 'strong'),
      },
      {
        id: 'fun',
        header: t('events.column.fun'),
        width: 140,
        ...field('fun', (row) => row.fun[0] ?? null),
        cell: (row) => (
          <>
            {spot('fun', row.fun[0] ?? null, 'mono')}
            {row.fun.length > 1 ? <span className="muted">&nbsp;+{reader.number(row.fun.length - 1)}</span> : null}
          </>
        ),
      },
      {
        id: 'outcome',
        header: t('events.column.outcome'),
        width: 116,
        ...field('outcome', (row) => worst(row)),
        cell: (row) => <OutcomeCell row={row} />,
      },
      {
        id: 'tag',
        header: t('events.column.tag'),
        width: 260,
        minWidth: 120,
        grows: true,
        ...field('tag', (row) => row.tag),
        cell: (row) => <TagCell row={row} />,
      },
      {
        id: 'jid',
        header: t('events.column.jid'),
        width: 172,
        ...field('jid', (row) => row.jid),
        cell: (row) => spot('jid', row.jid, 'mono'),
      },
      {
        id: 'size',
        header: t('events.column.size'),
        width: 76,
        align: 'end',
        cell: (row) => <span className="muted">{reader.bytes(row.size)}</span>,
      },
      {
        id: 'user',
        header: t('events.column.user'),
        width: 100,
        startsHidden: true,
        ...field('user', (row) => row.user),
      },
      {
        id: 'duration',
        header: t('events.column.duration'),
        width: 92,
        align: 'end',
        startsHidden: true,
        cell: (row) => (row.durationUs === null ? '' : reader.duration(row.durationUs)),
      },
      {
        id: 'source',
        header: t('events.column.source'),
        width: 150,
        startsHidden: true,
        ...field('source', (row) => row.source),
      },
      ...paths.map((path, at) => {
        const value = (row: EventRow) => row.values?.[at] ?? null;
        const filterable = (row: EventRow) => (isWhole(path, value(row)) ? value(row) : null);
        const { onEnter } = field(path, filterable);
        return {
          id: path,
          header: path,
          width: 150,
          onEnter,
          cell: (row: EventRow) => (filterable(row) === null ? plainCell(value(row)) : spot(path, value(row), 'mono')),
        };
      }),
    ];
  }, [t, reader, openValue, isOneDay, paths]);
}

/** True for a single value that stands there as it is: only that can be filtered by. */
function isWhole(path: string, value: string | null): boolean {
  return value !== null && value !== secretCover && !path.includes('*') && !/^[[{]|…$/.test(value);
}

function plainCell(value: string | null) {
  return value === null ? null : (
    <span className="mono muted clip" title={plainVisible(value)}>
      <VisibleText text={value} />
    </span>
  );
}

function spot(field: string, value: string | null, className?: string) {
  if (value === null) return null;
  return (
    <ValueSpot field={field} value={value} {...(className === undefined ? {} : { className })}>
      <VisibleText text={value} />
    </ValueSpot>
  );
}

function delta(row: EventRow, before: EventRow | undefined, reader: Reader): string {
  if (row.stamp === null || before?.stamp == null) return '';
  const seconds = (row.stamp - before.stamp) / 1_000_000;
  return `${seconds < 0 ? '−' : '+'}${reader.fixed(Math.abs(seconds), 3)}`;
}

function worst(row: EventRow) {
  return worstOutcomes.find((outcome) => row.outcomes.includes(outcome)) ?? null;
}

function OutcomeCell({ row }: { readonly row: EventRow }) {
  const { t } = useTranslation();
  const outcome = worst(row);
  if (outcome === null) return null;
  const others = row.outcomes.filter((one) => one !== outcome).map((one) => t(`outcome.${one}`));
  const note = row.isTest ? t('events.test') : others.length > 0 ? `+${others.length}` : undefined;
  return (
    <ValueSpot field="outcome" value={outcome}>
      <OutcomeMark tone={outcome} word={t(`outcome.${outcome}`)} note={note} />
      {others.length === 0 ? null : <span className="only-heard">{others.join(', ')}</span>}
    </ValueSpot>
  );
}

function TagCell({ row }: { readonly row: EventRow }) {
  const { t } = useTranslation();
  return (
    <>
      <NoteMark id={row.id} />
      {row.claimedBy === null ? null : (
        <span className="pill ev-claimed" title={t('events.claimedHint', { minion: plainVisible(row.claimedBy) })}>
          {t('events.claimed')}
        </span>
      )}
      {row.hasProblem ? (
        <TriangleAlert className="ev-problem" size={13} role="img" aria-label={t('events.hasProblem')} />
      ) : null}
      <ValueSpot field="tag" value={row.tag} className="mono muted">
        <VisibleText text={row.tag} />
      </ValueSpot>
    </>
  );
}

/** The sign of an event that was bookmarked or that something was said about. */
function NoteMark({ id }: { readonly id: number }) {
  const { t } = useTranslation();
  const note = useNotesStore((s) => s.byEvent.get(id));
  if (note === undefined) return null;
  const said = [note.text, ...note.tags.map((tag) => `#${tag}`)].filter((one) => one !== '').join(' ');
  const label = said === '' ? t('saved.bookmarked') : plainVisible(said).slice(0, 200);
  return (
    <span className="ev-note" title={label}>
      {note.isBookmarked ? (
        <Bookmark size={13} role="img" aria-label={label} className="ev-bookmark" />
      ) : (
        <StickyNote size={13} role="img" aria-label={label} />
      )}
    </span>
  );
}
