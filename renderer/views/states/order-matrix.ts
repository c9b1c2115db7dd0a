// The matrix in another order of its rows and minions: what failed first, by name, or what keeps changing first.
import type { MatrixRow, StateMatrix } from '../../../shared/questions/states.ts';
import { naturalOrder } from '../../../shared/salt/natural-order.ts';

/** An order. */
export type MatrixOrder = 'failures' | 'name' | 'flapping';

/** Bit of a cell whose state keeps changing on its minion; the rest is the position in `cellCodes`. */
export const flapBit = 16;

/** A matrix seen through an order: positions of what is shown → positions in the answer. */
export type OrderedMatrix = {
  readonly matrix: StateMatrix;
  readonly rows: readonly number[];
  readonly minions: readonly number[];
  /** Code and return of a cell by what is shown. */
  readonly codeAt: (row: number, minion: number) => number;
  readonly eventAt: (row: number, minion: number) => number;
};

/** Orders; what the answer had first stays first among equals. */
export function orderMatrix(matrix: StateMatrix, order: MatrixOrder): OrderedMatrix {
  const width = matrix.minions.length;
  const rows = [...matrix.rows.keys()];
  const minions = [...matrix.minions.keys()];
  if (order === 'name') {
    const nameOf = (at: number) => rowName(matrix.rows[at]);
    rows.sort((a, b) => naturalOrder(nameOf(a), nameOf(b)));
    minions.sort((a, b) => naturalOrder(matrix.minions[a]?.minion ?? '', matrix.minions[b]?.minion ?? ''));
  }
  if (order === 'flapping') {
    const flaps = new Uint32Array(width);
    for (const [at, code] of matrix.cells.entries()) {
      if ((code & flapBit) !== 0) flaps[at % width] = (flaps[at % width] ?? 0) + 1;
    }
    rows.sort((a, b) => (matrix.rows[b]?.flapping ?? 0) - (matrix.rows[a]?.flapping ?? 0));
    minions.sort((a, b) => (flaps[b] ?? 0) - (flaps[a] ?? 0));
  }
  const placeOf = (row: number, minion: number) => (rows[row] ?? 0) * width + (minions[minion] ?? 0);
  return {
    matrix,
    rows,
    minions,
    codeAt: (row, minion) => matrix.cells[placeOf(row, minion)] ?? 0,
    eventAt: (row, minion) => matrix.events[placeOf(row, minion)] ?? 0,
  };
}

/** `sls id function`, as rows are sorted. */
function rowName(row: MatrixRow | undefined): string {
  return row === undefined ? '' : `${row.sls ?? ''} ${row.id} ${row.state}`;
}
