// The job board: every job with a selected event, worst first until asked otherwise.
import './jobs.css';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobRow } from '../../../shared/questions/job-row.ts';
import type { Body } from '../../../shared/questions/questions.ts';
import { useFilterStore } from '../../stores/filter-store.ts';
import { useLayoutStore } from '../../stores/layout-store.ts';
import { pageSize, usePageRows } from '../../stores/page-rows.ts';
import { useReader } from '../../stores/reader.ts';
import { useSelectionBody } from '../../stores/selection-body.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';
import { useSpanStore } from '../../stores/span-store.ts';
import { useChooserWords } from '../../stores/table-words.ts';
import { useTablesStore } from '../../stores/tables-store.ts';
import { DataTable } from '../../widgets/data-table.tsx';
import { DataTableChooser } from '../../widgets/data-table-chooser.tsx';
import { plainLayout } from '../../widgets/data-table-columns.ts';
import { Empty } from '../../widgets/empty.tsx';
import { FailureNote } from '../../widgets/failure-note.tsx';
import { type OpenValue, ValueSpotHost } from '../../widgets/value-spot.tsx';
import { useJobColumns } from './job-columns.tsx';

/** The screen "Jobs". */
export function JobsScreen() {
  return <ValueSpotHost>{(openValue) => <JobBoard openValue={openValue} />}</ValueSpotHost>;
}

const tableName = 'jobs';
type Sort = Body<'jobs.list'>['sort'];
const sortKeys: readonly string[] = ['worst', 'started', 'duration', 'jid'] satisfies Sort[];

function isSort(key: string): key is Sort {
  return sortKeys.includes(key);
}

function JobBoard({ openValue }: { readonly openValue: OpenValue }) {
  const { t } = useTranslation();
  const reader = useReader();
  const selection = useSelectionBody();
  const [internal, setInternal] = useState(false);
  const [sort, setSort] = useState<{ readonly key: Sort; readonly isDescending: boolean }>({
    key: 'worst',
    isDescending: true,
  });
  const page = usePageRows(
    'jobs.list',
    useCallback(
      (offset: number, limit: number) => ({
        ...selection,
        internal,
        sort: sort.key,
        descending: sort.isDescending,
        offset,
        limit,
      }),
      [selection, internal, sort],
    ),
  );
  const whole = useSpanStore((s) => s.whole);
  const isOneDay = whole === null || reader.date(whole.from) === reader.date(whole.to);
  const columns = useJobColumns(openValue, isOneDay);
  const layout = useTablesStore((s) => s.layouts[tableName]) ?? plainLayout;
  const setLayout = (next: typeof layout) => useTablesStore.getState().layoutChanged(tableName, next);
  const words = useChooserWords();
  const [active, setActive] = useState<number | null>(null);
  const selectedJid = useSelectionStore((s) => (s.selected?.what === 'job' ? s.selected.jid : null));
  const isSelected = useMemo(() => (job: JobRow) => job.jid === selectedJid, [selectedJid]);

  const onMove = (index: number) => {
    setActive(index);
    const job = page.rowAt(index);
    if (job !== undefined) useSelectionStore.getState().jobPicked(job.jid);
  };
  const onOpen = (index: number) => {
    const job = page.rowAt(index);
    if (job !== undefined) useLayoutStore.getState().jobOpened(job.jid);
  };

  return (
    <div className="jb">
      <h1 className="only-heard">{t('jobs.toolbar')}</h1>
      <div className="jb-bar" role="toolbar" aria-label={t('jobs.toolbar')}>
        <span className="muted" aria-live="polite">
          {page.rowCount === null
            ? ''
            : t('jobs.count', { count: page.rowCount, number: reader.number(page.rowCount) })}
        </span>
        <span className="spring" />
        <label className="jb-check" title={t('jobs.internalHint')}>
          <input type="checkbox" checked={internal} onChange={() => setInternal(!internal)} />
          {t('jobs.internal')}
        </label>
        <DataTableChooser columns={columns} layout={layout} onLayout={setLayout} words={words} />
      </div>
      <div className="jb-table">
        {page.failure === null ? (
          <DataTable<JobRow>
            label={t('jobs.tableLabel')}
            columns={columns}
            layout={layout}
            onLayout={setLayout}
            rowCount={page.rowCount ?? (page.isSlow ? pageSize : 0)}
            rowAt={page.rowAt}
            listKey={page.key}
            onSight={page.onSight}
            active={active}
            onMove={onMove}
            onOpen={onOpen}
            isSelected={isSelected}
            toneOf={toneOf}
            sort={sort}
            onSort={({ key, isDescending }) => {
              if (isSort(key)) setSort({ key, isDescending });
            }}
            empty={page.rowCount === 0 ? <NoJobs isInternalShown={internal} /> : undefined}
          />
        ) : (
          <FailureNote failure={page.failure} />
        )}
      </div>
    </div>
  );
}

function toneOf(job: JobRow) {
  return job.isInternal ? ('quiet' as const) : undefined;
}

function NoJobs({ isInternalShown }: { readonly isInternalShown: boolean }) {
  const { t } = useTranslation();
  const filter = useFilterStore((s) => s.inForce);
  return (
    <Empty
      title={t('jobs.empty.title')}
      action={
        filter === '' ? undefined : (
          <button type="button" className="btn" onClick={() => useFilterStore.getState().filterApplied('')}>
            {t('jobs.empty.clearFilter')}
          </button>
        )
      }
    >
      {isInternalShown ? t('jobs.empty.text') : t('jobs.empty.textInternal')}
    </Empty>
  );
}
