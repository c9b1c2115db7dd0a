// The columns of a table: what one is, and their widths, order and visibility as TanStack Table keeps them.
import {
  type ColumnDef,
  columnOrderingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { type ReactNode, useMemo } from 'react';

/** One column of a table of `Row`s. */
export type DataColumn<Row> = {
  readonly id: string;
  /** Heading, also the column's name in the column chooser. */
  readonly header: string;
  /** Longer words shown when pointing at the heading. */
  readonly hint?: string;
  /** Width in px until the user changes it, and the least it can have. */
  readonly width: number;
  readonly minWidth?: number;
  /** Takes what room is left over; at most one column, the last one that says so. */
  readonly grows?: boolean;
  /** `end` for numbers. */
  readonly align?: 'end';
  /** The sort key, where the table can be sorted by it, and the direction of the first click. */
  readonly sortKey?: string;
  readonly sortsDescendingFirst?: boolean;
  /** False for the one column without which a row has no name. */
  readonly canHide?: boolean;
  readonly startsHidden?: boolean;
  /** Draws the cell from nothing but these: its row, the position, and the row before it where that is known. */
  readonly cell: (row: Row, index: number, before: Row | undefined) => ReactNode;
  /** What Enter does on this cell when the user went to it by keyboard; `anchor` is the cell. */
  readonly onEnter?: (row: Row, anchor: HTMLElement) => void;
};

/** What the user did to the columns. Opaque JSON, so that it can be kept. */
export type ColumnLayout = {
  readonly widths: { readonly [id: string]: number };
  readonly shown: { readonly [id: string]: boolean };
  /** Ids in order; columns not named follow in their own order. */
  readonly order: readonly string[];
};

/** Columns as they come. */
export const plainLayout: ColumnLayout = { widths: {}, shown: {}, order: [] };

/** One column placed. */
export type PlacedColumn<Row> = { readonly column: DataColumn<Row>; readonly width: number };

const features = tableFeatures({ columnSizingFeature, columnVisibilityFeature, columnOrderingFeature });
type Features = typeof features;
const noRows: object[] = [];

/** The visible columns in the user's order, with their widths in a table `room` px wide. */
export function useColumns<Row>(
  columns: readonly DataColumn<Row>[],
  layout: ColumnLayout,
  room: number,
): { readonly placed: readonly PlacedColumn<Row>[]; readonly total: number } {
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns]);
  const definitions = useMemo(
    (): ColumnDef<Features, object>[] =>
      columns.map((column) => ({
        id: column.id,
        size: column.width,
        minSize: column.minWidth ?? 48,
        maxSize: 4000,
        enableHiding: column.canHide !== false,
      })),
    [columns],
  );
  const state = useMemo(
    () => ({
      columnSizing: { ...layout.widths },
      columnVisibility: Object.fromEntries(
        columns.map((column) => [column.id, layout.shown[column.id] ?? column.startsHidden !== true]),
      ),
      columnOrder: [...layout.order],
    }),
    [columns, layout],
  );
  const table = useTable({ features, columns: definitions, data: noRows, state });
  // Placed anew only when something about the columns changed: rows compare by it.
  return useMemo(() => {
    const visible = table.getVisibleLeafColumns().flatMap((leaf) => {
      const column = byId.get(leaf.id);
      return column === undefined ? [] : [{ column, width: layout.widths[leaf.id] ?? leaf.getSize() }];
    });
    const taken = visible.reduce((sum, { width }) => sum + width, 0);
    const growing = visible.findLastIndex(
      ({ column }) => column.grows === true && layout.widths[column.id] === undefined,
    );
    const spare = Math.max(0, room - taken);
    const placed = visible.map((entry, at) => (at === growing ? { ...entry, width: entry.width + spare } : entry));
    return { placed, total: growing === -1 ? taken : taken + spare };
  }, [table, byId, layout, room]);
}

/** The layout after a column was made `width` px wide. */
export function withWidth<Row>(layout: ColumnLayout, column: DataColumn<Row>, width: number): ColumnLayout {
  const held = Math.min(4000, Math.max(column.minWidth ?? 48, Math.round(width)));
  return { ...layout, widths: { ...layout.widths, [column.id]: held } };
}

/** The layout after a column moved by one place, `step` −1 to the left or 1 to the right, among all of `columns`. */
export function withMoved<Row>(
  layout: ColumnLayout,
  columns: readonly DataColumn<Row>[],
  id: string,
  step: -1 | 1,
): ColumnLayout {
  const ids = orderedIds(layout, columns);
  const from = ids.indexOf(id);
  const to = from + step;
  if (from === -1 || to < 0 || to >= ids.length) return layout;
  ids.splice(from, 1);
  ids.splice(to, 0, id);
  return { ...layout, order: ids };
}

/** All ids in the user's order. */
export function orderedIds<Row>(layout: ColumnLayout, columns: readonly DataColumn<Row>[]): string[] {
  const known = columns.map((column) => column.id);
  const named = layout.order.filter((id) => known.includes(id));
  return [...named, ...known.filter((id) => !named.includes(id))];
}
