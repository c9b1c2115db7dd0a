// Join values → small numbers, without a string or an object a key: an open hash table over typed arrays. A Map takes four times
// as long for pairs of ids and ends at 16.7 M keys.

/** What stands for join values. */
export type Keys = {
  /** Ids a tuple. */
  readonly width: number;
  /** How many tuples were added. */
  readonly size: number;
  /** The number of a tuple, -1 or one without starts when it was never added. */
  find(buffer: Uint32Array, at: number): number;
  /** The number of a tuple that is added when it is new. */
  add(buffer: Uint32Array, at: number): number;
  /** One id of the tuple of a key. */
  value(key: number, position: number): number;
  /** Calls for the number of each tuple added. */
  each(visit: (key: number) => void): void;
  /** Forgets all tuples; costs what was added. */
  clear(): void;
};

/** Single ids, which are their own numbers; or, where there is none, 0. */
export class PlainKeys implements Keys {
  readonly width: number;
  size = 0;
  #added = new Uint8Array(1024);
  #list = new Uint32Array(1024);

  /** `width`: 0 or 1. */
  constructor(width: number) {
    this.width = width;
  }

  find(buffer: Uint32Array, at: number): number {
    return this.width === 0 ? 0 : (buffer[at] ?? 0);
  }

  add(buffer: Uint32Array, at: number): number {
    const key = this.width === 0 ? 0 : (buffer[at] ?? 0);
    if (this.#added[key] === 1) return key;
    if (key >= this.#added.length) {
      const larger = new Uint8Array(Math.max(key + 1, this.#added.length * 2));
      larger.set(this.#added);
      this.#added = larger;
    }
    this.#added[key] = 1;
    if (this.size === this.#list.length) this.#list = grown(this.#list, this.size + 1);
    this.#list[this.size++] = key;
    return key;
  }

  value(key: number): number {
    return key;
  }

  each(visit: (key: number) => void): void {
    for (let i = 0; i < this.size; i++) visit(this.#list[i] ?? 0);
  }

  clear(): void {
    for (let i = 0; i < this.size; i++) this.#added[this.#list[i] ?? 0] = 0;
    this.size = 0;
  }
}

/** Slots that are quicker emptied than made anew. */
const smallTable = 4096;

/** Numbers for tuples of ids, from 0 in the order of adding. Tuples are read from a buffer at an offset. */
export class KeyTable implements Keys {
  readonly width: number;
  size = 0;
  #tuples: Uint32Array;
  /** Key + 1, 0 free. With tuples of one id the slot is the id itself. */
  #slots: Uint32Array;

  /** `width`: ids a tuple. */
  constructor(width: number, room = 1024) {
    this.width = width;
    this.#tuples = new Uint32Array(room * width);
    // A power of two, for the hash.
    this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(room * 2)));
  }

  /** The number of a tuple, -1 when it was never added. */
  find(buffer: Uint32Array, at: number): number {
    if (this.width === 1) return (this.#slots[buffer[at] ?? 0] ?? 0) - 1;
    if (this.width === 0) return this.size - 1;
    return (this.#slots[this.#slotOf(buffer, at)] ?? 0) - 1;
  }

  /** The number of a tuple that is added when it is new. */
  add(buffer: Uint32Array, at: number): number {
    const known = this.find(buffer, at);
    if (known !== -1) return known;
    const { width, size } = this;
    if (this.#tuples.length < (size + 1) * width) this.#tuples = grown(this.#tuples, (size + 1) * width);
    for (let i = 0; i < width; i++) this.#tuples[size * width + i] = buffer[at + i] ?? 0;
    if (width === 1) {
      const id = buffer[at] ?? 0;
      if (id >= this.#slots.length) this.#slots = grown(this.#slots, id + 1);
      this.#slots[id] = size + 1;
    } else if (width > 1) {
      if (size * 2 >= this.#slots.length) this.#rehash();
      this.#slots[this.#slotOf(buffer, at)] = size + 1;
    }
    this.size += 1;
    return size;
  }

  each(visit: (key: number) => void): void {
    for (let key = 0; key < this.size; key++) visit(key);
  }

  clear(): void {
    if (this.width === 1) this.each((key) => this.#slots.fill(0, this.value(key, 0), this.value(key, 0) + 1));
    else if (this.#slots.length > smallTable) this.#slots = new Uint32Array(smallTable);
    else this.#slots.fill(0);
    this.size = 0;
  }

  /** One id of the tuple of a key. */
  value(key: number, position: number): number {
    return this.#tuples[key * this.width + position] ?? 0;
  }

  /** The slot of a tuple, or the free one where it belongs. */
  #slotOf(buffer: Uint32Array, at: number): number {
    const { width } = this;
    const tuples = this.#tuples;
    const slots = this.#slots;
    const mask = slots.length - 1;
    let hash = 0;
    for (let i = 0; i < width; i++) {
      hash = Math.imul(hash ^ (buffer[at + i] ?? 0), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const key = slots[slot] ?? 0;
      if (key === 0) return slot;
      let i = 0;
      while (i < width && tuples[(key - 1) * width + i] === buffer[at + i]) i++;
      if (i === width) return slot;
    }
  }

  #rehash(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2);
    for (let key = 0; key < this.size; key++) this.#slots[this.#slotOf(this.#tuples, key * this.width)] = key + 1;
  }
}

/** Keys of tuples of so many ids. */
export function keysOf(width: number): Keys {
  return width > 1 ? new KeyTable(width) : new PlainKeys(width);
}

/** A copy with room for at least so many elements, twice as long at least. */
export function grown(array: Uint32Array, atLeast: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(atLeast, array.length * 2));
  larger.set(array);
  return larger;
}
