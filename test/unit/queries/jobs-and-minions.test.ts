// The questions about jobs, minions and states, asked of a recording: order, pages, filters, failures.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobStory } from '../../../electron/queries/job-story.ts';
import { jobsList } from '../../../electron/queries/jobs-list.ts';
import { minionStory } from '../../../electron/queries/minion-story.ts';
import { minionsList } from '../../../electron/queries/minions-list.ts';
import { statesList } from '../../../electron/queries/states-list.ts';
import { masterName } from '../../../shared/questions/job-row.ts';
import type { Body } from '../../../shared/questions/questions.ts';
import { DerivedCase } from '../../support/derived-capture.ts';

const path = new URL('../../captures/3008.5/bad-config/rawfile.jsonl', import.meta.url).pathname;
const broken = '20261122200903698084';
const context = { isCancelled: () => false, zone: 'UTC' };

let derived: DerivedCase;
beforeAll(async () => {
  derived = await DerivedCase.read(path);
});
afterAll(() => derived.dispose());

function jobs(body: Partial<Body<'jobs.list'>>) {
  const whole = { filter: '', internal: true, sort: 'jid', descending: false, offset: 0, limit: 100 } as const;
  return derived.ask(jobsList, { ...whole, ...body });
}

function states(body: Partial<Body<'states.list'>>) {
  return derived.ask(statesList, { filter: '', offset: 0, limit: 1000, ...body });
}

describe('jobs.list', () => {
  it('puts the worst first', async () => {
    const { rows } = await jobs({ sort: 'worst', descending: true });
    expect(rows[0]?.jid).toBe(broken);
    expect(rows.map((row) => row.failed)).toEqual(rows.map((row) => row.failed).toSorted((a, b) => b - a));
  });

  it('orders by start, and what only returned by its end', async () => {
    const { rows } = await jobs({ sort: 'started' });
    const times = rows.map((row) => row.started ?? row.ended ?? Number.POSITIVE_INFINITY);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(rows.some((row) => row.started === null)).toBe(true);
  });

  it('puts jobs without a duration last, whichever direction', async () => {
    for (const descending of [false, true]) {
      const known = (await jobs({ sort: 'duration', descending })).rows.map((row) => row.durationUs !== null);
      expect(known).toEqual(known.toSorted((a, b) => Number(b) - Number(a)));
    }
  });

  it('gives pages that join to the whole', async () => {
    const whole = await jobs({});
    const pages = [];
    for (let offset = 0; offset < whole.total; offset += 2) pages.push(...(await jobs({ offset, limit: 2 })).rows);
    expect(pages).toEqual(whole.rows);
    expect(whole.total).toBe(whole.rows.length);
  });

  it('lists jobs with a selected event, with the counts of the whole job', async () => {
    const { rows, total } = await jobs({ filter: 'outcome:failed minion:web4' });
    expect([total, rows.map((row) => row.jid)]).toEqual([1, [broken]]);
    expect(rows[0]).toMatchObject({ expected: 4, failed: 2, changed: 2 });
    expect((await jobs({ filter: 'minion:nobody' })).total).toBe(0);
  });

  it('refuses a malformed filter', async () => {
    const body = { filter: 'a:(', internal: true, sort: 'jid', descending: false, offset: 0, limit: 1 } as const;
    expect(await jobsList(derived.caseFile, body, context)).toMatchObject({ failure: { code: 'filter-malformed' } });
  });
});

describe('job.story', () => {
  it('groups the roots and says what the command printed', async () => {
    const { roots, minions } = await derived.story(broken);
    expect(roots).toHaveLength(1);
    expect(roots[0]).toMatchObject({ id: 'nginx-configtest', minions: ['web2', 'web4'], cascade: 8 });
    expect(roots[0]?.output).toContain('unknown directive "http2"');
    expect(minions.map(({ minion }) => minion)).toEqual(['web2', 'web4', 'web1', 'web3']);
  });

  it('names the master where a runner ran', async () => {
    const runner = (await jobs({})).rows.find((row) => row.fun[0]?.startsWith('runner.'));
    const { minions } = await derived.story(runner?.jid ?? '');
    expect(minions.map(({ minion }) => minion)).toEqual(runner?.returned === 0 ? [] : [masterName]);
  });

  it('knows no other job', async () => {
    expect(await jobStory(derived.caseFile, { jid: '1' }, context)).toMatchObject({ failure: { code: 'job-unknown' } });
  });
});

describe('minions', () => {
  it('are listed in natural order, or the failing first', async () => {
    const body = { filter: '', sort: 'failed', descending: true, offset: 0, limit: 2 } as const;
    const { rows, total } = await derived.ask(minionsList, body);
    expect(rows.map(({ minion, failed }) => [minion, failed])).toEqual([
      ['web2', 2],
      ['web4', 1],
    ]);
    expect(total).toBe((await derived.minions()).length);
    const selected = await derived.ask(minionsList, { ...body, filter: 'outcome:failed' });
    expect(selected.rows.map(({ minion }) => minion)).toEqual(['web2', 'web4']);
  });

  it('tell their jobs, latest first, and their states', async () => {
    const { minion, jobs: own, states: latest } = await derived.ask(minionStory, { minion: 'web4' });
    expect(minion).toMatchObject({ minion: 'web4', failed: 1, returns: own.length });
    expect(own.find((job) => job.jid === broken)?.outcome).toBe('failed');
    expect(own.map((job) => job.jid)).toEqual(
      own
        .map((job) => job.jid)
        .toSorted()
        .toReversed(),
    );
    expect(latest.every((state) => state.minion === 'web4')).toBe(true);
    expect(latest.filter((state) => state.role === 'root')).toHaveLength(1);
    const missing = await minionStory(derived.caseFile, { minion: 'nobody' }, context);
    expect(missing).toMatchObject({ failure: { code: 'minion-unknown' } });
  });
});

describe('states.list', () => {
  it('gives the same rows by job, by return, by filter and in pages', async () => {
    const ofJob = await states({ jid: broken });
    expect((await states({ filter: `jid:${broken}` })).rows).toEqual(ofJob.rows);
    const returns = [...new Set(ofJob.rows.map((row) => row.event))];
    const ofReturns = await Promise.all(returns.map((event) => states({ event })));
    expect(ofReturns.flatMap(({ rows }) => rows)).toEqual(ofJob.rows);
    const all = await states({});
    expect(all.total).toBe(all.rows.length);
    expect((await states({ offset: 5, limit: 7 })).rows).toEqual(all.rows.slice(5, 12));
    const failed = await states({ filter: 'outcome:failed' });
    expect((await states({ filter: 'outcome:failed', offset: 3, limit: 4 })).rows).toEqual(failed.rows.slice(3, 7));
    expect((await states({ jid: 'none' })).total).toBe(0);
  });
});
