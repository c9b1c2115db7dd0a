// A folder of saved queries, one YAML file each: listed with what cannot be read, written whole or not at all.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { Failure } from '../../shared/base/failure.ts';
import { done, failed, type Outcome } from '../../shared/base/outcome.ts';
import { queryFault } from '../../shared/keep/check-query.ts';
import type { QueryEntry, QueryPlace, SavedQuery } from '../../shared/keep/saved-query.ts';
import { type ReadQuery, readQueryFile, writeQueryFile } from './query-file.ts';
import { longestFile } from './read-yaml.ts';

/** More files are not read; the list says so. */
const mostFiles = 2_000;

/** The queries of a folder, by name; a folder that is not there holds none. Files that are no queries are entries with their reason. */
export function listQueries(folder: string, place: Exclude<QueryPlace, 'case'>): QueryEntry[] {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => /\.ya?ml$/i.test(name) && !name.startsWith('.'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    return [broken(place, '', null, `the folder could not be read (${codeOf(error)})`)];
  }
  names.sort();
  const entries: QueryEntry[] = [];
  const taken = new Map<string, string>();
  for (const file of names.slice(0, mostFiles)) {
    const read = readFile(join(folder, file));
    if (!read.ok) {
      entries.push(broken(place, file, read.line, read.reason));
      continue;
    }
    const other = taken.get(read.query.name);
    if (other === undefined) {
      taken.set(read.query.name, file);
      entries.push({ place, file, query: read.query });
    } else entries.push(broken(place, file, 1, `the name ${read.query.name} is taken by ${other}`));
  }
  if (names.length > mostFiles)
    entries.push(broken(place, '', null, `only the first ${mostFiles} of ${names.length} files were read`));
  return entries.sort((a, b) => titleOf(a).localeCompare(titleOf(b), 'en'));
}

/** Reads one file, wherever it lies. */
export function readFile(path: string): ReadQuery {
  try {
    const info = statSync(path);
    if (!info.isFile()) return { ok: false, line: null, reason: 'it is no file' };
    if (info.size > longestFile) return { ok: false, line: null, reason: `it is longer than ${longestFile / 1024} kB` };
    return readQueryFile(readFileSync(path));
  } catch (error) {
    return { ok: false, line: null, reason: `it could not be read (${codeOf(error)})` };
  }
}

/**
 * Puts a query into the folder. `replaces` is the file that held it before: that one is written again under its own name, with its
 * comments; else a new file is made, whose name comes from the query's. A name that another file has is refused (`query-exists`).
 */
export function putQuery(folder: string, query: SavedQuery, replaces: string | null): Outcome<string> {
  const fault = queryFault(query);
  if (fault !== null)
    return failed({ code: 'query-malformed', message: `The query cannot be saved: ${fault.message}.` });
  const others = listQueries(folder, 'library');
  const same = others.find((one) => 'query' in one && one.query.name === query.name);
  if (same !== undefined && same.file !== replaces) {
    return failed({
      code: 'query-exists',
      message: `The library has a query named ${query.name} already (${same.file}).`,
      tip: 'Choose another name.',
    });
  }
  const file = replaces ?? freeFile(query.name, new Set(others.map((one) => one.file?.toLowerCase() ?? '')));
  return writing(folder, () => {
    mkdirSync(folder, { recursive: true });
    const path = join(folder, fileName(file));
    const before = replaces === null ? undefined : readFileSync(path, 'utf8');
    writeWhole(path, writeQueryFile(query, before));
    return file;
  });
}

/** Takes a file out of the folder; the result puts it back, byte for byte. */
export function removeQuery(folder: string, file: string): Outcome<() => Outcome<void>> {
  return writing(folder, () => {
    const path = join(folder, fileName(file));
    const bytes = readFileSync(path);
    rmSync(path);
    return () =>
      writing(folder, () => {
        mkdirSync(folder, { recursive: true });
        writeFileSync(path, bytes, { flag: 'wx' });
      });
  });
}

/** Writes a query to a file of the user's choice. */
export function exportQuery(query: SavedQuery, path: string): Outcome<void> {
  return writing(path, () => writeWhole(path, writeQueryFile(query)));
}

/** Writes a file whole or not at all: beside it first, then in its place. */
export function writeWhole(path: string, text: string): void {
  const passing = `${path}.${process.pid}.part`;
  try {
    writeFileSync(passing, text, { flush: true });
    renameSync(passing, path);
  } finally {
    rmSync(passing, { force: true });
  }
}

/** Only a name: whatever asks, nothing outside the folder is written. */
function fileName(file: string): string {
  const name = basename(file);
  if (name !== file || !/\.ya?ml$/i.test(extname(name))) throw new Error(`bug: ${file} is no file of the library`);
  return name;
}

/** Names that Windows keeps for devices. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/** A file name that tells the query's name and works everywhere; another than those taken. */
function freeFile(name: string, taken: ReadonlySet<string>): string {
  const plain = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  const stem = plain === '' || devices.test(plain) ? `query-${plain}`.replace(/-$/, '') : plain;
  for (let n = 1; ; n++) {
    const file = n === 1 ? `${stem}.yaml` : `${stem}-${n}.yaml`;
    if (!taken.has(file)) return file;
  }
}

function broken(place: QueryPlace, file: string, line: number | null, reason: string): QueryEntry {
  return { place, file, name: null, line, reason };
}

function titleOf(entry: QueryEntry): string {
  return 'query' in entry ? entry.query.name : (entry.file ?? '');
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}

/** Does something to files; what the system refuses is a Failure about `what`. */
export function writing<T>(what: string, write: () => T): Outcome<T> {
  try {
    return done(write());
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return failed(writeFailure(what, String(error.code)));
  }
}

function writeFailure(what: string, code: string): Failure {
  if (code === 'ENOENT')
    return {
      code: 'file-missing',
      message: `${what}: the file is not there any more.`,
      tip: 'Look at the list again.',
    };
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return { code: 'disk-full', message: `${what} cannot be written: there is no room left (${code}).` };
  const tip = 'Check the permissions of the folder, or choose another one.';
  return { code: 'library-unwritable', message: `${what} cannot be written to (${code}).`, tip };
}
