// Reads captures into a case: sources → pieces → parse workers → identify → writer, in the order of the files.
//
// All of it runs on the caller's event loop but the parsing, and never holds it for long. Batches come back from the
// workers in any order and are taken in the order of their pieces; while they wait, the source is not read on.
import { availableParallelism } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { assert } from '../../shared/base/assert.ts';
import type { Failure } from '../../shared/base/failure.ts';
import { done, failed, type Outcome } from '../../shared/base/outcome.ts';
import type { SourceInfo } from '../../shared/questions/case-info.ts';
import type { Source } from '../sources/source.ts';
import type { CaseFile } from '../store/case-file.ts';
import { type Capture, listCaptures } from './capture-list.ts';
import { type OnProgress, ProgressMeter } from './import-progress.ts';
import { IngestLine } from './ingest-line.ts';
import { inlinePool, type ParsePool, workerPool } from './parse-pool.ts';
import { pieceBytes } from './piece-reader.ts';
import { sourceInfos } from '../store/source-infos.ts';

/** What to read and how. */
export type ImportOptions = {
  /** Files, folders, `-` for standard input. */
  readonly paths: readonly string[];
  /** Format the user named instead of the detection. */
  readonly format?: string | undefined;
  readonly onProgress?: OnProgress | undefined;
  /** Asked often; when it says true, reading stops and what was accepted stays. */
  readonly isCancelled?: (() => boolean) | undefined;
  /** Where the parse worker's script lies, where it is not beside this file (bundled). */
  readonly workerUrl?: URL | undefined;
  /** Number of parse workers; 0 parses in place. */
  readonly workers?: number | undefined;
  /** Bytes of a piece; given by tests only. */
  readonly pieceBytes?: number | undefined;
};

/** What came of an import. */
export type ImportReport = {
  readonly sources: readonly SourceInfo[];
  readonly wasCancelled: boolean;
  /** Sources that could not be read to their end although reading had begun; they are marked incomplete. */
  readonly failures: readonly Failure[];
};

/** Sources up to this size are parsed in place as long as all of them are not more than the second number. */
const smallBytes = 1024 * 1024;
const smallBytesInAll = 4 * 1024 * 1024;
/** Pieces parsed in place are small: each holds the event loop while it is parsed, about 2 ms. */
const inlinePieceBytes = 128 * 1024;
/** Packed sources are assumed to unpack to this many times their size when their kind of parsing is chosen. */
const usualPacking = 10;
/** How often a source that gives nothing is asked whether the import was cancelled, in ms. */
const cancelPollMs = 100;

/**
 * Reads captures into an open case. The derived tables are not touched. Fails before anything is written when a capture
 * cannot be opened or is none; fails later when the case cannot be written, with what was committed still in it.
 */
export async function importSources(caseFile: CaseFile, options: ImportOptions): Promise<Outcome<ImportReport>> {
  assert(caseFile.writer !== undefined, 'an import needs a case that can be written');
  const listed = await listCaptures(options.paths, options.format);
  if (!listed.ok) return listed;
  const captures = listed.value;
  const pools = new Pools(captures, options);
  const meter = new ProgressMeter(totalBytes(captures), options.onProgress ?? (() => undefined));
  const line = new IngestLine(caseFile, caseFile.writer, meter);
  const failures: Failure[] = [];
  try {
    for (const capture of captures) {
      if (options.isCancelled?.() === true) break;
      const opened = await capture.open();
      if (!opened.ok) {
        failures.push(opened.failure);
        continue;
      }
      const read = await readSource(line, pools.choose(capture), capture, opened.value, options, failures);
      await opened.value.close();
      if (!read.ok) return read;
    }
    const finished = await line.finish(options.isCancelled);
    if (!finished.ok) return finished;
  } finally {
    await pools.close();
    line.close();
  }
  const [failure] = failures;
  if (failure !== undefined && line.sources.length === 0) return failed(failure);
  meter.tell('done');
  return done({
    sources: sourceInfos(caseFile, line.sources),
    wasCancelled: options.isCancelled?.() === true,
    failures,
  });
}

async function readSource(
  line: IngestLine,
  pool: ParsePool,
  capture: Capture,
  source: Source,
  { isCancelled, pieceBytes: piece }: ImportOptions,
  failures: Failure[],
): Promise<Outcome<void>> {
  const limit = piece ?? (pool.isInline ? inlinePieceBytes : pieceBytes);
  const track = line.begin({ name: capture.name, path: capture.path, format: capture.format, pool, pieceBytes: limit });
  const chunks = source.chunks[Symbol.asyncIterator]();
  for (;;) {
    const chunk = await nextChunk(chunks, isCancelled);
    if (chunk === 'cancelled') return done(undefined);
    if (chunk === 'end') break;
    const pushed = await track.push(chunk, source.packedRead());
    if (!pushed.ok) return pushed;
    if (isCancelled?.() === true) return done(undefined);
  }
  const ending = source.ending();
  if (ending.kind === 'failed') failures.push(ending.failure);
  return track.end(ending);
}

async function nextChunk(
  chunks: AsyncIterator<Uint8Array>,
  isCancelled: (() => boolean) | undefined,
): Promise<Uint8Array | 'end' | 'cancelled'> {
  const next = chunks.next().then((result) => (result.done === true ? ('end' as const) : result.value));
  if (isCancelled === undefined) return next;
  for (;;) {
    const first = await Promise.race([next, pause()]);
    if (first !== 'waiting') return first;
    if (isCancelled()) return 'cancelled';
  }
}

async function pause(): Promise<'waiting'> {
  await wait(cancelPollMs, undefined, { ref: false });
  return 'waiting';
}

function totalBytes(captures: readonly Capture[]): number | undefined {
  let total = 0;
  for (const { packedBytes } of captures) {
    if (packedBytes === undefined) return undefined;
    total += packedBytes;
  }
  return total;
}

/** Chooses between parsing in place and in workers, which are started when first needed. */
class Pools {
  readonly #url: URL;
  readonly #workers: number;
  readonly #areAllSmall: boolean;
  #inline: ParsePool | undefined;
  #threads: ParsePool | undefined;

  constructor(captures: readonly Capture[], { workers, workerUrl }: ImportOptions) {
    this.#url = workerUrl ?? new URL('./parse-worker.ts', import.meta.url);
    // The writer shares the last core with a worker: it waits more than it works.
    this.#workers = workers ?? availableParallelism();
    const sizes = captures.map((capture) => likelyBytes(capture));
    const all = sizes.reduce((sum, size) => sum + size, 0);
    this.#areAllSmall = all <= smallBytesInAll && sizes.every((size) => size <= smallBytes);
  }

  choose(capture: Capture): ParsePool {
    const isInline =
      this.#workers === 0 ||
      this.#areAllSmall ||
      (this.#threads === undefined && likelyBytes(capture) <= inlinePieceBytes);
    if (isInline) {
      this.#inline ??= inlinePool();
      return this.#inline;
    }
    this.#threads ??= workerPool(this.#url, this.#workers);
    return this.#threads;
  }

  async close(): Promise<void> {
    await Promise.all([this.#inline?.close(), this.#threads?.close()]);
  }
}

function likelyBytes({ packedBytes, isPacked }: Capture): number {
  return packedBytes === undefined ? Number.POSITIVE_INFINITY : packedBytes * (isPacked ? usualPacking : 1);
}
