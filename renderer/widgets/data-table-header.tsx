// biome-ignore-all lint/a11y/useSemanticElements: part of a grid that is no <table>, see data-table.tsx
// The heading row of a table: names, sort buttons, and the edges by which columns are made wider.
import { type PointerEvent, useRef } from 'react';
import type { DataColumn, PlacedColumn } from './data-table-columns.ts';

/** By what a table is sorted. */
export type TableSort = { readonly key: string; readonly isDescending: boolean };

type Props<Row> = {
  readonly placed: readonly PlacedColumn<Row>[];
  readonly height: number;
  readonly sort?: TableSort | undefined;
  readonly onSort?: ((sort: TableSort) => void) | undefined;
  readonly onWidth: (column: DataColumn<Row>, width: number) => void;
};

/** Row 1 of the grid. */
export function DataTableHeader<Row>({ placed, height, sort, onSort, onWidth }: Props<Row>) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus and names the active cell
    <div role="row" aria-rowindex={1} className="dt-head" style={{ height }}>
      {placed.map(({ column, width }, at) => {
        const isSorted = sort !== undefined && column.sortKey !== undefined && sort.key === column.sortKey;
        return (
          // biome-ignore lint/a11y/useFocusableInteractive: its button takes the focus where there is something to do
          <div
            key={column.id}
            role="columnheader"
            aria-colindex={at + 1}
            aria-sort={isSorted ? (sort.isDescending ? 'descending' : 'ascending') : undefined}
            className="dt-th"
            data-align={column.align}
            style={{ width }}
            title={column.hint}
          >
            {column.sortKey !== undefined && onSort !== undefined ? (
              <button
                type="button"
                className="dt-sort"
                data-sorted={isSorted || undefined}
                onClick={() => onSort(nextSort(column, sort))}
              >
                <span className="dt-th-text">{column.header}</span>
                <span aria-hidden="true" className="dt-arrow">
                  {isSorted ? (sort.isDescending ? '↓' : '↑') : '↓'}
                </span>
              </button>
            ) : (
              <span className="dt-th-text">{column.header}</span>
            )}
            <ResizeEdge width={width} onWidth={(next) => onWidth(column, next)} />
          </div>
        );
      })}
    </div>
  );
}

function nextSort<Row>(column: DataColumn<Row>, sort: TableSort | undefined): TableSort {
  const key = column.sortKey ?? column.id;
  if (sort?.key === key) return { key, isDescending: !sort.isDescending };
  return { key, isDescending: column.sortsDescendingFirst === true };
}

// For the mouse only: by keyboard a column is made wider in the column chooser, which spares one tab stop a column.
function ResizeEdge({ width, onWidth }: { readonly width: number; readonly onWidth: (width: number) => void }) {
  const grip = useRef<{ readonly x: number; readonly width: number } | null>(null);
  const onDown = (event: PointerEvent<HTMLSpanElement>) => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    grip.current = { x: event.clientX, width };
  };
  const onMove = (event: PointerEvent<HTMLSpanElement>) => {
    if (grip.current !== null) onWidth(grip.current.width + event.clientX - grip.current.x);
  };
  const onUp = () => {
    grip.current = null;
  };
  return (
    <span
      aria-hidden="true"
      className="dt-edge"
      onPointerDown={onDown}
      onPointerMove={onMove}
      onPointerUp={onUp}
      onPointerCancel={onUp}
    />
  );
}
