// text.search, asked of a small real case; and what the engine does to it in the background.
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPacer } from '../../../electron/derive/pacer.ts';
import { signBlocks } from '../../../electron/derive/sign-blocks.ts';
import { Door } from '../../../electron/engine/dispatch.ts';
import { forkReader } from '../../../electron/engine/reader/fork-reader.ts';
import { sliceSelected } from '../../../electron/queries/selected-order.ts';
import { selectEvents } from '../../../electron/queries/selection.ts';
import { surroundings, textSearchQuestion } from '../../../electron/queries/text-search.ts';
import type { FromEngine } from '../../../shared/bridge/envelope.ts';
import type { CaseInfo } from '../../../shared/questions/case-info.ts';
import { addRecords, emptyCase, type SmallCase } from '../../support/small-case.ts';

const context = { isCancelled: () => false, zone: 'UTC' };

function record(n: number, text: string): string {
  const stamp = new Date(Date.UTC(2026, 2, 1, 12, 0, 0) + n * 1000).toISOString().slice(0, -1);
  return JSON.stringify({ tag: `custom/${n % 3}`, data: { text, _stamp: stamp } });
}

let small: SmallCase;

beforeAll(() => {
  small = emptyCase();
  // Two sources that overlap in time, so that the newest is not the last one read.
  addRecords(
    small,
    'a',
    Array.from({ length: 300 }, (_, n) => record(n * 2, n % 7 === 0 ? 'Connection REFUSED' : 'fine')),
  );
  addRecords(
    small,
    'b',
    Array.from({ length: 300 }, (_, n) => record(n * 2 + 1, n % 5 === 0 ? 'refused é' : 'fine')),
  );
});

afterAll(() => small.dispose());

async function searchAll(text: string, filter = '', limit = 7) {
  const ids: number[] = [];
  let before: number | undefined;
  for (;;) {
    const body = { filter, text, limit, budgetMs: 1000, ...(before === undefined ? {} : { before }) };
    const outcome = await textSearchQuestion(small.caseFile, body, context);
    if (!outcome.ok) throw new Error(outcome.failure.message);
    const { hits, next, scanned, total } = outcome.value;
    expect(hits.length).toBeLessThanOrEqual(limit);
    expect(scanned).toBeLessThanOrEqual(total);
    ids.push(...hits.map(({ row }) => row.id));
    if (next === null) {
      expect(scanned).toBe(total);
      return ids;
    }
    before = next;
  }
}

async function filtered(filter: string) {
  const outcome = await selectEvents(small.caseFile, { filter }, context);
  if (!outcome.ok) throw new Error(outcome.failure.message);
  const ids = await sliceSelected(small.caseFile, outcome.value, 0, outcome.value.count);
  return [...ids].toReversed();
}

describe('text.search', () => {
  it('gives what the filter selects, newest first, in any pieces, signed or not', async () => {
    for (const isSigned of [false, true]) {
      if (isSigned)
        await signBlocks(
          small.caseFile,
          startPacer(() => false),
          { fewestUnsigned: 1 },
        );
      expect(small.caseFile.signatures.groups().length).toBe(isSigned ? 1 : 0);
      expect(await searchAll('refused')).toEqual(await filtered('refused'));
      expect((await searchAll('refused')).length).toBe(103);
      expect(await searchAll('É', 'tag:custom/1', 3)).toEqual(await filtered('é tag:custom/1'));
      expect(await searchAll('nowhere to be found')).toEqual([]);
    }
  });

  it('stops when nobody waits any more', async () => {
    const outcome = await textSearchQuestion(
      small.caseFile,
      { filter: '', text: 'fine', limit: 1000, budgetMs: 1000 },
      { isCancelled: () => true, zone: 'UTC' },
    );
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'question-cancelled' } });
  });

  it('shows what stands around the text, escapes read, secrets covered', () => {
    const raw = '{"password":"hunter2 refused","text":"caf\\u00e9 \\"Refused\\" by peer"}';
    expect(surroundings(raw, 'refused')).toMatchObject({ match: 'Refused', after: '" by peer"}' });
    expect(surroundings(raw, 'CAFÉ').match).toBe('café');
    expect(surroundings(raw, 'hunter2')).toEqual({ before: '', match: '', after: '' });
    // The letter İ becomes two when folded.
    expect(surroundings('{"a":"İstanbul x"}', 'stanbul').match).toBe('stanbul');
  });
});

describe('the background', () => {
  it('reads a promoted path, stops for orders, and is kept', async () => {
    const casesDir = await mkdtemp(join(tmpdir(), 'saltrace-background-'));
    const sent: FromEngine[] = [];
    const door = new Door({
      casesDir,
      queryFolders: () => ({ library: casesDir, builtIn: casesDir }),
      ruleFolders: () => ({ builtIn: casesDir, own: undefined }),
      forkReader,
      send: (message) => sent.push(message),
      log: () => undefined,
    });
    let last = 0;
    const request = async (name: string, body: object) => {
      last += 1;
      await door.receive({ id: last, name, body });
      return sent.find((message) => 'id' in message && message.id === last) as { ok: boolean; answer: unknown };
    };
    const info = async () => (await request('case.info', {})).answer as CaseInfo;
    const capture = join(import.meta.dirname, '../../captures/3008.5/bad-config/sse.txt');
    await request('import.start', { paths: [capture] });
    expect(await request('path.promote', { path: 'tag' })).toMatchObject({ ok: false });
    expect(await request('path.promote', { path: 'data.fun' })).toMatchObject({ ok: true });
    const isWhole = async () => (await info()).promoted.every(({ events }) => events > 0);
    while (!(await isWhole())) await new Promise((resume) => setTimeout(resume, 5));
    const { promoted, events } = await info();
    expect(promoted).toEqual([{ path: 'data.fun', events, isTooVaried: false }]);
    const { path } = await info();
    await request('case.rebuild', {});
    await request('case.open', { path });
    expect((await info()).promoted).toMatchObject([{ path: 'data.fun' }]);
    await request('path.demote', { path: 'data.fun' });
    expect((await info()).promoted).toEqual([]);
    door.close();
    rmSync(casesDir, { recursive: true, force: true });
  });
});
