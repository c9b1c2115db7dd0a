// A share is whole and safe, or it is not there: the search finds what is planted, a changed file is refused, a stopped one leaves nothing.
import { createHash } from 'node:crypto';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deriveCase } from '../../../electron/derive/derive-case.ts';
import { rebuildCase } from '../../../electron/engine/open-case.ts';
import { decodeStored } from '../../../electron/ingest/decoder.ts';
import { importSources } from '../../../electron/ingest/import-sources.ts';
import { caseInfo } from '../../../electron/queries/case-info.ts';
import { sharePreview } from '../../../electron/queries/share-preview.ts';
import { scanBytes } from '../../../electron/share/byte-scan.ts';
import { writeShare } from '../../../electron/share/write-share.ts';
import { openCase } from '../../../electron/store/open-case-file.ts';
import { DerivedCase, valueIn } from '../../support/derived-capture.ts';
import { shareOf } from '../../support/share-case.ts';
import { addRecords, emptyCase } from '../../support/small-case.ts';

const capture = new URL('../../captures/3008.5/bad-config/rawfile.jsonl', import.meta.url).pathname;
const base = {
  selection: { filter: '' },
  choices: { keep: [], hide: [] },
  without: [],
  zone: 'UTC',
  workers: 0,
} as const;
const context = { isCancelled: () => false, zone: 'UTC' };
const folder = mkdtempSync(join(tmpdir(), 'saltrace-safety-'));
let derived: DerivedCase;

beforeAll(async () => {
  derived = await DerivedCase.read(capture);
});
afterAll(() => {
  derived.dispose();
  rmSync(folder, { recursive: true, force: true });
});

describe('the search of the finished file', () => {
  const canary = 'Sc4nCanary-value';
  const record = (data: object) =>
    JSON.stringify({ tag: 'lab/x', data: { _stamp: '2026-11-22T20:09:03.698084', ...data } });

  it.each([
    ['a block', record({ a: canary })],
    ['a block, escaped', record({ a: JSON.stringify(`"${canary}"`) })],
    ['a block, base64', record({ a: Buffer.from(`--${canary}--`).toString('base64') })],
    ['a block, base64 at another offset', record({ a: Buffer.from(`-${canary}-`).toString('base64') })],
    ['a block, base64 of UTF-16', record({ a: Buffer.from(`-${canary}-`, 'utf16le').toString('base64') })],
    ['a dictionary', record({ id: canary, fun: 'x', jid: '20261122200903698084', return: 1 })],
  ])('finds a value in %s', async (_place, line) => {
    const made = emptyCase();
    addRecords(made, 'a', [line]);
    valueIn(await deriveCase(made.caseFile));
    const hidden = [{ text: canary, rule: 'password', isWord: false }] as const;
    const scan = await scanBytes(made.caseFile.path, made.caseFile, hidden, {
      isCancelled: () => false,
      onProgress: () => undefined,
    });
    expect(scan?.found?.rule).toBe('password');
    made.dispose();
  });

  it('a name of three letters is looked for in texts, not among packed bytes, where it stands by chance', async () => {
    const made = emptyCase();
    const noise = Array.from({ length: 4_000 }, (_, n) => createHash('sha512').update(`${n}`).digest('base64url')).join(
      '',
    );
    addRecords(made, 'a', [record({ noise: noise.replaceAll('ana', 'a-a') })]);
    valueIn(await deriveCase(made.caseFile));
    const hidden = [{ text: 'ana', rule: 'users', isWord: false }] as const;
    const scan = () =>
      scanBytes(made.caseFile.path, made.caseFile, hidden, { isCancelled: () => false, onProgress: () => undefined });
    expect(await scan()).toMatchObject({ found: undefined });
    valueIn(made.writer.begin());
    made.writer.setMeta('who', 'ana');
    valueIn(made.writer.commit());
    expect(await scan()).toMatchObject({ found: { rule: 'users', place: 'table meta' } });
    made.dispose();
  });

  it.each(['a free page', 'behind the last page', 'behind the last page, UTF-16', 'a setting'])(
    'finds a value in %s',
    async (place) => {
      const path = join(folder, `${place}.saltrace`);
      valueIn(await writeShare(derived.caseFile, { ...base, path }));
      const db = new Database(path);
      if (place === 'a free page') {
        db.exec("INSERT INTO meta VALUES ('x', 'y')");
        db.prepare('INSERT INTO meta VALUES (?, ?)').run('free', `${canary}${'x'.repeat(40_000)}${canary}`);
        db.exec("DELETE FROM meta WHERE key IN ('free', 'x')");
      } else if (place === 'a setting')
        db.prepare('INSERT INTO meta VALUES (?, ?)').run('x', `${'z'.repeat(9_000)}${canary}`);
      db.close();
      if (place === 'behind the last page') appendFileSync(path, Buffer.alloc(8_192, canary));
      if (place.endsWith('UTF-16')) appendFileSync(path, Buffer.alloc(8_192, canary, 'utf16le'));
      const caseFile = valueIn(openCase(path, { mode: 'read', decoder: decodeStored }));
      const hidden = [{ text: canary, rule: 'token', isWord: false }] as const;
      const scan = await scanBytes(path, caseFile, hidden, { isCancelled: () => false, onProgress: () => undefined });
      caseFile.close();
      expect(scan?.found?.rule).toBe('token');
    },
  );
});

describe('a share that was changed on its way', () => {
  const shared = async (name: string) => {
    const path = join(folder, name);
    valueIn(await writeShare(derived.caseFile, { ...base, path }));
    return path;
  };
  const open = (path: string) => openCase(path, { mode: 'read', decoder: decodeStored });

  it.each([
    ['a failed return made good', 'UPDATE event SET outcome = 1 WHERE outcome = 4'],
    ['a job without its failures', 'UPDATE job SET failed = 0'],
    ['a record taken out', 'DELETE FROM problem_count'],
    ['another minion', "UPDATE dictionary SET text = 'db9' WHERE text = 'web1'"],
    ['another label', "UPDATE meta SET value = replace(value, '\"of\":52', '\"of\":53') WHERE key = 'share'"],
    ['a block', 'UPDATE block SET first_line = 2'],
  ])('%s is refused, and it is said why', async (name, sql) => {
    const path = await shared(`${name}.saltrace`);
    expect(open(path).ok).toBe(true);
    const db = new Database(path);
    const { changes } = db.prepare(sql).run();
    db.close();
    if (name !== 'a record taken out') expect(changes).toBeGreaterThan(0);
    const opened = open(path);
    if (changes === 0) return;
    expect(opened).toMatchObject({ ok: false, failure: { code: 'share-changed' } });
    expect(opened.ok ? '' : opened.failure.message).toMatch(/digest.*damaged or changed on its way/);
  });

  it('a cut one is refused', async () => {
    const path = await shared('cut.saltrace');
    truncateSync(path, readFileSync(path).length - 20_000);
    expect(open(path)).toMatchObject({ ok: false, failure: { code: 'database-corrupt' } });
  });

  it('is no longer held against its digest once somebody works on with it', async () => {
    const path = await shared('on.saltrace');
    const writing = valueIn(openCase(path, { mode: 'write', decoder: decodeStored }));
    valueIn(writing.writer?.begin() ?? { ok: true, value: undefined });
    writing.writer?.setMeta('view', '{}');
    valueIn(writing.writer?.commit() ?? { ok: true, value: undefined });
    writing.close();
    expect(valueIn(open(path)).meta('share_digest')).toMatch(/^2:/);
    const again = valueIn(openCase(path, { mode: 'write', decoder: decodeStored }));
    valueIn(
      await importSources(again, {
        paths: [new URL('../../captures/3008.5/healthy/rawfile.jsonl', import.meta.url).pathname],
        workers: 0,
      }),
    );
    valueIn(await deriveCase(again));
    again.close();
    const opened = valueIn(open(path));
    expect(opened.meta('share_digest')).toBeUndefined();
    opened.close();
  });

  it('can be rebuilt to the same answers', async () => {
    const path = await shared('rebuilt.saltrace');
    const before = valueIn(open(path));
    const jobs = before.rows('SELECT * FROM job');
    before.close();
    const info = valueIn(await rebuildCase(path));
    expect(info.share?.scope.of).toBe(derived.caseFile.columns.length);
    const after = valueIn(open(path));
    expect(after.rows('SELECT * FROM job')).toEqual(jobs);
    after.close();
  });
});

describe('a share that is not written', () => {
  it('a file that exists is left alone', async () => {
    const path = join(folder, 'mine.saltrace');
    writeFileSync(path, 'mine');
    expect(await writeShare(derived.caseFile, { ...base, path })).toMatchObject({
      ok: false,
      failure: { code: 'database-exists' },
    });
    expect(readFileSync(path, 'utf8')).toBe('mine');
  });

  it('a folder that is not there is said', async () => {
    const path = join(folder, 'nowhere', 'a.saltrace');
    expect(await writeShare(derived.caseFile, { ...base, path })).toMatchObject({
      ok: false,
      failure: { code: 'file-missing' },
    });
  });

  it.each(['looking', 'writing', 'deriving', 'searching'])('stopped while %s, it leaves no file', async (stage) => {
    const place = mkdtempSync(join(folder, 'stop-'));
    let isStopped = false;
    const written = await writeShare(derived.caseFile, {
      ...base,
      path: join(place, 'a.saltrace'),
      onProgress: (progress) => {
        isStopped ||= progress.stage === stage;
      },
      isCancelled: () => isStopped,
    });
    if (isStopped) expect(written).toMatchObject({ ok: false, failure: { code: 'share-cancelled' } });
    expect(readdirSync(place)).toEqual(isStopped ? [] : ['a.saltrace']);
  });

  it('a malformed filter is said with its place', async () => {
    const written = await writeShare(derived.caseFile, {
      ...base,
      selection: { filter: 'kind:' },
      path: join(folder, 'f.saltrace'),
    });
    expect(written).toMatchObject({ ok: false, failure: { code: 'filter-malformed' } });
  });
});

describe('the scope', () => {
  it('takes whole jobs along, so that their counts stay true', async () => {
    const share = await shareOf(derived.caseFile, { selection: { filter: 'outcome:failed kind:ret minion:web2' } });
    const sql =
      'SELECT text AS jid, expected, returned, failed, missing FROM job JOIN dictionary ON kind = 2 AND dictionary.id = job.jid ORDER BY 1';
    const jobs = share.caseFile.rows<{ jid: string }>(sql);
    const all = derived.caseFile.rows<{ jid: string }>(sql);
    expect(jobs.length).toBeGreaterThan(0);
    expect(all).toEqual(expect.arrayContaining(jobs));
    expect(share.report.label.scope.kind).toBe('filter');
    expect(share.report.label.scope.added).toBeGreaterThan(0);
    expect(share.caseFile.columns.length).toBeLessThan(derived.caseFile.columns.length);
    share.dispose();
  });

  it('by span keeps what was missing missing', async () => {
    const dead = await DerivedCase.read(
      new URL('../../captures/3008.5/dead-minion/rawfile.jsonl', import.meta.url).pathname,
    );
    const missing = (await dead.jobs(false)).filter((job) => (job.missing ?? 0) > 0);
    const [job] = missing;
    const from = job?.started ?? 0;
    const share = await shareOf(dead.caseFile, { selection: { filter: '', span: { from, to: from + 1_000_000 } } });
    const rows = share.caseFile.rows<{ missing: number }>(
      'SELECT missing FROM job JOIN dictionary ON kind = 2 AND dictionary.id = job.jid WHERE text = :jid',
      { jid: job?.jid ?? '' },
    );
    expect(rows).toEqual([{ missing: job?.missing }]);
    share.dispose();
    dead.dispose();
  });

  it('hides a secret of an event that does not go along', async () => {
    const made = emptyCase();
    const stamp = '2026-11-22T20:09:03.698084';
    addRecords(made, 'a', [
      JSON.stringify({ tag: 'lab/secret', data: { _stamp: stamp, password: 'outsideCanary-1' } }),
      JSON.stringify({ tag: 'lab/shared', data: { _stamp: stamp, note: 'it was outsideCanary-1' } }),
    ]);
    valueIn(await deriveCase(made.caseFile));
    const share = await shareOf(made.caseFile, { selection: { filter: 'tag:lab/shared' } });
    expect(share.records).toMatch(/it was redacted-[0-9a-z]{12}/);
    expect(share.report.label.hidden).toEqual([]);
    share.dispose();
    made.dispose();
  });

  it('the label says what was done, and nothing of what was there', async () => {
    const share = await shareOf(derived.caseFile, { choices: { keep: ['arguments'], hide: ['users'] } });
    const info = valueIn(await caseInfo(share.caseFile, {}, context));
    expect(info.share).toEqual(share.report.label);
    expect(info.share?.choices).toEqual({ keep: ['arguments'], hide: ['users'] });
    share.dispose();
  });

  it('the preview counts what the share hides', async () => {
    const preview = valueIn(
      await sharePreview(derived.caseFile, { filter: '', choices: { keep: [], hide: ['ids'] }, without: [] }, context),
    );
    const share = await shareOf(derived.caseFile, { choices: { keep: [], hide: ['ids'] } });
    expect(preview.rules).toEqual(share.report.rules);
    expect(preview.scope).toEqual(share.report.label.scope);
    share.dispose();
  });
});
