import { expect, test } from 'vitest';
import { runtimeRefusal } from '../../../electron/store/sqlite.ts';
import { CaseError, reading, storeFailure, writeFailure } from '../../../electron/store/store-failure.ts';

const withCode = (code: string) => Object.assign(new Error('x'), { code });

test.each([
  ['SQLITE_BUSY', 'database-busy'],
  ['SQLITE_BUSY_SNAPSHOT', 'database-busy'],
  ['SQLITE_LOCKED', 'database-busy'],
  ['SQLITE_FULL', 'disk-full'],
  ['ENOSPC', 'disk-full'],
  ['EDQUOT', 'disk-full'],
  ['SQLITE_READONLY_DIRECTORY', 'database-readonly'],
  ['SQLITE_READONLY_DBMOVED', 'file-missing'],
  ['EROFS', 'database-readonly'],
  ['SQLITE_NOTADB', 'database-not-sqlite'],
  ['SQLITE_CORRUPT_VTAB', 'database-corrupt'],
  ['SQLITE_IOERR_READ', 'file-unreadable'],
  ['EACCES', 'file-unreadable'],
  ['ENOENT', 'file-missing'],
  ['EEXIST', 'database-exists'],
])('%s is the failure %s, which names the file and the code', (code, expected) => {
  const failure = storeFailure(withCode(code), '/x/a.saltrace');
  expect(failure?.code).toBe(expected);
  expect(failure?.message).toContain('/x/a.saltrace');
  expect(failure?.message).toContain(code);
  expect(failure?.tip).toBeTruthy();
});

test('a refused permission means read-only to whoever writes', () => {
  expect(writeFailure(withCode('EACCES'), '/x')?.code).toBe('database-readonly');
  expect(writeFailure(withCode('SQLITE_FULL'), '/x')?.code).toBe('disk-full');
});

test('what is no error of SQLite or the file system is a bug and stays one', () => {
  for (const error of [
    new Error('x'),
    withCode('SQLITE_CONSTRAINT_NOTNULL'),
    withCode('ERR_INVALID_ARG_TYPE'),
    'x',
    null,
  ]) {
    expect(storeFailure(error, '/x')).toBeUndefined();
    expect(writeFailure(error, '/x')).toBeUndefined();
  }
  const bug = new Error('x');
  expect(() =>
    reading('/x', () => {
      throw bug;
    }),
  ).toThrow(bug);
});

test('reading gives a failure of SQLite as CaseError', () => {
  let caught: unknown;
  try {
    reading('/x', () => {
      throw withCode('SQLITE_CORRUPT');
    });
  } catch (error) {
    caught = error;
  }
  expect(caught).toBeInstanceOf(CaseError);
  expect(caught).toMatchObject({ failure: { code: 'database-corrupt' } });
});

test('a runtime in which the database library would crash is refused with its name', () => {
  const node = runtimeRefusal({ node: '20.20.2', napi: '9' }, undefined);
  expect(node).toMatchObject({ code: 'runtime-too-old' });
  expect(node?.message).toContain('Node 20.20.2');
  expect(node?.tip).toContain('22.14');
  expect(runtimeRefusal({ node: '20.18.1', electron: '33.2.1', napi: '9' }, undefined)?.message).toContain(
    'Electron 33.2.1',
  );
  expect(runtimeRefusal({ node: '12' }, undefined)?.code).toBe('runtime-too-old');
});

test('a newer runtime, or a binding built for an old one, is taken', () => {
  expect(runtimeRefusal({ node: '22.14.0', napi: '10' }, undefined)).toBeUndefined();
  expect(runtimeRefusal({ node: '24.21.0', napi: '137' }, undefined)).toBeUndefined();
  expect(runtimeRefusal({ node: '20.18.1', electron: '33.2.1', napi: '9' }, '/x/better_sqlite3.node')).toBeUndefined();
});
