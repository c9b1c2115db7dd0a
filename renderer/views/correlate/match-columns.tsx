// The columns of the list of starts.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SequenceMatch } from '../../../shared/questions/sequence.ts';
import { useReader } from '../../stores/reader.ts';
import type { DataColumn } from '../../widgets/data-table-columns.ts';
import { type MarkTone, OutcomeMark } from '../../widgets/outcome-mark.tsx';
import type { OpenValue } from '../../widgets/value-spot.tsx';
import { ValueSpot } from '../../widgets/value-spot.tsx';

/** How states are marked: none is told by colour alone. */
export const stateTones: { readonly [state in SequenceMatch['state']]: MarkTone } = {
  matched: 'succeeded',
  unmatched: 'blocked',
  unknown: 'unknown',
};

/** All columns; one for each join field. */
export function useMatchColumns(by: readonly string[], openValue: OpenValue): readonly DataColumn<SequenceMatch>[] {
  const { t } = useTranslation();
  const reader = useReader();
  return useMemo(
    (): DataColumn<SequenceMatch>[] => [
      {
        id: 'state',
        header: t('correlate.column.state'),
        width: 106,
        canHide: false,
        cell: ({ state }) => <OutcomeMark tone={stateTones[state]} word={t(`correlate.state.${state}`)} />,
      },
      ...by.map(
        (field, position): DataColumn<SequenceMatch> => ({
          id: `by-${position}`,
          header: field,
          width: field === 'jid' ? 172 : 112,
          cell: (match) => <ValueSpot field={field} value={match.by[position] ?? ''} />,
          onEnter: (match, anchor) => openValue(field, match.by[position] ?? '', anchor),
        }),
      ),
      {
        id: 'first',
        header: `${t('correlate.column.first')} (${reader.zone})`,
        width: 176,
        cell: ({ events }) => <span className="mono">{reader.dateTime(events[0]?.stamp ?? null, 'milli')}</span>,
      },
      {
        id: 'span',
        header: t('correlate.column.span'),
        hint: t('correlate.column.spanHint'),
        width: 84,
        align: 'end',
        cell: ({ spanUs, events }) => (events.length < 2 ? '' : reader.duration(spanUs)),
      },
      {
        id: 'events',
        header: t('correlate.column.events'),
        width: 150,
        grows: true,
        cell: ({ events }) => (
          <span className="muted">{events.map(({ kind, fun }) => [kind, ...fun].join(' ')).join(' → ')}</span>
        ),
      },
    ],
    [t, reader, by, openValue],
  );
}
