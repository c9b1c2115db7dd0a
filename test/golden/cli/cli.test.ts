// The JSON of the command line is a contract: every command on a real capture, compared with accepted files (`npm run golden` to accept).
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runSaltrace } from '../../support/run-saltrace.ts';

const captures = join(import.meta.dirname, '..', '..', 'captures');
const capture = join(captures, '3008.5', 'bad-config', 'rawfile.jsonl');
const folder = mkdtempSync(join(tmpdir(), 'saltrace-cli-'));
const jid = '20261122200903698084';
const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n';

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Indents JSON for reading and takes the machine's own paths out. */
function readable(json: string): string {
  return `${JSON.stringify(JSON.parse(json), null, 1).replaceAll(/"case": "[^"]*"/g, '"case": "…"')}\n`;
}

describe('the JSON of every command', () => {
  it.each([
    ['info', ['info', capture]],
    ['summary', ['summary', capture]],
    ['events-failed', ['events', capture, 'kind:ret outcome:failed']],
    ['jobs', ['jobs', capture]],
    ['jobs-internal', ['jobs', join(captures, '3008.5', 'dead-minion', 'sse.txt'), '--internal']],
    ['job', ['job', capture, jid]],
    ['job-missing', ['jobs', join(captures, '3008.5', 'dead-minion', 'event-plain.txt'), 'outcome:missing']],
    ['minions', ['minions', capture]],
    ['minion', ['minion', capture, 'web2']],
    ['states-failed', ['states', capture, 'outcome:failed']],
    [
      'sql',
      [
        'sql',
        capture,
        "SELECT jid, minion, outcome, retcode, success, duration_us, event FROM returns WHERE outcome = 'failed' ORDER BY event",
      ],
    ],
  ])('%s', async (name, args) => {
    const { stdout, stderr, status } = await runSaltrace([...args, '--json']);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    await expect(readable(stdout)).toMatchFileSnapshot(`${name}.json`);
  });

  it('import', async () => {
    const { stdout, status } = await runSaltrace(['import', capture, '--case', join(folder, 'a.saltrace'), '--json']);
    expect(status).toBe(0);
    await expect(readable(stdout)).toMatchFileSnapshot('import.json');
  });
});

describe('the command line', () => {
  it('prints a summary for people', async () => {
    const { stdout, status } = await runSaltrace(['summary', capture]);
    expect(status).toBe(0);
    await expect(stdout).toMatchFileSnapshot('summary.txt');
  });

  it('reads a capture from standard input', async () => {
    const { stdout, status } = await runSaltrace(['events', '-', '--format', 'ndjson'], { input: readFileSync(capture, 'utf8') });
    expect(status).toBe(0);
    expect(stdout.trim().split('\n').length).toBe(52);
  });

  it('gives the same jobs from a case as from the capture it was made of', async () => {
    const path = join(folder, 'b.saltrace');
    await runSaltrace(['import', capture, '--case', path, '--quiet']);
    const fromCase = await runSaltrace(['jobs', path, '--json']);
    const fromCapture = await runSaltrace(['jobs', capture, '--json']);
    expect(fromCase).toEqual(fromCapture);
  });

  it('streams with --limit and --after', async () => {
    const all = await runSaltrace(['events', capture, '--format', 'ndjson']);
    const ids = all.stdout.trim().split('\n').map((line) => (JSON.parse(line) as { id: number }).id);
    const next = await runSaltrace(['events', capture, '--format', 'ndjson', '--limit', '5', '--after', String(ids[9])]);
    expect(next.stdout.trim().split('\n').map((line) => (JSON.parse(line) as { id: number }).id)).toEqual(ids.slice(10, 15));
  });

  it('prints the answer of SQL in every format, and says when there is more', async () => {
    const sql = "SELECT id, kind, '=1+1' AS formula, NULL AS none FROM events ORDER BY id";
    const table = await runSaltrace(['sql', capture, sql, '--limit', '2']);
    expect(table).toMatchObject({ status: 0, stderr: expect.stringContaining('more than these 2 rows') });
    await expect(table.stdout).toMatchFileSnapshot('sql.txt');
    const csv = await runSaltrace(['sql', capture, sql, '--limit', '1', '--format', 'csv', '--quiet']);
    expect(csv).toEqual({ status: 0, stderr: '', stdout: "id,kind,formula,none\r\n1,hook,'=1+1,\r\n" });
    const lines = await runSaltrace(['sql', capture, 'SELECT 1 AS a, 2 AS a, 3 AS b', '--format', 'ndjson']);
    expect(lines.stdout).toBe('{"a":1,"a:2":2,"b":3}\n');
    const none = await runSaltrace(['sql', capture, 'SELECT id FROM events WHERE 0', '--json']);
    expect(JSON.parse(none.stdout)).toEqual({ columns: [{ name: 'id', type: 'null' }], rows: [], truncated: false });
  });

  it('refuses SQL that is no question with 2, one line and the place', async () => {
    const refused = await runSaltrace(['sql', capture, "ATTACH '/tmp/x' AS y"]);
    expect(refused).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('ATTACH') });
    const malformed = await runSaltrace(['sql', capture, 'SELECT minio FROM events']);
    expect(malformed).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('Did you mean minion?') });
    expect(malformed.stderr.trim().split('\n')).toHaveLength(1);
  });

  it('stops endless SQL after its time', async () => {
    const late = await runSaltrace(['sql', capture, endless, '--timeout', '1']);
    expect(late).toMatchObject({ status: 3, stdout: '', stderr: expect.stringContaining('after 1 s') });
  });

  it.each([
    ['SIGINT', 130],
    ['SIGKILL', null],
  ] as const)('ends with its reader when it gets %s', async (signal, status) => {
    const main = join(import.meta.dirname, '..', '..', '..', 'electron', 'cli', 'main.ts');
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, 'sql', capture, endless]);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const pids = () =>
      execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' })
        .split('\n')
        .filter((line) => line.includes(`reader-process.ts ${child.pid}`))
        .map((line) => line.trim().split(' ')[0]);
    await expect.poll(pids, { timeout: 20_000 }).toHaveLength(1);
    child.kill(signal);
    expect(await ended).toBe(status);
    await expect.poll(pids, { timeout: 20_000 }).toEqual([]);
  });

  it('exits with 2 on wrong use, with one line that says where', async () => {
    expect((await runSaltrace(['evnts', capture])).status).toBe(2);
    expect((await runSaltrace(['events', capture, '--limit', 'ten'])).status).toBe(2);
    const malformed = await runSaltrace(['events', capture, 'kind:ret', 'and', 'retcod:1']);
    expect(malformed.status).toBe(2);
    expect(malformed.stderr).toMatch(/retcode/);
    expect(malformed.stderr.trim().split('\n')).toHaveLength(1);
    const unknown = await runSaltrace(['job', capture, '20000101000000000000']);
    expect(unknown.status).toBe(2);
  });

  it.each([
    ['a file that is not there', 'nowhere.jsonl', undefined],
    ['an empty file', 'empty.jsonl', ''],
    ['a binary file', 'picture.png', '\u0089PNG\r\n\u001a\n\u0000\u0000\u0000\rIHDR\u0000\u0000'],
    ['a web page', 'page.html', '<!doctype html><html><body>401 Unauthorized</body></html>\n'],
    ['a file that begins like a database', 'fake.saltrace', 'SQLite format 3\u0000 and then nothing of the kind'],
  ])('exits with 3 and one line for %s', async (_what, name, content) => {
    const path = join(folder, name);
    if (content !== undefined) writeFileSync(path, content, 'latin1');
    const { stdout, stderr, status } = await runSaltrace(['jobs', path, '--json']);
    expect(status).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).toContain(name);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).not.toMatch(/\bat .*:\d+:\d+/);
  });

  it('exits with 1 under --strict when a record was rejected, and keeps the rest', async () => {
    const path = join(folder, 'cut.jsonl');
    writeFileSync(path, readFileSync(capture).subarray(0, -40));
    const { stdout, status } = await runSaltrace(['import', path, '--case', join(folder, 'cut.saltrace'), '--strict', '--json']);
    expect(status).toBe(1);
    const { sources } = JSON.parse(stdout) as { sources: { read: number; accepted: number; rejected: number; problems: { code: string }[] }[] };
    expect(sources[0]).toMatchObject({ read: 52, accepted: 51, rejected: 1 });
    expect(sources[0]?.problems.map((problem) => problem.code)).toContain('record-truncated');
  });

  it('rebuilds a case to the same answers', async () => {
    const path = join(folder, 'c.saltrace');
    await runSaltrace(['import', capture, '--case', path, '--quiet']);
    const before = await runSaltrace(['jobs', path, '--json']);
    expect((await runSaltrace(['rebuild', path, '--quiet'])).status).toBe(0);
    expect(await runSaltrace(['jobs', path, '--json'])).toEqual(before);
  });

  it('ends quietly when the reader goes away', async () => {
    const main = join(import.meta.dirname, '..', '..', '..', 'electron', 'cli', 'main.ts');
    const line = `"${process.execPath}" "${main}" events "${join(captures, '3008.5', 'noisy-mixed', 'sse.txt')}" --json 2>"${folder}/err" | head -c 100 >/dev/null; cat "${folder}/err"`;
    expect(execFileSync('bash', ['-c', line], { encoding: 'utf8' })).not.toMatch(/EPIPE|Error/);
  });
});
