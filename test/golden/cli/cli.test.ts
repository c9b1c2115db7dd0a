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
const silent = 'sequence by jid, minion with maxspan=30s [kind:new fun:state.*] ![kind:ret]';
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
    ['findings', ['findings', join(captures, '3008.5', 'orchestration', 'sse.txt')]],
    ['minions', ['minions', capture]],
    ['minion', ['minion', capture, 'web2']],
    ['sequence', ['sequence', join(captures, '3008.5', 'dead-minion', 'sse.txt'), silent]],
    ['sequence-cut', ['sequence', capture, 'sequence by jid [kind:new] [kind:ret outcome:failed]', '--limit', '1', '--unmatched']],
    ['compare', ['compare', capture, '--jid', '20261122200901199448', '--jid', jid]],
    ['states-totals', ['states', capture, '--totals', 'failed', '--limit', '3']],
    ['trace-job', ['trace', capture, '--jid', jid]],
    ['trace-event', ['trace', join(captures, '3008.5', 'beacon-reactor', 'rawfile.jsonl'), '--event', '15']],
    ['differ', ['differ', capture, '--jid', jid]],
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

describe('trace', () => {
  it('reads as a story on a terminal', async () => {
    const { stdout, stderr, status } = await runSaltrace(['trace', capture, '--jid', jid]);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    await expect(stdout).toMatchFileSnapshot('trace.txt');
  });

  it.each([
    [[], 'trace needs --event ID or --jid JID.'],
    [['--event', '1', '--jid', jid], 'not both'],
    [['--jid', jid, '--minion', 'nobody'], 'Minion nobody has no part in job'],
    [['--jid', '1'], 'The case has no job 1.'],
    [['--event', '99999'], 'The case has no event 99999.'],
  ])('says what is wrong with %s', async (args, words) => {
    const { stdout, stderr, status } = await runSaltrace(['trace', capture, ...args]);
    expect([stdout, status]).toEqual(['', 2]);
    expect(stderr).toContain(words);
  });
});

/** Tokens are made with a random key: each becomes the number of its first appearance. */
function withoutKeys(text: string): string {
  const seen = new Map<string, string>();
  return text.replaceAll(/(redacted|minion|user|address|target)-[0-9a-z]{12}\b/g, (token, word: string) => {
    const known = seen.get(token) ?? `${word}-${seen.size + 1}`;
    seen.set(token, known);
    return known;
  });
}

describe('share', () => {
  it('says what it would hold, and writes nothing', async () => {
    const { stdout, stderr, status } = await runSaltrace(['share', capture, '--dry-run', '--redact', 'ids', '--json']);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    await expect(readable(stdout.replace(/"about_bytes": \d+/, '"about_bytes": 0'))).toMatchFileSnapshot('share-dry-run.json');
    const table = await runSaltrace(['share', capture, '--dry-run']);
    await expect(table.stdout.replace(/about \d+ bytes/, 'about … bytes')).toMatchFileSnapshot('share-dry-run.txt');
  });

  it('writes a share, which has the same jobs under other names', async () => {
    const path = join(folder, 'share.saltrace');
    const args = ['share', capture, '-o', path, '--include', 'arguments,output', '--redact', 'ids,users', '--json', '--quiet'];
    const { stdout, stderr, status } = await runSaltrace(args);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const figures = stdout.replaceAll(/"(share|bytes|made)": ?(?:"[^"]*"|\d+)/g, '"$1": 0');
    await expect(readable(figures)).toMatchFileSnapshot('share.json');
    const jobs = await runSaltrace(['jobs', path, '--json']);
    await expect(withoutKeys(readable(jobs.stdout))).toMatchFileSnapshot('share-jobs.json');
    const info = await runSaltrace(['info', path, '--json']);
    expect(JSON.parse(info.stdout)).toMatchObject({ share: { scope: 'all', events: 52, of: 52, kept: ['arguments', 'output'], also_hidden: ['ids', 'users'] } });
  });

  it('takes a filter and a span', async () => {
    const path = join(folder, 'part.saltrace');
    const { stdout, status } = await runSaltrace(['share', capture, '-o', path, '--span', '20:09:03..20:09:05', '--json', 'kind:ret']);
    expect(status).toBe(0);
    const part = JSON.parse(stdout) as { scope: string; selected: number; events: number; of: number };
    expect(part.scope).toBe('filter');
    expect(part.selected).toBeGreaterThan(0);
    expect(part.events).toBeGreaterThan(part.selected);
    expect(part.events).toBeLessThan(part.of);
  });

  it.each([
    ['no place to write to', ['share', capture], /-o FILE/],
    ['a rule that is none', ['share', capture, '-o', join(folder, 'x'), '--include', 'passwords'], /pillar, arguments/],
    ['a rule that cannot be turned off', ['share', capture, '-o', join(folder, 'x'), '--include', 'key'], /"key" is none/],
    ['a thing that is none', ['share', capture, '-o', join(folder, 'x'), '--without', 'note'], /"note" is none of view, queries, notes, views/],
    ['a span that is none', ['share', capture, '-o', join(folder, 'x'), '--span', 'yesterday'], /expected a time/],
    ['a span without events', ['share', capture, '-o', join(folder, 'x'), '--span', '2020-01-01..2020-01-02'], /no event is in it/],
    ['a malformed filter', ['share', capture, '-o', join(folder, 'x'), 'retcod:1'], /retcode/],
  ])('exits with 2 for %s', async (_what, args, words) => {
    const { stdout, stderr, status } = await runSaltrace(args);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(words);
  });

  it('exits with 3 when the file exists, and leaves it alone', async () => {
    const path = join(folder, 'mine.txt');
    writeFileSync(path, 'mine');
    const { stderr, status } = await runSaltrace(['share', capture, '-o', path]);
    expect(status).toBe(3);
    expect(stderr).toMatch(/exists already/);
    expect(readFileSync(path, 'utf8')).toBe('mine');
  });
});

describe('the command line', () => {
  it('prints a summary for people', async () => {
    const { stdout, status } = await runSaltrace(['summary', capture]);
    expect(status).toBe(0);
    await expect(stdout).toMatchFileSnapshot('summary.txt');
  });

  it('prints the matches of a sequence as a table, CSV and one object a line', async () => {
    const path = join(captures, '3008.5', 'dead-minion', 'sse.txt');
    for (const [format, file] of [['table', 'txt'], ['csv', 'csv'], ['ndjson', 'ndjson']] as const) {
      const { stdout, stderr, status } = await runSaltrace(['sequence', path, silent, '--format', format]);
      expect([stderr, status]).toEqual(['', 0]);
      await expect(stdout).toMatchFileSnapshot(`sequence.${file}`);
    }
  });

  it('says how many matches of a sequence it left out, and nothing with --quiet', async () => {
    const args = ['sequence', capture, 'sequence by jid [kind:new] [kind:ret]', '--limit', '2', '--format', 'csv'];
    expect((await runSaltrace(args)).stderr).toMatch(/^2 of \d+ listed\.\n$/);
    expect((await runSaltrace([...args, '--quiet'])).stderr).toBe('');
  });

  it('exits with 2 on a sequence that cannot be read and marks the place', async () => {
    const { stdout, stderr, status } = await runSaltrace(['sequence', capture, 'sequence by jid [kind:new] [kid:ret]']);
    expect([stdout, status]).toEqual(['', 2]);
    expect(stderr).toBe(
      '  sequence by jid [kind:new] [kid:ret]\n                              ^\nsaltrace: position 28: unknown field kid Did you mean kind or jid?\n',
    );
    expect((await runSaltrace(['sequence', capture])).status).toBe(2);
    expect((await runSaltrace(['sequence', join(folder, 'nowhere.jsonl'), silent])).status).toBe(3);
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
