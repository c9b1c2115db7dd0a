// The tiles there are, least lately used thrown away first. Until the wanted tile is there, finer or coarser ones, and those of an
// older state of the case, stand in for it: nothing flickers.
import { highestLevel, type TimelineTile, tileSpan } from '../../../shared/questions/timeline.ts';

/** A row of a tile and the stretch (stamps) it is to be drawn in. */
export type TilePart = {
  readonly tile: TimelineTile;
  readonly row: number;
  readonly from: number;
  readonly to: number;
};

type Entry = {
  readonly tile: TimelineTile;
  readonly refs: readonly string[];
  readonly bytes: number;
  readonly epoch: string;
  used: number;
};
type Slot = { readonly entry: Entry; readonly row: number };
type Slots = ReadonlyMap<number, Slot>;

/** Finer tiles are looked for so many levels down. */
const depthDown = 3;

/** Tiles by place and row, at most `limit` bytes of them. */
export class TileStore {
  readonly #limit: number;
  /** By row, then by place. */
  readonly #slots = new Map<string, Map<number, Slot>>();
  readonly #entries = new Set<Entry>();
  #bytes = 0;
  #clock = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Bytes of all tiles. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Keeps a tile whose row r is of `refs[r]`. */
  put(tile: TimelineTile, refs: readonly string[], epoch: string): void {
    const entry: Entry = { tile, refs, bytes: bytesOf(tile), epoch, used: ++this.#clock };
    const place = placeOf(tile.level, tile.tile);
    for (const [row, ref] of refs.entries()) {
      const own = this.#slots.get(ref);
      if (own === undefined) this.#slots.set(ref, new Map([[place, { entry, row }]]));
      else own.set(place, { entry, row });
    }
    this.#entries.add(entry);
    this.#bytes += entry.bytes;
    this.#trim(entry);
  }

  /** True when the tile is there in the state of the case that `epoch` names. */
  has(ref: string, level: number, tile: number, epoch: string): boolean {
    return this.#slots.get(ref)?.get(placeOf(level, tile))?.entry.epoch === epoch;
  }

  /** What to draw for a row in one tile's stretch, in time order; parts without any tile are left out. */
  parts(ref: string, level: number, tile: number): TilePart[] {
    const slots = this.#slots.get(ref);
    if (slots === undefined) return [];
    const { from, to } = tileSpan(level, tile);
    const found: TilePart[] = [];
    this.#collect(slots, level, tile, from, to, depthDown, found);
    return found;
  }

  clear(): void {
    this.#slots.clear();
    this.#entries.clear();
    this.#bytes = 0;
  }

  #collect(slots: Slots, level: number, tile: number, from: number, to: number, down: number, found: TilePart[]): void {
    const own = this.#touch(slots, level, tile);
    if (own !== undefined) {
      found.push({ tile: own.entry.tile, row: own.row, from, to });
      return;
    }
    if (down > 0 && level > 0 && hasBelow(slots, level, tile, down)) {
      const half = (from + to) / 2;
      this.#collect(slots, level - 1, tile * 2, from, half, down - 1, found);
      this.#collect(slots, level - 1, tile * 2 + 1, half, to, down - 1, found);
      return;
    }
    for (let up = level + 1, above = Math.floor(tile / 2); up <= highestLevel; up++, above = Math.floor(above / 2)) {
      const slot = this.#touch(slots, up, above);
      if (slot === undefined) continue;
      found.push({ tile: slot.entry.tile, row: slot.row, from, to });
      return;
    }
  }

  #touch(slots: Slots, level: number, tile: number): Slot | undefined {
    const slot = slots.get(placeOf(level, tile));
    if (slot !== undefined) slot.entry.used = ++this.#clock;
    return slot;
  }

  #trim(newest: Entry): void {
    if (this.#bytes <= this.#limit) return;
    const oldest = [...this.#entries].sort((a, b) => a.used - b.used);
    for (const entry of oldest) {
      // Down to three quarters, so that not every tile that comes has to look for room.
      if (this.#bytes <= this.#limit * 0.75) return;
      if (entry !== newest) this.#drop(entry);
    }
  }

  #drop(entry: Entry): void {
    this.#entries.delete(entry);
    this.#bytes -= entry.bytes;
    const place = placeOf(entry.tile.level, entry.tile.tile);
    for (const ref of entry.refs) {
      const slots = this.#slots.get(ref);
      if (slots?.get(place)?.entry !== entry) continue;
      slots.delete(place);
      if (slots.size === 0) this.#slots.delete(ref);
    }
  }
}

function hasBelow(slots: Slots, level: number, tile: number, down: number): boolean {
  for (const child of [tile * 2, tile * 2 + 1]) {
    if (slots.has(placeOf(level - 1, child))) return true;
    if (down > 1 && level > 1 && hasBelow(slots, level - 1, child, down - 1)) return true;
  }
  return false;
}

/** A tile's place as one number: tiles of the finest level are fewer than 2^47. */
function placeOf(level: number, tile: number): number {
  return tile * 64 + level;
}

function bytesOf(tile: TimelineTile): number {
  let bytes = 500;
  for (const part of Object.values(tile)) if (ArrayBuffer.isView(part)) bytes += part.byteLength;
  for (const label of tile.labels) bytes += label.length * 2 + 20;
  return bytes;
}
