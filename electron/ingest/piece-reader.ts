// Gathers the chunks of a source into pieces that end between two records, whatever the size of the chunks (chunk law).
import type { Format } from '../formats/format.ts';
import type { Piece } from './parse-piece.ts';
import { maxRecordBytes } from './row-filler.ts';

/** Size that pieces grow to: large enough that handing one over costs little, small enough to write in a few ms. */
export const pieceBytes = 1024 * 1024;

/** Size of the first piece, so that the first events can be seen at once; doubles up to {@link pieceBytes}. */
const firstPieceBytes = 128 * 1024;

/** Bytes kept back while skipping, so that the end of a record is found although it lies across two chunks. */
const contextBytes = 4096;

/** Buffers kept to be filled again. */
const mostSpares = 4;

/** Limits, given by tests only. */
export type PieceLimits = { readonly piece: number; readonly record: number };

/** Cuts one source into pieces. Every byte comes out once, in order. */
export class PieceReader {
  readonly #format: Format;
  readonly #limits: PieceLimits;
  #buffer: Uint8Array;
  #length = 0;
  /** Length from which on looking for a cut is worth it: doubles while a single record fills the buffer. */
  #tryAt: number;
  #target: number;
  #isSkipping = false;
  readonly #spares: Uint8Array[] = [];

  constructor(format: Format, limits: PieceLimits = { piece: pieceBytes, record: maxRecordBytes }) {
    this.#format = format;
    this.#limits = limits;
    this.#target = Math.min(firstPieceBytes, limits.piece);
    this.#tryAt = this.#target;
    this.#buffer = new Uint8Array(this.#target);
  }

  /** Takes a chunk; gives the pieces that are complete. */
  push(chunk: Uint8Array): Piece[] {
    const pieces: Piece[] = [];
    // Large chunks are taken in steps, so that a piece never grows much beyond its target.
    for (let at = 0; at < chunk.length; ) {
      const step = chunk.subarray(at, at + Math.max(1, this.#tryAt - this.#length));
      this.#append(step);
      at += step.length;
      while (this.#length >= this.#tryAt) {
        const piece = this.#isSkipping ? this.#skip() : this.#cut();
        if (piece === undefined) break;
        pieces.push(piece);
      }
    }
    return pieces;
  }

  /** The source has ended: what is left. */
  end(): Piece[] {
    const pieces: Piece[] = [];
    if (this.#isSkipping) {
      const piece = this.#leaveSkipping();
      if (piece !== undefined) pieces.push(piece);
    }
    if (this.#length > 0) {
      const rest = this.#take(this.#length);
      pieces.push(
        this.#isSkipping ? { bytes: rest, isLast: true, oversize: 'further' } : { bytes: rest, isLast: true },
      );
    }
    return pieces;
  }

  /** Takes the buffer of a piece back: filling it again is much cheaper than having a new one made. */
  giveBack({ buffer }: Uint8Array): void {
    if (this.#spares.length < mostSpares && buffer instanceof ArrayBuffer) this.#spares.push(new Uint8Array(buffer));
  }

  #append(bytes: Uint8Array): void {
    const length = this.#length + bytes.length;
    if (length > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(length, this.#tryAt));
      larger.set(this.#buffer.subarray(0, this.#length));
      this.#buffer = larger;
    }
    this.#buffer.set(bytes, this.#length);
    this.#length = length;
  }

  /** The first `length` bytes in a buffer of their own (the piece's buffer changes hands); the rest stays. */
  #take(length: number): Uint8Array {
    const piece = this.#buffer.subarray(0, length);
    const rest = this.#buffer.subarray(length, this.#length);
    this.#target = Math.min(this.#target * 2, this.#limits.piece);
    this.#tryAt = Math.max(this.#target, Math.min(rest.length * 2, this.#limits.record), rest.length + 1);
    const spare = this.#spares.pop();
    const buffer = spare !== undefined && spare.length >= this.#tryAt ? spare : new Uint8Array(this.#tryAt);
    buffer.set(rest);
    this.#buffer = buffer;
    this.#length = rest.length;
    return piece;
  }

  #cut(): Piece | undefined {
    const length = this.#format.cut(this.#buffer.subarray(0, this.#length));
    if (length > 0) return { bytes: this.#take(length), isLast: false };
    if (this.#length > this.#limits.record) {
      this.#isSkipping = true;
      return { bytes: this.#take(this.#length), isLast: false, oversize: 'first' };
    }
    this.#tryAt = Math.max(this.#length + 1, Math.min(this.#length * 2, this.#limits.record + 1));
    return undefined;
  }

  #skip(): Piece | undefined {
    const end = this.#leaveSkipping();
    if (end !== undefined) return end;
    const length = this.#length - contextBytes;
    if (length <= 0) {
      this.#tryAt = this.#length + contextBytes;
      return undefined;
    }
    return { bytes: this.#take(length), isLast: false, oversize: 'further' };
  }

  /** The rest of the record that is skipped, if its end has been read. */
  #leaveSkipping(): Piece | undefined {
    const length = firstCut(this.#format, this.#buffer.subarray(0, this.#length));
    if (length === 0) return undefined;
    this.#isSkipping = false;
    return { bytes: this.#take(length), isLast: false, oversize: 'further' };
  }
}

/** Length of the shortest prefix that surely ends between two records, 0 when none does. `cut` finds the longest one. */
function firstCut(format: Format, bytes: Uint8Array): number {
  if (format.cut(bytes) === 0) return 0;
  let without = 0;
  let within = bytes.length;
  while (within - without > 1) {
    const middle = (without + within) >> 1;
    if (format.cut(bytes.subarray(0, middle)) > 0) within = middle;
    else without = middle;
  }
  return format.cut(bytes.subarray(0, within));
}
