// Makes a lane index: events are counted by lane, then put in their places in time order, so that every lane is in time order too.
import { activities, activityOf, barDepths, type LaneField } from '../../../shared/questions/timeline.ts';
import { outcomeBit } from '../../../shared/salt/job-outcome.ts';
import { kinds } from '../../../shared/salt/kind.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { segmentLength } from '../../store/columns/column-defs.ts';
import type { QuestionContext } from '../question.ts';
import { countInSegment, type Selected } from '../selected.ts';
import { type TimeOrder, timeOrder } from '../time-order.ts';
import { GrowingWords } from './growing.ts';
import { laneCount, laneSegments } from './lane-columns.ts';
import { type LaneIndex, markParts } from './lane-index.ts';
import { type OpenBars, openBars, pickBars } from './open-bars.ts';
import { openBarTest } from './select-open.ts';
import { Slices } from './slice.ts';

/** Events looked at before the clock is. */
const stride = 16_384;

/** By kind: position of its class in `activities`; the classes of returns are told apart by it. */
const activityOfKind = Uint8Array.from(kinds, (kind) => activities.indexOf(activityOf(kind)));
const returnActivity = activities.indexOf('return');
const failedOutcome = 1 + Math.log2(outcomeBit('failed'));
const missing = outcomeBit('missing');

/** Makes it; `undefined` when given up. */
export async function buildIndex(
  caseFile: CaseFile,
  selected: Selected,
  wanted: { readonly filter: string; readonly by: LaneField },
  context: QuestionContext,
): Promise<LaneIndex | undefined> {
  const slices = new Slices(context.isCancelled);
  const all = await openBars(caseFile, selected.revision, context.isCancelled);
  if (all === undefined) return undefined;
  const test = await openBarTest(caseFile, all, wanted.filter, context);
  if (!test.ok) return undefined;
  const lanes = laneCount(caseFile, wanted.by);
  const open = selectOpen(caseFile, all, test.value, wanted.by);
  const counts = await countLanes(caseFile, selected, wanted.by, lanes, slices);
  if (counts === undefined) return undefined;
  const building = new Building(caseFile, selected, wanted.by, await timeOrder(caseFile), counts, open);
  const { order } = building;
  for (let rank = 0; rank < order.length; rank += stride) {
    building.put(rank, Math.min(rank + stride, order.length));
    if (slices.isDue && (await slices.rest())) return undefined;
  }
  return building.finish();
}

type LaneOpenBars = LaneIndex['open'];

/** The bars that pass, with their lanes. */
function selectOpen(caseFile: CaseFile, all: OpenBars, passes: (bar: number) => boolean, by: LaneField): LaneOpenBars {
  const places = new Uint32Array(all.count);
  let count = 0;
  for (let bar = 0; bar < all.count; bar += 1) if (passes(bar)) places[count++] = bar;
  const bars = pickBars(all, places.subarray(0, count));
  const lane = by === 'minion' ? bars.minion : by === 'job' ? bars.jid : new Uint32Array(count);
  if (by !== 'minion' && by !== 'job') {
    const lanes = laneSegments(caseFile, by);
    for (let at = 0; at < count; at += 1) {
      const position = (bars.event[at] ?? 1) - 1;
      lane[at] = lanes[position >>> 16]?.[position & (segmentLength - 1)] ?? 0;
    }
  }
  return { ...bars, lane, depth: new Uint8Array(count) };
}

async function countLanes(
  caseFile: CaseFile,
  selected: Selected,
  by: LaneField,
  lanes: number,
  slices: Slices,
): Promise<Uint32Array | undefined> {
  const counts = new Uint32Array(lanes);
  for (const [segment, column] of laneSegments(caseFile, by).entries()) {
    const mask = selected.masks[segment];
    if (mask === undefined) break;
    const length = countInSegment(selected.length, segment);
    for (let at = 0; at < length; at += 1) {
      const lane = column[at] ?? 0;
      counts[lane] = (counts[lane] ?? 0) + (mask[at] ?? 0);
    }
    if (slices.isDue && (await slices.rest())) return undefined;
  }
  return counts;
}

/** Puts events in their places. */
class Building {
  readonly order: TimeOrder;
  readonly #caseFile: CaseFile;
  readonly #selected: Selected;
  readonly #by: LaneField;
  readonly #lanes: number;
  readonly #starts: Uint32Array;
  /** Where the next entry of each lane goes. */
  readonly #next: Uint32Array;
  readonly #ranks: Uint32Array;
  readonly #begins: Float64Array;
  readonly #marks: Uint16Array;
  readonly #blockBegins: Float64Array;
  readonly #failures: Uint32Array;
  readonly #failedRanks = new GrowingWords();
  readonly #failedLanes = new GrowingWords();
  /** Per lane and depth: where the last bar put there ends. */
  readonly #ends: Float64Array;
  readonly #open: LaneOpenBars;
  #openAt = 0;

  constructor(
    caseFile: CaseFile,
    selected: Selected,
    by: LaneField,
    order: TimeOrder,
    counts: Uint32Array,
    open: LaneOpenBars,
  ) {
    this.#caseFile = caseFile;
    this.#selected = selected;
    this.#by = by;
    this.order = order;
    this.#open = open;
    const lanes = counts.length;
    this.#lanes = lanes;
    this.#starts = startsOf(counts);
    this.#next = this.#starts.slice(0, lanes);
    const total = this.#starts[lanes] ?? 0;
    this.#ranks = new Uint32Array(total);
    this.#begins = new Float64Array(total);
    this.#marks = new Uint16Array(total);
    this.#blockBegins = new Float64Array((total >>> 6) + 1).fill(Number.POSITIVE_INFINITY);
    this.#failures = new Uint32Array(lanes);
    this.#ends = new Float64Array(lanes * barDepths).fill(Number.NEGATIVE_INFINITY);
  }

  /** Puts the events of these ranks. */
  put(from: number, to: number): void {
    const { columns } = this.#caseFile;
    const { masks, length, isAll } = this.#selected;
    const { ids } = this.order;
    const laneColumn = laneSegments(this.#caseFile, this.#by);
    const [stamps, kindColumn, outcomes] = [
      columns.segments('stamp'),
      columns.segments('kind'),
      columns.segments('outcome'),
    ];
    const durations = columns.segments('durationUs');
    const [next, ranks, begins, marks, blockBegins] = [
      this.#next,
      this.#ranks,
      this.#begins,
      this.#marks,
      this.#blockBegins,
    ];
    // Neighbours in time mostly lie in one segment: its arrays are looked up when it changes.
    let current = -1;
    let nextOpen = this.#nextOpen();
    let [mask, lanes, stamp, kind] = [masks[0], laneColumn[0], stamps[0], kindColumn[0]];
    let [outcomeBits, duration] = [outcomes[0], durations[0]];
    for (let rank = from; rank < to; rank += 1) {
      const position = ids === undefined ? rank : (ids[rank] ?? 0) - 1;
      if (position >= length) continue;
      const segment = position >>> 16;
      const at = position & (segmentLength - 1);
      if (segment !== current) {
        current = segment;
        [mask, lanes, stamp, kind] = [masks[segment], laneColumn[segment], stamps[segment], kindColumn[segment]];
        [outcomeBits, duration] = [outcomes[segment], durations[segment]];
      }
      if (!isAll && mask?.[at] === 0) continue;
      const lane = lanes?.[at] ?? 0;
      const entry = next[lane] ?? 0;
      next[lane] = entry + 1;
      ranks[entry] = rank;
      const end = stamp?.[at] ?? 0;
      const activity = activityOfKind[kind?.[at] ?? 0] ?? 0;
      if (activity !== returnActivity) {
        marks[entry] = activity;
        begins[entry] = end;
        continue;
      }
      const bits = outcomeBits?.[at] ?? 0;
      const outcome = bits === 0 ? 0 : 32 - Math.clz32(bits);
      if (outcome === failedOutcome) {
        this.#failures[lane] = (this.#failures[lane] ?? 0) + 1;
        this.#failedRanks.push(rank);
        this.#failedLanes.push(lane);
      }
      const mark = activity | (outcome << markParts.outcomeShift);
      const took = duration?.[at] ?? 0;
      if (!(took >= 0)) {
        marks[entry] = mark;
        begins[entry] = end;
        continue;
      }
      const begin = end - took;
      if (end >= nextOpen) {
        this.#putOpenUntil(end);
        nextOpen = this.#nextOpen();
      }
      begins[entry] = begin;
      marks[entry] = mark | (this.#depth(lane, begin, end) << markParts.depthShift) | (1 << markParts.barShift);
      const block = entry >>> 6;
      if (begin < (blockBegins[block] ?? 0)) blockBegins[block] = begin;
    }
  }

  /** The first row in which nothing ends after this begin; bars come in the order of their ends. */
  #depth(lane: number, begin: number, end: number): number {
    const ends = this.#ends;
    const first = lane * barDepths;
    let depth = 0;
    while (depth < barDepths - 1 && (ends[first + depth] ?? 0) > begin) depth += 1;
    ends[first + depth] = end;
    return depth;
  }

  /** When the next open bar ends. */
  #nextOpen(): number {
    return this.#openAt < this.#open.count ? (this.#open.to[this.#openAt] ?? 0) : Number.POSITIVE_INFINITY;
  }

  #putOpenUntil(end: number): void {
    const { to, from, lane, depth, count } = this.#open;
    while (this.#openAt < count && (to[this.#openAt] ?? 0) <= end) {
      const at = this.#openAt;
      depth[at] = this.#depth(lane[at] ?? 0, from[at] ?? 0, to[at] ?? 0);
      this.#openAt += 1;
    }
  }

  finish(): LaneIndex {
    this.#putOpenUntil(Number.POSITIVE_INFINITY);
    const { lane, outcome, count } = this.#open;
    const openCounts = new Uint32Array(this.#lanes);
    for (let at = 0; at < count; at += 1) {
      const of = lane[at] ?? 0;
      openCounts[of] = (openCounts[of] ?? 0) + 1;
      if (outcome[at] === missing) this.#failures[of] = (this.#failures[of] ?? 0) + 1;
    }
    const openStarts = startsOf(openCounts);
    const next = openStarts.slice(0, this.#lanes);
    const places = new Uint32Array(count);
    for (let at = 0; at < count; at += 1) {
      const of = lane[at] ?? 0;
      places[next[of] ?? 0] = at;
      next[of] = (next[of] ?? 0) + 1;
    }
    const open = {
      ...pickBars(this.#open, places),
      lane: places.map((at) => lane[at] ?? 0),
      depth: Uint8Array.from(places, (at) => this.#open.depth[at] ?? 0),
    };
    return {
      revision: this.#selected.revision,
      by: this.#by,
      selected: this.#selected,
      order: this.order,
      lanes: this.#lanes,
      starts: this.#starts,
      ranks: this.#ranks,
      begins: this.#begins,
      marks: this.#marks,
      blockBegins: this.#blockBegins,
      failures: this.#failures,
      failed: { ranks: this.#failedRanks.finish(), lanes: this.#failedLanes.finish() },
      open,
      openStarts,
    };
  }
}

/** Where each group begins, and the end of the last. */
function startsOf(counts: Uint32Array): Uint32Array {
  const starts = new Uint32Array(counts.length + 1);
  for (let at = 0; at < counts.length; at += 1) starts[at + 1] = (starts[at] ?? 0) + (counts[at] ?? 0);
  return starts;
}
