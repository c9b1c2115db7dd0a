// A disk that gets full while a case is imported, shared, or copied: it is said which file has no room, what was stored stays, and nothing
// half is left. A file system of its own, of a few megabytes, is filled for it; mounting one takes the rights of root.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { caseQueries, putCaseQuery } from '../../electron/keep/case-queries.ts';
import { listNotes, saveNote } from '../../electron/keep/notes.ts';
import { valueIn } from '../support/derived-capture.ts';
import { caseAt } from '../support/ingest-case.ts';
import { madeLog } from '../support/made-log.ts';
import { runSaltrace } from '../support/run-saltrace.ts';

const folder = mkdtempSync(join(tmpdir(), 'saltrace-full-'));
const disks: string[] = [];

/** Mounts a file system of that size; `undefined` where that is not allowed. */
function smallDisk(size: string): string | undefined {
  const place = mkdtempSync(join(folder, 'disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', place]);
  if (mounted.status !== 0) return undefined;
  disks.push(place);
  return place;
}

function resize(place: string, size: string): void {
  expect(spawnSync('mount', ['-o', `remount,size=${size}`, place]).status).toBe(0);
}

function unmountAll(): void {
  for (const place of disks.splice(0)) spawnSync('umount', [place]);
}

const canMount = process.platform === 'linux' && smallDisk('100k') !== undefined;
unmountAll();

const events = 12_000;
const log = join(folder, 'log.jsonl');
const whole = join(folder, 'whole.saltrace');
/** Only there to end a hanging program. */
const timeout = 240_000;

describe.skipIf(!canMount)('on a full disk', () => {
  beforeAll(async () => {
    writeFileSync(log, madeLog({ events, seed: 5, minions: 200 }).bytes);
    const { status } = await runSaltrace(['import', log, '--case', whole, '--quiet']);
    expect(status).toBe(0);
  }, timeout);
  afterEach(unmountAll);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const disk = (size: string): string => {
    const place = smallDisk(size);
    if (place === undefined) throw new Error('a file system could be mounted before');
    return place;
  };
  const countIn = async (path: string): Promise<number> => {
    const { stdout, status } = await runSaltrace(['info', path, '--json']);
    expect(status).toBe(0);
    return (JSON.parse(stdout) as { events: number }).events;
  };

  it('an import says so, keeps what was committed, and goes on when there is room', { timeout }, async () => {
    const place = disk('1m');
    const path = join(place, 'case.saltrace');
    const full = await runSaltrace(['import', log, '--case', path, '--quiet']);
    expect(full.status).not.toBe(0);
    expect(full.stderr).toContain('there is no room left on the disk');
    expect(full.stderr).toContain(path);
    expect(full.stderr).not.toMatch(/ at .*\.ts:\d+/);
    resize(place, '60m');
    if (existsSync(path)) expect(await countIn(path)).toBeLessThan(events);
    const again = await runSaltrace(['import', log, '--case', path, '--quiet']);
    expect(again.status).toBe(0);
    expect(await countIn(path)).toBe(events);
    expect(readdirSync(place)).toEqual(['case.saltrace']);
  });

  it('what a person kept in the case is still there', { timeout }, async () => {
    const place = disk('2m');
    const path = join(place, 'case.saltrace');
    const first = join(folder, 'first.jsonl');
    writeFileSync(first, readFileSync(log, 'utf8').split('\n').slice(0, 200).join('\n'));
    expect((await runSaltrace(['import', first, '--case', path, '--quiet'])).status).toBe(0);
    const query = { name: 'mine', description: '', kind: 'filter', text: 'kind:ret', parameters: [] } as const;
    const before = caseAt(path, 'write');
    valueIn(saveNote(before, { what: 'event', event: 7 }, { isBookmarked: true, text: 'look', tags: [] }, 1));
    valueIn(putCaseQuery(before, query, null));
    before.close();
    const full = await runSaltrace(['import', log, '--case', path, '--quiet']);
    expect(full.status).not.toBe(0);
    expect(full.stderr).toContain('there is no room left on the disk');
    const after = caseAt(path, 'read');
    expect(after.rows('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(listNotes(after)).toMatchObject([{ about: { what: 'event', event: 7 }, text: 'look' }]);
    expect(caseQueries(after)).toMatchObject([{ query }]);
    expect(after.columns.length).toBeGreaterThanOrEqual(200);
    after.close();
  });

  it.each(['400k', '1m', '2m'])(
    'a share on a disk of %s is not there at all, and the case is as it was',
    { timeout },
    async (size) => {
      const place = disk(size);
      const target = join(place, 'share.saltrace');
      const before = readFileSync(whole);
      const full = await runSaltrace(['share', whole, '-o', target, '--quiet']);
      expect(full.status).not.toBe(0);
      expect(full.stdout).toBe('');
      expect(full.stderr).toContain('there is no room left on the disk');
      expect(full.stderr).toContain(target);
      expect(full.stderr).not.toMatch(/ at .*\.ts:\d+/);
      expect(readdirSync(place)).toEqual([]);
      expect(readFileSync(whole).equals(before)).toBe(true);
      resize(place, '60m');
      expect((await runSaltrace(['share', whole, '-o', target, '--quiet'])).status).toBe(0);
      expect(await countIn(target)).toBe(events);
    },
  );
});
