// Derives a case anew from its raw records: a new file is written beside the old one and takes its place when it is whole.
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { assert } from '../../shared/base/assert.ts';
import type { Failure } from '../../shared/base/failure.ts';
import { done, failed, type Outcome } from '../../shared/base/outcome.ts';
import type { SourceInfo } from '../../shared/questions/case-info.ts';
import type { Format } from '../formats/format.ts';
import { formatNamed } from '../formats/registry.ts';
import type { CaseFile } from '../store/case-file.ts';
import { digestKey } from '../store/content-digest.ts';
import { copyOwn } from '../store/copy-own.ts';
import { derivedMeta } from '../store/derivation.ts';
import { openCase } from '../store/open-case-file.ts';
import { sourceInfos } from '../store/source-infos.ts';
import { decodeStored } from './decoder.ts';
import { type OnProgress, ProgressMeter } from './import-progress.ts';
import { IngestLine } from './ingest-line.ts';
import type { Piece } from './parse-piece.ts';
import { ParsePools, type PoolOptions } from './parse-pools.ts';
import { storedPieces } from './stored-pieces.ts';

/** How a case is rebuilt. */
export type RebuildOptions = PoolOptions & {
  readonly onProgress?: OnProgress | undefined;
  /** Makes the derived tables of the new file, before it takes the old one's place. */
  readonly derive: (caseFile: CaseFile) => Promise<Outcome<void>>;
};

/** Settings that the writer and the derivation make themselves. */
const ownSettings: ReadonlySet<string> = new Set(['revision', digestKey, ...Object.values(derivedMeta)]);

/**
 * Rebuilds the case at `path`, which nobody else may be writing to. The old file stays until the new one is whole and on
 * the disk; whoever dies in between leaves it as it was, and a hidden file that the next rebuild removes.
 */
export async function rebuildCase(path: string, options: RebuildOptions): Promise<Outcome<void>> {
  const opened = openCase(path, { mode: 'write', decoder: decodeStored });
  if (!opened.ok) return opened;
  const old = opened.value;
  assert(old.writer !== undefined, 'a case opened for writing has a writer');
  // Held to the end: what somebody else added meanwhile would be lost.
  const held = old.writer.begin();
  const passing = join(dirname(path), `.${basename(path)}.rebuilt`);
  const rebuilt = held.ok ? await writeAnew(old, passing, options) : held;
  if (held.ok) old.writer.rollback();
  old.close();
  if (!rebuilt.ok) {
    removeCase(passing);
    return rebuilt;
  }
  return takePlace(passing, path);
}

async function writeAnew(old: CaseFile, passing: string, options: RebuildOptions): Promise<Outcome<void>> {
  removeCase(passing);
  const made = openCase(passing, { mode: 'create', decoder: decodeStored });
  if (!made.ok) return made;
  try {
    const read = await readAgain(old, made.value, options);
    if (!read.ok) return read;
    const copied = copySettings(old, made.value);
    if (!copied.ok) return copied;
    const derived = await options.derive(made.value);
    return derived.ok ? (made.value.writer?.sync() ?? derived) : derived;
  } finally {
    made.value.close();
  }
}

async function readAgain(old: CaseFile, made: CaseFile, options: RebuildOptions): Promise<Outcome<void>> {
  assert(made.writer !== undefined, 'a new case has a writer');
  // All sources, in the order in which they were read.
  const ids = old.rows<{ readonly id: number }>('SELECT id FROM source ORDER BY id').map(({ id }) => id);
  const sources = sourceInfos(old, ids);
  const sizes = sources.map(({ bytes }) => bytes);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const pools = new ParsePools(sizes, options);
  const line = new IngestLine(made, made.writer, new ProgressMeter(total, options.onProgress ?? (() => undefined)));
  try {
    let lastBlock = 0;
    for (const source of sources) {
      const format = formatNamed(source.format);
      if (format === undefined) return failed(unknownFormat(source));
      const pieces = storedPieces(old, source.id, format, lastBlock, source.isComplete);
      const read = await readSource(line, pools, source, format, pieces.pieces);
      if (!read.ok) return read;
      lastBlock = pieces.lastBlock();
    }
    return await line.finish(undefined);
  } finally {
    await pools.close();
    line.close();
  }
}

async function readSource(
  line: IngestLine,
  pools: ParsePools,
  source: SourceInfo,
  format: Format,
  pieces: Iterable<Piece>,
): Promise<Outcome<void>> {
  const { name, path, bytes, isComplete, problems } = source;
  const track = line.begin({ name, path, format, pool: pools.choose(bytes) });
  let read = 0;
  for (const piece of pieces) {
    read += piece.bytes.length;
    const sent = await track.send(piece, read);
    if (!sent.ok) return sent;
  }
  // That a packed file was cut is the one thing the unpacked bytes do not tell.
  const cut = problems.find(({ code }) => code === 'compressed-cut');
  return track.end({ isComplete, cut: cut?.sample.text });
}

/** Settings, what a person keeps, and promoted paths. */
function copySettings(old: CaseFile, made: CaseFile): Outcome<void> {
  const { writer } = made;
  assert(writer !== undefined, 'a new case has a writer');
  const begun = writer.begin();
  if (!begun.ok) return begun;
  // All settings.
  for (const { key, value } of old.rows<{ readonly key: string; readonly value: string }>(
    'SELECT key, value FROM meta',
  )) {
    if (!ownSettings.has(key)) writer.setMeta(key, value);
  }
  const kept = copyOwn(old, made);
  if (!kept.ok) return kept;
  const committed = writer.commit();
  if (!committed.ok) return committed;
  // Their columns are read anew in the background.
  return writer.aside(({ promoted }) => {
    for (const { path } of old.promoted.list()) promoted.add(path);
  });
}

/** Renames over the old file, and has the disk hold the name too where the system can. */
function takePlace(passing: string, path: string): Outcome<void> {
  try {
    renameSync(passing, path);
  } catch (error) {
    removeCase(passing);
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    return failed({
      code: 'database-readonly',
      message: `The rebuilt case could not take the place of ${path} (${why}).`,
      tip: 'Close it in other programs and check the permissions of its folder.',
    });
  }
  syncFolder(dirname(path));
  return done(undefined);
}

function syncFolder(folder: string): void {
  // Windows opens no folders; there the rename is as safe as it gets.
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

function removeCase(path: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(path + suffix, { force: true });
}

function unknownFormat({ name, format }: SourceInfo): Failure {
  return {
    code: 'format-not-named',
    message: `The source ${name} is of the format ${format}, which this version does not know.`,
    tip: 'Rebuild the case with the version that made it, or a newer one.',
  };
}
