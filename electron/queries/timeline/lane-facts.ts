// What each lane has in a span: events, failures, first and last times. The numbers by which lanes are shown and sorted.
import type { Span } from '../../../shared/questions/questions.ts';
import { outcomeBit } from '../../../shared/salt/job-outcome.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { entryAt, type LaneIndex, markParts, rankAt, stampReader } from './lane-index.ts';
import type { Slices } from './slice.ts';

/** One lane with something in it. Times are µs, NaN for none. */
export type LaneFacts = {
  readonly lane: number;
  readonly low: number;
  readonly high: number;
  readonly events: number;
  readonly failures: number;
  readonly firstFailure: number;
  readonly firstEvent: number;
  readonly lastEvent: number;
};

const failed = 1 + Math.log2(outcomeBit('failed'));
const missing = outcomeBit('missing');

/** True for an entry that is a failed return. */
export function isFailedMark(mark: number): boolean {
  return ((mark >>> markParts.outcomeShift) & markParts.outcome) === failed;
}

/** The lanes with an event in the span, or an open bar that touches it, by number; `undefined` when given up. */
export async function laneFacts(
  caseFile: CaseFile,
  index: LaneIndex,
  span: Span | undefined,
  slices: Slices,
): Promise<LaneFacts[] | undefined> {
  const stampOf = stampReader(caseFile, index);
  const first = span === undefined ? 0 : rankAt(index, stampOf, span.from);
  const end = span === undefined ? index.order.length : rankAt(index, stampOf, span.to);
  const found: LaneFacts[] = [];
  for (let lane = 0; lane < index.lanes; lane += 1) {
    const start = index.starts[lane] ?? 0;
    const last = index.starts[lane + 1] ?? 0;
    const openLow = index.openStarts[lane] ?? 0;
    const openHigh = index.openStarts[lane + 1] ?? 0;
    if (start === last && openLow === openHigh) continue;
    const low = first === 0 ? start : entryAt(index, start, last, first);
    const high = end === index.order.length ? last : entryAt(index, low, last, end);
    const open = openFacts(index, openLow, openHigh, span);
    if (high === low && !open.isThere) continue;
    const own = failuresOf(index, lane, low, high, open.failures, stampOf);
    found.push({
      lane,
      low,
      high,
      events: high - low,
      failures: own.count + open.failures,
      firstFailure: least(own.first, open.first),
      firstEvent: high === low ? Number.NaN : stampOf(index.ranks[low] ?? 0),
      lastEvent: high === low ? Number.NaN : stampOf(index.ranks[high - 1] ?? 0),
    });
    if ((lane & 31) === 31 && slices.isDue && (await slices.rest())) return undefined;
  }
  return found;
}

function failuresOf(
  index: LaneIndex,
  lane: number,
  low: number,
  high: number,
  open: number,
  stampOf: (rank: number) => number,
): { readonly count: number; readonly first: number } {
  const { marks, ranks } = index;
  // Most lanes never fail; of a whole lane the number is known, and only the first is looked for.
  const isWhole = low === index.starts[lane] && high === index.starts[lane + 1];
  const known = isWhole ? (index.failures[lane] ?? 0) - open : undefined;
  if (index.failures[lane] === 0 || known === 0) return { count: 0, first: Number.NaN };
  let count = 0;
  let first = -1;
  for (let entry = low; entry < high; entry += 1) {
    if (!isFailedMark(marks[entry] ?? 0)) continue;
    count += 1;
    if (first < 0) first = entry;
    if (known !== undefined) break;
  }
  return { count: known ?? count, first: first < 0 ? Number.NaN : stampOf(ranks[first] ?? 0) };
}

/** Of the open bars of a lane: whether one touches the span, and the missing ones that begin in it. */
function openFacts(index: LaneIndex, low: number, high: number, span: Span | undefined) {
  const { open } = index;
  const from = span?.from ?? Number.NEGATIVE_INFINITY;
  const to = span?.to ?? Number.POSITIVE_INFINITY;
  let isThere = false;
  let failures = 0;
  let first = Number.NaN;
  for (let bar = low; bar < high; bar += 1) {
    const begin = open.from[bar] ?? 0;
    if (begin >= to || (open.to[bar] ?? 0) < from) continue;
    isThere = true;
    if (begin < from || open.outcome[bar] !== missing) continue;
    failures += 1;
    first = least(first, begin);
  }
  return { isThere, failures, first };
}

/** The smaller of two times, either of which may be NaN. */
function least(a: number, b: number): number {
  if (Number.isNaN(a)) return b;
  return Number.isNaN(b) || a < b ? a : b;
}
