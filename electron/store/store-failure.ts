// Turns what SQLite and the file system throw into Failures: the one place of the store that knows their codes.
import type { Failure, FailureCode } from '../../shared/base/failure.ts';

/**
 * Thrown by the methods of an open case whose signatures have no room for a Failure (reading ones above all), when the file proves
 * damaged, unreadable or full. The engine's door gives `failure` to whoever asked.
 */
export class CaseError extends Error {
  override readonly name = 'CaseError';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** A case whose bytes contradict themselves. `found` continues "The case … is damaged: ". */
export function damagedCase(path: string, found: string): Failure {
  return {
    code: 'database-corrupt',
    message: `The case ${path} is damaged: ${found}.`,
    tip: 'Import the capture again into a new case, or restore a copy of this one.',
  };
}

function errorCode(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string')
    return error.code;
  return '';
}

type Words = { readonly code: FailureCode; readonly what: string; readonly tip: string };

const full: Words = {
  code: 'disk-full',
  what: 'cannot grow: there is no room left on the disk',
  tip: 'Free some room, then do it again; what was committed before is kept.',
};
const unwritable: Words = {
  code: 'database-readonly',
  what: 'cannot be written to: the file, its folder or its disk is read-only for you',
  tip: 'Open it for reading only, or copy it to a folder that you can write to.',
};
const unreadable: Words = {
  code: 'file-unreadable',
  what: 'could not be read or written',
  tip: 'Check its permissions and the disk or network share that it is on.',
};

/** The first that matches wins; a plain code of SQLite stands for its extended ones, which begin with it. */
const words: readonly (readonly [string, Words])[] = [
  [
    'SQLITE_BUSY',
    {
      code: 'database-busy',
      what: 'is being written by another program',
      tip: 'Wait until that is done, or close it there.',
    },
  ],
  [
    'SQLITE_LOCKED',
    {
      code: 'database-busy',
      what: 'is being written by another program',
      tip: 'Wait until that is done, or close it there.',
    },
  ],
  ['SQLITE_FULL', full],
  ['ENOSPC', full],
  ['EDQUOT', full],
  [
    'SQLITE_READONLY_DBMOVED',
    { code: 'file-missing', what: 'was moved or deleted while it was open', tip: 'Open it at its new place.' },
  ],
  ['SQLITE_READONLY', unwritable],
  ['EROFS', unwritable],
  [
    'SQLITE_NOTADB',
    {
      code: 'database-not-sqlite',
      what: 'is no case: it is no SQLite database',
      tip: 'Open it as a capture, if it is one.',
    },
  ],
  [
    'SQLITE_CORRUPT',
    {
      code: 'database-corrupt',
      what: 'is damaged',
      tip: 'Import the capture again into a new case, or restore a copy of this one.',
    },
  ],
  ['SQLITE_CANTOPEN', unreadable],
  ['SQLITE_IOERR', unreadable],
  ['SQLITE_PERM', unreadable],
  ['ENOENT', { code: 'file-missing', what: 'does not exist', tip: 'Check its name; it may have been moved.' }],
  ['ENOTDIR', { code: 'file-missing', what: 'does not exist', tip: 'Check its name; it may have been moved.' }],
  [
    'EEXIST',
    { code: 'database-exists', what: 'exists already', tip: 'Choose another name, or open the existing case.' },
  ],
  ['EACCES', unreadable],
  ['EPERM', unreadable],
  ['EIO', unreadable],
  ['EISDIR', unreadable],
];

/** The Failure that an error of SQLite or the file system stands for; `undefined` when it is neither, that is, a bug. */
export function storeFailure(error: unknown, path: string): Failure | undefined {
  const code = errorCode(error);
  if (code === '') return undefined;
  const found = words.find(([prefix]) => code === prefix || code.startsWith(`${prefix}_`))?.[1];
  if (found === undefined) return undefined;
  return { code: found.code, message: `The case ${path} ${found.what} (${code}).`, tip: found.tip };
}

/** The same for something about to be written, where a refused permission means: read-only. */
export function writeFailure(error: unknown, path: string): Failure | undefined {
  const code = errorCode(error);
  if (code !== 'EACCES' && code !== 'EPERM') return storeFailure(error, path);
  return { code: unwritable.code, message: `The case ${path} ${unwritable.what} (${code}).`, tip: unwritable.tip };
}

/** Runs one reading step of an open case; what SQLite throws comes out as {@link CaseError}. */
export function reading<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const failure = storeFailure(error, path);
    throw failure === undefined ? error : new CaseError(failure);
  }
}
