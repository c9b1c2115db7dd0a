// Lists of numbers that grow, as typed arrays: what a tile is collected in before it is cut to its size.

type Numbers =
  | Uint8Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>;

/** A list of one sort of numbers. Not for use itself: each sort has a class of its own below, so that the machine sees one type. */
abstract class Growing<A extends Numbers> {
  length = 0;
  /** Has room for what is to be pushed next; longer than the list. */
  array: A;
  readonly #make: (length: number) => A;

  constructor(make: (length: number) => A) {
    this.#make = make;
    this.array = make(1024);
  }

  /** Makes room for so many more. */
  reserve(more: number): A {
    if (this.length + more > this.array.length) {
      const larger = this.#make(Math.max(this.array.length * 2, this.length + more));
      larger.set(this.array);
      this.array = larger;
    }
    return this.array;
  }

  push(value: number): void {
    if (this.length === this.array.length) this.reserve(1);
    this.array[this.length] = value;
    this.length += 1;
  }

  /** A copy of what is there, of just that size. */
  finish(): A {
    return this.array.slice(0, this.length) as A;
  }
}

/** Bytes. */
export class GrowingBytes extends Growing<Uint8Array<ArrayBuffer>> {
  constructor() {
    super((length) => new Uint8Array(length));
  }
}

/** Numbers of 16 bits. */
export class GrowingHalves extends Growing<Uint16Array<ArrayBuffer>> {
  constructor() {
    super((length) => new Uint16Array(length));
  }
}

/** Numbers of 32 bits. */
export class GrowingWords extends Growing<Uint32Array<ArrayBuffer>> {
  constructor() {
    super((length) => new Uint32Array(length));
  }
}

/** Times. */
export class GrowingTimes extends Growing<Float64Array<ArrayBuffer>> {
  constructor() {
    super((length) => new Float64Array(length));
  }
}
