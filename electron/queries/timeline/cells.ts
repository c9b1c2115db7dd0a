// Counts by cell: what happens on lanes in each of the 256 parts of a tile. A failure stays a failure however many events are beside it.
import { activities, tileCells } from '../../../shared/questions/timeline.ts';
import { outcomeBit } from '../../../shared/salt/job-outcome.ts';
import { GrowingBytes, GrowingHalves, GrowingWords } from './growing.ts';
import { type LaneIndex, markParts } from './lane-index.ts';

/** Where a tile lies, in time and in ranks. */
export type TileFrame = {
  readonly from: number;
  readonly to: number;
  /** µs a cell; a power of two. */
  readonly width: number;
  /** First rank of each cell, and of what is behind the tile. */
  readonly bounds: Uint32Array;
};

/** The part of one lane in a tile: entries `low` up to `high` are stamped in it, those up to `end` later. */
export type LanePart = { readonly lane: number; readonly low: number; readonly high: number; readonly end: number };

const busyBit = 1 << activities.indexOf('busy');
const failedOutcome = 1 + Math.log2(outcomeBit('failed'));
const missing = outcomeBit('missing');
/** Behind every rank, and still a number of 32 bits. */
const endRank = 0xffffffff;

const tellingMask = markParts.activity | (markParts.outcome << markParts.outcomeShift);
/** Where the bits of outcomes stand in a telling. */
const outcomeBits = 16;
/** What a mark says, by its class and outcome: the bit of its class, the bit of its outcome, and in bit 31 whether it is a failure. */
const tellings = Int32Array.from({ length: tellingMask + 1 }, (_, mark) => {
  const outcome = mark >>> markParts.outcomeShift;
  const outcomeBit = outcome === 0 ? 0 : 1 << (outcome - 1 + outcomeBits);
  return (1 << (mark & markParts.activity)) | outcomeBit | (outcome === failedOutcome ? 1 << 31 : 0);
});

/** Cells of rows, one row after another. */
export class CellRows {
  readonly cell = new GrowingBytes();
  readonly count = new GrowingWords();
  readonly failures = new GrowingWords();
  readonly outcomes = new GrowingBytes();
  readonly activity = new GrowingHalves();
  /** The row that is being counted. */
  readonly #count = new Uint32Array(tileCells);
  readonly #failures = new Uint32Array(tileCells);
  readonly #outcomes = new Uint8Array(tileCells);
  readonly #activity = new Uint16Array(tileCells);
  /** Bars that begin to cover in a cell, less those that cover no more from it on. */
  readonly #covers = new Int32Array(tileCells + 1);

  /** Counts one lane into the row. */
  add(index: LaneIndex, frame: TileFrame, part: LanePart): void {
    const { ranks, begins, marks } = index;
    const { bounds, from, width } = frame;
    const [count, failures, outcomes, activity, covers] = [
      this.#count,
      this.#failures,
      this.#outcomes,
      this.#activity,
      this.#covers,
    ];
    // The width is a power of two: multiplying by its inverse is exact, and cheaper than dividing.
    const perWidth = 1 / width;
    let cell = 0;
    let behind = bounds[1] ?? 0;
    // What is in the cell so far, in registers: neighbours mostly fall into the same cell.
    let [cellBegan, bits, failed, ended] = [part.low, 0, 0, 0];
    for (let entry = part.low; entry <= part.high; entry += 1) {
      const rank = entry < part.high ? (ranks[entry] ?? 0) : endRank;
      if (rank >= behind) {
        count[cell] = (count[cell] ?? 0) + entry - cellBegan;
        failures[cell] = (failures[cell] ?? 0) + failed;
        outcomes[cell] = (outcomes[cell] ?? 0) | ((bits >>> outcomeBits) & 0xff);
        activity[cell] = (activity[cell] ?? 0) | bits;
        covers[cell + 1] = (covers[cell + 1] ?? 0) - ended;
        if (entry === part.high) break;
        [cellBegan, bits, failed, ended] = [entry, 0, 0, 0];
        do {
          cell += 1;
          behind = bounds[cell + 1] ?? 0;
        } while (rank >= behind);
      }
      // Without a branch: kinds, outcomes and bars are mixed at random, and a wrong guess costs more than the sums.
      const mark = marks[entry] ?? 0;
      const told = tellings[mark & tellingMask] ?? 0;
      const bar = mark >>> markParts.barShift;
      const begin = begins[entry] ?? 0;
      const first = begin <= from ? 0 : ((begin - from) * perWidth) | 0;
      bits |= told;
      failed += told >>> 31;
      ended += bar;
      covers[first] = (covers[first] ?? 0) + bar;
    }
    const earliest = earliestBehind(index, part);
    if (earliest < frame.to) {
      cover(covers, earliest <= from ? 0 : ((earliest - from) * perWidth) | 0, tileCells - 1);
    }
    this.#addOpen(index, frame, part.lane);
  }

  #addOpen(index: LaneIndex, { from, to, width }: TileFrame, lane: number): void {
    const { open, openStarts } = index;
    const last = openStarts[lane + 1] ?? 0;
    for (let bar = openStarts[lane] ?? 0; bar < last; bar += 1) {
      const begin = open.from[bar] ?? 0;
      const end = open.to[bar] ?? 0;
      if (begin >= to || end < from) continue;
      const first = begin <= from ? 0 : Math.floor((begin - from) / width);
      cover(this.#covers, first, end >= to ? tileCells - 1 : Math.floor((end - from) / width));
      if (begin < from) continue;
      this.#outcomes[first] = (this.#outcomes[first] ?? 0) | (open.outcome[bar] ?? 0);
      if (open.outcome[bar] === missing) this.#failures[first] = (this.#failures[first] ?? 0) + 1;
    }
  }

  /** Ends the row: what was counted goes behind the rows before. Gives the events and failures of the row. */
  endRow(): { readonly count: number; readonly failures: number } {
    const [counts, failures, outcomes, activity, covers] = [
      this.#count,
      this.#failures,
      this.#outcomes,
      this.#activity,
      this.#covers,
    ];
    const to = {
      cell: this.cell.reserve(tileCells),
      count: this.count.reserve(tileCells),
      failures: this.failures.reserve(tileCells),
      outcomes: this.outcomes.reserve(tileCells),
      activity: this.activity.reserve(tileCells),
    };
    let at = this.cell.length;
    let covering = 0;
    const sum = { count: 0, failures: 0 };
    for (let cell = 0; cell < tileCells; cell += 1) {
      covering += covers[cell] ?? 0;
      const count = counts[cell] ?? 0;
      if (covering === 0 && count === 0) continue;
      sum.count += count;
      sum.failures += failures[cell] ?? 0;
      to.cell[at] = cell;
      to.count[at] = count;
      to.failures[at] = failures[cell] ?? 0;
      to.outcomes[at] = outcomes[cell] ?? 0;
      to.activity[at] = (activity[cell] ?? 0) | (covering > 0 ? busyBit : 0);
      at += 1;
    }
    for (const list of [this.cell, this.count, this.failures, this.outcomes, this.activity]) list.length = at;
    counts.fill(0);
    failures.fill(0);
    outcomes.fill(0);
    activity.fill(0);
    covers.fill(0);
    return sum;
  }
}

function cover(covers: Int32Array, first: number, last: number): void {
  covers[first] = (covers[first] ?? 0) + 1;
  covers[last + 1] = (covers[last + 1] ?? 0) - 1;
}

/** When the earliest of the bars that end behind the tile begins; Infinity when there is none. */
function earliestBehind(index: LaneIndex, { high, end }: LanePart): number {
  const { begins, blockBegins } = index;
  let earliest = Number.POSITIVE_INFINITY;
  let entry = high;
  while (entry < end) {
    if ((entry & 63) === 0 && entry + 64 <= end) {
      const block = blockBegins[entry >>> 6] ?? 0;
      if (block < earliest) earliest = block;
      entry += 64;
      continue;
    }
    const begin = begins[entry] ?? 0;
    if (begin < earliest) earliest = begin;
    entry += 1;
  }
  return earliest;
}
