// What a source of bytes is, wherever they come from. A source is opened, looked at, read once and closed.
import type { Failure } from '../../shared/base/failure.ts';
import type { Compression } from './compression.ts';

/** Bytes that are looked at to tell the format, before reading. */
export const headBytes = 64 * 1024;

/** How reading came to its end. */
export type Ending =
  | { readonly kind: 'complete' }
  /** The packed file ends early or is damaged there; what could be unpacked was given (problem `compressed-cut`). */
  | { readonly kind: 'cut'; readonly detail: string }
  /** The disk, or what is at the other end of the pipe, refused in the middle. */
  | { readonly kind: 'failed'; readonly failure: Failure };

/** An open source. */
export type Source = {
  /** What people call it: a file's name, or its path below the folder that was dropped. */
  readonly name: string;
  readonly path: string;
  readonly compression: Compression;
  /** Bytes as they lie on the disk; `undefined` where nobody knows (standard input, a pipe). */
  readonly packedBytes: number | undefined;
  /** Bytes to come out of {@link chunks}; known only of files that are not packed. A growing file may give more. */
  readonly totalBytes: number | undefined;
  /** The first bytes, unpacked: {@link headBytes} or all there are. Never empty. */
  readonly head: Uint8Array;
  /** All bytes from the first, unpacked, in chunks of about 1 MiB with a buffer of their own each. To be taken once. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Packed bytes read so far: progress, to be held against {@link packedBytes}. */
  readonly packedRead: () => number;
  /** How reading ended; before its end `complete`. */
  readonly ending: () => Ending;
  /** Frees what is open; may be called at any time, twice too. */
  readonly close: () => Promise<void>;
};
