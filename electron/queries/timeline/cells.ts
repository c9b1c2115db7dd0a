// Counts by cell: what happens on lanes in each of the 256 parts of a tile. A failure stays a failure however many events are beside it.
import { activities, tileCells } from '../../../shared/questions/timeline.ts';
import { outcomeBit } from '../../../shared/salt/job-outcome.ts';
import { GrowingBytes, GrowingWords } from './growing.ts';
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
const failed = 1 + Math.log2(outcomeBit('failed'));
const missing = outcomeBit('missing');

/** Cells of rows, one row after another. */
export class CellRows {
  readonly cell = new GrowingBytes();
  readonly count = new GrowingWords();
  readonly failures = new GrowingWords();
  readonly outcomes = new GrowingBytes();
  readonly activity = new GrowingWords();
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
    let cell = 0;
    let behind = bounds[1] as number;
    for (let entry = part.low; entry < part.high; entry += 1) {
      const rank = ranks[entry] as number;
      while (rank >= behind) {
        cell += 1;
        behind = bounds[cell + 1] as number;
      }
      const mark = marks[entry] as number;
      const outcome = (mark >>> markParts.outcomeShift) & markParts.outcome;
      count[cell] = (count[cell] as number) + 1;
      activity[cell] = (activity[cell] as number) | (1 << (mark & markParts.activity));
      if (outcome !== 0) {
        outcomes[cell] = (outcomes[cell] as number) | (1 << (outcome - 1));
        if (outcome === failed) failures[cell] = (failures[cell] as number) + 1;
      }
      const begin = begins[entry] as number;
      // NaN, of what is no bar, is not above anything.
      if (begin > Number.NEGATIVE_INFINITY) cover(covers, begin <= from ? 0 : Math.floor((begin - from) / width), cell);
    }
    const earliest = earliestBehind(index, part);
    if (earliest < frame.to) cover(covers, earliest <= from ? 0 : Math.floor((earliest - from) / width), tileCells - 1);
    this.#addOpen(index, frame, part.lane);
  }

  #addOpen(index: LaneIndex, { from, to, width }: TileFrame, lane: number): void {
    const { open, openStarts, openPlaces } = index;
    const last = openStarts[lane + 1] as number;
    for (let at = openStarts[lane] as number; at < last; at += 1) {
      const bar = openPlaces[at] as number;
      const begin = open.from[bar] as number;
      const end = open.to[bar] as number;
      if (begin >= to || end < from) continue;
      const first = begin <= from ? 0 : Math.floor((begin - from) / width);
      cover(this.#covers, first, end >= to ? tileCells - 1 : Math.floor((end - from) / width));
      if (begin < from) continue;
      this.#outcomes[first] = (this.#outcomes[first] as number) | (open.outcome[bar] as number);
      if (open.outcome[bar] === missing) this.#failures[first] = (this.#failures[first] as number) + 1;
    }
  }

  /** Ends the row: what was counted goes behind the rows before. */
  endRow(): void {
    let covering = 0;
    for (let cell = 0; cell < tileCells; cell += 1) {
      covering += this.#covers[cell] as number;
      if (covering === 0 && this.#count[cell] === 0) continue;
      this.cell.push(cell);
      this.count.push(this.#count[cell] as number);
      this.failures.push(this.#failures[cell] as number);
      this.outcomes.push(this.#outcomes[cell] as number);
      this.activity.push((this.#activity[cell] as number) | (covering > 0 ? busyBit : 0));
    }
    for (const array of [this.#count, this.#failures, this.#outcomes, this.#activity, this.#covers]) array.fill(0);
  }
}

function cover(covers: Int32Array, first: number, last: number): void {
  covers[first] = (covers[first] as number) + 1;
  covers[last + 1] = (covers[last + 1] as number) - 1;
}

/** When the earliest of the bars that end behind the tile begins; Infinity when there is none. */
function earliestBehind(index: LaneIndex, { high, end }: LanePart): number {
  const { begins, blockBegins } = index;
  let earliest = Number.POSITIVE_INFINITY;
  let entry = high;
  while (entry < end) {
    if ((entry & 63) === 0 && entry + 64 <= end) {
      const block = blockBegins[entry >>> 6] as number;
      if (block < earliest) earliest = block;
      entry += 64;
      continue;
    }
    const begin = begins[entry] as number;
    if (begin < earliest) earliest = begin;
    entry += 1;
  }
  return earliest;
}
