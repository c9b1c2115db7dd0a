// The two sorts of leaves of a compiled filter: those that scan columns, and those that must read raw records.
import type { RecordReader } from './record.ts';

/** Fills out[from…to) of one segment with 0 or 1. Cheap enough to run over every event. */
export type ColumnLeaf = {
  readonly type: 'column';
  /** Bytes read an event: the lightest are asked first, those that read a table instead ({@link tableWeight}) last. */
  readonly weight: number;
  readonly fill: (segment: number, from: number, to: number, out: Uint8Array) => void;
  /** Keeps of a list of rows those that pass, in order, and gives their number: where few are left, only they are asked. */
  readonly keep?: (segment: number, rows: Uint16Array, count: number) => number;
};

/** Weight of a leaf that reads a table. */
export const tableWeight = 1000;

/** Asks one raw record; run last, and only where the columns leave a doubt. */
export type RecordLeaf = {
  readonly type: 'record';
  /**
   * Says of the events from…to of a segment what is sure without their records: `high` 0 = does not pass, `low` 1 = passes.
   * Without it nothing is.
   */
  readonly bound?: (segment: number, from: number, to: number, low: Uint8Array, high: Uint8Array) => void;
  readonly passes: (record: RecordReader) => boolean;
};

/** A term, compiled. */
export type Leaf = ColumnLeaf | RecordLeaf;

/** A leaf that gives every event the same. */
export function constantLeaf(value: boolean): ColumnLeaf {
  return {
    type: 'column',
    weight: 0,
    fill: (_segment, from, to, out) => {
      out.fill(value ? 1 : 0, from, to);
    },
  };
}
