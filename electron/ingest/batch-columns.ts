// Room for the columns of one batch, all in one buffer, so that handing it to another thread is one transfer.
import type { BatchColumn } from '../store/batch.ts';
import type { ColumnArray } from '../store/columns/column-defs.ts';

/** The columns of a batch, by name. */
export type BatchColumns = { readonly [N in BatchColumn]: ColumnArray<N> };

/** Bytes of one row over all columns below: 8 + 10 × 4 + 2 + 4 × 1. */
const rowBytes = 54;

/** Columns for `rows` rows, filled with zeros. Wider elements come first, so every array is aligned. */
export function batchColumns(rows: number): BatchColumns {
  const buffer = new ArrayBuffer(rows * rowBytes);
  let at = 0;
  const take = (elementBytes: number): number => {
    const start = at;
    at += rows * elementBytes;
    return start;
  };
  const wide = () => new Uint32Array(buffer, take(4), rows);
  const byte = () => new Uint8Array(buffer, take(1), rows);
  return {
    stamp: new Float64Array(buffer, take(8), rows),
    minion: wide(),
    fun: wide(),
    jid: wide(),
    user: wide(),
    shape: wide(),
    size: wide(),
    block: wide(),
    offset: wide(),
    line: wide(),
    retcode: wide(),
    flags: new Uint16Array(buffer, take(2), rows),
    kind: byte(),
    success: byte(),
    outcome: byte(),
    outcomeRule: byte(),
  };
}

/** The same columns without the rows that stayed unused. */
export function firstRows(columns: BatchColumns, rows: number): BatchColumns {
  if (columns.stamp.length === rows) return columns;
  return {
    stamp: columns.stamp.subarray(0, rows),
    minion: columns.minion.subarray(0, rows),
    fun: columns.fun.subarray(0, rows),
    jid: columns.jid.subarray(0, rows),
    user: columns.user.subarray(0, rows),
    shape: columns.shape.subarray(0, rows),
    size: columns.size.subarray(0, rows),
    block: columns.block.subarray(0, rows),
    offset: columns.offset.subarray(0, rows),
    line: columns.line.subarray(0, rows),
    retcode: columns.retcode.subarray(0, rows),
    flags: columns.flags.subarray(0, rows),
    kind: columns.kind.subarray(0, rows),
    success: columns.success.subarray(0, rows),
    outcome: columns.outcome.subarray(0, rows),
    outcomeRule: columns.outcomeRule.subarray(0, rows),
  };
}
