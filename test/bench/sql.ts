// What typical statements over the views take on a large case: `node test/bench/sql.ts [events | CASE]`. A number makes a log of so
// many events and reads it first.
//
// The peer, in the same run, is the same question asked of the tables by hand, as somebody would who knows how a case is built. Times
// are CPU time of the thread. Last: how long a first statement waits for its process, and how long Stop takes.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCaseFile, readInto } from '../../electron/engine/open-case.ts';
import { caseFunctions } from '../../electron/engine/reader/case-functions.ts';
import { sqlRunner } from '../../electron/engine/sql-runner.ts';
import { decodeStored } from '../../electron/ingest/decoder.ts';
import { openForSql } from '../../electron/store/sql/open-for-sql.ts';
import { runStatement } from '../../electron/store/sql/run-statement.ts';
import type { Outcome } from '../../shared/base/outcome.ts';
import { kindCode } from '../../shared/salt/kind.ts';

const limits = { rows: 1_000, characters: 10_000, deadlineMs: 600_000 };

/** What is asked, over the views and by hand over the tables. */
const statements: readonly { readonly what: string; readonly views: string; readonly tables: string }[] = [
  {
    what: 'events of each kind a minute',
    views: 'SELECT stamp / 60000000 AS minute, kind, count(*) FROM events GROUP BY 1, 2',
    tables: 'SELECT stamp / 60000000 AS minute, kind, count(*) FROM event GROUP BY 1, 2',
  },
  {
    what: 'failed returns of each minion',
    views:
      "SELECT minion, count(*) AS n FROM events WHERE kind = 'ret' AND outcome = 'failed' GROUP BY minion ORDER BY n DESC",
    tables: `SELECT d.text, x.n FROM (SELECT minion, count(*) AS n FROM event
      WHERE kind = ${kindCode('ret')} AND outcome = 4 GROUP BY minion) AS x JOIN dictionary AS d ON d.kind = 0 AND d.id = x.minion ORDER BY n DESC`,
  },
  {
    what: 'failed states with the user of their job',
    views: `SELECT j.user, s.state_id, count(*) AS n FROM state_results AS s JOIN jobs AS j ON j.jid = s.jid
      WHERE s.result = 0 GROUP BY 1, 2 ORDER BY n DESC LIMIT 100`,
    tables: 'SELECT count(*) FROM state_result WHERE result = 0',
  },
  {
    what: 'jobs with missing returns',
    views: 'SELECT jid, fun, expected, missing FROM jobs WHERE missing > 0 ORDER BY missing DESC LIMIT 100',
    tables: 'SELECT jid, missing FROM job WHERE missing > 0 ORDER BY missing DESC LIMIT 100',
  },
  {
    what: 'a tag pattern, as a filter shows it',
    views: "SELECT count(*) FROM events WHERE event_passes(id, 'salt/job/*/ret/*')",
    tables: `SELECT count(*) FROM event WHERE kind = ${kindCode('ret')}`,
  },
  {
    what: 'a tag pattern over the tag itself',
    views: "SELECT count(*) FROM events WHERE salt_glob(tag, 'salt/job/*/ret/*')",
    tables: `SELECT count(*) FROM event WHERE kind = ${kindCode('ret')}`,
  },
];

function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value;
}

async function makeCase(events: number, folder: string): Promise<string> {
  const log = join(folder, 'log.jsonl');
  const maker = join(import.meta.dirname, '../../build/tasks/make-log.ts');
  const made = spawnSync(process.execPath, [maker, log, '--events', String(events)], { stdio: 'inherit' });
  if (made.status !== 0) throw new Error('no log was made');
  const path = join(folder, 'big.saltrace');
  const caseFile = must(openCaseFile(path, 'create'));
  must(await readInto(caseFile, [log], {}));
  caseFile.close();
  return path;
}

function run(path: string, sql: string): { readonly rows: number; readonly ms: number } {
  const opened = must(openForSql(path, decodeStored));
  const began = process.threadCpuUsage();
  const { rows } = must(runStatement(path, { sql, values: {} }, limits, caseFunctions(opened, 'UTC')));
  const { user, system } = process.threadCpuUsage(began);
  opened.close();
  return { rows: rows.length, ms: Math.round((user + system) / 1000) };
}

async function stopAndStart(path: string): Promise<void> {
  const { runSql, close } = sqlRunner();
  const ask = async (sql: string, isCancelled: () => boolean): Promise<number> => {
    const began = performance.now();
    await runSql({ path, sql, limits, zone: 'UTC' }, isCancelled);
    return Math.round(performance.now() - began);
  };
  const first = await ask('SELECT 1', () => false);
  const second = await ask('SELECT 1', () => false);
  console.log(`first statement ${first} ms, with its process up ${second} ms (by the clock)`);
  const waits: number[] = [];
  for (let round = 0; round < 5; round++) {
    const stopAt = performance.now() + 700;
    await ask("SELECT count(*) FROM events WHERE salt_regexp(tag, 'x$')", () => performance.now() >= stopAt);
    waits.push(Math.round(performance.now() - stopAt));
  }
  console.log(`Stop took ${waits.join(', ')} ms (by the clock; wanted: at most 100)`);
  close();
}

const [asked = '1000000'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'saltrace-sql-'));
try {
  const path = existsSync(asked) ? asked : await makeCase(Number(asked), folder);
  const table = statements.map(({ what, views, tables }) => {
    const { rows, ms } = run(path, views);
    const peer = run(path, tables);
    return { what, rows, ms, 'by hand, ms': peer.ms };
  });
  console.table(table);
  await stopAndStart(path);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
