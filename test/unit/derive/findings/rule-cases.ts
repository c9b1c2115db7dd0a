// For every built-in rule a made-up bus on which it fires, and one that is nearly the same and on which it does not.
import { failing, jidAt, type Line, line, published, returned, sent, state } from '../../../support/bus-lines.ts';

/** Lines of one source. */
type Source = readonly Line[];

/** A rule with its two cases. */
export type RuleCase = {
  readonly fires: Source;
  readonly nearMiss: Source;
  /** A second source of the case that fires. */
  readonly alsoRead?: Source;
  /** What the finding is about, where the rule says it. */
  readonly minions?: readonly string[];
  readonly variant?: string;
};

const five = ['m1', 'm2', 'm3', 'm4', 'm5'];
const others = five.slice(1);

function job(
  at: number,
  fun: string,
  minions: readonly string[],
  of: (minion: string, jid: string) => Source,
  n = 0,
): Line[] {
  const jid = jidAt(at, n);
  return [published(at, jid, fun, minions), ...minions.flatMap((minion) => of(minion, jid))];
}

const pings = (at: number, minions: readonly string[] = five): Line[] =>
  job(at, 'test.ping', minions, (minion, jid) => [returned(at + 1, jid, 'test.ping', minion, true)]);

/** A ping of all that m1 does not answer. */
const pingWithoutFirst = (at: number): Line[] =>
  job(at, 'test.ping', five, (minion, jid) =>
    minion === 'm1' ? [] : [returned(at + 1, jid, 'test.ping', minion, true)],
  );

const run = (
  at: number,
  minions: readonly string[],
  of: (minion: string) => ReturnType<typeof state>,
  more = {},
  took = 1,
): Line[] =>
  job(at, 'state.apply', minions, (minion, jid) => [returned(at + took, jid, 'state.apply', minion, of(minion), more)]);

const one = (fun: string, value: Parameters<typeof returned>[4], more = {}): Line[] =>
  job(10, fun, ['m1'], (minion, jid) => [returned(11, jid, fun, minion, value, more)]);

const refused = (text: string, more = {}): Line[] =>
  job(10, 'state.apply', ['m1', 'm2'], (minion, jid) => [
    returned(11, jid, 'state.apply', minion, [text], { retcode: 1, ...more }),
  ]);

const starts = (times: readonly number[]): Line[] => times.map((at) => sent(at, 'salt/minion/m1/start', 'm1'));
const auth = (at: number, act: string, result: boolean, pub = 'one'): Line =>
  line(at, 'salt/auth', { id: 'm1', act, result, pub });
const deleted = line(20, 'salt/key', { id: 'm1', act: 'delete', result: true });
const presence = (at: number, come: string[], lost: string[]): Line =>
  line(at, 'salt/presence/change', { new: come, lost });

const minutes = (from: number, to: number, each: number): Line[] =>
  Array.from({ length: (to - from) * each }, (_, n) => sent(from * 60 + (n * 60) / each, 'app/beat', 'm1'));

const conf = (n: number) => state('conf', 'file.managed', { name: '/etc/a', changes: { diff: `-${n}` } });
const blocker = jidAt(5);
const conflictText = `The function "state.apply" is running as PID 7 and was started at 2026, Mar 01 12:00:05 with jid ${blocker}`;

function orchestration(result: boolean): Line {
  const jid = jidAt(10);
  const step = state('step', 'salt.state', { result, comment: result ? '' : 'Run failed on minions: m1' });
  const value = { outputter: 'highstate', data: { master_: step }, retcode: result ? 0 : 1 };
  const data = { jid, fun: 'runner.state.orchestrate', fun_args: ['orch'], user: 'root', return: value, success: true };
  return line(10, `salt/run/${jid}/ret`, data);
}

/** An event every half second; with a job between each two where it is answered. */
const loop = (isAnswered: boolean): Line[] =>
  Array.from({ length: 7 }, (_, n) => {
    const at = 10 + n / 2;
    const answer = job(
      at + 0.2,
      'state.apply',
      ['m1'],
      (minion, jid) => [returned(at + 0.3, jid, 'state.apply', minion, state('a', 'test.nop'))],
      n,
    );
    return [sent(at, 'app/changed', 'm1'), ...(isAnswered ? answer : [])];
  }).flat();

const scheduled = (ms: number): Line[] =>
  Array.from({ length: 6 }, (_, n) => {
    const at = 10 + n * 15;
    return returned(at, jidAt(at), 'state.apply', 'm1', state('slow', 'cmd.run', { duration: ms }), {
      schedule: 'highstate',
    });
  });

const yields = (gap: number): Line[] => [
  published(5, jidAt(5), 'lab.steps', ['m1']),
  ...[0, 1, 2].map((n) => sent(10 + n * gap, `salt/job/${jidAt(5)}/prog/m1/${n}`, 'm1', { return: n })),
];

const slowCheck = (minion: string, slow: readonly string[]) =>
  state('check', 'cmd.run', { duration: slow.includes(minion) ? 9_000 : 40 });
const lateReturn = (late: number): Line[] =>
  job(10, 'cmd.run', five, (minion, jid) => [returned(minion === 'm2' ? late : 12, jid, 'cmd.run', minion, 'done')]);

const clocks = (ahead: number): Line[] =>
  [0, 10, 20, 30, 40, 50].flatMap((at) =>
    job(at, 'test.ping', ['m1', 'm2'], (minion, jid) => [
      returned(at + 1, jid, 'test.ping', minion, true, {}, minion === 'm1' ? ahead : 0),
    ]),
  );

const batch = (step: string, more: object): Line =>
  line(10, `salt/batch/${jidAt(5)}/${step}`, {
    jid: jidAt(5),
    fun: 'state.apply',
    state: { all_minions: five, pending: ['m5'], done: { m1: {} }, ...more },
  });

const refusedRequest = (key: string): Line =>
  line(10, 'salt/job/error', { jid: '', error: { name: 'AuthorizationError' }, load: { cmd: 'publish', key } });

const forged = {
  cmd: '_minion_event',
  id: 'm1',
  tag: 'salt/key',
  pretag: null,
  data: { id: 'm2', act: 'accept', result: true },
};

/** By id of the rule. */
export const ruleCases: { readonly [rule: string]: RuleCase } = {
  'missing-return': {
    fires: [...pings(0), ...pingWithoutFirst(50), presence(52, [], ['m1']), ...pings(250, others)],
    nearMiss: [...pings(0), ...pings(50), presence(55, [], ['m1']), ...pings(250, others)],
    minions: ['m1'],
    variant: 'lost-connection',
  },
  'failed-root': {
    fires: run(10, five, () => state('check', 'cmd.run', { result: false, comment: 'no' }), failing),
    nearMiss: run(10, five, () => state('check', 'cmd.run', { result: null, comment: 'would' })),
    minions: five,
  },
  'compile-error': {
    fires: refused("Rendering SLS 'base:a' failed: Jinja variable 'x' is undefined"),
    // The query answers with the same words and failed nothing.
    nearMiss: one('state.show_sls', ["Rendering SLS 'base:a' failed: Jinja variable 'x' is undefined"]),
    minions: ['m1', 'm2'],
    variant: 'render',
  },
  'pillar-error': {
    fires: refused('Pillar failed to render with the following messages:', { retcode: 5 }),
    nearMiss: refused("No matching sls found for 'a' in env 'base'"),
    minions: ['m1', 'm2'],
  },
  conflict: {
    fires: [...run(5, ['m1', 'm2'], () => state('a', 'test.nop'), {}, 20), ...refused(conflictText)],
    nearMiss: one('state.running', [conflictText]),
    minions: ['m1', 'm2'],
  },
  'unknown-function': {
    fires: one('no.such', "'no.such' is not available.", { retcode: 254 }),
    nearMiss: one('cmd.run', "'no.such' is not available."),
    minions: ['m1'],
  },
  'failed-return': {
    fires: one('cmd.run', 'disk on fire', { retcode: 3 }),
    nearMiss: one('file.file_exists', false),
    minions: ['m1'],
  },
  'flapping-state': {
    fires: [10, 40, 70, 100].flatMap((at) => run(at, ['m1'], () => conf(1))),
    // Another change each time, as a roll-out of one version after another makes.
    nearMiss: [10, 40, 70, 100].flatMap((at) => run(at, ['m1'], () => conf(at))),
    minions: ['m1'],
  },
  'slow-state': {
    fires: run(10, five, (minion) => slowCheck(minion, ['m3']), {}, 12),
    nearMiss: run(10, five, (minion) => slowCheck(minion, five), {}, 12),
    minions: ['m3'],
  },
  'slow-return': { fires: lateReturn(60), nearMiss: lateReturn(20), minions: ['m2'] },
  'restart-loop': { fires: starts([10, 100, 200, 290]), nearMiss: starts([10, 1_000, 2_000, 3_000]), minions: ['m1'] },
  'silent-minion': {
    fires: [...pings(0), ...pingWithoutFirst(100), ...pings(300, others)],
    nearMiss: [...pings(0), ...pingWithoutFirst(100), ...pings(300)],
    minions: ['m1'],
  },
  'presence-flap': {
    fires: [...pings(0), ...[10, 100, 190].flatMap((at) => [presence(at, [], ['m1']), presence(at + 40, ['m1'], [])])],
    nearMiss: [
      ...pings(0),
      ...[10, 2_000, 4_000].flatMap((at) => [presence(at, [], ['m1']), presence(at + 40, ['m1'], [])]),
    ],
    minions: ['m1'],
  },
  'auth-storm': {
    fires: Array.from({ length: 25 }, (_, n) => auth(10 + n, 'accept', true)),
    nearMiss: Array.from({ length: 25 }, (_, n) => auth(10 + n * 10, 'accept', true)),
    minions: ['m1'],
    variant: 'one',
  },
  'key-rejected': {
    fires: [auth(10, 'accept', true), auth(20, 'denied', false, 'two')],
    nearMiss: [auth(10, 'pend', true), auth(20, 'accept', true)],
    minions: ['m1'],
    variant: 'denied',
  },
  'key-changed': {
    fires: [auth(10, 'accept', true), deleted],
    // A key that nobody used is cleared away.
    nearMiss: [auth(10, 'pend', true), deleted],
    minions: ['m1'],
    variant: 'deleted',
  },
  'reactor-loop': { fires: loop(true), nearMiss: loop(false), minions: ['m1'] },
  'reaction-missing': {
    fires: [sent(10, 'app/ticket', 'm1')],
    nearMiss: [sent(10, 'app/other', 'm1')],
    minions: ['m1'],
  },
  'duplicate-events': {
    fires: job(10, 'cmd.run', ['m1'], (minion, jid) => [
      returned(11, jid, 'cmd.run', minion, 'x'),
      returned(12, jid, 'cmd.run', minion, 'x'),
    ]),
    nearMiss: [...pings(10), ...pings(20)],
    minions: ['m1'],
  },
  'trimmed-values': {
    fires: one('lab.big', { report: 'VALUE_TRIMMED' }),
    nearMiss: one('lab.big', { report: 'VALUE TRIMMED' }),
    minions: ['m1'],
  },
  'schedule-pile-up': { fires: scheduled(14_500), nearMiss: scheduled(4_000), minions: ['m1'] },
  'batch-stopped': { fires: [batch('halted', { halted_reason: 'failhard' })], nearMiss: [batch('complete', {})] },
  'orchestration-step-failed': {
    fires: [...pings(0), orchestration(false)],
    nearMiss: [...pings(0), orchestration(true)],
    minions: ['m1'],
  },
  'master-restart': {
    fires: [presence(1, five, []), ...pings(2), presence(300, five, [])],
    // The first word on presence lists everybody, whenever the master began.
    nearMiss: [...pings(2), presence(300, five, []), ...pings(310)],
    variant: 'presence',
  },
  'event-rate-drop': {
    fires: [...minutes(0, 40, 30), ...minutes(40, 50, 1), ...minutes(50, 90, 30)],
    nearMiss: [...minutes(0, 40, 30), ...minutes(40, 50, 10), ...minutes(50, 90, 30)],
  },
  'gap-in-capture': { fires: pings(0), alsoRead: pings(4_000), nearMiss: [...pings(0), ...pings(4_000)] },
  'clock-skew': { fires: clocks(90), nearMiss: clocks(2), minions: ['m1'] },
  'forged-tag': {
    fires: [line(10, 'salt/key', forged)],
    nearMiss: [sent(10, 'salt/minion/m1/start', 'm1'), sent(11, 'salt/beacon/m1/load/', 'm1')],
    minions: ['m1'],
  },
  'secret-on-the-bus': {
    fires: [refusedRequest('not-the-real-one')],
    nearMiss: [refusedRequest('**********')],
    variant: 'root-key',
  },
  'generator-stall': { fires: yields(60.1), nearMiss: yields(45), minions: ['m1'] },
};
