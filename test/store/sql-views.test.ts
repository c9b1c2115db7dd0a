// The views are as documented, know every word that the code knows, and come to a case of an older version by upgrading it.

import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrate, schemaItems } from '../../electron/store/migrations/migrate.ts';
import { migrations } from '../../electron/store/migrations/migrations.ts';
import { openExisting } from '../../electron/store/open-case-file.ts';
import { connect, connectMemory } from '../../electron/store/sqlite.ts';
import { sqlViews } from '../../shared/questions/sql-views.ts';
import { outcomeRules, outcomes } from '../../shared/salt/job-outcome.ts';
import { kinds } from '../../shared/salt/kind.ts';
import { problemDocs } from '../../shared/salt/problem.ts';
import { addRecords, emptyCase } from '../support/small-case.ts';
import { decoder, expectValue, tempFolder } from './temp-case.ts';

function newest() {
  const db = expectValue(connectMemory());
  migrate(db, migrations);
  return db;
}

test('every view and column is documented, in its order, and nothing else is', () => {
  const db = newest();
  const real = schemaItems(db)
    .filter(({ type }) => type === 'view')
    .map(({ name }) => [
      name,
      db
        .prepare(`SELECT * FROM ${name}`)
        .columns()
        .map((column) => column.name),
    ]);
  const told = sqlViews.map(({ name, columns }) => [name, columns.map((column) => column.name)]);
  expect(Object.fromEntries(told)).toEqual(Object.fromEntries(real));
  for (const { doc, columns } of sqlViews)
    for (const one of [doc, ...columns.map((c) => c.doc)]) expect(one).toMatch(/[.…]$/);
  db.close();
});

test('the views know every kind, outcome, rule and problem; a longer list needs a new step that makes them anew', () => {
  const db = newest();
  const insert = db.prepare(
    'INSERT INTO event (id, stamp, kind, success, outcome, flags, source) VALUES (?, ?, ?, 0, ?, 0, 1)',
  );
  const count = Math.max(kinds.length, 1 << outcomes.length);
  for (let at = 0; at < count; at++)
    insert.run(BigInt(at + 1), BigInt(at), BigInt(at % kinds.length), BigInt(at % (1 << outcomes.length)));
  const events = db.prepare('SELECT kind, outcome, outcomes FROM events').all() as {
    kind: string;
    outcome: string | null;
    outcomes: string;
  }[];
  expect(events.map(({ kind }) => kind)).toEqual(Array.from({ length: count }, (_, at) => kinds[at % kinds.length]));
  for (const [at, { outcome, outcomes: list }] of events.entries()) {
    const words = outcomes.filter((_, bit) => (at & (1 << bit)) !== 0);
    expect([outcome, JSON.parse(list)]).toEqual([words.length === 0 ? null : words.join(','), words]);
  }
  db.exec("INSERT INTO source (id, name, path, format) VALUES (1, 'a', '/a', 'sse')");
  for (const [code] of problemDocs.entries())
    db.exec(`INSERT INTO problem (source, code, line, offset, sample) VALUES (1, ${code}, 1, 0, '')`);
  expect(db.prepare('SELECT code, severity FROM problems ORDER BY id').raw().all()).toEqual(
    problemDocs.map(([code, severity]) => [code, severity]),
  );
  for (const [rule] of outcomeRules.entries())
    db.exec(`INSERT INTO job_minion (jid, minion, outcome, rule, duplicates) VALUES (1, ${rule}, 1, ${rule + 1}, 0)`);
  expect(db.prepare('SELECT outcome_by FROM returns').raw().all().flat().toSorted()).toEqual(
    [...outcomeRules].toSorted(),
  );
  db.close();
});

test('a tag is put together exactly, whatever it and its parts hold', () => {
  const small = emptyCase();
  try {
    const records = [
      { tag: 'salt/job/1/ret/web1', data: { jid: '1', id: 'web1' } },
      { tag: 'a\u0001b\u0002c\u0003d', data: { id: 'x' } },
      { tag: 'salt/job/j\u0002/ret/m\u0001', data: { jid: 'j\u0002', id: 'm\u0001' } },
      { tag: 'salt/job/j\u0003\u0002/ret/m', data: { jid: 'j\u0003\u0002', id: 'm' } },
      { tag: '', data: {} },
      { tag: 'é/\u{1f600}', data: {} },
    ];
    addRecords(
      small,
      'a',
      records.map((record) => JSON.stringify(record)),
    );
    const db = expectValue(connect(small.caseFile.path, true));
    const tags = db.prepare('SELECT tag FROM events ORDER BY id').pluck().all();
    expect(tags).toEqual(tags.map((_, at) => small.caseFile.tag(at + 1)));
    expect(tags.length).toBeGreaterThan(3);
    db.close();
  } finally {
    small.dispose();
  }
});

test('times before 1970 and with few microseconds are written as elsewhere', () => {
  const db = newest();
  for (const [at, stamp] of [-1, 0, 5, 1_772_366_400_000_123, -1_000_001].entries())
    db.exec(
      `INSERT INTO event (id, stamp, kind, success, outcome, flags, source) VALUES (${at + 1}, ${stamp}, 0, 0, 0, 0, 1)`,
    );
  db.exec('UPDATE event SET flags = 1 WHERE id = 2');
  expect(db.prepare('SELECT time FROM events').pluck().all()).toEqual([
    '1969-12-31T23:59:59.999999Z',
    null,
    '1970-01-01T00:00:00.000005Z',
    '2026-03-01T12:00:00.000123Z',
    '1969-12-31T23:59:58.999999Z',
  ]);
  db.close();
});

test('gaps are the times between sources in which none listened', () => {
  const db = newest();
  const minute = 60_000_000;
  for (const [from, to] of [
    [0, 10],
    [5, 3 * minute],
    [4 * minute, 4 * minute + 1],
    [9 * minute, 10 * minute],
    [6 * minute, 7 * minute],
  ])
    db.exec(
      `INSERT INTO source (name, path, format, first_stamp, last_stamp) VALUES ('a', '/a', 'sse', ${from}, ${to})`,
    );
  db.exec("INSERT INTO source (name, path, format) VALUES ('empty', '/e', 'sse')");
  expect(db.prepare('SELECT from_stamp, to_stamp, duration_us FROM gaps').raw().all()).toEqual([
    [4 * minute + 1, 6 * minute, 2 * minute - 1],
    [7 * minute, 9 * minute, 2 * minute],
  ]);
  db.close();
});

test('a case of the first version has the views when it was upgraded, and the same rows', () => {
  const small = emptyCase();
  try {
    addRecords(small, 'a', [
      JSON.stringify({ tag: 'salt/auth', data: { id: 'web1', _stamp: '2026-03-01T12:00:00.000001' } }),
    ]);
    const path = join(tempFolder(), 'old.saltrace');
    copyFileSync(small.caseFile.path, path);
    const db = expectValue(connect(path, false));
    const first = expectValue(connectMemory());
    migrate(first, migrations.slice(0, 1));
    const known = new Set(schemaItems(first).map(({ name }) => name));
    first.close();
    for (const { type, name } of schemaItems(db)) {
      if (!known.has(name) && type !== 'index') db.exec(`DROP ${type} ${name}`);
    }
    db.pragma('user_version = 10');
    db.close();
    const upgraded = expectValue(openExisting(path, { isReadOnly: false, decoder }, migrations));
    expect(upgraded.rows('SELECT tag, minion, time FROM events')).toEqual([
      { tag: 'salt/auth', minion: 'web1', time: '2026-03-01T12:00:00.000001Z' },
    ]);
    upgraded.close();
  } finally {
    small.dispose();
  }
});
