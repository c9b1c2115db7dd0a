// events.histogram: counts of a selection per slice of time, stacked by kind or by outcome, in one pass over two columns.
import { done } from '../../shared/base/outcome.ts';
import type { Histogram } from '../../shared/questions/questions.ts';
import { type JobOutcome, outcomeBit, outcomes } from '../../shared/salt/job-outcome.ts';
import { kinds } from '../../shared/salt/kind.ts';
import type { CaseFile } from '../store/case-file.ts';
import { captureEnds } from './capture-ends.ts';
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
  const histogram: Histogram = { from, widthUs, stacks, gaps: [] };
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

/** Segments counted before the event loop runs: about 10 ms. */
const segmentsAtOnce = 16;

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
  for (const [segment, mask] of selected.masks.entries()) {
    const stamp = stamps[segment];
    const value = values[segment];
    if (stamp === undefined || value === undefined) break;
    countSegment(stamp, value, mask, countInSegment(selected.length, segment), stacking.stackOf, slices, counts);
    if (segment % segmentsAtOnce !== segmentsAtOnce - 1) continue;
    await breathe();
    if (isCancelled()) return undefined;
  }
  return counts;
}

/** Neighbours mostly fall into the same slice: its ends are kept, which saves nearly all divisions (half the time). */
function countSegment(
  stamp: Float64Array,
  value: Uint8Array,
  mask: Uint8Array,
  count: number,
  stackOf: Uint8Array,
  { from, widthUs, buckets }: Slices,
  counts: Uint32Array,
): void {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let slice = 0;
  for (let i = 0; i < count; i++) {
    const at = stamp[i] as number;
    if (at < low || at >= high) {
      const number = Math.floor((at - from) / widthUs);
      // An event without a stamp, before the first that has one, stands outside.
      if (number < 0 || number >= buckets) continue;
      slice = number;
      low = from + number * widthUs;
      high = low + widthUs;
    }
    const cell = (stackOf[value[i] as number] as number) * buckets + slice;
    counts[cell] = (counts[cell] as number) + (mask[i] as number);
  }
}
