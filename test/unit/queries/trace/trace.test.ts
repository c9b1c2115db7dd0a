// Traces of the recorded incidents: where it began is what was planted, the links are those that were made.
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { countConsequences, trace } from '../../../../electron/queries/trace/trace.ts';
import type { TraceAbout, TraceAnswer } from '../../../../shared/questions/trace.ts';
import { traceSentences } from '../../../../shared/questions/trace-words.ts';
import { allCaptures, DerivedCase } from '../../../support/derived-capture.ts';

const captures = new Map(allCaptures().map((capture) => [capture.name, capture]));
const opened = new Map<string, DerivedCase>();
afterAll(() => {
  for (const derived of opened.values()) derived.dispose();
});

async function open(name: string): Promise<DerivedCase> {
  const file = [...captures.keys()].find((one) => one.startsWith(`${name}/rawfile`)) ?? '';
  const known = opened.get(name);
  if (known !== undefined) return known;
  const derived = await DerivedCase.read(captures.get(file)?.path ?? join(name, 'missing'));
  opened.set(name, derived);
  return derived;
}

function truth(name: string): Record<string, never> {
  const found = [...captures.values()].find((one) => one.name.startsWith(`${name}/`));
  return (found?.truth ?? {}) as Record<string, never>;
}

async function traceOf(name: string, about: TraceAbout): Promise<TraceAnswer> {
  return (await open(name)).ask(trace, about);
}

function first(answer: TraceAnswer) {
  const [beginning] = answer.beginnings;
  return { ...beginning, node: answer.nodes.find(({ key }) => key === beginning?.key) };
}

const linksOf = (answer: TraceAnswer) =>
  answer.links.map(({ from, to, kind, certainty }) => `${kind} ${from} > ${to} ${certainty}`);

describe.each(['3008.5/bad-config', '3007.17/bad-config', '3006.30/bad-config'])('%s', (name) => {
  it('begins with the state that failed, and tells what was changed before and that it was run again', async () => {
    const {
      failing_jid: jid,
      root_failure: root,
      failing_minions: minions,
      jids,
    } = truth(name) as never as {
      failing_jid: string;
      root_failure: { state_id: string };
      failing_minions: string[];
      jids: { fixed: string };
    };
    const answer = await traceOf(name, { jid });
    expect(first(answer)).toMatchObject({
      role: 'failed-by-itself',
      certainty: 'certain',
      explains: minions.length,
      node: { state: { id: root.state_id }, minions },
    });
    const changed = answer.links.find(({ kind }) => kind === 'file-changed');
    expect(answer.nodes.find(({ key }) => key === changed?.from)?.state?.id).toBe(
      (truth(name) as never as { changed_state_before_failure: string }).changed_state_before_failure,
    );
    expect(linksOf(answer)).toContain(`retry result:${jid} > job:${jids.fixed} inferred`);
  });
});

describe('3008.5/orchestration', () => {
  type Steps = {
    jids: Record<'good' | 'bad', string>;
    steps: Record<'good' | 'bad', { child_jid: string | null }[]>;
    failing_state: string;
  };
  const { jids, steps, failing_state: failing } = truth('3008.5/orchestration') as never as Steps;

  it('leads from the orchestration through its step to the state on one minion', async () => {
    const answer = await traceOf('3008.5/orchestration', { jid: jids.bad });
    expect(first(answer)).toMatchObject({ role: 'failed-by-itself', explains: 1, node: { state: { id: failing } } });
  });

  it('has every job of its steps as a certain child, and no other', async () => {
    for (const run of ['good', 'bad'] as const) {
      const answer = await traceOf('3008.5/orchestration', { jid: jids[run] });
      const children = answer.links.filter(({ kind }) => kind === 'child-of');
      expect(children.every(({ certainty }) => certainty === 'certain')).toBe(true);
      expect(children.map(({ to }) => to.slice('job:'.length)).toSorted()).toEqual(
        steps[run].flatMap(({ child_jid: jid }) => jid ?? []).toSorted(),
      );
    }
  });

  it('is the cause of what failed in it', async () => {
    const child = steps.bad[2]?.child_jid ?? '';
    const answer = await traceOf('3008.5/orchestration', { jid: child, minion: 'db2' });
    expect(linksOf(answer)).toContain(`child-of job:${jids.bad} > job:${child} certain`);
    expect(answer.nodes.some(({ key }) => key === `result:${jids.bad}`)).toBe(true);
  });
});

describe('3008.5/race', () => {
  it('begins with the job that held the lock, for each that was refused', async () => {
    const { blocked_jids: blocked, blocking_jid: blocking } = truth('3008.5/race') as never as {
      blocked_jids: string[];
      blocking_jid: string;
    };
    for (const jid of blocked) {
      const answer = await traceOf('3008.5/race', { jid });
      expect(first(answer)).toMatchObject({ role: 'blocking-job', key: `job:${blocking}`, certainty: 'certain' });
    }
  });
});

it('3008.5/race: counts what hangs on the job that held the lock', async () => {
  const { blocking_jid: blocking, blocked_jids: blocked } = truth('3008.5/race') as never as {
    blocking_jid: string;
    blocked_jids: string[];
  };
  const { caseFile } = await open('3008.5/race');
  // Three minions refused one job, one the other; one poll and one retry came of it.
  expect(countConsequences(caseFile, blocking)).toEqual({ returns: 4, jobs: 2 });
  expect(countConsequences(caseFile, blocked[1] ?? '')).toEqual({ returns: 1, jobs: 0 });
  expect(countConsequences(caseFile, 'none')).toEqual({ returns: 0, jobs: 0 });
});

describe('3008.5/beacon-reactor', () => {
  const {
    chain,
    runner_reaction: runner,
    not_a_reaction: not,
  } = truth('3008.5/beacon-reactor') as never as {
    chain: { tag?: string; jid?: string }[];
    runner_reaction: { event: string; jid: string };
    not_a_reaction: { jid: string };
  };

  it('is one chain from the beacon to the failed state', async () => {
    const answer = await traceOf('3008.5/beacon-reactor', { jid: chain[2]?.jid ?? '' });
    expect(first(answer)).toMatchObject({ role: 'trigger', certainty: 'inferred', node: { tag: chain[1]?.tag } });
    expect(answer.beginnings[1]).toMatchObject({ role: 'failed-by-itself', certainty: 'certain' });
  });

  it('knows the event of a runner reaction', async () => {
    const answer = await traceOf('3008.5/beacon-reactor', { jid: runner.jid });
    const link = answer.links.find(({ kind }) => kind === 'reaction');
    expect(answer.nodes.find(({ key }) => key === link?.from)?.tag).toBe(runner.event);
  });

  it('does not take a job started by hand for a reaction', async () => {
    const answer = await traceOf('3008.5/beacon-reactor', { jid: not.jid });
    expect([...answer.links, ...answer.possible].filter(({ kind }) => kind === 'reaction')).toEqual([]);
  });
});

describe.each(['3008.5/dead-minion', '3007.17/dead-minion', '3006.30/dead-minion'])('%s', (name) => {
  it('begins with the minions that went away, each with its evidence', async () => {
    const { jid, missing_returns: missing } = truth(name) as never as {
      jid: string;
      missing_returns: Record<string, string[]>;
    };
    const answer = await traceOf(name, { jid });
    const away = answer.beginnings.map(({ key }) => answer.nodes.find((node) => node.key === key));
    expect(away.flatMap((node) => node?.minions ?? []).toSorted()).toEqual(missing[jid]?.toSorted());
    expect(
      answer.links.filter(({ kind }) => kind === 'missing-because').every(({ evidence }) => evidence.length > 0),
    ).toBe(true);
  });
});

it('3008.5/fleet: dozens of failures read as one', async () => {
  const { failing_jid: jid, failing_minions: minions } = truth('3008.5/fleet') as never as {
    failing_jid: string;
    failing_minions: string[];
  };
  const answer = await traceOf('3008.5/fleet', { jid });
  expect(first(answer)).toMatchObject({ role: 'failed-by-itself', node: { minionCount: minions.length } });
  expect(answer.nodes.length).toBeLessThan(25);
});

it('3008.5/healthy: no job begins anything, and its one reaction is found', async () => {
  const derived = await open('3008.5/healthy');
  const { jids } = truth('3008.5/healthy') as never as { jids: { reaction: string } };
  for (const job of await derived.jobs()) {
    expect((await derived.ask(trace, { jid: job.jid })).beginnings, job.jid).toEqual([]);
  }
  const answer = await derived.ask(trace, { jid: jids.reaction });
  expect(answer.links.filter(({ kind }) => kind === 'reaction')).toMatchObject([{ certainty: 'inferred' }]);
});

it('has a sentence for every reason that the recordings bring about', async () => {
  for (const derived of opened.values()) {
    for (const job of await derived.jobs(false)) {
      const answer = await derived.ask(trace, { jid: job.jid });
      const reasons = [
        ...[...answer.links, ...answer.possible].map(({ because }) => because),
        ...answer.beginnings.flatMap(({ because, next }) => [because, ...next]),
        ...answer.lacking,
        ...answer.links.flatMap(({ parts }) => parts.map(({ name }) => ({ code: `part-${name}`, values: {} }))),
      ];
      for (const { code } of reasons) expect(Object.keys(traceSentences)).toContain(code);
    }
  }
});
