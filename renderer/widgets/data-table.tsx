// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by transform in a scaled space, which no <table> can do
// A virtual grid for any number of rows: the caller gives rows by position, the table asks only for those in sight.
import './data-table.css';
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { type ColumnLayout, type DataColumn, plainLayout, useColumns, withWidth } from './data-table-columns.ts';
import { DataTableHeader, type TableSort } from './data-table-header.tsx';
import { keyAction } from './data-table-keys.ts';
import { DataTableRow, type RowHandlers } from './data-table-row.tsx';
import { useRowWindow } from './data-table-window.ts';

/** How the user went to a row: `extend` from the anchor (Shift), `toggle` it (Ctrl or Cmd), or `only` it. */
export type MoveKind = 'only' | 'extend' | 'toggle';

/** What a table is given. */
export type DataTableProps<Row> = {
  /** Accessible name of the grid. */
  readonly label: string;
  readonly columns: readonly DataColumn<Row>[];
  readonly layout?: ColumnLayout;
  readonly onLayout?: (layout: ColumnLayout) => void;
  readonly rowCount: number;
  /** The row at a position, or `undefined` while it is being fetched. */
  readonly rowAt: (index: number) => Row | undefined;
  /** Told which rows are in sight, first and last inclusive. */
  readonly onSight?: (first: number, last: number) => void;
  /** Changes when the rows become those of another list: then the table goes to the active row, or to the top. */
  readonly listKey?: string;
  /** Position that has the keyboard, or `null`. */
  readonly active: number | null;
  readonly onMove: (index: number, how: MoveKind) => void;
  /** Enter or double click. */
  readonly onOpen?: (index: number) => void;
  readonly isSelected?: (row: Row, index: number) => boolean;
  /** `failed` tints the row. */
  readonly toneOf?: (row: Row) => 'failed' | 'missing' | 'quiet' | undefined;
  readonly sort?: TableSort | undefined;
  readonly onSort?: (sort: TableSort) => void;
  /** Keys the table does not know itself; return true when done. */
  readonly onKey?: (event: KeyboardEvent) => boolean;
  readonly isMultiSelectable?: boolean;
  /** Shown in place of rows when there are none. */
  readonly empty?: ReactNode;
};

const plainRowHeight = 26;
const rowsPerBlock = 1000;

/** The grid. Focus stays on it; the row or cell that has the keyboard is named by `aria-activedescendant`. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, layout: heldLayout, onLayout, rowCount, active, onMove, rowAt, onSight } = props;
  const id = useId();
  const probe = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight(probe);
  const headerHeight = rowHeight + 2;
  const scroller = useRef<HTMLDivElement>(null);
  const [ownLayout, setOwnLayout] = useState(plainLayout);
  const layout = heldLayout ?? ownLayout;
  const setLayout = onLayout ?? setOwnLayout;
  // Column that has the keyboard: -1 while the keyboard moves over whole rows.
  const [activeColumn, setActiveColumn] = useState(-1);
  const rows = useRowWindow(scroller, rowCount, rowHeight, headerHeight);
  const { placed, total } = useColumns(columns, layout, rows.width);
  const { first, last, showRow } = rows;

  useEffect(() => {
    if (last >= first) onSight?.(first, last);
  }, [first, last, onSight]);

  // The active row may have been set from elsewhere (the inspector, a search): then it comes to the middle.
  const moved = useRef<number | null>(null);
  const show = useRef(showRow);
  show.current = showRow;
  const isMeasured = rows.space.viewport > 0;
  useEffect(() => {
    if (active === null || !isMeasured) return;
    show.current(active, moved.current === active ? 'nearest' : 'center');
    moved.current = null;
  }, [active, isMeasured]);

  const listKey = props.listKey ?? '';
  const shownList = useRef(listKey);
  useEffect(() => {
    if (shownList.current === listKey) return;
    shownList.current = listKey;
    show.current(active ?? 0, 'center');
  }, [listKey, active]);

  const go = (index: number, how: MoveKind) => {
    moved.current = index;
    onMove(index, how);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    if (props.onKey?.(event) === true) return event.preventDefault();
    const page = Math.max(1, Math.floor(rows.space.viewport / rowHeight) - 1);
    const action = keyAction(event, { active, activeColumn, rowCount, columnCount: placed.length, page });
    if (action === null) return undefined;
    event.preventDefault();
    if (action.kind === 'row') go(action.index, action.how);
    else if (action.kind === 'column') setActiveColumn(action.column);
    else enter(active);
    return undefined;
  };

  const enter = (index: number | null) => {
    if (index === null) return;
    const row = rowAt(index);
    const action = placed[activeColumn]?.column.onEnter;
    const cell = document.getElementById(cellId(index, activeColumn));
    if (row !== undefined && action !== undefined && cell !== null) action(row, cell);
    else props.onOpen?.(index);
  };

  const cellId = (index: number, column: number) => `${id}-${index}-${column}`;
  const activeId =
    active === null || active < first || active > last
      ? undefined
      : activeColumn === -1
        ? `${id}-${active}`
        : cellId(active, activeColumn);

  const onRowClick = (event: MouseEvent, index: number) => {
    if (event.button !== 0) return;
    setActiveColumn(-1);
    go(index, event.shiftKey ? 'extend' : event.ctrlKey || event.metaKey ? 'toggle' : 'only');
  };
  // Rows keep these two functions for life, so that scrolling draws only the rows that come into sight.
  const latest = useRef({ onRowClick, onOpen: props.onOpen });
  latest.current = { onRowClick, onOpen: props.onOpen };
  const [handlers] = useState<RowHandlers>(() => ({
    onClick: (event, index) => latest.current.onRowClick(event, index),
    onOpen: (index) => latest.current.onOpen?.(index),
  }));

  // Rows stand where they are inside a block of rows; scrolling moves the block. A block is short enough for exact px.
  const block = Math.floor(first / rowsPerBlock) * rowsPerBlock;
  const drawn: ReactNode[] = [];
  for (let index = first; index <= last; index++) {
    const row = rowAt(index);
    drawn.push(
      <DataTableRow
        key={index}
        id={`${id}-${index}`}
        index={index}
        row={row}
        before={index === 0 ? undefined : rowAt(index - 1)}
        placed={placed}
        top={(index - block) * rowHeight}
        height={rowHeight}
        isSelected={row !== undefined && props.isSelected?.(row, index) === true}
        tone={row === undefined ? undefined : props.toneOf?.(row)}
        activeColumn={index === active ? activeColumn : null}
        handlers={handlers}
      />,
    );
  }

  return (
    <div className="dt">
      <div ref={probe} className="dt-probe" aria-hidden="true" />
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-label={props.label}
        aria-rowcount={rowCount + 1}
        aria-colcount={placed.length}
        aria-multiselectable={props.isMultiSelectable || undefined}
        aria-activedescendant={activeId}
        className="dt-scroll"
        onScroll={rows.onScroll}
        onKeyDown={onKeyDown}
      >
        <div role="presentation" style={{ width: total, height: rows.space.spacer + headerHeight }}>
          <div role="presentation" className="dt-sticky" style={{ height: rows.space.viewport + headerHeight }}>
            <div role="rowgroup">
              <DataTableHeader
                placed={placed}
                height={headerHeight}
                sort={props.sort}
                onSort={props.onSort}
                onWidth={(column, width) => setLayout(withWidth(layout, column, width))}
              />
            </div>
            <div role="rowgroup" className="dt-rows" style={{ height: rows.space.viewport }}>
              <div role="presentation" style={{ transform: `translateY(${block * rowHeight - rows.offset}px)` }}>
                {drawn}
              </div>
            </div>
          </div>
        </div>
      </div>
      {rowCount === 0 && props.empty !== undefined ? <div className="dt-empty">{props.empty}</div> : null}
    </div>
  );
}

// Rows are as high as the token says at the text scale in use; measured, because the arithmetic needs px.
function useRowHeight(probe: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(plainRowHeight);
  useLayoutEffect(() => {
    const element = probe.current;
    if (element === null) return undefined;
    const measure = () => setHeight(element.offsetHeight > 0 ? element.offsetHeight : plainRowHeight);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [probe]);
  return height;
}
