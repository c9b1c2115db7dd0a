// Every way in which a file can fail to be a case: each its own failure, which names the file, and the file stays as it was.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import zlib from 'node:zlib';
import type { Database } from 'better-sqlite3';
import { expect, test } from 'vitest';
import { assembleCase } from '../../electron/store/assemble-case.ts';
import { segmentLength } from '../../electron/store/columns/column-defs.ts';
import { openCase } from '../../electron/store/open-case-file.ts';
import { connect } from '../../electron/store/sqlite.ts';
import { CaseError } from '../../electron/store/store-failure.ts';
import type { Failure } from '../../shared/base/failure.ts';
import { AWorker } from './a-batch.ts';
import {
  caseWith,
  decoder,
  expectFailure,
  expectValue,
  importRows,
  openForTest,
  tempFolder,
  writerOf,
} from './temp-case.ts';

/** A closed case of a few events, one of them with a long record. */
function closedCase(): string {
  const raw = JSON.stringify({ tag: 'long', data: { text: 'abc '.repeat(200_000) } });
  const caseFile = caseWith([
    { tag: 'x', stamp: 7, minion: 'm' },
    { tag: 'long', raw, stamp: 8 },
  ]);
  caseFile.close();
  return caseFile.path;
}

/** Changes the file through SQLite, as somebody else's program would. */
function tamper(path: string, change: (db: Database) => void): void {
  const db = expectValue(connect(path, false));
  change(db);
  db.close();
}

/** Opening in both ways fails alike, and leaves the file and its folder as they were. */
function refused(path: string): Failure {
  const before = readFileSync(path);
  const beside = readdirSync(dirname(path));
  const [written, read] = (['write', 'read'] as const).map((mode) => expectFailure(openCase(path, { mode, decoder })));
  expect(read).toEqual(written);
  expect(read?.message).toContain(path);
  expect(read?.tip).toBeTruthy();
  expect(readFileSync(path).equals(before)).toBe(true);
  expect(readdirSync(dirname(path))).toEqual(beside);
  return read ?? { code: 'bug', message: '' };
}

/** What reading a damaged case throws. */
function readFailure(read: () => unknown): Failure {
  try {
    read();
  } catch (error) {
    if (error instanceof CaseError) return error.failure;
    throw error;
  }
  throw new Error('it could be read');
}

test('a new case is empty, ours, and readable by its owner only', () => {
  const path = join(tempFolder(), 'new.saltrace');
  const caseFile = openForTest(path, 'create');
  expect(caseFile.columns.length).toBe(0);
  expect(caseFile.columns.segments('stamp')).toEqual([]);
  expect(caseFile.isReadOnly).toBe(false);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(caseFile.rows('PRAGMA page_size')).toEqual([{ page_size: 8192 }]);
  expect(readdirSync(dirname(path))).toEqual(['new.saltrace']);
  caseFile.close();
  caseFile.close();
  expect(openForTest(path, 'read').columns.length).toBe(0);
});

test('a case opened for reading has no writer, and its connection refuses to write', () => {
  const caseFile = openForTest(closedCase(), 'read');
  expect(caseFile.isReadOnly).toBe(true);
  expect(caseFile.writer).toBeUndefined();
  expect(() => caseFile.rows("INSERT INTO meta (key, value) VALUES ('a', 'b') RETURNING key")).toThrow();
});

test('a new case never replaces a file', () => {
  const path = join(tempFolder(), 'taken.saltrace');
  writeFileSync(path, 'mine');
  const failure = expectFailure(openCase(path, { mode: 'create', decoder }));
  expect(failure.code).toBe('database-exists');
  expect(failure.message).toContain(path);
  expect(readFileSync(path, 'utf8')).toBe('mine');
  expect(readdirSync(dirname(path))).toEqual(['taken.saltrace']);
});

test('a new case in a folder that is not there names the folder', () => {
  const path = join(tempFolder(), 'no', 'new.saltrace');
  const failure = expectFailure(openCase(path, { mode: 'create', decoder }));
  expect(failure.code).toBe('file-missing');
  expect(failure.message).toContain(dirname(path));
});

test('a missing file', () => {
  const path = join(tempFolder(), 'none.saltrace');
  for (const mode of ['read', 'write'] as const) {
    const failure = expectFailure(openCase(path, { mode, decoder }));
    expect(failure.code).toBe('file-missing');
    expect(failure.message).toContain(path);
  }
  expect(readdirSync(dirname(path))).toEqual([]);
});

test.each([
  ['an empty file', '', 'holds no bytes'],
  ['a capture', '{"tag":"salt/auth","data":{}}\n'.repeat(100), '{\\"tag\\":\\"salt/'],
  ['a short file', 'SQLite format 3\0', 'it begins with'],
  ['binary noise', '\u0000\u0001\u0002ÿ'.repeat(500), 'it begins with'],
])('%s is no SQLite database', (_, content, found) => {
  const path = join(tempFolder(), 'a.saltrace');
  writeFileSync(path, content, 'latin1');
  const failure = refused(path);
  expect(failure.code).toBe('database-not-sqlite');
  expect(failure.message).toContain(found);
});

test('a folder is no case', () => {
  const path = join(tempFolder(), 'folder.saltrace');
  mkdirSync(path);
  const failure = expectFailure(openCase(path, { mode: 'read', decoder }));
  expect(failure).toMatchObject({ code: 'database-not-sqlite' });
  expect(failure.message).toContain('folder');
});

test('a SQLite database of another program', () => {
  const path = join(tempFolder(), 'other.db');
  writeFileSync(path, '');
  tamper(path, (db) => db.exec('CREATE TABLE bookmark (id INTEGER)'));
  const failure = refused(path);
  expect(failure.code).toBe('database-foreign');
  expect(failure.message).toContain('application_id is 0');
});

test('a case of a newer program', () => {
  const path = closedCase();
  tamper(path, (db) => db.pragma('user_version = 9990'));
  const failure = refused(path);
  expect(failure.code).toBe('database-newer-than-app');
  expect(failure.message).toContain('9990');
});

test('a version that there never was', () => {
  const path = closedCase();
  tamper(path, (db) => db.pragma('user_version = 7'));
  expect(refused(path)).toMatchObject({ code: 'database-foreign', message: expect.stringContaining('version 7') });
});

test.each([
  ['trigger evil', 'CREATE TRIGGER evil AFTER INSERT ON event BEGIN DELETE FROM source; END'],
  ['view event_view', 'CREATE VIEW event_view AS SELECT load_extension(1)'],
  ['table extra', 'CREATE TABLE extra (id INTEGER)'],
  ['index more', 'CREATE INDEX more ON event (stamp)'],
  ['table event', 'ALTER TABLE event ADD COLUMN x TEXT'],
  ['table job', 'DROP TABLE job'],
  ['index publish_jid', 'DROP INDEX publish_jid'],
])('a case whose schema is not ours is refused with the name: %s', (name, sql) => {
  const path = closedCase();
  tamper(path, (db) => db.exec(sql));
  const failure = refused(path);
  expect(failure.code).toBe('database-foreign');
  expect(failure.message).toContain(name);
});

test('a table that is a view in disguise is refused', () => {
  const path = closedCase();
  tamper(path, (db) => {
    db.exec('DROP TABLE meta');
    db.exec('CREATE VIEW meta AS SELECT 1 AS key, 2 AS value');
  });
  expect(refused(path)).toMatchObject({ code: 'database-foreign', message: expect.stringContaining('view meta') });
});

test('a case with damaged pages', () => {
  const path = closedCase();
  const bytes = readFileSync(path);
  bytes.fill(0xa5, 8192 * 3, 8192 * 12);
  writeFileSync(path, bytes);
  expect(refused(path).code).toBe('database-corrupt');
});

test('a case that is cut off', () => {
  const path = closedCase();
  truncateSync(path, Math.floor(statSync(path).size / 2 / 8192) * 8192);
  expect(refused(path).code).toBe('database-corrupt');
});

test('a case that lacks a piece of a column', () => {
  const path = closedCase();
  tamper(path, (db) => db.exec("DELETE FROM segment WHERE column = 'line'"));
  const failure = refused(path);
  expect(failure.code).toBe('database-corrupt');
  expect(failure.message).toContain('segments');
});

test('a piece of a column of another length is found when it is read', () => {
  const path = closedCase();
  tamper(path, (db) =>
    db.prepare("UPDATE segment SET bytes = ?, codec = 'none' WHERE column = 'stamp'").run(Buffer.alloc(8 * 3)),
  );
  const caseFile = openForTest(path, 'read');
  const failure = readFailure(() => caseFile.columns.segments('stamp'));
  expect(failure.code).toBe('database-corrupt');
  expect(failure.message).toContain('column stamp');
  expect(failure.message).toContain(path);
});

test('a column that unpacks to gigabytes is not unpacked', () => {
  const path = closedCase();
  const bomb = zlib.deflateRawSync(Buffer.alloc(150 * 1024 * 1024), { level: 1 });
  tamper(path, (db) => db.prepare("UPDATE segment SET bytes = ?, codec = 'deflate' WHERE column = 'stamp'").run(bomb));
  const caseFile = openForTest(path, 'read');
  const before = process.memoryUsage().arrayBuffers;
  expect(readFailure(() => caseFile.columns.value('stamp', 1)).code).toBe('database-corrupt');
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * segmentLength);
});

test.each([
  ['too much for its length', 65_536],
  ['more than any block may hold', 1024 ** 4],
])('a block that unpacks to %s is refused', (_, length) => {
  const path = closedCase();
  const bomb = zlib.deflateRawSync(Buffer.alloc(150 * 1024 * 1024), { level: 1 });
  tamper(path, (db) => db.prepare("UPDATE block SET bytes = ?, length = ?, codec = 'deflate'").run(bomb, length));
  const caseFile = openForTest(path, 'read');
  const before = process.memoryUsage().arrayBuffers;
  const failure = readFailure(() => caseFile.raw(1));
  expect(failure.code).toBe('database-corrupt');
  expect(failure.message).toContain('block 1');
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024);
});

test('a record that lies beyond its block is refused', () => {
  const path = closedCase();
  const sizes = Buffer.from(Uint32Array.of(10, 0xffff_ffff).buffer);
  tamper(path, (db) => db.prepare("UPDATE segment SET bytes = ?, codec = 'none' WHERE column = 'size'").run(sizes));
  const caseFile = openForTest(path, 'read');
  expect(readFailure(() => caseFile.raw(2)).message).toContain('event 2 lies beyond the end of its block');
});

test('a dictionary with a hole is refused, and so is a string that is not in it', () => {
  const path = closedCase();
  tamper(path, (db) => db.exec('UPDATE dictionary SET id = 5 WHERE kind = 0'));
  const holed = openForTest(path, 'read');
  const failure = readFailure(() => holed.dictionary('minion').text(1));
  expect(failure).toMatchObject({ code: 'database-corrupt', message: expect.stringContaining('dictionary minion') });
  tamper(path, (db) => db.exec('DELETE FROM dictionary WHERE kind = 0'));
  const empty = openForTest(path, 'read');
  expect(readFailure(() => empty.tag(1)).code).toBe('database-corrupt');
});

test('a record that its format cannot read any more is damage, not a crash', () => {
  const path = closedCase();
  tamper(path, (db) => db.exec("UPDATE source SET format = 'no-such'"));
  const caseFile = openForTest(path, 'read');
  expect(readFailure(() => caseFile.event(1)).code).toBe('database-corrupt');
});

test('damage that opening did not meet is a failure when it is read', () => {
  const caseFile = openForTest(closedCase(), 'read');
  const bytes = readFileSync(caseFile.path);
  bytes.fill(0xa5, 8192);
  // A new change counter makes SQLite forget the pages it has read.
  bytes.writeUInt32BE(bytes.readUInt32BE(24) + 1, 24);
  writeFileSync(caseFile.path, bytes);
  const failure = readFailure(() => caseFile.rows('SELECT * FROM event JOIN block'));
  expect(failure).toMatchObject({ code: 'database-corrupt', message: expect.stringContaining(caseFile.path) });
});

test('a case that another program holds locked is busy', () => {
  const path = closedCase();
  const other = expectValue(connect(path, false));
  other.exec('BEGIN EXCLUSIVE');
  const failure = expectFailure(openCase(path, { mode: 'read', decoder }));
  expect(failure.code).toBe('database-busy');
  expect(failure.message).toContain(path);
  other.exec('COMMIT');
  other.close();
  expect(openForTest(path, 'read').columns.length).toBe(2);
});

test('a case that another program writes to can be read, and written to when that is done', () => {
  const path = closedCase();
  const other = openForTest(path, 'write');
  expectValue(writerOf(other).begin());
  const caseFile = openForTest(path, 'write');
  expect(caseFile.tag(1)).toBe('x');
  expect(expectFailure(writerOf(caseFile).begin()).code).toBe('database-busy');
  writerOf(other).rollback();
  importRows(caseFile, [{ stamp: 9 }]);
  expect(caseFile.columns.length).toBe(3);
});

test('a commit that a reader delays may be called again', () => {
  const caseFile = caseWith([{ stamp: 1 }]);
  const reader = expectValue(connect(caseFile.path, true));
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM event').get();
  const writer = writerOf(caseFile);
  expectValue(writer.begin());
  const source = writer.addSource({ name: 'b', path: '/b', format: 'rawfile-json' });
  expectValue(writer.writeBatch(source, 0, new AWorker().batch([{ stamp: 2 }])));
  writer.finishSource(source);
  expect(expectFailure(writer.commit()).code).toBe('database-busy');
  reader.close();
  expectValue(writer.commit());
  expect(openForTest(caseFile.path, 'read').columns.value('stamp', 2)).toBe(2);
});

test('a full disk ends the import; what was committed before stays, and the case can be used', () => {
  const path = closedCase();
  const db = expectValue(connect(path, false));
  const caseFile = assembleCase(db, path, { isReadOnly: false, decoder, onClose: () => undefined });
  const pages = Number(db.pragma('page_count', { simple: true }));
  db.pragma(`max_page_count = ${pages + 20}`);
  const writer = writerOf(caseFile);
  expectValue(writer.begin());
  const source = writer.addSource({ name: 'b', path: '/b', format: 'rawfile-json' });
  const worker = new AWorker();
  const noise = () => Buffer.from(crypto.getRandomValues(new Uint8Array(20_000))).toString('hex');
  let failure: Failure | undefined;
  for (let i = 0; i < 100 && failure === undefined; i++) {
    const written = writer.writeBatch(source, 0, worker.batch([{ raw: noise(), stamp: i, minion: `m${i}` }]));
    if (!written.ok) failure = written.failure;
  }
  expect(failure).toMatchObject({ code: 'disk-full', message: expect.stringContaining(path) });
  expect(caseFile.columns.length).toBe(2);
  expect(caseFile.tag(1)).toBe('x');
  db.pragma('max_page_count = 1000000');
  importRows(caseFile, [{ stamp: 9, minion: 'again' }], new AWorker(), 1);
  caseFile.close();
  const reopened = openForTest(path, 'read');
  expect(reopened.columns.length).toBe(3);
  expect(reopened.dictionary('minion').text(reopened.columns.value('minion', 3))).toBe('again');
});

test('a disk that is full when a source or a setting is added is a failure too', () => {
  const path = closedCase();
  const db = expectValue(connect(path, false));
  const caseFile = assembleCase(db, path, { isReadOnly: false, decoder, onClose: () => undefined });
  const writer = writerOf(caseFile);
  db.pragma('max_page_count = 1');
  for (const add of [
    () => writer.setMeta('view', 'x'.repeat(100_000)),
    () => writer.addSource({ name: 'b', path: 'x'.repeat(100_000), format: 'rawfile-json' }),
  ]) {
    expectValue(writer.begin());
    expect(readFailure(add).code).toBe('disk-full');
    expect(caseFile.meta('view')).toBeUndefined();
    expect(caseFile.rows('SELECT id FROM source')).toHaveLength(1);
  }
  caseFile.close();
});

test('a disk that is full at the commit undoes the transaction', () => {
  const path = closedCase();
  const db = expectValue(connect(path, false));
  const caseFile = assembleCase(db, path, { isReadOnly: false, decoder, onClose: () => undefined });
  const writer = writerOf(caseFile);
  expectValue(writer.begin());
  const source = writer.addSource({ name: 'b', path: '/b', format: 'rawfile-json' });
  const rows = Array.from({ length: 3_000 }, (_, stamp) => ({ raw: '1', stamp, minion: `minion-${stamp}` }));
  expectValue(writer.writeBatch(source, 0, new AWorker().batch(rows)));
  db.pragma('max_page_count = 1');
  expect(expectFailure(writer.commit()).code).toBe('disk-full');
  expect(caseFile.columns.length).toBe(2);
  expect(caseFile.dictionary('minion').size).toBe(1);
  expect(caseFile.rows('SELECT id FROM source')).toHaveLength(1);
  caseFile.close();
});

/** The failure that a program without root's rights gets. */
function asNobody(path: string, mode: 'write' | 'create'): Failure {
  const program = join(import.meta.dirname, 'as-nobody.ts');
  const args = ['--disable-warning=ExperimentalWarning', program, path, mode];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Failure;
}

test('a case in a read-only place is refused for writing, and so is a new one there', () => {
  const path = closedCase();
  const folder = dirname(path);
  for (const [fileMode, folderMode] of [
    [0o444, 0o777],
    [0o666, 0o555],
  ] as const) {
    chmodSync(path, fileMode);
    chmodSync(folder, folderMode);
    const before = readFileSync(path);
    const failure = asNobody(path, 'write');
    expect(failure.code).toBe('database-readonly');
    expect(failure.message).toContain(path);
    expect(readFileSync(path).equals(before)).toBe(true);
  }
  const created = asNobody(join(folder, 'new.saltrace'), 'create');
  expect(created.code).toBe('database-readonly');
  expect(created.message).toContain('new.saltrace');
  chmodSync(folder, 0o700);
  expect(readdirSync(folder)).toEqual(['a.saltrace']);
});

test('a case that may not be read at all says so', () => {
  const path = closedCase();
  chmodSync(dirname(path), 0o777);
  chmodSync(path, 0o000);
  expect(asNobody(path, 'write')).toMatchObject({ code: 'file-unreadable', message: expect.stringContaining(path) });
});

test('a journal left by a killed writer is undone before the case is read', () => {
  const path = closedCase();
  const copy = join(tempFolder(), 'killed.saltrace');
  const db = expectValue(connect(path, false));
  db.pragma('cache_size = 1');
  db.exec('BEGIN IMMEDIATE');
  db.exec("UPDATE source SET name = 'half'");
  db.exec('CREATE TABLE spill AS SELECT zeroblob(1000000)');
  // What lies on the disk in this moment is what a killed writer leaves.
  copyFileSync(path, copy);
  copyFileSync(`${path}-journal`, `${copy}-journal`);
  db.exec('ROLLBACK');
  db.close();
  const caseFile = openForTest(copy, 'read');
  expect(caseFile.rows('SELECT name FROM source')).toEqual([{ name: 'a' }]);
  expect(caseFile.columns.length).toBe(2);
  expect(readdirSync(dirname(copy))).toEqual(['killed.saltrace']);
});
