// biome-ignore-all lint/a11y/useSemanticElements: part of a grid that is no <table>, see data-table.tsx
// One row of the grid. Drawn again only when something in it changed, not while it is scrolled.
import { type MouseEvent, memo, type ReactNode } from 'react';
import type { PlacedColumn } from './data-table-columns.ts';

/** What a row reports; the same functions for the life of the table. */
export type RowHandlers = {
  readonly onClick: (event: MouseEvent, index: number) => void;
  readonly onOpen: (index: number) => void;
};

type Props<Row> = {
  readonly id: string;
  readonly index: number;
  /** `undefined` while it is being fetched. */
  readonly row: Row | undefined;
  readonly before: Row | undefined;
  readonly placed: readonly PlacedColumn<Row>[];
  readonly top: number;
  readonly height: number;
  readonly isSelected: boolean;
  readonly tone: 'failed' | 'missing' | 'quiet' | undefined;
  /** `null`: the keyboard is on another row; −1: on this row as a whole. */
  readonly activeColumn: number | null;
  readonly handlers: RowHandlers;
};

function PlainRow<Row>(props: Props<Row>): ReactNode {
  const { id, index, row, before, placed, activeColumn, handlers } = props;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the grid, which holds the focus
    // biome-ignore lint/a11y/useFocusableInteractive: named by aria-activedescendant
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={props.isSelected}
      aria-busy={row === undefined || undefined}
      className="dt-row"
      data-active={activeColumn !== null || undefined}
      data-tone={props.tone}
      style={{ height: props.height, transform: `translateY(${props.top}px)` }}
      onClick={(event) => handlers.onClick(event, index)}
      onDoubleClick={() => handlers.onOpen(index)}
    >
      {placed.map(({ column, width }, at) => (
        // biome-ignore lint/a11y/useFocusableInteractive: named by aria-activedescendant
        <div
          key={column.id}
          id={`${id}-${at}`}
          role="gridcell"
          aria-colindex={at + 1}
          className="dt-cell"
          data-align={column.align}
          data-active={at === activeColumn || undefined}
          style={{ width }}
        >
          {row === undefined ? <span className="dt-wait" /> : column.cell(row, index, before)}
        </div>
      ))}
    </div>
  );
}

/** The row, kept as it is while nothing in it changes. */
// `memo` forgets that the component is generic.
export const DataTableRow = memo(PlainRow) as typeof PlainRow;
