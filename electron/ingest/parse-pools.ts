// Chooses how pieces are parsed: in place where little is to be read, in worker threads otherwise.
import { availableParallelism } from 'node:os';
import { inlinePool, type ParsePool, workerPool } from './parse-pool.ts';

/** Sources up to this size are parsed in place … */
const smallBytes = 1024 * 1024;
/** … as long as all of them together are not more than this. */
const smallBytesInAll = 4 * 1024 * 1024;
/** Once workers run, only sources smaller than this are still parsed in place. */
const tinyBytes = 128 * 1024;

/** How parsing is done, from the options of an import. */
export type PoolOptions = {
  /** Where the parse worker's script lies, where it is not beside this file (bundled). */
  readonly workerUrl?: URL | undefined;
  /** Number of parse workers; 0 parses in place. */
  readonly workers?: number | undefined;
};

/** The parsers of one import; threads are started when first needed. */
export class ParsePools {
  readonly #url: URL;
  readonly #workers: number;
  readonly #areAllSmall: boolean;
  #inline: ParsePool | undefined;
  #threads: ParsePool | undefined;

  /** `sizes`: bytes that each source will probably have, unpacked. */
  constructor(sizes: readonly number[], { workers, workerUrl }: PoolOptions) {
    this.#url = workerUrl ?? new URL('./parse-worker.ts', import.meta.url);
    // The writer shares the last core with a worker: it waits more than it works.
    this.#workers = workers ?? availableParallelism();
    const all = sizes.reduce((sum, size) => sum + size, 0);
    this.#areAllSmall = all <= smallBytesInAll && sizes.every((size) => size <= smallBytes);
  }

  /** The parsers for a source of that size. */
  choose(size: number): ParsePool {
    const isInline = this.#workers === 0 || this.#areAllSmall || (this.#threads === undefined && size <= tinyBytes);
    if (isInline) {
      this.#inline ??= inlinePool();
      return this.#inline;
    }
    this.#threads ??= workerPool(this.#url, this.#workers);
    return this.#threads;
  }

  /** Stops the threads. */
  async close(): Promise<void> {
    await Promise.all([this.#inline?.close(), this.#threads?.close()]);
  }
}
