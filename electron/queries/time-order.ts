// The order of events by (stamp, arrival). Captures are nearly in order (stamps go back by a few ms here and there), several files
// are a few long runs: so first small steps back are mended in place, then the runs that are left are merged. Made in slices.
import type { CaseFile, Columns } from '../store/case-file.ts';
import { segmentLength } from '../store/columns/column-defs.ts';
import { slicer } from './question.ts';
import { countInSegment } from './selected.ts';

/** Event ids by (stamp, id); `undefined` when that is 1, 2, 3 …, which needs no list. */
export type TimeOrder = { readonly length: number; readonly ids: Uint32Array | undefined };

/** How far back an event may stand before it begins a run of its own. */
const reach = 64;
/** How long the making may hold the event loop, in ms; a step of it takes about 1 ms. */
const sliceMs = 10;

const kept = new WeakMap<CaseFile, { readonly revision: number; readonly making: Promise<TimeOrder> }>();

/**
 * The order of all events of a case; kept for the revision, and once begun made to its end, because every page needs it. About
 * 0.1 s for 10 M events (test/bench/queries-columns.ts).
 */
export function timeOrder(caseFile: CaseFile): Promise<TimeOrder> {
  const revision = caseFile.revision();
  const before = kept.get(caseFile);
  if (before?.revision === revision) return before.making;
  const making = sortByTime(caseFile.columns);
  kept.set(caseFile, { revision, making });
  return making;
}

/** Sorts anew. Events that come meanwhile are not part of it. */
export async function sortByTime(columns: Columns): Promise<TimeOrder> {
  const { length } = columns;
  const stamps = columns.segments('stamp');
  const pause = slicer(sliceMs);
  let last = Number.NEGATIVE_INFINITY;
  for (const [segment, stamp] of stamps.entries()) {
    last = lastIfSorted(stamp, countInSegment(length, segment), last);
    if (Number.isNaN(last)) return { length, ids: await listByTime(stamps, length) };
    await pause();
  }
  return { length, ids: undefined };
}

/** The last stamp of a segment that is in order and stands behind `before`; NaN when it is not or does not. */
function lastIfSorted(stamp: Float64Array, count: number, before: number): number {
  let last = before;
  for (let i = 0; i < count; i++) {
    const value = stamp[i] ?? 0;
    if (value < last) return Number.NaN;
    last = value;
  }
  return last;
}

async function listByTime(stamps: readonly Float64Array[], length: number): Promise<Uint32Array> {
  const pause = slicer(sliceMs);
  const mending: Mending = { ids: new Uint32Array(length), stamps, starts: [0], last: Number.NEGATIVE_INFINITY };
  for (const [segment, stamp] of stamps.entries()) {
    mendSegment(mending, stamp, segment * segmentLength, countInSegment(length, segment));
    await pause();
  }
  return mergeRuns(mending);
}

type Mending = {
  /** Filled in as far as the segments were mended. */
  readonly ids: Uint32Array;
  readonly stamps: readonly Float64Array[];
  /** Where the runs begin that are left. */
  readonly starts: number[];
  /** The stamp of the event that stands last. */
  last: number;
};

function stampOf(stamps: readonly Float64Array[], id: number): number {
  return stamps[(id - 1) >>> 16]?.[(id - 1) & 0xffff] ?? 0;
}

/** Adds the events of a segment, each in its place if that is near, else in a new run. */
function mendSegment(mending: Mending, stamp: Float64Array, base: number, count: number): void {
  const { ids } = mending;
  let { last } = mending;
  for (let i = 0; i < count; i++) {
    const key = stamp[i] ?? 0;
    ids[base + i] = base + i + 1;
    if (key >= last) last = key;
    else if (!moveBack(mending, base + i, key)) {
      mending.starts.push(base + i);
      last = key;
    }
  }
  mending.last = last;
}

/** Moves the event at a position to where its stamp belongs; false when that is too far back. */
function moveBack({ ids, stamps, starts }: Mending, position: number, key: number): boolean {
  const runStart = starts.at(-1) ?? 0;
  const low = Math.max(runStart, position - reach);
  if (low > runStart && stampOf(stamps, ids[low - 1] ?? 0) > key) return false;
  const id = ids[position] ?? 0;
  let at = position;
  for (; at > low && stampOf(stamps, ids[at - 1] ?? 0) > key; at--) ids[at] = ids[at - 1] ?? 0;
  ids[at] = id;
  return true;
}

/** Merges neighbouring runs until one is left; equal stamps keep their order of arrival. */
async function mergeRuns({ ids, stamps, starts }: Mending): Promise<Uint32Array> {
  const pause = slicer(sliceMs);
  let runs: readonly number[] = starts;
  let from = ids;
  let to: Uint32Array = new Uint32Array(runs.length > 1 ? ids.length : 0);
  while (runs.length > 1) {
    const next: number[] = [];
    for (let run = 0; run < runs.length; run += 2) {
      const start = runs[run] ?? 0;
      const middle = runs[run + 1] ?? ids.length;
      const end = runs[run + 2] ?? ids.length;
      next.push(start);
      const merge: Merge = { from, to, stamps, at: start, left: start, right: middle, middle, end };
      while (merge.at < end) {
        mergeSome(merge, Math.min(end, merge.at + segmentLength));
        await pause();
      }
    }
    runs = next;
    [from, to] = [to, from];
  }
  return from;
}

/** Two runs (up to `middle`, up to `end`) on their way into one. */
type Merge = {
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly stamps: readonly Float64Array[];
  readonly middle: number;
  readonly end: number;
  at: number;
  left: number;
  right: number;
};

function mergeSome(merge: Merge, until: number): void {
  const { from, to, stamps, middle, end } = merge;
  let { at, left, right } = merge;
  const keyAt = (place: number, limit: number): number =>
    place < limit ? stampOf(stamps, from[place] ?? 0) : Number.POSITIVE_INFINITY;
  let leftKey = keyAt(left, middle);
  let rightKey = keyAt(right, end);
  for (; at < until; at++) {
    if (left < middle && (leftKey <= rightKey || right >= end)) {
      to[at] = from[left++] ?? 0;
      leftKey = keyAt(left, middle);
    } else {
      to[at] = from[right++] ?? 0;
      rightKey = keyAt(right, end);
    }
  }
  Object.assign(merge, { at, left, right });
}
