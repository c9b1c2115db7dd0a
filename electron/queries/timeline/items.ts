// Exact bars and marks: what is on a lane in a tile, where that is little enough to be told one by one.
import { itemFlags } from '../../../shared/questions/timeline.ts';
import { kindCode } from '../../../shared/salt/kind.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { type ColumnName, eventFlags, listSeparator } from '../../store/columns/column-defs.ts';
import type { LanePart, TileFrame } from './cells.ts';
import { GrowingBytes, GrowingTimes, GrowingWords } from './growing.ts';
import { eventAt, type LaneIndex, markParts, stampReader } from './lane-index.ts';

const runnerKinds = new Set([kindCode('run-ret'), kindCode('wheel-ret')]);
const publishKind = kindCode('new');

/** Items of rows, one row after another. */
export class ItemRows {
  readonly from = new GrowingTimes();
  readonly to = new GrowingTimes();
  readonly event = new GrowingWords();
  readonly kind = new GrowingBytes();
  readonly outcome = new GrowingBytes();
  readonly flags = new GrowingBytes();
  readonly depth = new GrowingBytes();
  readonly job = new GrowingWords();
  readonly minion = new GrowingWords();
  readonly label = new GrowingWords();
  readonly labels: string[] = [''];
  /** Place in `labels` by dictionary id; functions have even keys, minions odd ones. */
  readonly #labelPlaces = new Map<number, number>();
  readonly #caseFile: CaseFile;
  readonly #index: LaneIndex;
  readonly #most: number;
  readonly #stampOf: (rank: number) => number;
  /** What the row has, in order of begins: entries of the index, and open bars as −1 − their place. */
  readonly #found: Int32Array;
  readonly #begins: Float64Array;
  #count = 0;

  /** `most`: rows with more items are not taken. */
  constructor(caseFile: CaseFile, index: LaneIndex, most: number) {
    this.#caseFile = caseFile;
    this.#index = index;
    this.#most = most;
    this.#stampOf = stampReader(caseFile, index);
    this.#found = new Int32Array(most);
    this.#begins = new Float64Array(most);
  }

  /** Adds the items of a lane as one row; false, and nothing added, when there are too many. */
  addRow(frame: TileFrame, part: LanePart): boolean {
    if (!this.#collect(frame, part)) return false;
    for (let at = 0; at < this.#count; at += 1) {
      const found = this.#found[at] ?? 0;
      this.from.push(this.#begins[at] ?? 0);
      if (found >= 0) this.#addEntry(found);
      else this.#addOpen(-1 - found);
    }
    return true;
  }

  /** Finds what touches the tile; false when that is more than a row may have. */
  #collect(frame: TileFrame, { lane, low, high, end }: LanePart): boolean {
    this.#count = 0;
    const { begins, blockBegins, open, openStarts } = this.#index;
    if (high - low > this.#most) return false;
    for (let entry = low; entry < high; entry += 1) this.#put(entry, begins[entry] ?? 0);
    let entry = high;
    while (entry < end) {
      // A block may hold entries of other lanes too: its least begin then says less, never too much.
      if ((entry & 63) === 0 && (blockBegins[entry >>> 6] ?? 0) >= frame.to) {
        entry += 64;
        continue;
      }
      const begin = begins[entry] ?? 0;
      if (begin < frame.to) {
        if (this.#count === this.#most) return false;
        this.#put(entry, begin);
      }
      entry += 1;
    }
    const last = openStarts[lane + 1] ?? 0;
    for (let bar = openStarts[lane] ?? 0; bar < last; bar += 1) {
      const begin = open.from[bar] ?? 0;
      if (begin >= frame.to || (open.to[bar] ?? 0) < frame.from) continue;
      if (this.#count === this.#most) return false;
      this.#put(-1 - bar, begin);
    }
    return true;
  }

  /** Puts one in its place: they come nearly in the order of their begins. */
  #put(found: number, begin: number): void {
    let at = this.#count;
    while (at > 0 && (this.#begins[at - 1] ?? 0) > begin) {
      this.#begins[at] = this.#begins[at - 1] ?? 0;
      this.#found[at] = this.#found[at - 1] ?? 0;
      at -= 1;
    }
    this.#begins[at] = begin;
    this.#found[at] = found;
    this.#count += 1;
  }

  #addEntry(entry: number): void {
    const { ranks, marks } = this.#index;
    const rank = ranks[entry] ?? 0;
    const event = eventAt(this.#index, rank);
    const mark = marks[entry] ?? 0;
    const outcome = (mark >>> markParts.outcomeShift) & markParts.outcome;
    const kind = this.#value('kind', event);
    const isBar = mark >>> markParts.barShift === 1;
    this.to.push(this.#stampOf(rank));
    this.event.push(event);
    this.kind.push(kind);
    this.outcome.push(outcome === 0 ? 0 : 1 << (outcome - 1));
    this.flags.push(
      (isBar ? itemFlags.bar : 0) | (runnerKinds.has(kind) ? itemFlags.runner : 0) | this.#eventFlags(event),
    );
    this.depth.push((mark >>> markParts.depthShift) & markParts.depth);
    this.job.push(this.#value('jid', event));
    this.minion.push(0);
    this.#addLabel(event, this.#value('minion', event));
  }

  #addOpen(bar: number): void {
    const { open } = this.#index;
    const event = open.event[bar] ?? 0;
    this.to.push(open.to[bar] ?? 0);
    this.event.push(event);
    this.kind.push(publishKind);
    this.outcome.push(open.outcome[bar] ?? 0);
    this.flags.push(itemFlags.bar | itemFlags.open | this.#eventFlags(event));
    this.depth.push(open.depth[bar] ?? 0);
    this.job.push(open.jid[bar] ?? 0);
    this.minion.push(open.minion[bar] ?? 0);
    this.#addLabel(event, open.minion[bar] ?? 0);
  }

  /** What the item is called: that of function and minion which the lane does not say already. */
  #addLabel(event: number, minion: number): void {
    const { by } = this.#index;
    const fun = by === 'fun' || by === 'job' ? 0 : this.#value('fun', event);
    if (fun === 0 && (by === 'minion' || minion === 0)) {
      this.label.push(0);
      return;
    }
    const key = fun === 0 ? minion * 2 + 1 : fun * 2;
    let place = this.#labelPlaces.get(key);
    if (place === undefined) {
      place = this.labels.length;
      this.#labelPlaces.set(key, place);
      const { dictionary } = this.#caseFile;
      const label = fun === 0 ? dictionary('minion').text(minion) : dictionary('fun').text(fun);
      this.labels.push(label.replaceAll(listSeparator, ', '));
    }
    this.label.push(place);
  }

  #eventFlags(event: number): number {
    const flags = this.#value('flags', event);
    return (
      ((flags & eventFlags.internal) === 0 ? 0 : itemFlags.internal) |
      ((flags & eventFlags.test) === 0 ? 0 : itemFlags.test) |
      ((flags & eventFlags.problem) === 0 ? 0 : itemFlags.problem)
    );
  }

  #value(name: ColumnName, event: number): number {
    return this.#caseFile.columns.value(name, event);
  }
}
