// The truth of every recording, in every format: what was planted there is what the program concludes, and nothing else.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allCaptures, DerivedCase } from '../support/derived-capture.ts';
import { type NaiveJob, naiveJobs } from '../support/naive-counter.ts';

type Truth = {
  readonly scenario: string;
  readonly salt: string;
  readonly minions: Record<string, unknown>;
  readonly jids?: Record<string, string>;
  readonly missing_returns?: Record<string, string[]>;
  readonly returned?: Record<string, string[]>;
  readonly failing_jid?: string;
  readonly failing_minions?: string[];
  readonly failing_minions_again?: string[];
  readonly compile_error_minions?: string[];
  readonly healthy_minions?: string[];
  readonly failed_returns?: Record<string, string[]>;
  readonly duplicate_returns?: Record<string, string[]>;
  readonly root_failure?: {
    state_id: string;
    function: string;
    sls: string;
    error_text: string | Record<string, string>;
  } | null;
  readonly requisite_failures?: { per_failing_minion?: number; state_ids?: string[]; total: number };
};

const sorted = (names: Iterable<string>) => [...names].toSorted();

describe.each(allCaptures())('$name', ({ path, truth: planted }) => {
  const truth = planted as Truth & Record<string, unknown>;
  let derived: DerivedCase;
  let naive: Map<string, NaiveJob>;

  beforeAll(async () => {
    derived = await DerivedCase.read(path);
    naive = naiveJobs(path);
  });
  afterAll(() => derived.dispose());

  it('has the jobs, and of each the counts, that a plain count finds', async () => {
    const jobs = await derived.jobs();
    const shown = jobs.filter((job) => job.returned > 0 || naive.has(job.jid));
    expect(shown.map((job) => job.jid)).toEqual(sorted(naive.keys()));
    for (const job of jobs) {
      const plain = naive.get(job.jid);
      if (plain === undefined) continue;
      const silent = [...plain.expected].filter((minion) => !plain.returned.has(minion));
      const sum = job.succeeded + job.changed + job.failed + (job.missing ?? 0) + (job.running ?? 0) + job.unknown;
      expect({
        jid: job.jid,
        expected: job.expected,
        returned: job.returned,
        failed: job.failed,
        unexpected: job.unexpected,
        sum,
      }).toEqual({
        jid: job.jid,
        expected: plain.hasNew ? plain.expected.size : null,
        returned: plain.returned.size,
        failed: [...plain.returned.values()].filter((isFailed) => isFailed).length,
        unexpected: plain.hasNew ? [...plain.returned.keys()].filter((name) => !plain.expected.has(name)).length : null,
        sum: plain.returned.size + silent.length,
      });
      expect(plain.hasNew ? null : [job.missing, job.running]).toEqual(plain.hasNew ? null : [null, null]);
    }
  });

  it('leaves polls and the pings of runners off the board', async () => {
    const shown = new Set((await derived.jobs(false)).map((job) => job.jid));
    const runners = [...naive.values()].map((job) => String(job.fun));
    const pings = runners.filter((fun) => /^runner\.(manage\.(up|down|versions)|jobs\.active)$/.test(fun)).length;
    const polls = [...naive.values()].filter((job) => job.fun === 'saltutil.find_job').length;
    expect(naive.size - [...naive.keys()].filter((jid) => shown.has(jid)).length).toBe(pings + polls);
  });

  it('knows the minions', async () => {
    const names = (await derived.minions()).map((row) => row.minion);
    expect(names.filter((name) => truth.minions[name] === undefined)).toEqual([]);
    const asked = new Set([...naive.values()].flatMap((job) => [...job.expected, ...job.returned.keys()]));
    asked.delete('');
    expect(sorted(asked).filter((name) => !names.includes(name))).toEqual([]);
    expect((await derived.info()).minions).toBe(names.length);
  });

  it('counts the returns of each minion', async () => {
    const internal = new Set((await derived.jobs()).filter((job) => job.isInternal).map((job) => job.jid));
    for (const row of await derived.minions()) {
      const jobs = [...naive].filter(([jid]) => !internal.has(jid)).map(([, job]) => job);
      const returned = jobs.flatMap((job) => job.returned.get(row.minion) ?? []);
      expect([row.minion, row.returns, row.failed]).toEqual([
        row.minion,
        returned.length,
        returned.filter((isFailed) => isFailed).length,
      ]);
    }
  });

  it('finds the missing returns that were planted', async () => {
    for (const [jid, minions] of Object.entries(truth.missing_returns ?? {})) {
      const missing = (await derived.story(jid)).minions.filter((part) => part.outcome === 'missing');
      expect(sorted(missing.map((part) => part.minion))).toEqual(sorted(minions));
      for (const part of missing) {
        expect(part.missingBecause?.reason).not.toBe('unexplained');
        expect(part.missingBecause?.evidence.length).toBeGreaterThan(0);
      }
    }
    for (const [jid, minions] of Object.entries(truth.returned ?? {})) {
      const returned = (await derived.story(jid)).minions.filter((part) => part.event !== null);
      expect(sorted(returned.map((part) => part.minion))).toEqual(sorted(minions));
    }
    for (const [jid, minions] of Object.entries(truth.duplicate_returns ?? {})) {
      const twice = (await derived.story(jid)).minions.filter((part) => part.duplicates > 0);
      expect(sorted(twice.map((part) => part.minion))).toEqual(sorted(minions));
    }
  });

  it('finds the failures that were planted, and their roots', async () => {
    for (const [jid, minions] of Object.entries(truth.failed_returns ?? {})) {
      const failed = (await derived.story(jid)).minions.filter((part) => part.outcome === 'failed');
      expect(sorted(failed.map((part) => part.minion))).toEqual(sorted(minions));
    }
    const { failing_jid: jid, root_failure: root } = truth;
    if (jid === undefined || !root) return;
    const story = await derived.story(jid);
    const failing = sorted(truth.failing_minions ?? []);
    const refused = sorted(truth.compile_error_minions ?? []);
    const failed = story.minions.filter((part) => part.outcome === 'failed').map((part) => part.minion);
    expect(sorted(failed)).toEqual(sorted([...failing, ...refused]));
    for (const part of story.minions) {
      if (truth.healthy_minions?.includes(part.minion)) expect(['succeeded', 'changed']).toContain(part.outcome);
      if (refused.includes(part.minion)) {
        expect(part).toMatchObject({ outcomeBy: 'render-error', rootFailures: [], cascade: 0 });
        expect(part.errorText).toContain('failed');
      }
      if (!failing.includes(part.minion)) continue;
      expect(part.outcomeBy).toBe('state-results');
      expect(part.rootFailures.map(({ sls, id, state }) => ({ sls, id, state }))).toEqual([
        { sls: root.sls, id: root.state_id, state: root.function },
      ]);
      expect(part.cascade).toBe(truth.requisite_failures?.per_failing_minion);
      expect(part.unresolved).toBe(0);
    }
    const states = await derived.states(jid);
    const cascades = states.filter((state) => state.role === 'cascade');
    expect(cascades.length).toBe(truth.requisite_failures?.total);
    expect(sorted(new Set(cascades.map((state) => state.id)))).toEqual(sorted(truth.requisite_failures?.state_ids ?? []));
    for (const state of cascades) expect(state.blockedBy).toEqual([`${root.sls}.${root.state_id}`]);
    const texts = typeof root.error_text === 'string' ? [root.error_text] : Object.values(root.error_text);
    expect(sorted(story.roots.flatMap((group) => group.minions))).toEqual(failing);
    const broken = states.filter((state) => state.role === 'root');
    expect(broken.every((state) => texts.some((text) => recordOf(state.event).includes(JSON.stringify(text).slice(1, -1))))).toBe(true);
    if (texts.length === 1) {
      expect(story.roots).toHaveLength(1);
      expect(story.roots[0]?.cascade).toBe(truth.requisite_failures?.total);
    }
  });

  const special = specials[truth.scenario];
  if (special !== undefined) it(`tells the ${truth.scenario} incident`, () => special(derived, planted));

  /** What came back: error texts of commands stand in `changes`. */
  function recordOf(event: number): string {
    return JSON.stringify(derived.caseFile.event(event).data.return);
  }
});

const specials: Record<string, (derived: DerivedCase, truth: Record<string, unknown>) => Promise<void>> = {
  'dead-minion': async (derived, planted) => {
    const truth = planted as { jid: string; never_up_minion: string; restarted_minion: string; jids: { ping: string } };
    const down = await derived.part(truth.jid, truth.never_up_minion);
    expect(down.missingBecause).toMatchObject({ reason: 'never-seen', certainty: 'certain' });
    expect(down.missingBecause?.also.map(({ reason }) => reason)).toEqual(['no-answer-to-find-job']);
    const killed = await derived.part(truth.jid, truth.restarted_minion);
    expect(killed.missingBecause).toMatchObject({ reason: 'restarted-mid-job', certainty: 'inferred' });
    expect(killed.missingBecause?.also.map(({ reason }) => reason)).toEqual([
      'lost-connection',
      'no-answer-to-find-job',
    ]);
    const start = derived.caseFile.tag(killed.missingBecause?.evidence[0] ?? 0);
    expect(['minion_start', `salt/minion/${truth.restarted_minion}/start`]).toContain(start);
    const { silent, jobs } = await derived.summary();
    expect(silent.map(({ minion }) => minion)).toEqual([truth.never_up_minion]);
    // The recording itself ended as failed runners, which are not what went wrong.
    expect(jobs[0]?.jid).toBe(truth.jid);
    const restarted = (await derived.minions()).find(({ minion }) => minion === truth.restarted_minion);
    expect(restarted?.starts).toBe(1);
    // A ping that a runner sent while the minion was already gone did not meet a restart.
    const later = (await derived.jobs()).filter((job) => job.isInternal && job.fun[0] === 'test.ping');
    for (const job of later) {
      const part = await derived.part(job.jid, truth.restarted_minion);
      expect(part.missingBecause?.reason).toBe('lost-connection');
    }
  },
  fleet: async (derived, planted) => {
    const truth = planted as { failing_jid: string; killed_minion: string };
    const part = await derived.part(truth.failing_jid, truth.killed_minion);
    expect(part.missingBecause).toMatchObject({ reason: 'restarted-mid-job', certainty: 'inferred' });
    const { failingStates, silent, jobs } = await derived.summary();
    expect(jobs[0]?.jid).toBe(truth.failing_jid);
    expect(failingStates).toHaveLength(1);
    expect(silent).toEqual([]);
  },
  'clock-skew': async (derived, planted) => {
    const truth = planted as {
      clock_offset_seconds: Record<string, number>;
      jids: { again: string };
      failing_minions_again: string[];
      scheduled_jids: Record<string, { jid: string }[]>;
    };
    const rows = await derived.minions();
    for (const [minion, offset] of Object.entries(truth.clock_offset_seconds)) {
      const skew = rows.find((row) => row.minion === minion)?.skewS ?? Number.NaN;
      expect(Math.abs(skew - offset), `${minion}: ${skew}`).toBeLessThanOrEqual(0.4);
    }
    const again = (await derived.story(truth.jids.again)).minions.filter((part) => part.outcome === 'failed');
    expect(again.map((part) => part.minion)).toEqual(truth.failing_minions_again);
    const scheduled = new Set(Object.values(truth.scheduled_jids).flatMap((list) => list.map(({ jid }) => jid)));
    const jobs = await derived.jobs();
    for (const job of jobs) expect([job.jid, job.origin.kind === 'schedule']).toEqual([job.jid, scheduled.has(job.jid)]);
  },
  'noisy-mixed': async (derived, planted) => {
    const truth = planted as {
      jobs: { jid: string | null; returns: Record<string, { success: unknown; retcode: unknown }> }[];
      refused_highstate: { jid: string } | string;
      killed_job: { jid: string } | string;
    };
    for (const { jid, returns } of truth.jobs) {
      if (jid === null) continue;
      for (const [minion, { success }] of Object.entries(returns)) {
        const isGood = typeof success === 'object' ? !Object.values(success ?? {}).includes(false) : success !== false;
        expect([jid, minion, (await derived.part(jid, minion)).outcome === 'failed']).toEqual([jid, minion, !isGood]);
      }
    }
    const refused = typeof truth.refused_highstate === 'string' ? truth.refused_highstate : truth.refused_highstate.jid;
    for (const part of (await derived.story(refused)).minions) expect(part.outcomeBy).toBe('conflict');
    const killed = typeof truth.killed_job === 'string' ? truth.killed_job : truth.killed_job.jid;
    const [part] = (await derived.story(killed)).minions;
    expect(part?.outcome).toBe('missing');
    expect(part?.missingBecause).toMatchObject({ reason: 'finished-without-return', certainty: 'inferred' });
    const ghost = (await derived.jobs()).find((job) => JSON.stringify(job.tgt).includes('ghost9'));
    expect(ghost).toMatchObject({ expected: 1, returned: 1, missing: 0 });
    expect((await derived.part(ghost?.jid ?? '', 'ghost9')).missingBecause).toMatchObject({
      reason: 'not-accepted',
      certainty: 'certain',
    });
  },
  race: async (derived, planted) => {
    const truth = planted as { blocked_jids: string[]; jids: { bo_queued: string; bo_again_ok: string } };
    for (const jid of truth.blocked_jids) {
      for (const part of (await derived.story(jid)).minions) {
        expect(part).toMatchObject({ outcome: 'failed', outcomeBy: 'conflict' });
      }
    }
    for (const jid of [truth.jids.bo_queued, truth.jids.bo_again_ok]) {
      const [job] = (await derived.jobs()).filter((row) => row.jid === jid);
      expect(job).toMatchObject({ failed: 0, missing: 0 });
    }
  },
  'batch-rollout': async (derived, planted) => {
    const truth = planted as { failing_minion: string; runs: Record<string, { jids: string[]; ran_on: string[] }> };
    for (const run of Object.values(truth.runs)) {
      const parts = await Promise.all(run.jids.map((jid) => derived.story(jid)));
      const all = parts.flatMap((story) => story.minions);
      expect(sorted(all.map((part) => part.minion))).toEqual(sorted(run.ran_on));
      for (const { job } of parts) expect(job.origin).toMatchObject({ kind: 'batch', certainty: 'certain' });
      for (const { job } of parts) expect(job).toMatchObject({ expected: run.ran_on.length, missing: 0 });
    }
    const [plain] = truth.runs.plain?.jids ?? [];
    const failed = (await derived.story(plain ?? '')).minions.filter((part) => part.outcome === 'failed');
    expect(failed.map((part) => part.minion)).toEqual([truth.failing_minion]);
  },
  orchestration: async (derived, planted) => {
    const truth = planted as {
      jids: { good: string; bad: string; by_api: string };
      failing_minion: string;
      failing_step: string;
      failing_state: string;
      steps: Record<'good' | 'bad' | 'by_api', { step: string; result: boolean; child_jid: string | null }[]>;
    };
    const jobs = new Map((await derived.jobs()).map((job) => [job.jid, job]));
    expect(jobs.get(truth.jids.good)).toMatchObject({ expected: null, returned: 1, failed: 0 });
    expect(jobs.get(truth.jids.bad)).toMatchObject({ expected: null, returned: 1, failed: 1, missing: null });
    const [bad] = (await derived.story(truth.jids.bad)).minions;
    expect(bad?.rootFailures.map(({ id }) => id)).toEqual([truth.failing_step]);
    for (const which of ['good', 'bad', 'by_api'] as const) {
      for (const { step, child_jid: child } of truth.steps[which]) {
        if (child === null) continue;
        expect(jobs.get(child)?.origin).toEqual({
          kind: 'orchestration',
          certainty: 'certain',
          because: `step ${step} of orchestration ${truth.jids[which]} names it`,
        });
        if (step !== truth.failing_step || which !== 'bad') continue;
        const part = await derived.part(child, truth.failing_minion);
        expect(part.rootFailures.map(({ id }) => id)).toEqual([truth.failing_state]);
      }
    }
  },
  'beacon-reactor': async (derived, planted) => {
    const truth = planted as {
      chain: { jid?: string; minion?: string; state_id?: string; blocked?: string[] }[];
      good_chain: { jid: string };
      runner_reaction: { jid: string };
      not_a_reaction: { jid: string };
    };
    const end = truth.chain.at(-1);
    const part = await derived.part(end?.jid ?? '', end?.minion ?? '');
    expect(part.rootFailures.map(({ id }) => id)).toEqual([end?.state_id]);
    expect(part.cascade).toBe(end?.blocked?.length);
    const origin = async (jid: string) => (await derived.story(jid)).job.origin;
    expect(await origin(end?.jid ?? '')).toMatchObject({ kind: 'reaction', certainty: 'inferred' });
    expect(await origin(truth.good_chain.jid)).toMatchObject({ kind: 'reaction', certainty: 'inferred' });
    expect(await origin(truth.runner_reaction.jid)).toMatchObject({ kind: 'reaction', certainty: 'certain' });
    expect((await origin(truth.not_a_reaction.jid)).kind).not.toBe('reaction');
  },
  'schedule-drift': async (derived, planted) => {
    const truth = planted as {
      flapping_minion: string;
      runs_with_drift: { minion: string; jid: string; changed: string[] }[];
    };
    for (const run of truth.runs_with_drift) {
      const changed = (await derived.states(run.jid)).filter((state) => state.isChanged).map((state) => state.id);
      expect(sorted(changed).filter((id) => run.changed.includes(id))).toEqual(sorted(run.changed));
      const { job } = await derived.story(run.jid);
      expect(job).toMatchObject({ expected: null, returned: 1, changed: 1, started: null });
      expect(job.origin).toMatchObject({ kind: 'schedule', certainty: 'certain' });
    }
  },
  healthy: async (derived, planted) => {
    const truth = planted as { jids: Record<string, string> };
    for (const job of await derived.jobs()) {
      expect([job.jid, job.failed, job.missing ?? 0, job.running ?? 0, job.unknown]).toEqual([job.jid, 0, 0, 0, 0]);
    }
    const { failingStates, silent } = await derived.summary();
    expect([failingStates, silent]).toEqual([[], []]);
    const dry = (await derived.jobs()).filter((job) => job.isTest).map((job) => job.jid);
    expect(dry).toEqual([truth.jids['dry-run']]);
  },
  'key-churn': async (derived) => {
    for (const job of await derived.jobs()) expect([job.jid, job.missing ?? 0]).toEqual([job.jid, 0]);
  },
};
