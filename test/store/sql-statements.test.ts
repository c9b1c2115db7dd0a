// What SQL of the user may and may not do. Every attack is tried on a real case, which must stay as it is, byte for byte.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runStatement } from '../../electron/store/sql/run-statement.ts';
import { SqlArgumentError } from '../../electron/store/sql/sql-function.ts';
import { connect } from '../../electron/store/sqlite.ts';
import type { Outcome } from '../../shared/base/outcome.ts';
import type { SqlAnswer, SqlParameters } from '../../shared/questions/sql.ts';
import { caseWith, expectFailure, expectValue, spreadRows } from './temp-case.ts';

const limits = { rows: 100, characters: 1000, deadlineMs: 10_000 };

function closedCase(): string {
  const caseFile = caseWith([
    { tag: 'x', stamp: 7, minion: 'web1' },
    { tag: 'y', stamp: 9, minion: "o'b" },
  ]);
  spreadRows(caseFile);
  caseFile.close();
  return caseFile.path;
}

function run(
  path: string,
  sql: string,
  some: Partial<typeof limits> = {},
  values: SqlParameters = {},
): Outcome<SqlAnswer> {
  return runStatement(
    path,
    { sql, values },
    { ...limits, ...some },
    {
      twice: (value) => Number(value) * 2,
      refuse: () => {
        throw new SqlArgumentError('refuse: not that');
      },
    },
  );
}

describe('what is refused before it runs', () => {
  const target = join(tempFolder0(), 'written.db');
  test.each([
    ['ATTACH', `ATTACH '${target}' AS other`, 'ATTACH'],
    ['ATTACH behind a comment', `/* SELECT */ -- WITH\n  aTtAcH '${target}' AS other`, 'ATTACH'],
    ['DETACH', 'DETACH main', 'DETACH'],
    ['VACUUM INTO', `VACUUM INTO '${target}'`, 'VACUUM'],
    ['VACUUM', 'VACUUM', 'VACUUM'],
    ['writable schema', 'PRAGMA writable_schema = 1', 'PRAGMA'],
    ['a pragma that only reads', 'PRAGMA user_version', 'PRAGMA'],
    ['a pragma explained, which acts while it is prepared', 'EXPLAIN PRAGMA query_only = 0', 'PRAGMA'],
    ['the same as a plan', 'EXPLAIN QUERY PLAN PRAGMA query_only = 0', 'PRAGMA'],
    ['DELETE', 'DELETE FROM event', 'DELETE'],
    ['INSERT', "INSERT INTO meta VALUES ('a', 'b')", 'INSERT'],
    ['REPLACE', "REPLACE INTO meta VALUES ('a', 'b')", 'REPLACE'],
    ['UPDATE … RETURNING', "UPDATE source SET name = 'x' RETURNING id", 'UPDATE'],
    ['WITH … DELETE', 'WITH a AS (SELECT 1) DELETE FROM event', 'write'],
    ['WITH … UPDATE … RETURNING', "WITH a AS (SELECT 1) UPDATE source SET name = 'x' RETURNING id", 'write'],
    [
      'WITH … INSERT … RETURNING',
      "WITH a AS (SELECT 1) INSERT INTO meta SELECT 'a', 'b' FROM a RETURNING key",
      'write',
    ],
    ['CREATE TEMP TABLE', 'CREATE TEMP TABLE t AS SELECT 1', 'CREATE'],
    ['CREATE', 'CREATE TABLE t (a)', 'CREATE'],
    ['DROP', 'DROP VIEW events', 'DROP'],
    ['ALTER', 'ALTER TABLE event RENAME TO e', 'ALTER'],
    ['REINDEX', 'REINDEX', 'REINDEX'],
    ['ANALYZE', 'ANALYZE', 'ANALYZE'],
    ['BEGIN', 'BEGIN EXCLUSIVE', 'transaction'],
    ['SAVEPOINT', 'SAVEPOINT a', 'transaction'],
    ['two statements', 'SELECT 1; SELECT 2', 'one statement'],
    ['a second one behind a comment', 'SELECT 1; /* ; */ ATTACH $a AS b', 'one statement'],
    ['nothing', '  -- nothing\n', 'no statement'],
    ['a semicolon', ';SELECT 1', 'no statement'],
    ['a NUL', 'SELECT 1\0; DELETE FROM event', 'NUL'],
    ['EXPLAIN of nothing', 'EXPLAIN', 'EXPLAIN'],
  ])('%s', (_what, sql, reason) => {
    const path = closedCase();
    const before = readFileSync(path);
    const failure = expectFailure(run(path, sql));
    expect(failure.code).toBe('sql-refused');
    expect(failure.message).toContain(reason);
    expect(failure.tip).toContain('SELECT');
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(dirname(path))).toEqual(['a.saltrace']);
    expect(existsSync(target)).toBe(false);
  });

  test.each([
    ['load_extension', "SELECT load_extension('/tmp/x.so')", 'not authorized'],
    ['writefile', `SELECT writefile('${target}', 'x')`, 'no such function: writefile'],
    ['readfile', "SELECT readfile('/etc/passwd')", 'no such function: readfile'],
    ['fts3_tokenizer', "SELECT fts3_tokenizer('simple', x'00')", ''],
    ['edit', "SELECT edit('x', 'sh')", 'no such function: edit'],
  ])('%s is not there', (_what, sql, said) => {
    const failure = expectFailure(run(closedCase(), sql));
    expect(['sql-failed', 'sql-malformed']).toContain(failure.code);
    expect(failure.message).toContain(said);
    expect(existsSync(target)).toBe(false);
  });

  test('even a connection that were asked to write could not', () => {
    const path = closedCase();
    const db = expectValue(connect(path, true));
    expect(() => db.exec('DELETE FROM event')).toThrow('readonly');
    expect(db.pragma('query_only', { simple: true })).toBe(1);
    expect(db.pragma('trusted_schema', { simple: true })).toBe(0);
    db.close();
  });
});

function tempFolder0(): string {
  return join(process.cwd(), 'test-results', 'never-made');
}

describe('what is answered', () => {
  test('comments, one semicolon and VALUES', () => {
    const path = closedCase();
    expect(expectValue(run(path, '-- a\n/* b */ SELECT 1 AS one ; -- c\n;')).rows).toEqual([[1]]);
    expect(expectValue(run(path, "VALUES (1, 'a;b'), (2, '--')")).rows).toEqual([
      [1, 'a;b'],
      [2, '--'],
    ]);
    expect(expectValue(run(path, 'EXPLAIN QUERY PLAN SELECT * FROM events')).rows.length).toBeGreaterThan(0);
  });

  test('columns with their types and the ids of events, through the views', () => {
    const answer = expectValue(
      run(closedCase(), "SELECT id, minion, stamp / 2.0 AS half, NULL AS none, x'00ff' AS b FROM events"),
    );
    expect(answer.columns).toEqual([
      { name: 'id', type: 'integer', isEvent: true },
      { name: 'minion', type: 'text', isEvent: false },
      { name: 'half', type: 'real', isEvent: false },
      { name: 'none', type: 'null', isEvent: false },
      { name: 'b', type: 'blob', isEvent: false },
    ]);
    expect(answer.rows).toEqual([
      [1, 'web1', 3.5, null, "x'00FF'"],
      [2, "o'b", 4.5, null, "x'00FF'"],
    ]);
    expect(answer.truncated).toBe(false);
  });

  test('a column of two types is mixed; integers beyond 2^53 stay exact; infinity is a word', () => {
    const answer = expectValue(
      run(closedCase(), 'SELECT 1 AS a, 9007199254740993 AS b, 9e999 AS c UNION ALL SELECT 0.5, 1, -9e999'),
    );
    expect(answer.columns.map(({ type }) => type)).toEqual(['mixed', 'integer', 'real']);
    expect(answer.rows).toEqual([
      [1, '9007199254740993', 'Infinity'],
      [0.5, 1, '-Infinity'],
    ]);
  });

  test('no more rows than asked for, and it says so', () => {
    const path = closedCase();
    expect(expectValue(run(path, 'SELECT id FROM events', { rows: 2 }))).toMatchObject({ truncated: false });
    expect(expectValue(run(path, 'SELECT id FROM events', { rows: 1 }))).toMatchObject({
      rows: [[1]],
      truncated: true,
    });
    // An endless one ends with its row limit.
    const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n';
    expect(expectValue(run(path, endless, { rows: 3 })).rows).toEqual([[1], [2], [3]]);
  });

  test('values stand beside the text: whole numbers as integers, texts as nothing but texts', () => {
    const path = closedCase();
    const sql = 'SELECT 7 / $n AS q, $text AS t';
    const values = { n: 2, text: "x'; DROP TABLE event; --" };
    expect(expectValue(run(path, sql, {}, values)).rows).toEqual([[3, values.text]]);
    expect(expectFailure(run(path, sql, {}, { n: 2 })).code).toBe('sql-failed');
  });

  test('long texts and blobs are cut, and it says how many', () => {
    const answer = expectValue(run(closedCase(), "SELECT printf('%.*c', 5000, 'a'), zeroblob(100000), 'short'"));
    expect(answer.rows[0]?.map((value) => String(value).length)).toEqual([1000, 3 + 128, 5]);
    expect(answer.cutValues).toBe(2);
  });

  test('what grows beyond all bounds is a failure of the statement', () => {
    const failure = expectFailure(run(closedCase(), 'SELECT hex(zeroblob(900000000))'));
    expect(failure).toMatchObject({ code: 'sql-failed', message: expect.stringContaining('too big') });
  });

  test('functions are called with their arguments; what they refuse is told', () => {
    const path = closedCase();
    expect(expectValue(run(path, 'SELECT twice(21)')).rows).toEqual([[42]]);
    expect(expectFailure(run(path, 'SELECT refuse()'))).toMatchObject({
      code: 'sql-failed',
      message: expect.stringContaining('refuse: not that'),
    });
    expect(expectFailure(run(path, 'SELECT twice(1, 2)'))).toMatchObject({ code: 'sql-malformed', position: 7 });
  });

  test('a failure while it runs', () => {
    expect(expectFailure(run(closedCase(), "SELECT json('{') FROM events"))).toMatchObject({
      code: 'sql-failed',
      message: expect.stringContaining('malformed JSON'),
    });
  });
});

describe('what cannot be read', () => {
  test.each([
    ['SELECT id FORM events', 'near "events"', 15, undefined],
    ['SELECT id, FROM events', 'near "FROM"', 11, undefined],
    ["SELECT 'FROM', id FROM events WHERE FROM", 'near "FROM"', 36, undefined],
    ['SELECT minio FROM events', 'no such column: minio', 7, ['minion']],
    ['SELECT e.minio FROM events e', 'no such column: e.minio', 9, ['minion']],
    ['SELECT 1 FROM evnts', 'no such table: evnts', 14, ['events']],
    ['SELECT salt_glop(tag, 1) FROM events', 'no such function: salt_glop', 7, ['salt_glob']],
    ['SELECT count(* FROM events', 'near "FROM"', 15, undefined],
    ['SELECT (', 'incomplete input', 8, undefined],
  ])('%s', (sql, said, position, suggestions) => {
    const failure = expectFailure(run(closedCase(), sql));
    expect(failure.code).toBe('sql-malformed');
    expect(failure.message).toContain(said);
    expect(failure.position).toBe(position);
    if (suggestions !== undefined) expect(failure.suggestions).toEqual(expect.arrayContaining(suggestions));
  });
});
