// The killable reader: a real child process on a real case. It ends when nobody waits, when it takes too long or too much, and when
// somebody wants to write; whatever becomes of it is a failure of the statement, never of the engine.
import { afterAll, expect, it } from 'vitest';
import { forkReader } from '../../../electron/engine/reader/fork-reader.ts';
import { Reader } from '../../../electron/engine/reader/reader.ts';
import type { ForkReader } from '../../../electron/engine/reader/reader-talk.ts';
import { runOnReader } from '../../../electron/engine/reader/run-on-reader.ts';
import type { Failure } from '../../../shared/base/failure.ts';
import { addRecords, emptyCase } from '../../support/small-case.ts';

const small = emptyCase();
addRecords(small, 'a', [
  JSON.stringify({
    tag: 'salt/job/1/ret/web1',
    data: { jid: '1', id: 'web1', fun: 'test.ping', return: 'né', retcode: 0 },
  }),
  JSON.stringify({ tag: 'x/y', data: { a: { b: [1, 2] } } }),
]);
const { path } = small.caseFile;
const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n';
let forks = 0;
const counted: ForkReader = (hear) => {
  forks += 1;
  return forkReader(hear);
};
const reader = new Reader(counted);
const runner = runOnReader(reader);
const never = () => false;

function run(sql: string, isCancelled = never, deadlineMs = 60_000) {
  return runner({ path, sql, limits: { rows: 100, characters: 10_000, deadlineMs }, zone: 'UTC' }, isCancelled);
}

afterAll(() => {
  reader.close();
  small.dispose();
});

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it('answers with the functions of the case', async () => {
  const sql = `SELECT event_data(id) ->> '$.return', event_size(id), length(event_raw(id)), event_duration(id),
    event_passes(id, 'né kind:ret'), event_passes(id, 'data.a.b:2'), salt_glob(tag, 'salt/*/web[1]'), salt_regexp(tag, '(?i)^X/')
    FROM events`;
  const answer = await run(sql);
  if (!answer.ok) throw new Error(answer.failure.message);
  expect(
    answer.value.rows.map(([text, size, length, ...rest]) => [text, Number(size) >= Number(length), ...rest]),
  ).toEqual([
    ['né', true, null, 1, 0, 1, 0],
    [null, true, null, 0, 1, 0, 1],
  ]);
});

it('gives NULL for events there are not, and says what is wrong with an argument', async () => {
  expect(await run("SELECT event_data(99), event_raw(NULL), event_size(0), salt_glob(NULL, '*')")).toMatchObject({
    ok: true,
    value: { rows: [[null, null, null, null]] },
  });
  for (const [sql, said] of [
    ["SELECT event_passes(1, 'retcod:1')", 'unknown field retcod'],
    ["SELECT salt_regexp('a', '(')", 'salt_regexp'],
    ["SELECT salt_glob('a', 1)", 'must be a text'],
  ] as const) {
    const refusal = await run(sql);
    expect(refusal).toMatchObject({ ok: false, failure: { code: 'sql-failed' } });
    expect(JSON.stringify(refusal)).toContain(said);
  }
});

it('stops an endless statement when nobody waits, and answers the next one at once', async () => {
  let isStopped = false;
  const running = run(endless, () => isStopped);
  await wait(300);
  expect(reader.isReading).toBe(true);
  const before = forks;
  isStopped = true;
  expect(await running).toMatchObject({ ok: false, failure: { code: 'question-cancelled' } });
  expect(forks).toBe(before + 1);
  expect(await run('SELECT 1')).toMatchObject({ ok: true, value: { rows: [[1]] } });
  expect(forks).toBe(before + 1);
});

it('does not begin what nobody waits for any more', async () => {
  const before = forks;
  expect(await run(endless, () => true)).toMatchObject({ failure: { code: 'question-cancelled' } });
  expect(forks).toBe(before);
});

it('stops it after its deadline, and says so', async () => {
  expect(await run(endless, never, 200)).toMatchObject({
    ok: false,
    failure: { code: 'sql-timeout', message: expect.stringContaining('0.2 s') },
  });
});

it('runs one after the other', async () => {
  const answers = await Promise.all([run('SELECT 1'), run('SELECT 2'), run('SELECT nothing'), run('SELECT 3')]);
  expect(answers.map((answer) => (answer.ok ? answer.value.rows[0]?.[0] : answer.failure.code))).toEqual([
    1,
    2,
    'sql-malformed',
    3,
  ]);
});

it('steps aside for a writer and begins again behind it', async () => {
  const slow =
    'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 3000000) SELECT count(*), (SELECT count(*) FROM events) FROM n';
  const running = run(slow);
  await wait(150);
  const before = forks;
  await reader.standAside(async () => {
    expect(reader.isReading).toBe(false);
    addRecords(small, 'b', [JSON.stringify({ tag: 'z', data: {} })]);
  });
  expect(await running).toMatchObject({ ok: true, value: { rows: [[3_000_000, 3]] } });
  expect(forks).toBe(before + 1);
});

it('is lost when it takes too much memory: a failure, and the next statement runs', async () => {
  const list = Array.from({ length: 12 }, () => 'hex(randomblob(200000000))').join(', ');
  expect(await run(`SELECT length(a), * FROM (SELECT ${list.replace('hex', "'' || hex")} AS a)`)).toMatchObject({
    ok: false,
    failure: { code: 'reader-lost' },
  });
  expect(await run('SELECT 1')).toMatchObject({ ok: true });
});

it('is lost when its process dies or cannot be started', async () => {
  let kill: () => void = () => undefined;
  const fragile = new Reader((hear) => {
    const process = forkReader(hear);
    kill = process.kill;
    return process;
  });
  const patience = {
    isCancelled: never,
    deadlineMs: 60_000,
    late: { code: 'sql-timeout', message: '' },
    lost: (how: string): Failure => ({ code: 'reader-lost', message: how }),
  } as const;
  const request = {
    type: 'sql',
    path,
    sql: endless,
    zone: 'UTC',
    limits: { rows: 1, characters: 1, deadlineMs: 1 },
  } as const;
  const running = fragile.ask(request, patience);
  await wait(200);
  kill();
  expect(await running).toEqual({ ok: false, failure: { code: 'reader-lost', message: 'by SIGKILL' } });
  fragile.close();
  const broken = new Reader(({ ended }) => {
    setTimeout(() => ended('before it began: no room'), 1);
    return { send: () => undefined, kill: () => undefined };
  });
  expect(await broken.ask(request, patience)).toMatchObject({ failure: { message: 'before it began: no room' } });
});
