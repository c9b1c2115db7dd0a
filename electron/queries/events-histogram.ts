// events.histogram: counts of a selection per slice of time, stacked by kind or by outcome, in one pass over two columns.
import { done } from '../../shared/base/outcome.ts';
import type { Histogram } from '../../shared/questions/questions.ts';
import { type JobOutcome, outcomeBit, outcomes } from '../../shared/salt/job-outcome.ts';
import { kinds } from '../../shared/salt/kind.ts';
import type { CaseFile } from '../store/case-file.ts';
import { segmentLength } from '../store/columns/column-defs.ts';
import { captureEnds } from './capture-ends.ts';
import { listOnes } from './filter/column-loops.ts';
import { caseGaps } from './gaps.ts';
import { breathe, cancelled, type Question } from './question.ts';
import { countInSegment, type Selected } from './selected.ts';
import { selectEvents } from './selection.ts';

/** Worst first: an event with several outcomes is counted once, under the worst, so that failures are never covered. */
const worstFirst: readonly JobOutcome[] = ['failed', 'missing', 'unknown', 'running', 'changed', 'succeeded'];

/** Names of the stacks, and the stack of every value of the stacking column. */
type Stacking = { readonly names: readonly string[]; readonly stackOf: Uint8Array };

/** Budget: 100 ms at 10 M events. Without a span the histogram covers the whole capture. */
export const eventsHistogram: Question<'events.histogram'> = async (caseFile, body, context) => {
  const selected = await selectEvents(caseFile, body, context);
  if (!selected.ok) return selected;
  const ends = captureEnds(caseFile);
  const from = body.span?.from ?? ends.first ?? 0;
  const to = body.span?.to ?? (ends.last ?? 0) + 1;
  const widthUs = Math.max(1, Math.ceil((to - from) / body.buckets));
  const stacking = stackingOf(body.stack);
  const counts = await countAll(
    caseFile,
    selected.value,
    { from, widthUs, buckets: body.buckets },
    body.stack,
    stacking,
    context.isCancelled,
  );
  if (counts === undefined) return cancelled();
  const stacks = stacking.names
    .map((name, stack) => ({
      name,
      counts: Array.from(counts.subarray(stack * body.buckets, (stack + 1) * body.buckets)),
    }))
    .filter((stack) => body.stack === 'none' || stack.counts.some((count) => count > 0));
  const gaps = caseGaps(caseFile).filter((gap) => gap.from < to && from < gap.to);
  const histogram: Histogram = { from, widthUs, stacks, gaps };
  return done(histogram);
};

function stackingOf(stack: 'kind' | 'outcome' | 'none'): Stacking {
  const stackOf = new Uint8Array(256);
  if (stack === 'none') return { names: ['all'], stackOf };
  if (stack === 'kind') {
    for (const code of kinds.keys()) stackOf[code] = code;
    return { names: kinds, stackOf };
  }
  const names = [...worstFirst, 'none'];
  for (let bits = 0; bits < 1 << outcomes.length; bits++) {
    const worst = worstFirst.findIndex((outcome) => (bits & outcomeBit(outcome)) !== 0);
    stackOf[bits] = worst === -1 ? worstFirst.length : worst;
  }
  return { names, stackOf };
}

type Slices = { readonly from: number; readonly widthUs: number; readonly buckets: number };

/** Segments counted before the event loop runs: about 5 ms. */
const segmentsAtOnce = 16;
/** Below one selected event in so many, they are listed instead of looking at all. */
const fewEvents = 8;

async function countAll(
  caseFile: CaseFile,
  selected: Selected,
  slices: Slices,
  stack: 'kind' | 'outcome' | 'none',
  stacking: Stacking,
  isCancelled: () => boolean,
): Promise<Uint32Array | undefined> {
  const counts = new Uint32Array(stacking.names.length * slices.buckets);
  const stamps = caseFile.columns.segments('stamp');
  const values = caseFile.columns.segments(stack === 'outcome' ? 'outcome' : 'kind');
  const rows = new Uint16Array(segmentLength);
  for (const [segment, mask] of selected.masks.entries()) {
    const stamp = stamps[segment];
    const value = values[segment];
    if (stamp === undefined || value === undefined) break;
    const length = countInSegment(selected.length, segment);
    const ones = selected.ones[segment] ?? 0;
    if (ones * fewEvents > length) countSegment(stamp, value, mask, length, stacking.stackOf, slices, counts);
    else if (ones > 0) {
      const count = listOnes(mask, 0, length, rows);
      countRows(stamp, value, rows.subarray(0, count), stacking.stackOf, slices, counts);
    }
    if (segment % segmentsAtOnce !== segmentsAtOnce - 1) continue;
    await breathe();
    if (isCancelled()) return undefined;
  }
  return counts;
}

/** Below so many neighbours in one slice, a table of their own is not worth its clearing. */
const shortRun = 64;
/** Counts by value of the stacking column; two, because a counter raised twice in a row waits for itself. */
const evens = new Uint32Array(256);
const odds = new Uint32Array(256);

/** Neighbours mostly fall into the same slice: the run of them is found first, then counted by value alone. */
function countSegment(
  stamp: Float64Array,
  value: Uint8Array,
  mask: Uint8Array,
  length: number,
  stackOf: Uint8Array,
  { from, widthUs, buckets }: Slices,
  counts: Uint32Array,
): void {
  for (let start = 0; start < length; ) {
    const slice = Math.floor(((stamp[start] ?? 0) - from) / widthUs);
    const low = from + slice * widthUs;
    const end = runEnd(stamp, start + 1, length, low, low + widthUs);
    // An event without a stamp, before the first that has one, stands outside.
    if (slice < 0 || slice >= buckets) {
      start = end;
      continue;
    }
    if (end - start < shortRun) {
      for (let i = start; i < end; i++) {
        const cell = (stackOf[value[i] ?? 0] ?? 0) * buckets + slice;
        counts[cell] = (counts[cell] ?? 0) + (mask[i] ?? 0);
      }
    } else {
      countRun(value, mask, start, end);
      for (let code = 0; code < 256; code++) {
        const count = (evens[code] ?? 0) + (odds[code] ?? 0);
        if (count === 0) continue;
        const cell = (stackOf[code] ?? 0) * buckets + slice;
        counts[cell] = (counts[cell] ?? 0) + count;
      }
    }
    start = end;
  }
}

function runEnd(stamp: Float64Array, from: number, length: number, low: number, high: number): number {
  let at = from;
  while (at < length) {
    const value = stamp[at] ?? 0;
    if (value < low || value >= high) break;
    at++;
  }
  return at;
}

function countRun(value: Uint8Array, mask: Uint8Array, start: number, end: number): void {
  evens.fill(0);
  odds.fill(0);
  let i = start;
  for (; i + 1 < end; i += 2) {
    const even = value[i] ?? 0;
    const odd = value[i + 1] ?? 0;
    evens[even] = (evens[even] ?? 0) + (mask[i] ?? 0);
    odds[odd] = (odds[odd] ?? 0) + (mask[i + 1] ?? 0);
  }
  if (i < end) {
    const even = value[i] ?? 0;
    evens[even] = (evens[even] ?? 0) + (mask[i] ?? 0);
  }
}

function countRows(
  stamp: Float64Array,
  value: Uint8Array,
  rows: Uint16Array,
  stackOf: Uint8Array,
  { from, widthUs, buckets }: Slices,
  counts: Uint32Array,
): void {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? 0;
    const slice = Math.floor(((stamp[row] ?? 0) - from) / widthUs);
    if (slice < 0 || slice >= buckets) continue;
    const cell = (stackOf[value[row] ?? 0] ?? 0) * buckets + slice;
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
}
