// Which tiles are asked for, in which order: what is in sight first, then what comes into sight next. Few at a time, so that the engine
// never works long for a view that is gone.
import { highestLevel, type TimelineTile, tileSpan } from '../../../shared/questions/timeline.ts';
import type { PaintRow } from './messages.ts';
import type { TileStore } from './tile-store.ts';

/** What the desk needs to know of the picture. Times are stamps. */
export type DeskView = {
  readonly from: number;
  readonly to: number;
  readonly width: number;
  /** Rows in sight, and those near by that may come into sight next. */
  readonly rows: readonly PaintRow[];
  readonly near: readonly PaintRow[];
};

/** One tile of some rows. */
export type TileWish = {
  readonly level: number;
  readonly tile: number;
  readonly lanes: readonly number[];
  readonly isMerged: boolean;
  readonly refs: readonly string[];
};

type Asked = { readonly id: number; readonly wish: TileWish; readonly epoch: string };

/** Asks under way at once: one that the engine works on and the next ones at its door. */
const mostAtOnce = 3;
const mostLanesAWish = 96;

/** The level at which a cell is between one and two px wide. */
export function levelOf(from: number, to: number, width: number): number {
  const perPx = (to - from) / Math.max(1, width);
  return Math.max(0, Math.min(highestLevel, Math.ceil(Math.log2(Math.max(perPx, 1e-9)))));
}

/** First and last tile of a level that touch a stretch. */
export function tilesOf(level: number, from: number, to: number): readonly [number, number] {
  const { to: width } = tileSpan(level, 0);
  return [Math.floor(from / width), Math.max(Math.floor(from / width), Math.ceil(to / width) - 1)];
}

/** The desk of one picture. */
export class TileDesk {
  readonly #store: TileStore;
  readonly #ask: (wish: TileWish, id: number) => void;
  readonly #cancel: (id: number) => void;
  readonly #asked = new Map<number, Asked>();
  /** What was refused is not asked again before the case or the filter changes. */
  readonly #refused = new Set<string>();
  #epoch = '';
  #lastId = 0;
  #isWaiting = false;

  constructor(store: TileStore, ask: (wish: TileWish, id: number) => void, cancel: (id: number) => void) {
    this.#store = store;
    this.#ask = ask;
    this.#cancel = cancel;
  }

  /** True while something in sight is not there. */
  get isWaiting(): boolean {
    return this.#isWaiting;
  }

  /** Tiles are now of another state of the case, or of another filter. */
  subjectChanged(epoch: string): void {
    if (epoch === this.#epoch) return;
    this.#epoch = epoch;
    this.#refused.clear();
    for (const { id } of this.#asked.values()) this.#cancel(id);
    this.#asked.clear();
  }

  /** Looks at what is missing; asks for as much of it as may be asked, and takes back what nobody wants any more. */
  plan(view: DeskView): void {
    const wishes = this.#wishes(view);
    const wanted = new Set(wishes.flatMap((wish) => wish.refs.map((ref) => placeOf(wish, ref))));
    for (const [id, { wish }] of this.#asked) {
      if (wish.refs.some((ref) => wanted.has(placeOf(wish, ref)))) continue;
      this.#asked.delete(id);
      this.#cancel(id);
    }
    const underWay = new Set(
      [...this.#asked.values()].flatMap(({ wish }) => wish.refs.map((ref) => placeOf(wish, ref))),
    );
    for (const wish of wishes) {
      if (this.#asked.size >= mostAtOnce) return;
      if (wish.refs.every((ref) => underWay.has(placeOf(wish, ref)))) continue;
      const id = ++this.#lastId;
      this.#asked.set(id, { id, wish, epoch: this.#epoch });
      for (const ref of wish.refs) underWay.add(placeOf(wish, ref));
      this.#ask(wish, id);
    }
  }

  /** An answer came; `null`: it was refused or taken back. True when it is of use. */
  answered(id: number, tile: TimelineTile | null): boolean {
    const asked = this.#asked.get(id);
    if (asked === undefined) return false;
    this.#asked.delete(id);
    if (tile === null) {
      for (const ref of asked.wish.refs) this.#refused.add(placeOf(asked.wish, ref));
      return false;
    }
    this.#store.put(tile, asked.wish.refs, asked.epoch);
    return true;
  }

  #wishes(view: DeskView): TileWish[] {
    const level = levelOf(view.from, view.to, view.width);
    const [first, last] = tilesOf(level, view.from, view.to);
    const middle = (first + last) / 2;
    const inSight = Array.from({ length: last - first + 1 }, (_, n) => first + n);
    inSight.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
    const wishes: TileWish[] = [];
    for (const tile of inSight) this.#wishFor(level, tile, view.rows, view.near, wishes);
    this.#isWaiting = wishes.length > 0;
    for (const tile of inSight) this.#wishFor(level, tile, view.near, [], wishes);
    for (const tile of [last + 1, first - 1]) this.#wishFor(level, tile, view.rows, [], wishes);
    return wishes;
  }

  /** `also` are asked along with `rows` when one of these is missing: a question more costs more than a lane more. */
  #wishFor(
    level: number,
    tile: number,
    rows: readonly PaintRow[],
    also: readonly PaintRow[],
    wishes: TileWish[],
  ): void {
    if (tile < 0) return;
    const isMissing = (row: PaintRow) =>
      !this.#store.has(row.ref, level, tile, this.#epoch) && !this.#refused.has(`${level}/${tile}/${row.ref}`);
    const missing = rows.filter(isMissing);
    if (missing.length === 0) return;
    const plain = [...missing, ...also.filter(isMissing)].filter((row) => row.kind === 'lane');
    const unique = [...new Map(plain.map((row) => [row.ref, row])).values()].slice(0, mostLanesAWish);
    if (missing.some((row) => row.kind === 'lane'))
      wishes.push({
        level,
        tile,
        lanes: unique.flatMap((row) => row.lanes),
        isMerged: false,
        refs: unique.map((row) => row.ref),
      });
    for (const row of missing)
      if (row.kind === 'group') wishes.push({ level, tile, lanes: row.lanes, isMerged: true, refs: [row.ref] });
  }
}

function placeOf(wish: TileWish, ref: string): string {
  return `${wish.level}/${wish.tile}/${ref}`;
}
