// The order of events by (stamp, arrival). Captures are nearly in order (stamps go back by a few ms here and there), several files
// are a few long runs: so first small steps back are mended in place, then the runs that are left are merged.
import type { CaseFile, Columns } from '../store/case-file.ts';
import { segmentLength } from '../store/columns/column-defs.ts';

/** Event ids by (stamp, id); `undefined` when that is 1, 2, 3 …, which needs no list. */
export type TimeOrder = { readonly length: number; readonly ids: Uint32Array | undefined };

/** How far back an event may stand before it begins a run of its own. */
const reach = 64;

const kept = new WeakMap<CaseFile, { readonly revision: number; readonly order: TimeOrder }>();

/** The order of all events of a case; kept for the revision. About 0.1 s for 10 M events (test/bench/queries-columns.ts). */
export function timeOrder(caseFile: CaseFile): TimeOrder {
  const revision = caseFile.revision();
  const before = kept.get(caseFile);
  if (before?.revision === revision) return before.order;
  const order = sortByTime(caseFile.columns);
  kept.set(caseFile, { revision, order });
  return order;
}

/** Sorts anew. */
export function sortByTime(columns: Columns): TimeOrder {
  const { length } = columns;
  const stamps = columns.segments('stamp');
  if (isSorted(stamps, length)) return { length, ids: undefined };
  const keys = new Float64Array(length);
  for (const [segment, array] of stamps.entries()) {
    const from = segment * segmentLength;
    if (from < length) keys.set(array.subarray(0, Math.min(segmentLength, length - from)), from);
  }
  const ids = new Uint32Array(length);
  for (let i = 0; i < length; i++) ids[i] = i + 1;
  return { length, ids: sortIds(keys, ids) };
}

/** Sorts ids by their keys, both in place or anew; equal keys keep their order. Quick where they are nearly in order. */
export function sortIds(keys: Float64Array, ids: Uint32Array): Uint32Array {
  return mergeRuns(keys, ids, mendSteps(keys, ids));
}

function isSorted(stamps: readonly Float64Array[], length: number): boolean {
  let last = Number.NEGATIVE_INFINITY;
  for (const [segment, array] of stamps.entries()) {
    const count = Math.min(segmentLength, length - segment * segmentLength);
    for (let i = 0; i < count; i++) {
      const stamp = array[i] as number;
      if (stamp < last) return false;
      last = stamp;
    }
  }
  return true;
}

/** Moves every event back to its place if that is near; gives where the runs that remain begin. */
function mendSteps(keys: Float64Array, ids: Uint32Array): number[] {
  const starts = [0];
  let runStart = 0;
  for (let i = 1; i < keys.length; i++) {
    const key = keys[i] as number;
    if (key >= (keys[i - 1] as number)) continue;
    const low = Math.max(runStart, i - reach);
    if (low > runStart && (keys[low - 1] as number) > key) {
      runStart = i;
      starts.push(i);
      continue;
    }
    const id = ids[i] as number;
    let at = i;
    while (at > low && (keys[at - 1] as number) > key) {
      keys[at] = keys[at - 1] as number;
      ids[at] = ids[at - 1] as number;
      at--;
    }
    keys[at] = key;
    ids[at] = id;
  }
  return starts;
}

/** Merges neighbouring runs until one is left; equal stamps keep their order of arrival. */
function mergeRuns(keys: Float64Array, ids: Uint32Array, starts: readonly number[]): Uint32Array {
  let runs = starts;
  let [fromKeys, fromIds] = [keys, ids];
  let [toKeys, toIds]: [Float64Array, Uint32Array] = [
    new Float64Array(runs.length > 1 ? keys.length : 0),
    new Uint32Array(runs.length > 1 ? ids.length : 0),
  ];
  while (runs.length > 1) {
    const next: number[] = [];
    for (let run = 0; run < runs.length; run += 2) {
      const start = runs[run] as number;
      const middle = runs[run + 1] ?? keys.length;
      const end = runs[run + 2] ?? keys.length;
      next.push(start);
      mergeTwo(fromKeys, fromIds, toKeys, toIds, start, middle, end);
    }
    runs = next;
    [fromKeys, toKeys] = [toKeys, fromKeys];
    [fromIds, toIds] = [toIds, fromIds];
  }
  return fromIds;
}

function mergeTwo(
  fromKeys: Float64Array,
  fromIds: Uint32Array,
  toKeys: Float64Array,
  toIds: Uint32Array,
  start: number,
  middle: number,
  end: number,
): void {
  let left = start;
  let right = middle;
  for (let at = start; at < end; at++) {
    const takesLeft = left < middle && (right >= end || (fromKeys[left] as number) <= (fromKeys[right] as number));
    const source = takesLeft ? left++ : right++;
    toKeys[at] = fromKeys[source] as number;
    toIds[at] = fromIds[source] as number;
  }
}
