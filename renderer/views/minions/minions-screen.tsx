// Every minion of the selection: how it is, when it was heard last, what it returned.
import './minions.css';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MinionRow } from '../../../shared/questions/job-row.ts';
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
import { useMinionColumns } from './minion-columns.tsx';

/** The screen "Minions". */
export function MinionsScreen() {
  return <ValueSpotHost>{(openValue) => <MinionTable openValue={openValue} />}</ValueSpotHost>;
}

const tableName = 'minions';
type Sort = Body<'minions.list'>['sort'];
const sortKeys: readonly string[] = ['minion', 'failed', 'missing', 'last-seen'] satisfies Sort[];

function isSort(key: string): key is Sort {
  return sortKeys.includes(key);
}

function MinionTable({ openValue }: { readonly openValue: OpenValue }) {
  const { t } = useTranslation();
  const reader = useReader();
  const selection = useSelectionBody();
  const [sort, setSort] = useState<{ readonly key: Sort; readonly isDescending: boolean }>({
    key: 'minion',
    isDescending: false,
  });
  const page = usePageRows(
    'minions.list',
    useCallback(
      (offset: number, limit: number) => ({
        ...selection,
        sort: sort.key,
        descending: sort.isDescending,
        offset,
        limit,
      }),
      [selection, sort],
    ),
  );
  const whole = useSpanStore((s) => s.whole);
  const isOneDay = whole === null || reader.date(whole.from) === reader.date(whole.to);
  const columns = useMinionColumns(openValue, isOneDay);
  const layout = useTablesStore((s) => s.layouts[tableName]) ?? plainLayout;
  const setLayout = (next: typeof layout) => useTablesStore.getState().layoutChanged(tableName, next);
  const words = useChooserWords();
  const [active, setActive] = useState<number | null>(null);
  const selected = useSelectionStore((s) => (s.selected?.what === 'minion' ? s.selected.minion : null));
  const filter = useFilterStore((s) => s.inForce);

  const onMove = (index: number) => {
    setActive(index);
    const row = page.rowAt(index);
    if (row !== undefined) useSelectionStore.getState().minionPicked(row.minion);
  };
  const onOpen = (index: number) => {
    const row = page.rowAt(index);
    if (row !== undefined) useLayoutStore.getState().minionOpened(row.minion);
  };

  return (
    <div className="mn">
      <h1 className="only-heard">{t('minions.toolbar')}</h1>
      <div className="mn-bar" role="toolbar" aria-label={t('minions.toolbar')}>
        <span className="muted" aria-live="polite">
          {page.rowCount === null
            ? ''
            : t('minions.count', { count: page.rowCount, number: reader.number(page.rowCount) })}
        </span>
        <span className="spring" />
        <DataTableChooser columns={columns} layout={layout} onLayout={setLayout} words={words} />
      </div>
      <div className="mn-table">
        {page.failure === null ? (
          <DataTable<MinionRow>
            label={t('minions.tableLabel')}
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
            isSelected={(row) => row.minion === selected}
            sort={sort}
            onSort={({ key, isDescending }) => {
              if (isSort(key)) setSort({ key, isDescending });
            }}
            empty={
              page.rowCount === 0 ? (
                <Empty
                  title={t('minions.empty.title')}
                  action={
                    filter === '' ? undefined : (
                      <button type="button" className="btn" onClick={() => useFilterStore.getState().filterApplied('')}>
                        {t('minions.empty.clearFilter')}
                      </button>
                    )
                  }
                >
                  {t('minions.empty.text')}
                </Empty>
              ) : undefined
            }
          />
        ) : (
          <FailureNote failure={page.failure} />
        )}
      </div>
    </div>
  );
}
