// Loads better-sqlite3, never under a runtime in which it would crash, and opens connections with the pragmas of a case.
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Database, default as DatabaseConstructor } from 'better-sqlite3';
import type { Failure } from '../../shared/base/failure.ts';
import { done, failed, type Outcome } from '../../shared/base/outcome.ts';
import { storeFailure } from './store-failure.ts';

type Constructor = typeof DatabaseConstructor;

/** Environment variable that names a better-sqlite3 binding built for this runtime. */
const bindingVariable = 'SALTRACE_SQLITE_BINDING';

/**
 * Says no to runtimes in which better-sqlite3 13 ends in a segmentation fault: its shipped builds need Node-API 10, that is
 * Node 22.14 or later (WiseLibs/better-sqlite3#1514). A binding built for the runtime lifts that.
 */
export function runtimeRefusal(
  versions: { readonly napi?: string | undefined; readonly node?: string; readonly electron?: string | undefined },
  binding: string | undefined,
): Failure | undefined {
  if (binding !== undefined || Number(versions.napi ?? 0) >= 10) return undefined;
  const runtime = versions.electron === undefined ? `Node ${versions.node}` : `Electron ${versions.electron}`;
  return {
    code: 'runtime-too-old',
    message: `${runtime} cannot load the database library: it offers Node-API ${versions.napi ?? 'none'}, 10 is needed.`,
    tip: `Use Node 22.14 or later, or name a build of better-sqlite3 for this runtime in ${bindingVariable}.`,
  };
}

let loaded: Constructor | undefined;

/** How long a statement waits for another program's lock, in ms, before the case counts as busy. */
export const busyTimeout = 1_000;

/** A new in-memory database, to build a schema in. */
export function connectMemory(): Outcome<Database> {
  return connectTo(':memory:', false, 'in memory');
}

/** Opens a connection to an existing file. Nothing is written to it; the pragmas below are of the connection. */
export function connect(path: string, isReadOnly: boolean): Outcome<Database> {
  return connectTo(path, isReadOnly, path);
}

function connectTo(file: string, isReadOnly: boolean, path: string): Outcome<Database> {
  const binding = process.env[bindingVariable];
  const refusal = runtimeRefusal(process.versions, binding);
  if (refusal !== undefined) return failed(refusal);
  if (loaded === undefined) {
    try {
      loaded = createRequire(import.meta.url)('better-sqlite3') as Constructor;
    } catch (error) {
      return failed(unloadable(error));
    }
  }
  const options = {
    readonly: isReadOnly,
    fileMustExist: file !== ':memory:',
    timeout: busyTimeout,
    ...(binding === undefined ? {} : { nativeBinding: binding }),
  };
  let db: Database;
  try {
    db = new loaded(file, options);
  } catch (error) {
    return failed(storeFailure(error, path) ?? unloadable(error));
  }
  try {
    setPragmas(db, isReadOnly);
    return done(db);
  } catch (error) {
    // Setting the size of the cache reads the schema, which may be damaged or locked.
    db.close();
    const failure = storeFailure(error, path);
    if (failure === undefined) throw error;
    return failed(failure);
  }
}

/** A case may come from anybody: nothing in its schema may call functions, and cells are checked before they are used. */
function setPragmas(db: Database, isReadOnly: boolean): void {
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  db.pragma('foreign_keys = ON');
  db.pragma('temp_store = MEMORY');
  db.pragma(`cache_size = ${isReadOnly ? -16_384 : -65_536}`);
  if (isReadOnly) db.pragma('query_only = ON');
}

function unloadable(error: unknown): Failure {
  return {
    code: 'runtime-too-old',
    message: `The database library cannot be loaded: ${error instanceof Error ? error.message : String(error)}.`,
    tip: `Use Node 22.14 or later on Linux, macOS or Windows, or name a build of better-sqlite3 in ${bindingVariable}.`,
  };
}

/** Files that this process has open as cases, by device and inode. */
const openFiles = new Map<string, number>();

function fileKey(path: string): string {
  const { dev, ino } = statSync(path, { bigint: true });
  return `${dev}:${ino}`;
}

/** Notes that this process has the file open; call the result when it is closed. */
export function holdFile(path: string): () => void {
  const key = fileKey(path);
  openFiles.set(key, (openFiles.get(key) ?? 0) + 1);
  return () => {
    const left = (openFiles.get(key) ?? 1) - 1;
    if (left === 0) openFiles.delete(key);
    else openFiles.set(key, left);
  };
}

/**
 * The first 100 bytes of a file (fewer where it has fewer), read without SQLite; `undefined` when this process has it open:
 * closing any descriptor of a file drops all POSIX locks that the process holds on it, SQLite's too.
 */
export function readHeader(path: string): Uint8Array | undefined {
  if (openFiles.has(fileKey(path))) return undefined;
  const bytes = new Uint8Array(100);
  const fd = openSync(path, 'r');
  try {
    return bytes.subarray(0, readSync(fd, bytes, 0, bytes.length, 0));
  } finally {
    closeSync(fd);
  }
}
