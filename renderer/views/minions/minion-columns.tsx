// The columns of the minions table.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { MinionRow } from '../../../shared/questions/job-row.ts';
import { useLayoutStore } from '../../stores/layout-store.ts';
import { notKnown, useReader } from '../../stores/reader.ts';
import type { DataColumn } from '../../widgets/data-table-columns.ts';
import type { OpenValue } from '../../widgets/value-spot.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';
import { HealthWords, skewText } from './health-words.tsx';

/** All columns, in the order in which they come. */
export function useMinionColumns(openValue: OpenValue, isOneDay: boolean): readonly DataColumn<MinionRow>[] {
  const { t } = useTranslation();
  const reader = useReader();
  return useMemo((): DataColumn<MinionRow>[] => {
    const count = (id: 'returns' | 'failed' | 'missing' | 'starts', isBad: boolean): DataColumn<MinionRow> => ({
      id,
      header: t(`minions.column.${id}`),
      width: 84,
      align: 'end',
      ...(id === 'failed' || id === 'missing' ? { sortKey: id, sortsDescendingFirst: true } : {}),
      cell: (row) => (
        <span className={row[id] === 0 ? 'faint' : isBad ? 'mn-bad' : ''} data-tone={id}>
          {reader.number(row[id])}
        </span>
      ),
    });
    const stamp = (id: 'firstSeen' | 'lastSeen', startsHidden: boolean): DataColumn<MinionRow> => ({
      id,
      header: `${t(`minions.column.${id}`)} (${reader.zone})`,
      width: isOneDay ? 128 : 172,
      startsHidden,
      ...(id === 'lastSeen' ? { sortKey: 'last-seen', sortsDescendingFirst: true } : {}),
      cell: (row) => (
        <span className="mono">{isOneDay ? reader.clock(row[id], 'milli') : reader.dateTime(row[id], 'second')}</span>
      ),
    });
    return [
      {
        id: 'minion',
        header: t('minions.column.minion'),
        width: 170,
        sortKey: 'minion',
        canHide: false,
        onEnter: (row, anchor) => openValue('minion', row.minion, anchor),
        cell: (row) => (
          <button
            type="button"
            tabIndex={-1}
            className="value strong"
            onClick={(press) => {
              press.stopPropagation();
              useLayoutStore.getState().minionOpened(row.minion);
            }}
          >
            <VisibleText text={row.minion} />
          </button>
        ),
      },
      {
        id: 'health',
        header: t('minions.column.health'),
        width: 260,
        minWidth: 120,
        grows: true,
        cell: (row) => <HealthWords row={row} />,
      },
      stamp('lastSeen', false),
      count('returns', false),
      count('failed', true),
      count('missing', true),
      count('starts', false),
      {
        id: 'salt',
        header: t('minions.column.salt'),
        width: 84,
        cell: (row) => row.salt ?? <span className="faint">{notKnown}</span>,
      },
      {
        id: 'skew',
        header: t('minions.column.skew'),
        hint: t('minions.column.skewHint'),
        width: 92,
        align: 'end',
        cell: (row) =>
          row.skewS === null ? <span className="faint">{notKnown}</span> : <span>{skewText(row.skewS, reader)}</span>,
      },
      stamp('firstSeen', true),
    ];
  }, [t, reader, openValue, isOneDay]);
}
