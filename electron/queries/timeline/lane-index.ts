// The events of a selection by lane and time, as arrays: what every question of the timeline is answered from.
import type { LaneField } from '../../../shared/questions/timeline.ts';
import type { CaseFile } from '../../store/case-file.ts';
import type { Selected } from '../selected.ts';
import type { TimeOrder } from '../time-order.ts';
import type { OpenBars } from './open-bars.ts';

/**
 * Entries of lane n are `starts[n]` up to `starts[n + 1]`, in time order. An entry is an event; 14.1 bytes each: `ranks` 4,
 * `begins` 8, `marks` 2, `blockBegins` 1/8.
 */
export type LaneIndex = {
  readonly revision: number;
  readonly by: LaneField;
  readonly selected: Selected;
  readonly order: TimeOrder;
  /** Lanes are numbered 0 … lanes − 1 by dictionary id (source id); most cases have lanes without an entry. */
  readonly lanes: number;
  readonly starts: Uint32Array;
  /** Position in `order` of the event: compares like its time. */
  readonly ranks: Uint32Array;
  /** µs at which the bar that ends with this event begins; of what is no bar its stamp. */
  readonly begins: Float64Array;
  /** See {@link markParts}. */
  readonly marks: Uint16Array;
  /** Least begin of a bar in each 64 entries (of whatever lanes); Infinity where there is none. */
  readonly blockBegins: Float64Array;
  /** Per lane: failed returns and missing ones. */
  readonly failures: Uint32Array;
  /** Failed returns in time order: rank and lane. */
  readonly failed: { readonly ranks: Uint32Array; readonly lanes: Uint32Array };
  /** The selected open bars by lane and end: those of lane n are `openStarts[n]` up to `openStarts[n + 1]`. */
  readonly open: OpenBars & { readonly lane: Uint32Array; readonly depth: Uint8Array };
  readonly openStarts: Uint32Array;
};

/** Parts of a mark: class (position in `activities`), outcome (0 none, else 1 + bit number), depth, whether it is a bar. */
export const markParts = {
  activity: 0xf,
  outcomeShift: 4,
  outcome: 0x7,
  depthShift: 7,
  depth: 0x7,
  barShift: 10,
} as const;

/** The event of a rank. */
export function eventAt(index: LaneIndex, rank: number): number {
  return index.order.ids === undefined ? rank + 1 : (index.order.ids[rank] ?? 0);
}

/** Reads the stamp of a rank. */
export function stampReader(caseFile: CaseFile, index: LaneIndex): (rank: number) => number {
  const stamps = caseFile.columns.segments('stamp');
  const { ids } = index.order;
  return (rank) => {
    const position = ids === undefined ? rank : (ids[rank] ?? 0) - 1;
    return stamps[position >>> 16]?.[position & 0xffff] ?? 0;
  };
}

/** First rank from `low` on whose stamp is not before a time; `order.length` when there is none. */
export function rankAt(index: LaneIndex, stampOf: (rank: number) => number, time: number, low = 0): number {
  let from = low;
  let to = index.order.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (stampOf(middle) < time) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** First entry from `low` to `high` whose rank is not below this one. */
export function entryAt(index: LaneIndex, low: number, high: number, rank: number): number {
  const { ranks } = index;
  let from = low;
  let to = high;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((ranks[middle] ?? 0) < rank) from = middle + 1;
    else to = middle;
  }
  return from;
}
