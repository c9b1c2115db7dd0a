// Remembers the hashes of the keys of one record, so that a key twice in one map is noticed without keeping the keys.

/** More steps than a table that is half full ever needs, unless somebody made the keys so that their hashes meet. */
const probeLimit = 256;

/** Hashes of one record. A slot counts only with the present generation, so nothing has to be emptied. */
export class KeyTable {
  #hashes = new Int32Array(16_384);
  #generations = new Int32Array(16_384);
  #generation = 0;
  #count = 0;

  /** Forgets all keys. */
  clear(): void {
    this.#count = 0;
    this.#generation += 1;
    if (this.#generation === 0x7fffffff) {
      this.#generations.fill(0);
      this.#generation = 1;
    }
  }

  /** True when one more key leaves the table at most half full; {@link grow} makes room. */
  get hasRoom(): boolean {
    return this.#count * 2 < this.#hashes.length;
  }

  /** Makes the table larger, and empty. */
  grow(): void {
    const length = this.#hashes.length * 4;
    this.#hashes = new Int32Array(length);
    this.#generations = new Int32Array(length);
    this.#count = 0;
  }

  /** Puts in a key's hash, made with {@link mapMark} of its map; true when it was there, or when the table is under attack. */
  isKnown(hash: number): boolean {
    const hashes = this.#hashes;
    const generations = this.#generations;
    const generation = this.#generation;
    const mask = hashes.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (let probes = 0; generations[slot] === generation; probes += 1) {
      if (hashes[slot] === hash || probes === probeLimit) return true;
      slot = (slot + 1) & mask;
    }
    generations[slot] = generation;
    hashes[slot] = hash;
    this.#count += 1;
    return false;
  }
}

/** What the hashes of a map's keys begin with: odd, so never 0; spread, so that equal keys of neighbouring maps lie apart. */
export function mapMark(number: number): number {
  return Math.imul(number, 0x9e3779b1) | 1;
}

/** The hash with one more character of the key. */
export function hashOn(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193);
}
