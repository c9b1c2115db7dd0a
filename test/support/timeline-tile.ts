// A tile of the timeline by hand: rows of items or of cells, as few as a test needs.
import { itemFlags, type TimelineTile } from '../../shared/questions/timeline.ts';
import type { JobOutcome } from '../../shared/salt/job-outcome.ts';
import { outcomeBit } from '../../shared/salt/job-outcome.ts';
import { type Kind, kindCode } from '../../shared/salt/kind.ts';

/** A bar, or a mark where `to` is absent. */
export type MadeItem = {
  readonly from: number;
  readonly to?: number;
  readonly event: number;
  readonly outcome?: JobOutcome;
  readonly kind?: Kind;
  readonly depth?: number;
  readonly isOpen?: boolean;
  readonly isInternal?: boolean;
  readonly label?: string;
};

/** A cell of a row. */
export type MadeCell = {
  readonly cell: number;
  readonly count: number;
  readonly failures?: number;
  readonly outcomes?: readonly JobOutcome[];
  readonly activity?: number;
};

/** A row: items, or cells. */
export type MadeRow = { readonly items?: readonly MadeItem[]; readonly cells?: readonly MadeCell[] };

/** Makes the tile. */
export function madeTile(level: number, tile: number, rows: readonly MadeRow[]): TimelineTile {
  const items = rows.flatMap((row) => row.items ?? []);
  const cells = rows.flatMap((row) => row.cells ?? []);
  const starts = (lengths: readonly number[]) => {
    let sum = 0;
    return Uint32Array.from([0, ...lengths], (length) => (sum += length));
  };
  const labels = ['', ...new Set(items.map((item) => item.label ?? ''))];
  const failed = (list: readonly MadeCell[]) => list.reduce((sum, cell) => sum + (cell.failures ?? 0), 0);
  return {
    revision: 1,
    level,
    tile,
    counts: Uint32Array.from(rows, (row) => (row.cells ?? []).reduce((sum, cell) => sum + cell.count, 0)),
    failures: Uint32Array.from(rows, (row) => failed(row.cells ?? [])),
    cellStarts: starts(rows.map((row) => row.cells?.length ?? 0)),
    cell: Uint8Array.from(cells, (cell) => cell.cell),
    cellCount: Uint32Array.from(cells, (cell) => cell.count),
    cellFailures: Uint32Array.from(cells, (cell) => cell.failures ?? 0),
    cellOutcomes: Uint8Array.from(cells, (cell) =>
      (cell.outcomes ?? []).reduce((bits, one) => bits | outcomeBit(one), 0),
    ),
    cellActivity: Uint16Array.from(cells, (cell) => cell.activity ?? 0),
    itemStarts: starts(rows.map((row) => row.items?.length ?? 0)),
    itemFrom: Float64Array.from(items, (item) => item.from),
    itemTo: Float64Array.from(items, (item) => item.to ?? item.from),
    itemEvent: Uint32Array.from(items, (item) => item.event),
    itemKind: Uint8Array.from(items, (item) => kindCode(item.kind ?? 'ret')),
    itemOutcome: Uint8Array.from(items, (item) => (item.outcome === undefined ? 0 : outcomeBit(item.outcome))),
    itemFlags: Uint8Array.from(
      items,
      (item) =>
        (item.to === undefined ? 0 : itemFlags.bar) |
        (item.isOpen ? itemFlags.open : 0) |
        (item.isInternal ? itemFlags.internal : 0),
    ),
    itemDepth: Uint8Array.from(items, (item) => item.depth ?? 0),
    itemJob: new Uint32Array(items.length),
    itemMinion: new Uint32Array(items.length),
    itemLabel: Uint32Array.from(items, (item) => labels.indexOf(item.label ?? '')),
    labels,
  };
}
