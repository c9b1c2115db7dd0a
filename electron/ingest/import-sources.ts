// Reads captures into a case: sources → pieces → parse workers → identify → writer, in the order of the files.
//
// All of it runs on the caller's event loop but the parsing, and never holds it for long. Batches come back from the
// workers in any order and are taken in the order of their pieces; while they wait, the source is not read on.
import { setTimeout as wait } from 'node:timers/promises';
import { assert } from '../../shared/base/assert.ts';
import type { Failure } from '../../shared/base/failure.ts';
import { done, failed, type Outcome } from '../../shared/base/outcome.ts';
import type { SourceInfo } from '../../shared/questions/case-info.ts';
import type { Source } from '../sources/source.ts';
import type { CaseFile } from '../store/case-file.ts';
import { sourceInfos } from '../store/source-infos.ts';
import { type Capture, listCaptures } from './capture-list.ts';
import { type OnProgress, ProgressMeter } from './import-progress.ts';
import { IngestLine } from './ingest-line.ts';
import type { ParsePool } from './parse-pool.ts';
import { ParsePools, type PoolOptions } from './parse-pools.ts';
import { PieceReader, pieceBytes } from './piece-reader.ts';
import { maxRecordBytes } from './row-filler.ts';

/** What to read and how. */
export type ImportOptions = PoolOptions & {
  /** Files, folders, `-` for standard input. */
  readonly paths: readonly string[];
  /** Format the user named instead of the detection. */
  readonly format?: string | undefined;
  readonly onProgress?: OnProgress | undefined;
  /** Asked often; when it says true, reading stops and what was accepted stays. */
  readonly isCancelled?: (() => boolean) | undefined;
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
  const sizes = captures.map((capture) => likelyBytes(capture));
  const pools = new ParsePools(sizes, options);
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
      const read = await readSource(line, pools.choose(likelyBytes(capture)), capture, opened.value, options, failures);
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
  { isCancelled, pieceBytes: asked }: ImportOptions,
  failures: Failure[],
): Promise<Outcome<void>> {
  const { name, path, format } = capture;
  const piece = asked ?? (pool.isInline ? inlinePieceBytes : pieceBytes);
  const reader = new PieceReader(format, { piece, record: maxRecordBytes });
  const track = line.begin({ name, path, format, pool, giveBack: (bytes) => reader.giveBack(bytes) });
  const chunks = source.chunks[Symbol.asyncIterator]();
  for (;;) {
    const chunk = await nextChunk(chunks, isCancelled);
    if (chunk === 'cancelled') return done(undefined);
    if (chunk === 'end') break;
    for (const each of reader.push(chunk)) {
      const sent = await track.send(each, source.packedRead());
      if (!sent.ok) return sent;
      if (isCancelled?.() === true) return done(undefined);
    }
  }
  const ending = source.ending();
  if (ending.kind === 'failed') {
    // What follows the last whole record is left out: nobody knows how it goes on.
    failures.push(ending.failure);
    return track.end({ isComplete: false });
  }
  for (const each of reader.end()) {
    const sent = await track.send(each, source.packedRead());
    if (!sent.ok) return sent;
  }
  return track.end({ isComplete: true, cut: ending.kind === 'cut' ? `${name} ${ending.detail}` : undefined });
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

/** Bytes that will come out of a capture, roughly. */
function likelyBytes({ packedBytes, isPacked }: Capture): number {
  return packedBytes === undefined ? Number.POSITIVE_INFINITY : packedBytes * (isPacked ? usualPacking : 1);
}
