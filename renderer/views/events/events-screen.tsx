// The events of the selection as one long table, with what there is of each field beside it.
import './events.css';
import { Menu } from '@mantine/core';
import { Copy, ListFilter } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventRow } from '../../../shared/questions/event-row.ts';
import { useCaseStore } from '../../stores/case-store.ts';
import { useFilterStore } from '../../stores/filter-store.ts';
import { useLayoutStore } from '../../stores/layout-store.ts';
import { pageSize, usePageRows } from '../../stores/page-rows.ts';
import { useReader } from '../../stores/reader.ts';
import { useSelectionBody } from '../../stores/selection-body.ts';
import { copyText } from '../../stores/shell-store.ts';
import { useSpanStore } from '../../stores/span-store.ts';
import { useChooserWords } from '../../stores/table-words.ts';
import { useTablesStore } from '../../stores/tables-store.ts';
import { DataTable } from '../../widgets/data-table.tsx';
import { DataTableChooser } from '../../widgets/data-table-chooser.tsx';
import { plainLayout } from '../../widgets/data-table-columns.ts';
import { Empty } from '../../widgets/empty.tsx';
import { FailureNote } from '../../widgets/failure-note.tsx';
import { type OpenValue, ValueSpotHost } from '../../widgets/value-spot.tsx';
import { useEventColumns } from './event-columns.tsx';
import { mostSelected, useEventSelection } from './event-selection.ts';
import { FacetPanel } from './facet-panel.tsx';
import { PathList } from './path-list.tsx';
import { type RowsFormat, rowsText } from './rows-text.ts';

/** The screen "Events". */
export function EventsScreen() {
  return <ValueSpotHost>{(openValue) => <EventsTable openValue={openValue} />}</ValueSpotHost>;
}

const tableName = 'events';
/** Below this width in px the table needs the room of the facets. */
const roomForFacets = 720;

function EventsTable({ openValue }: { readonly openValue: OpenValue }) {
  const { t } = useTranslation();
  const reader = useReader();
  const selection = useSelectionBody();
  const paths = useTablesStore((s) => s.columnPaths);
  const page = usePageRows(
    'events.page',
    useCallback(
      (row: number, limit: number) => ({
        ...selection,
        start: { row },
        limit,
        ...(paths.length === 0 ? {} : { paths }),
      }),
      [selection, paths],
    ),
  );
  const picked = useEventSelection(page, selection);
  const whole = useSpanStore((s) => s.whole);
  const isOneDay = whole === null || reader.date(whole.from) === reader.date(whole.to);
  const columns = useEventColumns(openValue, isOneDay, paths);
  const layout = useTablesStore((s) => s.layouts[tableName]) ?? plainLayout;
  const setLayout = (next: typeof layout) => useTablesStore.getState().layoutChanged(tableName, next);
  const areFacetsShown = useTablesStore((s) => s.areFacetsShown);
  const words = useChooserWords();
  const frame = useRef<HTMLDivElement>(null);
  const hasRoom = useHasRoom(frame);
  const total = useCaseStore((s) => s.info?.events ?? null);

  const copy = (format: RowsFormat) => copyText(rowsText(picked.rows(), format));
  const onKey = (event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'c' && picked.count > 0) {
      copy('json');
      return true;
    }
    return false;
  };

  return (
    <div className="ev" ref={frame}>
      <h1 className="only-heard">{t('events.toolbar')}</h1>
      <div className="ev-bar" role="toolbar" aria-label={t('events.toolbar')}>
        <button
          type="button"
          className="btn quiet"
          aria-pressed={areFacetsShown}
          disabled={!hasRoom}
          onClick={() => useTablesStore.getState().facetsToggled()}
        >
          <ListFilter size={14} aria-hidden="true" />
          {t('events.facet.title')}
        </button>
        <span className="muted ev-count" aria-live="polite">
          {page.rowCount === null
            ? ''
            : t('events.count', {
                count: total ?? page.rowCount,
                shown: reader.number(page.rowCount),
                total: reader.number(total ?? page.rowCount),
              })}
          {picked.count > 1
            ? ` · ${t('events.selected', { count: picked.count, number: reader.number(picked.count) })}`
            : ''}
          {picked.count === mostSelected ? ` · ${t('events.mostSelected')}` : ''}
        </span>
        <span className="spring" />
        <Menu position="bottom-end" withinPortal shadow="md" returnFocus>
          <Menu.Target>
            <button type="button" className="btn quiet" disabled={picked.count === 0}>
              <Copy size={14} aria-hidden="true" />
              {t('events.copy')}
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => copy('json')} rightSection={<kbd>Ctrl C</kbd>}>
              JSON
            </Menu.Item>
            <Menu.Item onClick={() => copy('csv')}>CSV</Menu.Item>
            <Menu.Item onClick={() => copy('markdown')}>Markdown</Menu.Item>
          </Menu.Dropdown>
        </Menu>
        <DataTableChooser columns={columns} layout={layout} onLayout={setLayout} words={words}>
          <PathList />
        </DataTableChooser>
      </div>
      <div className="ev-main">
        {areFacetsShown && hasRoom ? <FacetPanel selection={selection} /> : null}
        <div className="ev-table">
          {page.failure === null ? (
            <DataTable<EventRow>
              label={t('events.tableLabel')}
              columns={columns}
              layout={layout}
              onLayout={setLayout}
              rowCount={page.rowCount ?? (page.isSlow ? pageSize : 0)}
              rowAt={page.rowAt}
              listKey={page.key}
              onSight={page.onSight}
              active={picked.active}
              onMove={picked.onMove}
              onOpen={() => useLayoutStore.getState().inspectorTabChosen('story')}
              isSelected={picked.isSelected}
              toneOf={toneOf}
              onKey={onKey}
              isMultiSelectable
              empty={page.rowCount === 0 ? <NoEvents /> : undefined}
            />
          ) : (
            <FailureNote failure={page.failure} />
          )}
        </div>
      </div>
    </div>
  );
}

function toneOf(row: EventRow) {
  return row.isInternal ? ('quiet' as const) : undefined;
}

function NoEvents() {
  const { t } = useTranslation();
  const filter = useFilterStore((s) => s.inForce);
  const span = useSpanStore((s) => s.visible);
  if (filter === '' && span === null) return <Empty title={t('events.empty.case')}>{t('events.empty.caseText')}</Empty>;
  return (
    <Empty
      title={t('events.empty.title')}
      action={
        <div className="ev-actions">
          {filter === '' ? null : (
            <button type="button" className="btn" onClick={() => useFilterStore.getState().filterApplied('')}>
              {t('events.empty.clearFilter')}
            </button>
          )}
          {span === null ? null : (
            <button type="button" className="btn" onClick={() => useSpanStore.getState().spanReset()}>
              {t('events.empty.wholeSpan')}
            </button>
          )}
        </div>
      }
    >
      {t('events.empty.text')}
    </Empty>
  );
}

function useHasRoom(frame: RefObject<HTMLElement | null>): boolean {
  const [hasRoom, setRoom] = useState(true);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() =>
      setRoom(element.clientWidth === 0 || element.clientWidth >= roomForFacets),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame]);
  return hasRoom;
}
