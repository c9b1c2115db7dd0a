// Opens cases and raw captures for both front doors: the window's engine and the command line.
import { closeSync, existsSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { done, failed, type Outcome } from '../../shared/base/outcome.ts';
import type { ImportAccount } from '../../shared/bridge/contract.ts';
import type { CaseInfo } from '../../shared/questions/case-info.ts';
import type { ImportProgress } from '../../shared/questions/import-progress.ts';
import { deriveCase } from '../derive/derive-case.ts';
import { decodeStored } from '../ingest/decoder.ts';
import { importSources } from '../ingest/import-sources.ts';
import { rebuildCase as rebuildFile } from '../ingest/rebuild-case.ts';
import type { CaseFile } from '../store/case-file.ts';
import { openCase } from '../store/open-case-file.ts';
import { askCase } from './ask-case.ts';

/** How captures are read. */
export type ReadOptions = {
  /** Format the user named instead of the detection. */
  readonly format?: string | undefined;
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
  readonly isCancelled?: (() => boolean) | undefined;
  /** Where the parse worker's script lies, where it is not beside its source (bundled). */
  readonly workerUrl?: URL | undefined;
};

const sqliteMagic = 'SQLite format 3\0';

/** True when the file begins as an SQLite database does: then it is meant as a case, whatever its name. */
export function looksLikeCase(path: string): boolean {
  if (path === '-' || !existsSync(path)) return false;
  const head = Buffer.alloc(16);
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    readSync(file, head, 0, 16, 0);
  } catch {
    // Folders and unreadable files are no cases; whoever reads them next says why they cannot be read.
    return false;
  } finally {
    if (file !== undefined) closeSync(file);
  }
  return head.toString('latin1') === sqliteMagic;
}

/** The name of a case made of a capture: the capture's without its ending; `capture` for standard input. */
export function captureStem(path: string | undefined): string {
  if (path === undefined || path === '-') return 'capture';
  const name = basename(path).replace(/\.(gz|zst|zstd)$/i, '');
  return name.replace(/\.[a-z0-9]+$/i, '') || name || 'capture';
}

/** Opens an existing case or makes a new one; `arePagesChecked` where a reader has looked at it. */
export function openCaseFile(
  path: string,
  mode: 'create' | 'write' | 'read',
  arePagesChecked = false,
): Outcome<CaseFile> {
  return openCase(path, { mode, decoder: decodeStored, arePagesChecked });
}

/** Reads captures into an open case and derives jobs, minions and outcomes from all it holds then. */
export async function readInto(
  caseFile: CaseFile,
  paths: readonly string[],
  options: ReadOptions,
): Promise<Outcome<ImportAccount>> {
  const read = await importSources(caseFile, { paths, ...options });
  if (!read.ok) return read;
  const derived = await deriveCase(caseFile, { onProgress: options.onProgress });
  if (!derived.ok) return derived;
  return done({ case: caseFile.path, ...read.value });
}

/** Opens one case read-only, or reads raw captures into a temporary case; `dispose` closes and cleans up. */
export async function openForReading(
  paths: readonly string[],
  options: ReadOptions,
): Promise<Outcome<{ readonly caseFile: CaseFile; readonly dispose: () => void }>> {
  const [first] = paths;
  if (first !== undefined && paths.length === 1 && looksLikeCase(first)) {
    const opened = openCaseFile(first, 'read');
    return opened.ok ? done({ caseFile: opened.value, dispose: opened.value.close }) : opened;
  }
  const folder = mkdtempSync(join(tmpdir(), 'saltrace-'));
  const drop = () => rmSync(folder, { recursive: true, force: true });
  const made = openCaseFile(join(folder, `${captureStem(first)}.saltrace`), 'create');
  if (!made.ok) {
    drop();
    return made;
  }
  const dispose = () => {
    made.value.close();
    drop();
  };
  const read = await readInto(made.value, paths, options);
  if (!read.ok) {
    dispose();
    return read;
  }
  return done({ caseFile: made.value, dispose });
}

/** Reads captures into the case at `casePath`, which is made when it is not there. A case that stayed empty is removed again. */
export async function importIntoCase(
  casePath: string,
  paths: readonly string[],
  options: ReadOptions,
): Promise<Outcome<ImportAccount>> {
  const isNew = !existsSync(casePath);
  const opened = openCaseFile(casePath, isNew ? 'create' : 'write');
  if (!opened.ok) return opened;
  const account = await readInto(opened.value, paths, options);
  opened.value.close();
  if (!account.ok && isNew) rmSync(casePath, { force: true });
  return account;
}

/** Derives everything in a case anew from its raw records. */
export async function rebuildCase(
  path: string,
  onProgress?: (progress: ImportProgress) => void,
  workerUrl?: URL,
): Promise<Outcome<CaseInfo>> {
  if (!existsSync(path))
    return failed({ code: 'file-missing', message: `${path} does not exist.`, tip: 'Check the path.' });
  const derive = (caseFile: CaseFile) => deriveCase(caseFile, { onProgress });
  const rebuilt = await rebuildFile(path, { onProgress, workerUrl, derive });
  if (!rebuilt.ok) return rebuilt;
  const opened = openCaseFile(path, 'read');
  if (!opened.ok) return opened;
  const info = await askCase(opened.value, 'case.info', {}, { isCancelled: () => false, zone: 'UTC' });
  opened.value.close();
  return info;
}
