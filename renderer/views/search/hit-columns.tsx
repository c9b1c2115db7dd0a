// The columns of the hits: when, who, what, and the text where it stands.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { TextHit } from '../../../shared/questions/text-search.ts';
import { secretCover } from '../../../shared/salt/secret.ts';
import { useReader } from '../../stores/reader.ts';
import { useSpanStore } from '../../stores/span-store.ts';
import type { DataColumn } from '../../widgets/data-table-columns.ts';
import { plainVisible, VisibleText } from '../../widgets/visible-text.tsx';

/** All columns. */
export function useHitColumns(): readonly DataColumn<TextHit>[] {
  const { t } = useTranslation();
  const reader = useReader();
  const whole = useSpanStore((s) => s.whole);
  const isOneDay = whole === null || reader.date(whole.from) === reader.date(whole.to);
  return useMemo(
    () => [
      {
        id: 'time',
        header: `${t('events.column.time')} (${reader.zone})`,
        width: isOneDay ? 122 : 200,
        canHide: false,
        cell: ({ row }) => (
          <span className="mono">{isOneDay ? reader.clock(row.stamp) : reader.dateTime(row.stamp)}</span>
        ),
      },
      {
        id: 'kind',
        header: t('events.column.kind'),
        width: 104,
        cell: ({ row }) => row.kind,
      },
      {
        id: 'minion',
        header: t('events.column.minion'),
        width: 110,
        cell: ({ row }) => (row.minion === null ? null : <VisibleText text={row.minion} />),
      },
      {
        id: 'text',
        header: t('search.column.text'),
        width: 480,
        minWidth: 200,
        grows: true,
        cell: (hit) => <Surroundings hit={hit} />,
      },
    ],
    [t, reader, isOneDay],
  );
}

/** Characters before the hit that fit beside it, so that the mark is in sight. */
const shownBefore = 36;

function Surroundings({ hit }: { readonly hit: TextHit }) {
  const { t } = useTranslation();
  if (hit.match === '') {
    return (
      <span className="muted">
        {secretCover} {t('search.covered')}
      </span>
    );
  }
  const before = hit.before.length <= shownBefore ? hit.before : `…${hit.before.slice(-shownBefore).toWellFormed()}`;
  return (
    <span className="mono se-text" title={plainVisible(`${hit.before}${hit.match}${hit.after}`)}>
      <VisibleText text={oneLine(before)} />
      <mark>
        <VisibleText text={oneLine(hit.match)} />
      </mark>
      <VisibleText text={oneLine(hit.after)} />
    </span>
  );
}

function oneLine(text: string): string {
  return text.replaceAll(/[\n\t]/g, ' ');
}
