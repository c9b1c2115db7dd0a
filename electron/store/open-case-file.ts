// Opens or makes a case: every check first, then the connection becomes a CaseFile. A refused file stays as it was.
import { constants, copyFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Database } from 'better-sqlite3';
import { done, failed, type Outcome } from '../../shared/base/outcome.ts';
import { assembleCase } from './assemble-case.ts';
import type { CaseFile, OpenCase, RecordDecoder } from './case-file.ts';
import { createCase } from './create-case.ts';
import { type CheckedPages, inspectDatabase, inspectFile } from './inspect-case.ts';
import { migrate } from './migrations/migrate.ts';
import type { Migration } from './migrations/migration.ts';
import { migrations } from './migrations/migrations.ts';
import { connect, holdFile } from './sqlite.ts';
import { storeFailure, writeFailure } from './store-failure.ts';

/** Opens an existing case (`read`, `write`) or makes a new one (`create`). Cases of older versions are upgraded for writing. */
export const openCase: OpenCase = (path, { mode, decoder, arePagesChecked }) => {
  const file = resolve(path);
  if (mode === 'create') {
    const created = createCase(file);
    if (!created.ok) return created;
  }
  const pages = arePagesChecked === true ? 'none' : 'small';
  return openExisting(file, { isReadOnly: mode === 'read', decoder, pages }, migrations);
};

/**
 * Looks at a file with every check of opening it, and closes it again: for a process that a hostile file may crash or hold. Says
 * nothing about whether it must be upgraded or may be written to.
 */
export function inspectCase(path: string, pages: CheckedPages): Outcome<null> {
  const file = resolve(path);
  const refusal = inspectFile(file, true, migrations);
  if (refusal !== undefined) return failed(refusal);
  const recovered = recover(file);
  if (!recovered.ok) return recovered;
  const connection = connectInspected(file, true, migrations, pages);
  if (!connection.ok) return connection;
  connection.value.db.close();
  return done(null);
}

type OpenOptions = {
  readonly isReadOnly: boolean;
  readonly decoder: RecordDecoder;
  readonly pages?: CheckedPages;
};

/** {@link openCase} for a file that exists, with the steps that lead to the newest version given. */
export function openExisting(path: string, options: OpenOptions, steps: readonly Migration[]): Outcome<CaseFile> {
  const refusal = inspectFile(path, options.isReadOnly, steps);
  if (refusal !== undefined) return failed(refusal);
  const recovered = options.isReadOnly ? recover(path) : done(undefined);
  if (!recovered.ok) return recovered;
  const connection = connectInspected(path, options.isReadOnly, steps, options.pages ?? 'small');
  if (!connection.ok) return connection;
  const { db, version } = connection.value;
  const newest = steps.at(-1)?.version ?? version;
  if (version < newest) {
    db.close();
    return upgrade(path, version, options, steps);
  }
  if (!options.isReadOnly) {
    // TRUNCATE and PERSIST were no faster (100 commits of 1 MB: 0.6 to 0.8 s each), WAL half as fast; this leaves no file behind.
    db.pragma('journal_mode = DELETE');
    db.pragma('synchronous = OFF');
  }
  return done(assembleCase(db, path, { ...options, onClose: holdFile(path) }));
}

function connectInspected(
  path: string,
  isReadOnly: boolean,
  steps: readonly Migration[],
  pages: CheckedPages,
): Outcome<{ readonly db: Database; readonly version: number }> {
  const connection = connect(path, isReadOnly);
  if (!connection.ok) return connection;
  const inspected = inspectDatabase(connection.value, path, steps, pages);
  if (!inspected.ok) {
    connection.value.close();
    return inspected;
  }
  return done({ db: connection.value, version: inspected.value.version });
}

/**
 * A writer that was killed leaves its journal; the first one who may write undoes the unfinished transaction. A read-only
 * connection cannot, so a passing one that can goes first.
 */
function recover(path: string): Outcome<void> {
  try {
    if (statSync(`${path}-journal`).size === 0) return done(undefined);
  } catch (error) {
    if (storeFailure(error, path)?.code === 'file-missing') return done(undefined);
    throw error;
  }
  const connection = connect(path, false);
  if (!connection.ok) return connection;
  try {
    connection.value.pragma('user_version');
    return done(undefined);
  } catch (error) {
    const failure = writeFailure(error, path);
    if (failure === undefined) throw error;
    return failed(failure);
  } finally {
    connection.value.close();
  }
}

/** Upgrades a case of an older version, a copy of which is kept beside it; a step that fails leaves the file as it was. */
function upgrade(path: string, version: number, options: OpenOptions, steps: readonly Migration[]): Outcome<CaseFile> {
  if (options.isReadOnly) {
    return failed({
      code: 'database-readonly',
      message: `The case ${path} has version ${version}, written by an older Saltrace: it must be upgraded before it is read.`,
      tip: 'Open it for writing once; a copy of it as it is will be kept beside it.',
    });
  }
  const copy = `${path}.version-${version}`;
  try {
    copyFileSync(path, copy, constants.COPYFILE_FICLONE);
  } catch (error) {
    const failure = writeFailure(error, copy);
    if (failure === undefined) throw error;
    return failed(failure);
  }
  const connection = connect(path, false);
  if (!connection.ok) return connection;
  try {
    // All steps or none: SQLite nests the transactions of the steps in this one.
    connection.value.transaction(() => migrate(connection.value, steps)).immediate();
  } catch (error) {
    const failure = writeFailure(error, path);
    if (failure === undefined) throw error;
    return failed(failure);
  } finally {
    connection.value.close();
  }
  return openExisting(path, options, steps);
}
