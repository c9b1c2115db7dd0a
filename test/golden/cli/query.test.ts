// `saltrace query`: its JSON is a contract too, and everything that can be wrong with a name, a value or a file is said.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCaseFile } from '../../../electron/engine/open-case.ts';
import { putCaseQuery } from '../../../electron/keep/case-queries.ts';
import { runSaltrace } from '../../support/run-saltrace.ts';

const capture = join(import.meta.dirname, '..', '..', 'captures', '3008.5', 'bad-config', 'rawfile.jsonl');
const folder = mkdtempSync(join(tmpdir(), 'saltrace-query-'));
const library = join(folder, 'library');
const casePath = join(folder, 'a.saltrace');
const query = (...args: string[]) => runSaltrace(['query', ...args, '--library', library]);

beforeAll(async () => {
  mkdirSync(library);
  writeFileSync(join(library, 'mine.yaml'), 'name: Mine\nkind: filter\ntext: kind:ret minion:$minion\nparameters:\n  minion: { type: minion }\n');
  writeFileSync(join(library, 'bad.yaml'), 'name: Bad\nkind: filter\ntext: retcod:1\n');
  await runSaltrace(['import', capture, '--case', casePath, '--quiet']);
  const opened = openCaseFile(casePath, 'write');
  if (!opened.ok) throw new Error(opened.failure.message);
  const own = { name: 'Mine', description: 'of the case', kind: 'filter', text: 'kind:new', parameters: [] } as const;
  expect(putCaseQuery(opened.value, own, null)).toMatchObject({ ok: true });
  opened.value.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('query list', () => {
  it('shows the case, the library, the program, and what is broken with its line', async () => {
    const { stdout, stderr, status } = await query('list', casePath, '--json');
    expect([stderr, status]).toEqual(['', 0]);
    await expect(`${JSON.stringify(JSON.parse(stdout), null, 1)}\n`).toMatchFileSnapshot('query-list.json');
  });

  it('prints a table, without a case too', async () => {
    const { stdout, status } = await query('list');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^bad\.yaml +library +broken +library bad\.yaml line 3: text: position 0: unknown field retcod$/m);
    expect(stdout).toMatch(/^Mine +library +filter +minion +$/m);
  });
});

describe('query run', () => {
  it('prints what the filter with its values selects', async () => {
    const run = await query('run', 'Failed returns', capture, '--param', 'minion=web2', '--json');
    expect([run.stderr, run.status]).toEqual(['', 0]);
    const events = await runSaltrace(['events', capture, 'kind:ret outcome:failed minion:web2', '--json']);
    expect(run.stdout).toBe(events.stdout);
    await expect(`${JSON.stringify(JSON.parse(run.stdout), null, 1)}\n`).toMatchFileSnapshot('query-run.json');
  });

  it('takes the query of the case before that of the library, and the place that is named', async () => {
    const kinds = async (name: string, ...more: string[]) => {
      const { stdout } = await query('run', name, casePath, '--format', 'ndjson', ...more);
      return new Set(stdout.trim().split('\n').map((line) => (JSON.parse(line) as { kind: string }).kind));
    };
    expect(await kinds('Mine')).toEqual(new Set(['new']));
    expect(await kinds('library:Mine', '--param', 'minion=web2', '--limit', '3')).toEqual(new Set(['ret']));
  });

  it.each([
    [['run', 'Minne', casePath], 'There is no saved query named Minne. Did you mean Mine?'],
    [['run', 'bad', casePath], 'library bad.yaml line 3) cannot be read: text: position 0: unknown field retcod'],
    [['run', 'library:Mine', capture], 'the parameter minion has no default: give it a value'],
    [['run', 'Slow returns', capture, '--param', 'limit=12'], 'limit: expected a duration such as 30s'],
    [['run', 'Slow returns', capture, '--param', 'limits=12s'], 'has no parameter limits; it has limit'],
    [['run', 'Key changes', capture, '--param', 'act=burn'], 'act: expected one of *, accepted, rejected, delete'],
    [['run', 'Slow returns', capture, '--param', 'limit'], 'expected name=value'],
    [['run', 'Slow returns', capture, '--param', 'limit=1s', '--param', 'limit=2s'], 'limit is given twice'],
  ])('%j is wrong use, in one sentence', async (args, sentence) => {
    const { stdout, stderr, status } = await query(...args);
    expect([stdout, status]).toEqual(['', 2]);
    expect(stderr).toContain(sentence);
  });
});

it('query check names the file, the line and the reason, and exits with 1', async () => {
  copyFileSync(join(library, 'mine.yaml'), join(folder, 'mine.yaml'));
  const bad = await runSaltrace(['query', 'check', join(library, 'bad.yaml'), join(folder, 'mine.yaml'), join(folder, 'none.yaml')]);
  expect(bad.status).toBe(1);
  expect(bad.stderr).toContain('bad.yaml:3: text: position 0: unknown field retcod');
  expect(bad.stderr).toContain('none.yaml: it could not be read (ENOENT)');
  expect((await runSaltrace(['query', 'check', join(folder, 'mine.yaml'), '--quiet'])).status).toBe(0);
});
