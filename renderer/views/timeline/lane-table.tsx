// The timeline as tables: the lanes with their counts, and the events of the lane one stands on. All that the picture says, by keys and by ear.
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventRow } from '../../../shared/questions/event-row.ts';
import { useFilterStore } from '../../stores/filter-store.ts';
import { useLayoutStore } from '../../stores/layout-store.ts';
import { usePageRows } from '../../stores/page-rows.ts';
import { useReader } from '../../stores/reader.ts';
import { shownEvent, useSelectionStore } from '../../stores/selection-store.ts';
import { useSpanStore } from '../../stores/span-store.ts';
import { useTimelineStore } from '../../stores/timeline-store.ts';
import { DataTable } from '../../widgets/data-table.tsx';
import type { DataColumn } from '../../widgets/data-table-columns.ts';
import { FailureNote } from '../../widgets/failure-note.tsx';
import { OutcomeMark } from '../../widgets/outcome-mark.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';
import { ArrowList } from './arrow-list.tsx';
import { laneFilter } from './lane-filter.ts';
import { useRowName } from './lane-heads.tsx';
import type { LaidRows, Row } from './rows.ts';

/** Both tables. */
export function LaneTable({ laid }: { readonly laid: LaidRows }) {
  const { t } = useTranslation();
  const reader = useReader();
  const nameOf = useRowName();
  const rows = useMemo(() => [...laid.pinned, ...laid.rows].filter((row) => row.kind === 'lane'), [laid]);
  const [active, setActive] = useState(0);
  const lane = rows[Math.min(active, rows.length - 1)];
  const columns: DataColumn<Row>[] = [
    {
      id: 'name',
      header: t('timeline.table.lane'),
      width: 190,
      grows: true,
      cell: (row) => nameOf(row),
    },
    {
      id: 'events',
      header: t('timeline.table.events'),
      width: 90,
      align: 'end',
      cell: (row) => reader.number(row.events),
    },
    {
      id: 'failures',
      header: t('timeline.table.failures'),
      width: 90,
      align: 'end',
      cell: (row) => (row.failures === 0 ? '0' : <OutcomeMark tone="failed" word={reader.number(row.failures)} />),
    },
    {
      id: 'first',
      header: t('timeline.table.firstFailure'),
      width: 130,
      cell: (row) => reader.clock(Number.isNaN(row.firstFailure) ? null : row.firstFailure, 'second'),
    },
  ];
  return (
    <div className="tl-table">
      <div>
        <p className="tl-table-title">{t('timeline.lanes')}</p>
        <div className="tl-table-grid">
          <DataTable<Row>
            label={t('timeline.lanes')}
            columns={columns}
            rowCount={rows.length}
            rowAt={(at) => rows[at]}
            active={rows.length === 0 ? null : Math.min(active, rows.length - 1)}
            onMove={setActive}
            isSelected={(row) => row === lane}
            toneOf={(row) => (row.failures > 0 ? 'failed' : undefined)}
          />
        </div>
      </div>
      {lane === undefined ? null : <LaneEvents key={lane.key} lane={lane} lanes={rows} name={nameOf(lane)} />}
      <ArrowList />
    </div>
  );
}

type LaneEventsProps = { readonly lane: Row; readonly lanes: readonly Row[]; readonly name: string };

function LaneEvents({ lane, lanes, name }: LaneEventsProps) {
  const { t } = useTranslation();
  const reader = useReader();
  const by = useTimelineStore((s) => s.by);
  const filter = useFilterStore((s) => s.inForce);
  const span = useSpanStore((s) => s.visible);
  const own = useMemo(() => {
    const names = by === 'fun' ? lanes.map((one) => one.name) : [];
    return laneFilter(filter, by, lane.lanes[0] === 0 ? undefined : lane.name, names);
  }, [filter, by, lane, lanes]);
  const page = usePageRows(
    'events.page',
    useCallback(
      (row: number, limit: number) => ({ filter: own, ...(span === null ? {} : { span }), start: { row }, limit }),
      [own, span],
    ),
  );
  const shown = useSelectionStore((s) => shownEvent(s.selected));
  const [active, setActive] = useState<number | null>(null);
  const columns: DataColumn<EventRow>[] = [
    {
      id: 'time',
      header: t('events.column.time'),
      width: 130,
      cell: (row) => <span className="mono">{reader.clock(row.stamp)}</span>,
    },
    { id: 'kind', header: t('events.column.kind'), width: 100, cell: (row) => row.kind },
    {
      id: 'what',
      header: by === 'minion' ? t('events.column.fun') : t('events.column.minion'),
      width: 160,
      grows: true,
      cell: (row) => <VisibleText text={by === 'minion' ? row.fun.join(', ') || row.tag : (row.minion ?? '')} />,
    },
    {
      id: 'outcome',
      header: t('events.column.outcome'),
      width: 120,
      cell: (row) =>
        row.outcomes.map((outcome) => <OutcomeMark key={outcome} tone={outcome} word={t(`outcome.${outcome}`)} />),
    },
    {
      id: 'duration',
      header: t('events.column.duration'),
      width: 90,
      align: 'end',
      cell: (row) => reader.duration(row.durationUs),
    },
  ];
  return (
    <div>
      <p className="tl-table-title" aria-live="polite">
        {t('timeline.table.of', { name, count: page.rowCount ?? 0, number: reader.number(page.rowCount ?? 0) })}
      </p>
      <div className="tl-table-grid">
        {page.failure === null ? (
          <DataTable<EventRow>
            label={t('timeline.table.of', {
              name,
              count: page.rowCount ?? 0,
              number: reader.number(page.rowCount ?? 0),
            })}
            columns={columns}
            rowCount={page.rowCount ?? 0}
            rowAt={page.rowAt}
            listKey={page.key}
            onSight={page.onSight}
            active={active}
            onMove={(at) => {
              setActive(at);
              const row = page.rowAt(at);
              if (row !== undefined) useSelectionStore.getState().eventPicked(row.id);
            }}
            onOpen={() => useLayoutStore.getState().inspectorTabChosen('story')}
            isSelected={(row) => row.id === shown}
          />
        ) : (
          <FailureNote failure={page.failure} />
        )}
      </div>
    </div>
  );
}
