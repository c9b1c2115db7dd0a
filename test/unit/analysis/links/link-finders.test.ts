// The finders of links, each with what makes it fire and a near miss.
import { describe, expect, it } from 'vitest';
import { blockingRuns } from '../../../../electron/analysis/links/blocked-by.ts';
import { changedFilesBefore } from '../../../../electron/analysis/links/file-changed.ts';
import { judge, scoreOf } from '../../../../electron/analysis/links/found-link.ts';
import { orchestrationLinks, type StepJob } from '../../../../electron/analysis/links/orchestration.ts';
import { judgeReaction, quotesWord, type Trigger, watchedPath } from '../../../../electron/analysis/links/reaction.ts';
import { type CommandRun, findRetries } from '../../../../electron/analysis/links/retry.ts';
import { readStates } from '../../../../electron/analysis/state-roles.ts';

const second = 1_000_000;

describe('a judgement', () => {
  const scored = (event: number, value: number) => ({ what: event, event, parts: [{ name: 'time', value }] });

  it('draws the best above the threshold when no other is as good', () => {
    expect(judge([scored(1, 0.5), scored(2, 0.8)])).toMatchObject({
      best: 2,
      certainty: 'inferred',
      score: 0.8,
      runnerUp: { event: 1, score: 0.5 },
    });
  });

  it('only lists what is too weak, or has a rival as good, and not even that below', () => {
    expect(judge([scored(1, 0.55)])?.certainty).toBe('possible');
    expect(judge([scored(1, 0.85), scored(2, 0.8)])?.certainty).toBe('possible');
    expect(judge([scored(1, 0.3)])).toBeUndefined();
    expect(judge([])).toBeUndefined();
  });

  it('does not let the same thing twice weaken itself', () => {
    expect(judge([scored(1, 0.8), scored(2, 0.8)], () => true)).toMatchObject({ best: 1, certainty: 'inferred' });
  });

  it('keeps scores between 0 and 1', () => {
    expect(
      scoreOf([
        { name: 'a', value: 0.9 },
        { name: 'b', value: 0.9 },
      ]),
    ).toBe(1);
    expect(scoreOf([{ name: 'a', value: -0.9 }])).toBe(0);
  });
});

describe('a refused run', () => {
  const own = '20260301120000000002';
  const text = (jid: string) =>
    `The function "state.apply" is running as PID 29079 and was started at 2026, Mar 01 12:00:00.000001 with jid ${jid}`;

  it('names the run at work, each once, also inside maps and lists', () => {
    const jid = '20260301120000000001';
    expect(blockingRuns([text(jid), text(jid)], own)).toEqual([{ jid, pid: 29079 }]);
    expect(blockingRuns({ 'state.apply': [text(`${jid}_77`)] }, own)).toEqual([{ jid: `${jid}_77`, pid: 29079 }]);
  });

  it('is not blocked by itself, which old versions print (#26844), nor by a text that names none', () => {
    expect(blockingRuns([text(own)], own)).toEqual([]);
    expect(blockingRuns(['Rendering SLS failed'], own)).toEqual([]);
    expect(blockingRuns(null, own)).toEqual([]);
  });
});

describe('a reaction', () => {
  const beacon: Trigger = { event: 5, stamp: 10 * second, minion: 'a1', tag: 'salt/beacon/a1/inotify//etc/app.conf' };
  const other: Trigger = { event: 6, stamp: 10 * second, minion: 'b1', tag: 'salt/beacon/b1/load/' };
  const hints = {
    isInMap: () => undefined,
    habit: () => ({ followed: 0, fired: 1 }),
    expectedByChance: () => 1,
  };
  const job = { stamp: 10.1 * second, isReactor: false, targets: ['a1'], text: '' };

  it('quotes what the event reports', () => {
    const judged = judgeReaction({ ...job, text: '{"changed":"/etc/app.conf"}' }, [beacon, other], hints);
    expect(judged).toMatchObject({ best: beacon, certainty: 'inferred' });
    expect(judged?.parts.map(({ name }) => name)).toContain('path-quoted');
  });

  it('is only possible by time and target alone where that may be chance', () => {
    expect(judgeReaction(job, [beacon], hints)?.certainty).toBe('possible');
    expect(judgeReaction(job, [beacon], { ...hints, expectedByChance: () => 0.001 })?.certainty).toBe('inferred');
  });

  it('is not guessed when the target is another minion', () => {
    expect(judgeReaction({ ...job, targets: ['c1'] }, [beacon, other], hints)).toBeUndefined();
  });

  it('believes the reactor map, for and against', () => {
    expect(judgeReaction(job, [beacon], { ...hints, isInMap: () => true })?.certainty).toBe('inferred');
    expect(judgeReaction(job, [beacon], { ...hints, isInMap: () => false })).toBeUndefined();
  });

  it('of the reactor itself needs only be the one candidate', () => {
    const own = { ...job, isReactor: true, targets: undefined };
    expect(judgeReaction(own, [beacon], hints)?.certainty).toBe('inferred');
    expect(judgeReaction(own, [beacon, other], hints)?.certainty).not.toBe('inferred');
  });

  it('finds paths in tags of beacons, and whole words only', () => {
    expect(watchedPath('salt/beacon/a1/inotify//etc/hosts')).toBe('/etc/hosts');
    expect(watchedPath('salt/beacon/a1/load/')).toBeUndefined();
    expect(watchedPath('my/tag//x')).toBeUndefined();
    expect(quotesWord('{"id":"web1"}', 'web1')).toBe(true);
    expect(quotesWord('{"id":"web12"}', 'web1')).toBe(false);
    expect(quotesWord('anything', '')).toBe(false);
  });
});

describe('an orchestration', () => {
  const step = (event: number, at: number, more = {}) => ({
    event,
    stamp: at * second,
    jid: 1,
    type: 'state',
    name: 'migrate',
    tgt: 'role:db',
    args: { arg: ['schema'], kwarg: {} },
    kwargs: undefined,
    ...more,
  });
  const job = (jid: number, at: number, more: Partial<StepJob> = {}): StepJob => ({
    jid,
    event: jid * 10,
    stamp: at * second,
    fun: 'state.sls',
    user: 'ana',
    tgt: 'role:db',
    args: ['schema', { __kwarg__: true }],
    ...more,
  });
  const running = {
    jid: 1,
    begun: 1,
    from: 0,
    to: Number.POSITIVE_INFINITY,
    ret: 0,
    user: 'ana',
    steps: [],
  };
  const jobsOf =
    (...jobs: StepJob[]) =>
    (from: number, to: number) =>
      jobs.filter(({ stamp }) => stamp >= from && stamp <= to);

  it('has inferred children while it runs and certain ones once it names them', () => {
    const live = orchestrationLinks([running], [step(3, 5)], jobsOf(job(7, 5.1)));
    expect(live.map(({ kind, certainty }) => `${kind} ${certainty}`)).toEqual([
      'step-of certain',
      'step-of inferred',
      'child-of inferred',
    ]);
    const over = { ...running, to: 9 * second, ret: 90, steps: [{ id: 'migrate', name: 'migrate', child: 7 }] };
    const ended = orchestrationLinks([over], [step(3, 5)], jobsOf(job(7, 5.1)));
    expect(ended.map(({ kind, certainty }) => `${kind} ${certainty}`)).toEqual([
      'step-of certain',
      'step-of certain',
      'child-of certain',
    ]);
    expect(ended.at(-1)?.evidence).toEqual([1, 3, 90]);
  });

  it('does not take a job with another target, function or that came long after', () => {
    const none = (...jobs: StepJob[]) =>
      orchestrationLinks([running], [step(3, 5)], jobsOf(...jobs)).filter(({ to }) => 'job' in to);
    expect(none(job(7, 5.1, { tgt: 'role:web' }))).toEqual([]);
    expect(none(job(7, 5.1, { fun: 'test.ping' }))).toEqual([]);
    expect(none(job(7, 30))).toEqual([]);
  });

  it('is found for steps under another jid, as salt-api starts it, unless two could be meant', () => {
    const guest = step(3, 5, { jid: 2 });
    const one = { ...running, from: 4 * second };
    const links = orchestrationLinks([one], [guest], jobsOf(job(7, 5.1)));
    expect(links[0]).toMatchObject({ kind: 'step-of', certainty: 'inferred', from: { job: 1 }, to: { event: 3 } });
    const two = orchestrationLinks([one, { ...one, jid: 9, begun: 2 }], [guest], jobsOf(job(7, 5.1)));
    expect(two.filter(({ from, certainty }) => 'job' in from && certainty !== 'possible')).toEqual([]);
  });
});

describe('a retry', () => {
  const run = (jid: number, at: number, more: Partial<CommandRun> = {}): CommandRun => ({
    jid,
    event: jid,
    started: at * second,
    ended: (at + 1) * second,
    user: 1,
    tgt: '"*"',
    bad: 0,
    ...more,
  });

  it('follows a run that failed, for a minion that failed', () => {
    const runs = [run(1, 0, { bad: 2 }), run(2, 60)];
    expect(findRetries(runs, () => true)).toMatchObject([{ again: { jid: 2 }, judged: { certainty: 'inferred' } }]);
    expect(findRetries(runs, () => false)).toEqual([]);
  });

  it('does not follow one that went well, and is no command that runs regularly', () => {
    expect(findRetries([run(1, 0), run(2, 60)], () => true)).toEqual([]);
    const regular = [run(1, 0), run(2, 60, { bad: 1 }), run(3, 120), run(4, 180)];
    expect(findRetries(regular, () => true).filter(({ judged }) => judged.certainty === 'inferred')).toEqual([]);
  });
});

describe('a changed file', () => {
  const state = (fun: string, id: string, name: string, num: number, more = {}) => [
    `${fun.split('.')[0]}_|-${id}_|-${name}_|-${fun.split('.')[1]}`,
    { __run_num__: num, __sls__: 'web', __id__: id, name, result: true, changes: {}, comment: '', ...more },
  ];
  const runOf = (comment: string) =>
    readStates(
      Object.fromEntries([
        state('file.managed', 'conf', '/etc/app.conf', 0, { changes: { diff: 'x' } }),
        state('file.managed', 'motd', '/etc/motd', 1),
        state('cmd.run', 'check', 'appctl check', 2, { result: false, comment }),
      ]),
    );

  it('explains a failure that names it', () => {
    const states = runOf('error in /etc/app.conf:4');
    const failed = states[2];
    if (failed === undefined) throw new Error('no failed state');
    expect(changedFilesBefore(states, failed, '')).toMatchObject([
      { id: 'conf', isQuoted: true, certainty: 'inferred' },
    ]);
  });

  it('does not explain a failure that has nothing to do with it', () => {
    const states = runOf('no route to host');
    const failed = states[2];
    if (failed === undefined) throw new Error('no failed state');
    expect(changedFilesBefore(states, failed, '').filter(({ certainty }) => certainty === 'inferred')).toEqual([]);
  });
});
