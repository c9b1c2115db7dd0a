// Rows go in packed into few numbers while the dictionaries are small, and plainly when they have outgrown that: both the same.
import type { Database } from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate } from '../../electron/store/migrations/migrate.ts';
import { migrations } from '../../electron/store/migrations/migrations.ts';
import { connectMemory } from '../../electron/store/sqlite.ts';
import { bulkInsert } from '../../electron/store/writer/bulk-insert.ts';
import { eventInsert } from '../../electron/store/writer/event-rows.ts';
import { stateBatches } from '../../electron/store/writer/state-batches.ts';
import { AWorker } from './a-batch.ts';
import { expectValue } from './temp-case.ts';

function emptyDatabase(): Database {
  const db = expectValue(connectMemory());
  migrate(db, migrations);
  return db;
}

test.each([0, 1, 49, 50, 51, 100, 137])('%i rows go in once each, in order', (count) => {
  const db = emptyDatabase();
  db.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, lead INTEGER, a INTEGER, b TEXT) STRICT');
  const insert = bulkInsert(db, 2, (values) => `INSERT INTO t (lead, a, b) SELECT ?, * FROM (VALUES ${values})`);
  insert(
    count,
    (row, into, at) => {
      into[at] = row;
      into[at + 1] = `text ${row}`;
    },
    7,
  );
  const expected = Array.from({ length: count }, (_, row) => ({ id: row + 1, lead: 7, a: row, b: `text ${row}` }));
  expect(db.prepare('SELECT * FROM t ORDER BY id').all()).toEqual(expected);
  db.close();
});

/** The largest values that fit, and the smallest. */
const columns = {
  stamp: Float64Array.of(8_640_000_000_000_000, -1, 0),
  kind: Uint8Array.of(255, 0, 1),
  minion: Uint32Array.of(2 ** 24 - 1, 0, 1),
  fun: Uint32Array.of(2 ** 16 - 1, 0, 1),
  jid: Uint32Array.of(2 ** 28 - 1, 0, 1),
  user: Uint32Array.of(2 ** 12 - 1, 0, 1),
  shape: Uint32Array.of(2 ** 24 - 1, 0, 1),
  retcode: Uint32Array.of(2 ** 16 - 1, 0, 1),
  success: Uint8Array.of(3, 0, 1),
  outcome: Uint8Array.of(255, 0, 1),
  flags: Uint16Array.of(65_535, 0, 1),
};
const fitting = {
  minion: 2 ** 24 - 1,
  fun: 2 ** 16 - 1,
  jid: 2 ** 28 - 1,
  user: 2 ** 12 - 1,
  shape: 2 ** 24 - 1,
  retcode: 2 ** 16 - 1,
};

test('event rows are the same packed and plain, to the last bit that fits', () => {
  const db = emptyDatabase();
  const insert = eventInsert(db);
  insert(columns, 3, 9, fitting);
  insert(columns, 3, 9, { ...fitting, user: 2 ** 12 });
  const rows = db.prepare('SELECT * FROM event ORDER BY id').all() as { id: number }[];
  const expected = [0, 1, 2].map((row) => ({
    stamp: columns.stamp[row],
    kind: columns.kind[row],
    minion: columns.minion[row] || null,
    fun: columns.fun[row] || null,
    jid: columns.jid[row] || null,
    user: columns.user[row] || null,
    shape: columns.shape[row] || null,
    retcode: columns.retcode[row] || null,
    success: columns.success[row],
    outcome: columns.outcome[row],
    flags: columns.flags[row],
    source: 9,
  }));
  expect(rows).toEqual([...expected, ...expected].map((row, index) => ({ id: index + 1, ...row })));
  db.close();
});

test.each([...Object.keys(fitting)])('a dictionary %s that has outgrown its bits loses nothing', (name) => {
  const db = emptyDatabase();
  const size = fitting[name as keyof typeof fitting] + 1;
  const grown = { ...columns, [name]: Uint32Array.of(size, size, size) };
  eventInsert(db)(grown, 3, 1, { ...fitting, [name]: size });
  expect(db.prepare(`SELECT DISTINCT ${name} FROM event`).pluck().all()).toEqual([size]);
  db.close();
});

test('state rows are the same packed and plain', () => {
  const states = [
    {
      id: 'a',
      sls: 's',
      fun: 'f',
      name: 'n',
      runNum: 2 ** 31 - 1,
      result: false,
      changed: true,
      role: 3,
      durationMs: 0.5,
      comment: 'c',
      blockedBy: ['x'],
    },
    { id: 'b', result: null },
    { id: 'c' },
    { id: 'd', result: true, runNum: 0, role: 1 },
  ];
  const batch = new AWorker().batch([{ states }, { states }, { states }]);
  const big = (start: number) => Uint32Array.of(0, start, start + 1, start + 2, start + 3);
  const inserted = [2 ** 20 - 1, 2 ** 20].map((fun) => {
    const db = emptyDatabase();
    const maps = { sls: big(2 ** 26 - 4), id: big(2 ** 26 - 4), fun: big(2 ** 20 - 4), name: big(7) };
    const sizes = { sls: 2 ** 26 - 1, id: 2 ** 26 - 1, fun };
    // The second event is a duplicate: its states are known.
    const waiting = stateBatches(db, () => sizes);
    waiting.add(batch.states, (row) => [2 ** 39, 0, 2 ** 39 + 1][row] ?? 0, maps);
    expect([waiting.spread(), waiting.spread()]).toEqual([true, false]);
    const rows = db.prepare('SELECT * FROM state_result ORDER BY id').all();
    db.close();
    return rows;
  });
  expect(inserted[0]).toEqual(inserted[1]);
  expect(inserted[0]).toHaveLength(8);
  expect(inserted[0]?.[0]).toEqual({
    id: 1,
    event: 2 ** 39,
    run_num: 2 ** 31 - 1,
    sls: 2 ** 26 - 4,
    state_id: 2 ** 26 - 4,
    state_fun: 2 ** 20 - 4,
    state_name: 7,
    result: 0,
    changed: 1,
    role: 3,
    duration_ms: 0.5,
    comment: 'c',
    blocked_by: 'x',
  });
});
