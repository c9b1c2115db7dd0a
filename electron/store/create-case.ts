// Makes the file of a new, empty case: whole or not at all, and readable by its owner only.
import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { done, failed, type Outcome } from '../../shared/base/outcome.ts';
import { migrate } from './migrations/migrate.ts';
import { migrations } from './migrations/migrations.ts';
import { connectMemory } from './sqlite.ts';
import { storeFailure, writeFailure } from './store-failure.ts';

/** 8 KiB pages: 22 % more rows a second than 4 KiB, and few overflow pages for column segments. */
const pageSize = 8_192;

/**
 * Writes an empty case under a passing name and then links it to its own: whoever dies in between leaves no half a case, and an
 * existing file is never overwritten (`database-exists`).
 */
export function createCase(path: string): Outcome<void> {
  const memory = connectMemory();
  if (!memory.ok) return memory;
  memory.value.pragma(`page_size = ${pageSize}`);
  migrate(memory.value, migrations);
  const bytes = memory.value.serialize();
  memory.value.close();
  const passing = passingName(path);
  try {
    writeNew(passing, bytes);
    giveName(passing, path);
    return done(undefined);
  } catch (error) {
    rmSync(passing, { force: true });
    const failure = writeFailure(error, path);
    if (failure === undefined) throw error;
    if (failure.code !== 'file-missing') return failed(failure);
    return failed({
      ...failure,
      message: `The folder ${dirname(path)}, where the case is to be made, does not exist.`,
    });
  }
}

/** A hidden name beside the file, for what is not whole yet. */
export function passingName(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}.new`);
}

/** Makes a file that only its owner can read. Throws what the file system says. */
export function writeNew(path: string, bytes: Uint8Array): void {
  rmSync(path, { force: true });
  const fd = openSync(path, 'wx', 0o600);
  try {
    let at = 0;
    while (at < bytes.length) at += writeSync(fd, bytes, at);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Gives a finished file its name; throws EEXIST when that is taken. */
export function giveName(passing: string, path: string): void {
  try {
    linkSync(passing, path);
    rmSync(passing);
  } catch (error) {
    const failure = storeFailure(error, path);
    if (failure?.code === 'database-exists' || existsSync(path)) throw error;
    // Some file systems (exFAT, many shares) have no links; there a rename has to do.
    renameSync(passing, path);
  }
}
