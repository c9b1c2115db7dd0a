// Derivation over small made-up captures: the corners that no recording has.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { deriveCase } from '../../../electron/derive/derive-case.ts';
import { minionsList } from '../../../electron/queries/minions-list.ts';
import { outcomesOf } from '../../../shared/salt/job-outcome.ts';
import { DerivedCase } from '../../support/derived-capture.ts';

const folder = mkdtempSync(join(tmpdir(), 'saltrace-derive-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
type Line = { readonly tag: string; readonly data: Record<string, unknown> };

function stamp(seconds: number): string {
  return new Date(Date.UTC(2026, 2, 1, 12) + seconds * 1000).toISOString().replace('Z', '000');
}

function capture(...lines: readonly Line[]): string {
  files += 1;
  const path = join(folder, `${files}.jsonl`);
  writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return path;
}

async function derive(...paths: readonly string[]): Promise<DerivedCase> {
  const derived = await DerivedCase.read(...paths);
  onTestFinished(() => derived.dispose());
  return derived;
}

const jid = (n: number) => `202603011200${String(n).padStart(8, '0')}`;

function published(n: number, seconds: number, minions: readonly string[], more: Record<string, unknown> = {}): Line {
  const data = {
    jid: jid(n),
    tgt_type: 'glob',
    tgt: '*',
    user: 'sudo_ana',
    fun: 'test.ping',
    arg: [],
    minions,
    missing: [],
  };
  return { tag: `salt/job/${jid(n)}/new`, data: { ...data, _stamp: stamp(seconds), ...more } };
}

function returned(n: number, seconds: number, minion: string, more: Record<string, unknown> = {}): Line {
  const data = { cmd: '_return', id: minion, jid: jid(n), fun: 'test.ping', fun_args: [], return: true };
  return {
    tag: `salt/job/${jid(n)}/ret/${minion}`,
    data: { ...data, retcode: 0, success: true, _stamp: stamp(seconds), ...more },
  };
}

const later: Line = { tag: 'lab/end', data: { _stamp: stamp(600) } };
const poll = (n: number, seconds: number, about: number, minions: readonly string[]) =>
  published(n, seconds, minions, { fun: 'saltutil.find_job', arg: [jid(about)], tgt: minions, tgt_type: 'list' });
const answer = (n: number, seconds: number, minion: string, value: unknown) =>
  returned(n, seconds, minion, { fun: 'saltutil.find_job', return: value });

describe('jobs', () => {
  it('expects the union of all new events and measures from the one that expects the minion', async () => {
    const derived = await derive(
      capture(
        published(1, 0, ['a', 'b']),
        returned(1, 1, 'a'),
        published(1, 10, ['c', 'b']),
        returned(1, 12, 'c'),
        returned(1, 12.5, 'b'),
        later,
      ),
    );
    const { job, minions, newEvents } = await derived.story(jid(1));
    expect(job).toMatchObject({
      expected: 3,
      returned: 3,
      missing: 0,
      origin: { kind: 'batch', certainty: 'inferred' },
    });
    expect(newEvents).toHaveLength(2);
    expect(minions.map(({ minion, durationUs }) => [minion, durationUs])).toEqual([
      ['a', 1_000_000],
      ['b', 12_500_000],
      ['c', 2_000_000],
    ]);
  });

  it('counts a return once, and those that nobody expected', async () => {
    const derived = await derive(
      capture(published(1, 0, ['a']), returned(1, 1, 'a'), returned(1, 3, 'a'), returned(1, 2, 'z'), later),
    );
    const { job, minions } = await derived.story(jid(1));
    expect(job).toMatchObject({ expected: 1, returned: 2, succeeded: 2, unexpected: 1, missing: 0 });
    expect(minions.map(({ minion, duplicates, isExpected }) => [minion, duplicates, isExpected])).toEqual([
      ['a', 1, true],
      ['z', 0, false],
    ]);
  });

  it('says no time of returns that have none', async () => {
    const path = capture();
    const bare = { jid: jid(1), id: 'a', fun: 'test.ping', return: true, retcode: 0, success: true };
    writeFileSync(path, `${JSON.stringify(bare)}\n`);
    const derived = await derive(path);
    const { job, minions } = await derived.story(jid(1));
    expect(job).toMatchObject({ started: null, ended: null, durationUs: null, returned: 1 });
    expect(minions).toMatchObject([{ minion: 'a', durationUs: null }]);
    const { rows } = await derived.ask(minionsList, {
      filter: '',
      sort: 'minion',
      descending: false,
      offset: 0,
      limit: 10,
    });
    expect(rows).toMatchObject([{ minion: 'a', firstSeen: null, lastSeen: null, returns: 1 }]);
  });

  it('believes no return, and no job, that a minion forged', async () => {
    const forged = (line: Line): Line => ({
      tag: line.tag,
      data: {
        id: 'evil',
        tag: line.tag,
        cmd: '_minion_event',
        pretag: null,
        data: line.data,
        _stamp: line.data._stamp,
      },
    });
    const derived = await derive(
      capture(published(1, 0, ['a']), forged(returned(1, 1, 'a')), forged(published(2, 2, ['a'])), later),
    );
    expect((await derived.jobs()).map((job) => job.jid)).toEqual([jid(1)]);
    expect((await derived.story(jid(1))).job).toMatchObject({ returned: 0, missing: 1 });
    const evil = (await derived.minions()).find(({ minion }) => minion === 'evil');
    expect(evil).toMatchObject({ returns: 0 });
    expect(evil?.firstSeen).not.toBeNull();
  });

  it('shows what became of the minions on the new event', async () => {
    const derived = await derive(
      capture(published(1, 0, ['a', 'b', 'c']), returned(1, 1, 'a'), returned(1, 2, 'b', { retcode: 1 }), later),
    );
    const { newEvents } = await derived.story(jid(1));
    const bits = derived.caseFile.columns.value('outcome', newEvents[0] ?? 0);
    expect(outcomesOf(bits)).toEqual(['succeeded', 'failed', 'missing']);
  });

  it('does not know what was expected of returns without new', async () => {
    const derived = await derive(capture(returned(1, 1, 'a', { schedule: 'x', fun_args: ['y'] }), later));
    const [job] = await derived.jobs();
    expect(job).toMatchObject({ expected: null, missing: null, running: null, unexpected: null, returned: 1 });
    expect(job).toMatchObject({ started: null, durationUs: null, arg: ['y'], origin: { kind: 'schedule' } });
  });
});

describe('missing returns', () => {
  it('are unknown while the capture ends too early, by three times the slowest return', async () => {
    const end = (seconds: number): Line => ({ tag: 'lab/end', data: { _stamp: stamp(seconds) } });
    const lines = [published(1, 0, ['a', 'b']), returned(1, 40, 'a')];
    const early = await derive(capture(...lines, end(119)));
    expect((await early.story(jid(1))).job).toMatchObject({ missing: 0, unknown: 1 });
    expect((await early.part(jid(1), 'b')).missingBecause?.reason).toBe('capture-ended');
    const late = await derive(capture(...lines, end(121)));
    expect((await late.story(jid(1))).job).toMatchObject({ missing: 1, unknown: 0 });
  });

  it('are unknown before a gap between two sources', async () => {
    const derived = await derive(
      capture(published(1, 0, ['a', 'b']), returned(1, 1, 'a'), returned(2, 20, 'a')),
      capture(returned(3, 400, 'b'), returned(4, 600, 'a')),
    );
    expect((await derived.part(jid(1), 'b')).missingBecause).toMatchObject({ reason: 'gap', certainty: 'certain' });
  });

  it('tell a hung minion by its late answers', async () => {
    const derived = await derive(
      capture(
        published(1, 0, ['a'], { fun: 'state.apply' }),
        poll(2, 10, 1, ['a']),
        poll(3, 20, 1, ['a']),
        { tag: 'salt/minion/a/start', data: { id: 'a', cmd: '_minion_event', data: 'up', _stamp: stamp(44) } },
        answer(2, 45, 'a', { jid: jid(1), pid: 7 }),
        answer(3, 45.2, 'a', {}),
        later,
      ),
    );
    const { missingBecause } = await derived.part(jid(1), 'a');
    expect(missingBecause).toMatchObject({ reason: 'hung', certainty: 'certain' });
    expect(missingBecause?.also.map(({ reason }) => reason)).toEqual(['finished-without-return']);
  });

  it('leave a job running that answered so last', async () => {
    const derived = await derive(
      capture(published(1, 0, ['a']), poll(2, 10, 1, ['a']), answer(2, 11, 'a', { pid: 7 }), later),
    );
    const { job, minions } = await derived.story(jid(1));
    expect(job).toMatchObject({ missing: 0, running: 1, ended: null });
    expect(minions[0]).toMatchObject({ outcome: 'running', missingBecause: { reason: 'still-running' } });
  });

  it('are explained by a deleted key', async () => {
    const key: Line = { tag: 'salt/key', data: { act: 'delete', id: 'a', result: true, _stamp: stamp(5) } };
    const derived = await derive(capture(returned(9, -5, 'a'), published(1, 0, ['a']), key, later));
    expect((await derived.part(jid(1), 'a')).missingBecause).toMatchObject({
      reason: 'key-problem',
      certainty: 'certain',
    });
  });

  it('make a minion silent until it returns something', async () => {
    const lines = [
      published(1, 0, ['a', 'b']),
      returned(1, 1, 'b'),
      published(2, 100, ['a', 'b']),
      returned(2, 101, 'b'),
    ];
    const silent = await derive(capture(...lines, later));
    expect((await silent.summary()).silent.map(({ minion, missing }) => [minion, missing])).toEqual([['a', 2]]);
    const back = await derive(capture(...lines, published(3, 300, ['a']), returned(3, 301, 'a'), later));
    expect((await back.summary()).silent).toEqual([]);
  });
});

describe('a derivation', () => {
  it('changes nothing when it is done again', async () => {
    const derived = await derive(
      capture(
        {
          tag: 'salt/run/1/new',
          data: { fun: 'runner.manage.up', jid: jid(8), user: 'root', fun_args: [], _stamp: stamp(0) },
        },
        published(1, 0.1, ['a', 'b'], { user: 'root' }),
        returned(1, 1, 'a'),
        published(2, 100, ['a'], { fun: 'state.apply', arg: ['x'] }),
        returned(2, 101, 'a', { fun: 'state.apply', return: { 'a_|-b_|-c_|-d': { result: null, changes: { x: 1 } } } }),
        later,
      ),
    );
    const everything = () => [
      ...(['job', 'job_minion', 'minion', 'event'] as const).map((table) =>
        derived.caseFile.rows(`SELECT * FROM ${table}`),
      ),
      Array.from({ length: derived.caseFile.columns.length }, (_, at) =>
        (['outcome', 'flags', 'durationUs'] as const).map((name) => derived.caseFile.columns.value(name, at + 1)),
      ),
    ];
    const before = everything();
    expect((await deriveCase(derived.caseFile)).ok).toBe(true);
    expect(everything()).toEqual(before);
    expect((await derived.info()).isDerived).toBe(true);
    expect((await derived.jobs()).find((job) => job.jid === jid(2))).toMatchObject({ isTest: true, changed: 1 });
  });

  it('leaves what was there when it is cancelled', async () => {
    const derived = await derive(capture(published(1, 0, ['a']), returned(1, 1, 'a'), later));
    const before = derived.caseFile.rows('SELECT * FROM job');
    const outcome = await deriveCase(derived.caseFile, { isCancelled: () => true });
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'import-cancelled' } });
    expect(derived.caseFile.rows('SELECT * FROM job')).toEqual(before);
    expect((await derived.info()).isDerived).toBe(true);
  });
});
