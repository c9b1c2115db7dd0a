// Decides whether a file is a case that this program may open. A case may come from anybody, so nothing in it is believed.
import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { Failure } from '../../shared/base/failure.ts';
import { done, failed, type Outcome } from '../../shared/base/outcome.ts';
import { columnDefs, segmentLength } from './columns/column-defs.ts';
import { contentDigest, digestKey, isDigested } from './content-digest.ts';
import { migrate, type SchemaItem, schemaItems, schemaVersion } from './migrations/migrate.ts';
import type { Migration } from './migrations/migration.ts';
import { applicationId } from './migrations/migrations.ts';
import { connectMemory, readHeader } from './sqlite.ts';
import { damagedCase, storeFailure } from './store-failure.ts';

const magic = 'SQLite format 3\0';

/** Looks at the file from outside, before SQLite touches it: is it there, is it SQLite's, is it ours, may we write? */
export function inspectFile(path: string, isReadOnly: boolean, steps: readonly Migration[]): Failure | undefined {
  let header: Uint8Array | undefined;
  try {
    if (!statSync(path).isFile()) return notSqlite(path, 'it is a folder or a device, not a file');
    header = readHeader(path);
    if (!isReadOnly) {
      accessSync(path, constants.W_OK);
      // The rollback journal is made beside the case.
      accessSync(dirname(path), constants.W_OK);
    }
  } catch (error) {
    const failure = storeFailure(error, path);
    if (failure === undefined) throw error;
    return header === undefined || failure.code !== 'file-unreadable' ? failure : readOnlyPlace(path);
  }
  return header === undefined ? undefined : inspectHeader(path, header, steps);
}

function inspectHeader(path: string, header: Uint8Array, steps: readonly Migration[]): Failure | undefined {
  if (header.length === 0) return notSqlite(path, 'it holds no bytes');
  const isSqlite = header.length === 100 && Buffer.from(header.subarray(0, 16)).toString('latin1') === magic;
  if (!isSqlite) return notSqlite(path, `it begins with ${JSON.stringify(beginning(header))}`);
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  // Big-endian fields of SQLite's header: user_version at 60, application_id at 68.
  return inspectNumbers(path, view.getInt32(68), view.getInt32(60), steps);
}

function beginning(header: Uint8Array): string {
  return Buffer.from(header.subarray(0, 16))
    .toString('latin1')
    .replaceAll(/[^ -~]/g, '·');
}

function notSqlite(path: string, found: string): Failure {
  return {
    code: 'database-not-sqlite',
    message: `The file ${path} is no case: ${found}.`,
    tip: 'If it is a capture, open it as one: that makes a case of it.',
  };
}

function readOnlyPlace(path: string): Failure {
  return {
    code: 'database-readonly',
    message: `The case ${path} cannot be written to: the file or its folder is read-only for you.`,
    tip: 'Open it for reading only, or copy it to a folder that you can write to.',
  };
}

function foreign(path: string, found: string): Failure {
  return {
    code: 'database-foreign',
    message: `The SQLite database ${path} is no case as Saltrace writes it: ${found}.`,
    tip: 'Open the capture that it was made from, or a copy of the case from a place you trust.',
  };
}

function inspectNumbers(
  path: string,
  application: number,
  version: number,
  steps: readonly Migration[],
): Failure | undefined {
  if (application !== applicationId) {
    return foreign(path, `its application_id is ${application}, a case has ${applicationId}`);
  }
  const newest = steps.at(-1)?.version ?? 0;
  if (version > newest) {
    return {
      code: 'database-newer-than-app',
      message: `The case ${path} has version ${version}; this program knows versions up to ${newest}.`,
      tip: 'Use the newer Saltrace that wrote it.',
    };
  }
  if (!steps.some((step) => step.version === version)) return foreign(path, `there never was a version ${version}`);
  return undefined;
}

/** Looks at the file from inside: its numbers again, its schema against that of its version, its pages, its account of itself. */
export function inspectDatabase(
  db: Database,
  path: string,
  steps: readonly Migration[],
  pages: CheckedPages,
): Outcome<{ readonly version: number }> {
  try {
    const version = schemaVersion(db);
    const application = Number(db.pragma('application_id', { simple: true }));
    const numbers = inspectNumbers(path, application, version, steps);
    if (numbers !== undefined) return failed(numbers);
    const expected = schemaOf(steps.filter((step) => step.version <= version));
    if (!expected.ok) return expected;
    const difference = schemaDifference(expected.value, schemaItems(db));
    if (difference !== undefined) return failed(foreign(path, difference));
    const found = damage(db, pages);
    if (found !== undefined) return failed(damagedCase(path, found));
    return isAsShared(db) ? done({ version }) : failed(changedShare(path));
  } catch (error) {
    const failure = storeFailure(error, path);
    if (failure === undefined) throw error;
    return failed(failure);
  }
}

/** The schema that the steps make, built anew in memory. */
function schemaOf(steps: readonly Migration[]): Outcome<SchemaItem[]> {
  const memory = connectMemory();
  if (!memory.ok) return memory;
  migrate(memory.value, steps);
  const items = schemaItems(memory.value);
  memory.value.close();
  return done(items);
}

function schemaDifference(expected: readonly SchemaItem[], found: readonly SchemaItem[]): string | undefined {
  const known = new Map(expected.map((item) => [`${item.type} ${item.name}`, item]));
  for (const item of found) {
    const key = `${item.type} ${item.name}`;
    const own = known.get(key);
    if (own === undefined) return `it has the ${key}, which no case has`;
    if (own.sql !== item.sql || own.tbl_name !== item.tbl_name) return `its ${key} is not declared as in a case`;
    known.delete(key);
  }
  const [missing] = known.keys();
  return missing === undefined ? undefined : `it lacks the ${missing}`;
}

/** Which files have every page checked: none (that was done), small ones, all. */
export type CheckedPages = 'none' | 'small' | 'all';

/** Largest file whose every page is checked before it is opened (at 0.9 GB/s, 0.3 s); larger ones while they are open. */
export const checkedBytes = 256 * 1024 * 1024;

function damage(db: Database, checked: CheckedPages): string | undefined {
  if (checked === 'all' || (checked === 'small' && fileBytes(db) <= checkedBytes)) {
    const verdict = String(db.pragma('quick_check(1)', { simple: true }));
    if (verdict !== 'ok') return verdict.replaceAll(/\s+/g, ' ');
  }
  const events = eventCount(db);
  const expected = Math.ceil(events / segmentLength) * columnDefs.length;
  // How many pieces of columns there are, by the primary key.
  const segments = db.prepare<[], number>('SELECT count(*) FROM segment').pluck().get() ?? 0;
  return segments === expected
    ? undefined
    : `it has ${events} events and ${segments} column segments instead of ${expected}`;
}

/** False for a share whose content is not what its digest was made of. */
function isAsShared(db: Database): boolean {
  // One setting, by the primary key.
  const stored = db.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck().get(digestKey);
  if (stored === undefined || !isDigested(db)) return true;
  return stored === contentDigest(db);
}

function changedShare(path: string): Failure {
  return {
    code: 'share-changed',
    message: `The share ${path} is not as it was written: its content does not have the digest that is stored in it, so it was damaged or changed on its way.`,
    tip: 'Ask for it again; the one who wrote it can share the case anew.',
  };
}

function fileBytes(db: Database): number {
  return Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true }));
}

/** Number of events in the file. */
export function eventCount(db: Database): number {
  // What all sources gave; their accounts are written with every commit.
  return db.prepare<[], number>('SELECT coalesce(sum(accepted), 0) FROM source').pluck().get() ?? 0;
}
