// Collects the stretches of a piece in order; neighbouring lines of noise become one stretch.
import type { Stretch } from './format.ts';

/** Stretches of one piece, growing. Every line is given once, in order; blank lines are not given at all. */
export class Stretches {
  readonly #all: Stretch[] = [];
  #noiseStart = -1;
  #noiseEnd = 0;
  #noiseLine = 0;

  /** A record from `offset` to `end`; `line` is the one on which it begins. */
  record(offset: number, end: number, line: number, broken?: Stretch['broken']): void {
    this.#endNoise();
    const length = end - offset;
    this.#all.push(
      broken === undefined
        ? { kind: 'record', offset, length, line }
        : { kind: 'record', offset, length, line, broken },
    );
  }

  /** A line that is no event. */
  noise(offset: number, end: number, line: number): void {
    if (this.#noiseStart === -1) {
      this.#noiseStart = offset;
      this.#noiseLine = line;
    }
    this.#noiseEnd = end;
  }

  /** All stretches, once the piece is at its end. */
  finish(): Stretch[] {
    this.#endNoise();
    return this.#all;
  }

  #endNoise(): void {
    if (this.#noiseStart === -1) return;
    this.#all.push({
      kind: 'noise',
      offset: this.#noiseStart,
      length: this.#noiseEnd - this.#noiseStart,
      line: this.#noiseLine,
    });
    this.#noiseStart = -1;
  }
}
