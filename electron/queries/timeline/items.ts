// Exact bars and marks: what is on a lane in a tile, where that is little enough to be told one by one.
import { itemFlags, itemsPerLaneTile } from '../../../shared/questions/timeline.ts';
import { kindCode } from '../../../shared/salt/kind.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { type ColumnName, eventFlags, listSeparator } from '../../store/columns/column-defs.ts';
import type { LanePart, TileFrame } from './cells.ts';
import { GrowingBytes, GrowingTimes, GrowingWords } from './growing.ts';
import { eventAt, type LaneIndex, markParts, stampReader } from './lane-index.ts';

const runnerKinds = new Set([kindCode('run-ret'), kindCode('wheel-ret')]);
const publishKind = kindCode('new');

/** What one lane has: entries of the index, and places of open bars. */
type Found = { readonly entries: Uint32Array; entryCount: number; readonly open: Uint32Array; openCount: number };

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
  readonly #labelPlaces = new Map<string, number>([['', 0]]);
  readonly #caseFile: CaseFile;
  readonly #index: LaneIndex;
  readonly #stampOf: (rank: number) => number;
  readonly #found: Found = {
    entries: new Uint32Array(itemsPerLaneTile),
    entryCount: 0,
    open: new Uint32Array(itemsPerLaneTile),
    openCount: 0,
  };

  constructor(caseFile: CaseFile, index: LaneIndex) {
    this.#caseFile = caseFile;
    this.#index = index;
    this.#stampOf = stampReader(caseFile, index);
  }

  /** Adds the items of a lane as one row; false, and nothing added, when there are too many. */
  addRow(frame: TileFrame, part: LanePart): boolean {
    const found = this.#found;
    if (!collect(this.#index, frame, part, found)) return false;
    const { begins, ranks, open } = this.#index;
    const items: { from: number; entry: number; bar: number }[] = [];
    for (let at = 0; at < found.entryCount; at += 1) {
      const entry = found.entries[at] as number;
      const begin = begins[entry] as number;
      items.push({ from: Number.isNaN(begin) ? this.#stampOf(ranks[entry] as number) : begin, entry, bar: -1 });
    }
    for (let at = 0; at < found.openCount; at += 1) {
      const bar = found.open[at] as number;
      items.push({ from: open.from[bar] as number, entry: -1, bar });
    }
    items.sort((a, b) => a.from - b.from);
    for (const { from, entry, bar } of items) {
      this.from.push(from);
      if (entry >= 0) this.#addEntry(entry);
      else this.#addOpen(bar);
    }
    return true;
  }

  #addEntry(entry: number): void {
    const { ranks, begins, marks } = this.#index;
    const rank = ranks[entry] as number;
    const event = eventAt(this.#index, rank);
    const mark = marks[entry] as number;
    const outcome = (mark >>> markParts.outcomeShift) & markParts.outcome;
    const kind = this.#value('kind', event);
    const isBar = !Number.isNaN(begins[entry] as number);
    this.to.push(this.#stampOf(rank));
    this.event.push(event);
    this.kind.push(kind);
    this.outcome.push(outcome === 0 ? 0 : 1 << (outcome - 1));
    this.flags.push(
      (isBar ? itemFlags.bar : 0) | (runnerKinds.has(kind) ? itemFlags.runner : 0) | this.#eventFlags(event),
    );
    this.depth.push(mark >>> markParts.depthShift);
    this.job.push(this.#value('jid', event));
    this.minion.push(0);
    this.#addLabel(event, this.#value('minion', event));
  }

  #addOpen(bar: number): void {
    const { open } = this.#index;
    const event = open.event[bar] as number;
    this.to.push(open.to[bar] as number);
    this.event.push(event);
    this.kind.push(publishKind);
    this.outcome.push(open.outcome[bar] as number);
    this.flags.push(itemFlags.bar | itemFlags.open | this.#eventFlags(event));
    this.depth.push(open.depth[bar] as number);
    this.job.push(open.jid[bar] as number);
    this.minion.push(open.minion[bar] as number);
    this.#addLabel(event, open.minion[bar] as number);
  }

  /** What the item is called: that of function and minion which the lane does not say already. */
  #addLabel(event: number, minion: number): void {
    const { by } = this.#index;
    const fun = by === 'fun' || by === 'job' ? 0 : this.#value('fun', event);
    const label =
      fun !== 0
        ? this.#caseFile.dictionary('fun').text(fun).replaceAll(listSeparator, ', ')
        : by === 'minion'
          ? ''
          : this.#caseFile.dictionary('minion').text(minion);
    const known = this.#labelPlaces.get(label);
    this.label.push(known ?? this.labels.length);
    if (known !== undefined) return;
    this.#labelPlaces.set(label, this.labels.length);
    this.labels.push(label);
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

/** Finds what touches the tile; false when that is more than a lane may have. */
function collect(index: LaneIndex, frame: TileFrame, { lane, low, high, end }: LanePart, found: Found): boolean {
  found.entryCount = 0;
  found.openCount = 0;
  if (high - low > itemsPerLaneTile) return false;
  for (let entry = low; entry < high; entry += 1) found.entries[found.entryCount++] = entry;
  const { begins, blockBegins, open, openStarts, openPlaces } = index;
  let entry = high;
  while (entry < end) {
    // A block may hold entries of other lanes too: its least begin then says less, never too much.
    if ((entry & 63) === 0 && (blockBegins[entry >>> 6] as number) >= frame.to) {
      entry += 64;
      continue;
    }
    if ((begins[entry] as number) < frame.to) {
      if (found.entryCount === itemsPerLaneTile) return false;
      found.entries[found.entryCount++] = entry;
    }
    entry += 1;
  }
  const last = openStarts[lane + 1] as number;
  for (let at = openStarts[lane] as number; at < last; at += 1) {
    const bar = openPlaces[at] as number;
    if ((open.from[bar] as number) >= frame.to || (open.to[bar] as number) < frame.from) continue;
    if (found.entryCount + found.openCount === itemsPerLaneTile) return false;
    found.open[found.openCount++] = bar;
  }
  return true;
}
