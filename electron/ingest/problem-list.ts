// The problems of one piece: all counted; those of events all placed, because events are searched by them; of the others
// the first of each code.

import { type ProblemCode, problemCodes } from '../../shared/salt/problem.ts';
import type { Batch } from '../store/batch.ts';

/** Problems of one code that are placed with a sample. Beyond that those of events have none and others are only counted. */
export const sampledPerCode = 100;

/** Characters of raw text kept as the sample of a problem. */
const sampleCharacters = 200;

/** Never throws on broken text, and shows a byte order mark as it is. */
const sampleDecoder = new TextDecoder('utf-8', { ignoreBOM: true });

const codeNumbers = new Map<string, number>(problemCodes.map((code, number) => [code, number]));

/** Where in the piece a problem is. */
type Place = {
  /** Bytes from the start of the piece. */
  readonly offset: number;
  readonly length: number;
  /** 0-based line in the piece. */
  readonly line: number;
};

/** The problems of one piece, growing. */
export class ProblemList {
  readonly counts = new Uint32Array(problemCodes.length);
  readonly placed: Batch['problems'][number][] = [];
  readonly #piece: Uint8Array;

  constructor(piece: Uint8Array) {
    this.#piece = piece;
  }

  readonly #placedOfCode = new Uint32Array(problemCodes.length);

  /** Counts a problem and places it, if it is one of an event (`row`) or among the first of its code. */
  add(code: ProblemCode, place: Place, row: number | null, detail?: string, count = 1): void {
    const number = codeNumbers.get(code) ?? 0;
    this.counts[number] = (this.counts[number] ?? 0) + count;
    const placed = this.#placedOfCode[number] ?? 0;
    if (placed >= sampledPerCode && row === null) return;
    this.#placedOfCode[number] = placed + 1;
    const { offset, line } = place;
    const sample = placed < sampledPerCode ? this.#sample(place) : '';
    this.placed.push(
      detail === undefined ? { code, offset, line, sample, row } : { code, offset, line, detail, sample, row },
    );
  }

  #sample({ offset, length }: Place): string {
    // A character takes at most four bytes in UTF-8.
    const bytes = this.#piece.subarray(offset, offset + Math.min(length, sampleCharacters * 4));
    return sampleDecoder.decode(bytes).slice(0, sampleCharacters);
  }
}
