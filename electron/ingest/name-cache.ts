// Finds the local ids of names by their bytes, without making strings of them, for names that come again and again.
import type { LocalStrings } from './local-strings.ts';

/** Names that are kept; one that falls on the place of another takes it. */
const slots = 8192;
/** Longer names are looked up as strings. */
const longest = 64;

/** A cache before one dictionary. Measured: half the time of making the string and looking it up. */
export class NameCache {
  readonly #strings: LocalStrings;
  readonly #bytes = new Uint8Array(slots * longest);
  readonly #lengths = new Uint8Array(slots);
  readonly #ids = new Uint32Array(slots);

  constructor(strings: LocalStrings) {
    this.#strings = strings;
  }

  /** The id of a name in ASCII. */
  id(bytes: Buffer, start: number, end: number): number {
    const length = end - start;
    if (length > longest) return this.#strings.id(bytes.toString('latin1', start, end));
    let hash = length;
    for (let at = start; at < end; at += 1) hash = (Math.imul(hash, 31) + (bytes[at] ?? 0)) | 0;
    const slot = (hash ^ (hash >>> 13)) & (slots - 1);
    if (this.#isAt(slot, bytes, start, length)) return this.#ids[slot] ?? 0;
    const id = this.#strings.id(bytes.toString('latin1', start, end));
    this.#bytes.set(bytes.subarray(start, end), slot * longest);
    this.#lengths[slot] = length;
    this.#ids[slot] = id;
    return id;
  }

  #isAt(slot: number, bytes: Uint8Array, start: number, length: number): boolean {
    if (this.#ids[slot] === 0 || this.#lengths[slot] !== length) return false;
    const kept = this.#bytes;
    const first = slot * longest;
    for (let i = 0; i < length; i += 1) if (kept[first + i] !== bytes[start + i]) return false;
    return true;
  }
}
