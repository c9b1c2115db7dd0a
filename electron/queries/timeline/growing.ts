// Lists of numbers that grow, as typed arrays: what a tile is collected in before it is cut to its size.

/** Bytes. */
export class GrowingBytes {
  length = 0;
  #array = new Uint8Array(1024);

  push(value: number): void {
    if (this.length === this.#array.length) {
      const larger = new Uint8Array(this.#array.length * 2);
      larger.set(this.#array);
      this.#array = larger;
    }
    this.#array[this.length] = value;
    this.length += 1;
  }

  /** A copy of what is there, of just that size. */
  finish(): Uint8Array<ArrayBuffer> {
    return this.#array.slice(0, this.length);
  }
}

/** Numbers of 32 bits. */
export class GrowingWords {
  length = 0;
  #array = new Uint32Array(1024);

  push(value: number): void {
    if (this.length === this.#array.length) {
      const larger = new Uint32Array(this.#array.length * 2);
      larger.set(this.#array);
      this.#array = larger;
    }
    this.#array[this.length] = value;
    this.length += 1;
  }

  /** A copy of what is there, of just that size. */
  finish(): Uint32Array<ArrayBuffer> {
    return this.#array.slice(0, this.length);
  }
}

/** Numbers with a point, and times. */
export class GrowingTimes {
  length = 0;
  #array = new Float64Array(1024);

  push(value: number): void {
    if (this.length === this.#array.length) {
      const larger = new Float64Array(this.#array.length * 2);
      larger.set(this.#array);
      this.#array = larger;
    }
    this.#array[this.length] = value;
    this.length += 1;
  }

  /** A copy of what is there, of just that size. */
  finish(): Float64Array<ArrayBuffer> {
    return this.#array.slice(0, this.length);
  }
}
