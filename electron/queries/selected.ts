// What a filter and a span select, as the questions see it: a mask a segment, a count, and the ids in time order on demand.
import type { CaseFile } from '../store/case-file.ts';
import { segmentLength } from '../store/columns/column-defs.ts';
import { timeOrder } from './time-order.ts';

/** The events of one selection at one revision. Shared by all questions that ask for the same; never written to. */
export type Selected = {
  readonly revision: number;
  /** Number of selected events. */
  readonly count: number;
  /** Events in the case when the selection was made; ids above are not part of it. */
  readonly length: number;
  /** True when every event up to `length` is selected: scans may skip the masks. */
  readonly isAll: boolean;
  /** One byte an event, 1 = selected, in arrays of `segmentLength` like the columns (event id = position + 1). */
  readonly masks: readonly Uint8Array[];
  /** How many are selected in each segment. */
  readonly ones: readonly number[];
  /** Ids of the selected events ordered by (stamp, arrival). Built when first asked for. */
  readonly ids: () => Uint32Array;
  /** Ids from a position of that order on, at most `limit`; does not build the whole list when the position is near the begin. */
  readonly slice: (first: number, limit: number) => Uint32Array;
  /** Position in that order of an event, or, when it is not selected, of the first selected one behind it. */
  readonly position: (id: number) => number;
  /** True when the event is selected. */
  readonly has: (id: number) => boolean;
};

/** Positions up to this are found by walking from the begin. */
const nearBegin = 20_000;

/** Makes a selection of finished masks. */
export function selectedOf(
  caseFile: CaseFile,
  made: Pick<Selected, 'revision' | 'count' | 'length' | 'isAll' | 'masks' | 'ones'>,
): Selected {
  const { masks, count, length, isAll } = made;
  let list: Uint32Array | undefined;

  const has = (id: number): boolean => id >= 1 && id <= length && masks[(id - 1) >>> 16]?.[(id - 1) & 0xffff] === 1;

  function collect(first: number, limit: number): Uint32Array {
    const room = Math.max(0, Math.min(limit, count - first));
    const found = new Uint32Array(room);
    const order = timeOrder(caseFile);
    let skipped = 0;
    let at = 0;
    for (let i = 0; at < room && i < order.length; i++) {
      const id = order.ids === undefined ? i + 1 : (order.ids[i] as number);
      if (id > length || (masks[(id - 1) >>> 16] as Uint8Array)[(id - 1) & 0xffff] === 0) continue;
      if (skipped < first) skipped++;
      else found[at++] = id;
    }
    return found.subarray(0, at);
  }

  function ids(): Uint32Array {
    list ??= collect(0, count);
    return list;
  }

  /** The whole order, where all is selected and nothing came since: no list of its own is needed. */
  function wholeOrder(): { readonly ids: Uint32Array | undefined } | undefined {
    if (!isAll) return undefined;
    const order = timeOrder(caseFile);
    return order.length === length ? order : undefined;
  }

  function slice(first: number, limit: number): Uint32Array {
    const order = wholeOrder();
    const end = Math.min(first + limit, count);
    if (order?.ids !== undefined) return order.ids.slice(first, end);
    if (order !== undefined) return Uint32Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i + 1);
    if (list === undefined && first <= nearBegin) return collect(first, limit);
    return ids().slice(first, end);
  }

  function position(id: number): number {
    const order = wholeOrder();
    if (order !== undefined && order.ids === undefined) return Math.min(Math.max(id - 1, 0), count);
    const sorted = order?.ids ?? ids();
    const stamps = caseFile.columns.segments('stamp');
    const stampOf = (event: number): number =>
      (stamps[(event - 1) >>> 16] as Float64Array)[(event - 1) & 0xffff] as number;
    if (id < 1 || id > length) return count;
    const stamp = stampOf(id);
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = sorted[middle] as number;
      const otherStamp = stampOf(other);
      if (otherStamp < stamp || (otherStamp === stamp && other < id)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return { ...made, ids, slice, position, has };
}

/** Events of a segment in a selection of `length` events. */
export function countInSegment(length: number, segment: number): number {
  return Math.min(segmentLength, length - segment * segmentLength);
}
