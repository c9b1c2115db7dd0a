// A case from elsewhere is looked at by a process of its own first: what crashes, holds or hides there reaches no engine.
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import { forkReader } from '../../../electron/engine/reader/fork-reader.ts';
import type { ForkReader } from '../../../electron/engine/reader/reader-talk.ts';
import { Session } from '../../../electron/engine/session.ts';
import { connect } from '../../../electron/store/sqlite.ts';
import { addRecords, emptyCase } from '../../support/small-case.ts';

const folder = mkdtempSync(join(tmpdir(), 'saltrace-hostile-'));
const sessions: Session[] = [];
afterEach(() => {
  for (const session of sessions.splice(0)) session.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Told = { readonly name: string; readonly body: unknown };

function sessionWith(fork: ForkReader): { readonly session: Session; readonly told: Told[] } {
  const told: Told[] = [];
  const session = new Session({
    casesDir: folder,
    forkReader: fork,
    isAsked: () => false,
    isUsed: () => false,
    queryFolders: () => ({ library: folder, builtIn: folder }),
    ruleFolders: () => ({ builtIn: folder, own: undefined }),
    tell: (name, body) => void told.push({ name, body }),
  });
  sessions.push(session);
  return { session, told };
}

/** A closed case of one event; `bytes` of padding that no check of small files would leave out. */
function caseFile(name: string, bytes = 0): string {
  const small = emptyCase();
  addRecords(small, 'a', [JSON.stringify({ tag: 'x', data: {} })]);
  small.caseFile.close();
  const path = join(folder, name);
  writeFileSync(path, readFileSync(small.caseFile.path));
  small.dispose();
  if (bytes > 0) {
    const db = connect(path, false);
    if (!db.ok) throw new Error(db.failure.message);
    const insert = db.value.prepare(
      "INSERT INTO block (source, offset, first_line, lines, length, codec, bytes) VALUES (1, 0, 1, 0, 0, 'none', zeroblob(20000000))",
    );
    for (let size = 0; size < bytes; size += 20_000_000) insert.run();
    db.value.close();
  }
  return path;
}

it('opens a sound case after a look by another process', async () => {
  let forks = 0;
  const { session, told } = sessionWith((hear) => {
    forks += 1;
    return forkReader(hear);
  });
  const opened = await session.orders['case.open']({ path: caseFile('sound.saltrace') });
  expect(opened).toMatchObject({ ok: true, value: { events: 1 } });
  expect(forks).toBe(1);
  expect(told.map(({ name }) => name)).toEqual(['case.changed']);
});

it('refuses what crashes the process that looks, and the case open before stays', async () => {
  let isSound = true;
  const { session } = sessionWith((hear) => {
    if (isSound) return forkReader(hear);
    const reader = forkReader(hear);
    return { ...reader, send: () => reader.kill() };
  });
  const first = caseFile('first.saltrace');
  await session.orders['case.open']({ path: first });
  isSound = false;
  const opened = await session.orders['case.open']({ path: caseFile('crashing.saltrace') });
  expect(opened).toMatchObject({
    ok: false,
    failure: { code: 'database-corrupt', message: expect.stringContaining('ended by SIGKILL') },
  });
  expect(session.caseFile?.path).toBe(first);
});

it('refuses a view that somebody added, or changed', async () => {
  const { session } = sessionWith(forkReader);
  for (const [name, change] of [
    ['added', 'CREATE VIEW more AS SELECT 1'],
    ['changed', 'DROP VIEW events; CREATE VIEW events AS SELECT 1 AS id'],
    ['dropped', 'DROP VIEW gaps'],
  ] as const) {
    const path = caseFile(`${name}.saltrace`);
    const db = connect(path, false);
    if (!db.ok) throw new Error(db.failure.message);
    db.value.exec(change);
    db.value.close();
    expect(await session.orders['case.open']({ path })).toMatchObject({ failure: { code: 'database-foreign' } });
  }
});

it('opens a large case without reading it through, and tells when it is found damaged', {
  timeout: 120_000,
}, async () => {
  const path = caseFile('large.saltrace', 280_000_000);
  const file = openSync(path, 'r+');
  // The last page is part of a chain of overflow pages; its number of the next one is made to point nowhere.
  const at = statSync(path).size - 8192 * 1000;
  writeSync(file, Buffer.alloc(8192, 0xee), 0, 8192, at - (at % 8192));
  closeSync(file);
  const { session, told } = sessionWith(forkReader);
  expect(await session.orders['case.open']({ path })).toMatchObject({ ok: true });
  await expect.poll(() => told.map(({ name }) => name), { timeout: 60_000 }).toContain('case.damaged');
  expect(told.at(-1)).toMatchObject({ body: { failure: { code: 'database-corrupt' } } });
  expect(await session.orders['view.save']({ text: 'kept' })).toMatchObject({ ok: true });
  expect(await session.orders['view.load']({})).toMatchObject({ ok: true, value: { text: 'kept' } });
});

it('keeps the view when a statement that runs meanwhile has ended', async () => {
  const { session } = sessionWith(forkReader);
  const path = caseFile('busy.saltrace');
  await session.orders['case.open']({ path });
  let isStopped = false;
  const sql =
    'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n, (SELECT count(*) FROM event)';
  const limits = { rows: 1, characters: 10, deadlineMs: 60_000 };
  const running = session.runSql({ path, sql, limits, zone: 'UTC' }, () => isStopped);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const older = session.orders['view.save']({ text: 'older' });
  const newer = session.orders['view.save']({ text: 'newer' });
  isStopped = true;
  expect(await Promise.all([running, older, newer])).toMatchObject([{ ok: false }, { ok: true }, { ok: true }]);
  expect(await session.orders['view.load']({})).toMatchObject({ value: { text: 'newer' } });
});
