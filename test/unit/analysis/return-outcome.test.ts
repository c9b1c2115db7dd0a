// The rules of diagnosis §1, one table: each row is a return as Salt sends it, and what is concluded from it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { returnOutcome } from '../../../electron/analysis/return-outcome.ts';
import { asksForTest } from '../../../electron/analysis/test-mode.ts';
import type { JsonObject } from '../../../shared/salt/json.ts';
import type { Kind } from '../../../shared/salt/kind.ts';
import type { SaltEvent } from '../../../shared/salt/salt-event.ts';

function ret(data: JsonObject, kind: Kind = 'ret'): SaltEvent {
  const fun = Array.isArray(data.fun) ? data.fun.map(String) : typeof data.fun === 'string' ? [data.fun] : [];
  return {
    tag: 'salt/job/1/ret/m1',
    kind,
    stamp: 0,
    jid: '1',
    minion: 'm1',
    fun,
    user: undefined,
    retcode: typeof data.retcode === 'number' ? [data.retcode] : [],
    success: typeof data.success === 'boolean' ? [data.success] : [],
    claimedBy: undefined,
    isTest: false,
    isInternal: false,
    data,
  };
}

const state = (result: unknown, changes: object = {}, comment = '') => ({ result, changes, comment }) as JsonObject;
const run = (...states: JsonObject[]): JsonObject =>
  Object.fromEntries(states.map((value, at) => [`pkg_|-s${at}_|-s${at}_|-installed`, value]));

const good = { retcode: 0, success: true };
const bad = { retcode: 1, success: false };
const apply = { fun: 'state.apply' };

describe('returns of minions', () => {
  it.each<[string, JsonObject, string, string]>([
    [
      'a failed state',
      { ...apply, retcode: 2, success: false, return: run(state(true), state(false)) },
      'failed',
      'state-results',
    ],
    [
      'a failed state, although retcode is 0',
      { ...apply, ...good, return: run(state(false)) },
      'failed',
      'state-results',
    ],
    ['changes', { ...apply, ...good, return: run(state(true, { new: 1 }), state(true)) }, 'changed', 'state-results'],
    ['would change', { ...apply, ...good, return: run(state(null, { new: 1 })) }, 'changed', 'state-results'],
    ['nothing to do', { ...apply, ...good, return: run(state(true), state(true)) }, 'succeeded', 'state-results'],
    ['salt-call: no success', { ...apply, retcode: 0, return: run(state(true)) }, 'succeeded', 'state-results'],
    ['states decide before retcode', { ...apply, ...bad, return: run(state(true)) }, 'succeeded', 'state-results'],
    [
      'compile error',
      { ...apply, ...bad, return: ['Referenced state does not exist for requisite'] },
      'failed',
      'compile-error',
    ],
    [
      'render error',
      { ...apply, ...bad, return: ["Rendering SLS 'base:x' failed: Jinja variable"] },
      'failed',
      'render-error',
    ],
    [
      'pillar error',
      {
        ...apply,
        retcode: 5,
        success: false,
        return: ['Pillar failed to render with the following messages:', "Rendering SLS 'p' failed."],
      },
      'failed',
      'pillar-error',
    ],
    [
      'conflict',
      {
        fun: 'state.highstate',
        ...bad,
        return: [
          'The function "state.apply" is running as PID 29079 and was started at 2026, Nov 22 20:02:42.912469 with jid 20261122200242912469',
        ],
      },
      'failed',
      'conflict',
    ],
    [
      'a refusal whose signs say all is well',
      { fun: 'state.sls', ...good, return: ['No matching sls found'] },
      'failed',
      'compile-error',
    ],
    [
      'a query with the same text',
      {
        fun: 'state.running',
        ...good,
        return: ['The function "state.apply" is running as PID 1 and was started at x with jid 2'],
      },
      'succeeded',
      'no-sign-of-failure',
    ],
    ['retcode', { fun: 'cmd.run', retcode: 3, success: false, return: 'out' }, 'failed', 'retcode'],
    ['retcode although success', { fun: 'x.y', retcode: 1, success: true, return: 'out' }, 'failed', 'retcode'],
    ['success false', { fun: 'x.y', retcode: 0, success: false, return: 'out' }, 'failed', 'success'],
    [
      'the function returned False',
      { fun: 'file.file_exists', ...good, return: false },
      'succeeded',
      'no-sign-of-failure',
    ],
    ['a failure text without signs', { fun: 'x.y', return: "'x.y' is not available." }, 'failed', 'failure-text'],
    [
      'a failure text beside good signs',
      { fun: 'x.y', ...good, return: 'ERROR: none' },
      'succeeded',
      'no-sign-of-failure',
    ],
    [
      'the same text printed by a command',
      { fun: 'cmd.run', return: 'ERROR: none' },
      'succeeded',
      'no-sign-of-failure',
    ],
    ['the same text of who knows what', { return: 'ERROR: none' }, 'unknown', 'failure-text'],
    ['all trimmed', { ...apply, ...good, return: 'VALUE_TRIMMED' }, 'unknown', 'trimmed'],
    ['all trimmed, but retcode 2', { ...apply, retcode: 2, return: 'VALUE_TRIMMED' }, 'failed', 'retcode'],
    [
      'a result trimmed',
      { ...apply, ...good, return: run(state(true, { a: 1 }), state('VALUE_TRIMMED')) },
      'unknown',
      'trimmed',
    ],
    [
      'a result trimmed beside a failure',
      { ...apply, ...good, return: run(state('VALUE_TRIMMED'), state(false)) },
      'failed',
      'state-results',
    ],
    [
      'a result trimmed and retcode 2',
      { ...apply, retcode: 2, return: run(state('VALUE_TRIMMED')) },
      'failed',
      'retcode',
    ],
    [
      'trimmed deeper inside',
      { fun: 'x.y', ...good, return: { report: 'VALUE_TRIMMED', rows: 3 } },
      'succeeded',
      'no-sign-of-failure',
    ],
    [
      'a trimmed diff',
      { ...apply, ...good, return: run(state(true, { diff: 'VALUE_TRIMMED' })) },
      'changed',
      'state-results',
    ],
    ['the payload shed by the recorder', { ...apply, ...good }, 'unknown', 'trimmed'],
  ])('%s', (_, data, outcome, rule) => {
    expect(returnOutcome(ret(data))).toMatchObject({ outcome, rule });
  });

  it('says which signals contradict the outcome', () => {
    const words = (data: JsonObject) => returnOutcome(ret(data)).contradictions;
    expect(words({ ...apply, ...good, return: run(state(false), state(false)) })).toEqual([
      'retcode 0, but 2 states failed',
      'success true, but 2 states failed',
    ]);
    expect(words({ ...apply, retcode: 2, return: run(state(true)) })).toEqual(['retcode 2, but no state failed']);
    expect(words({ fun: 'x.y', retcode: 1, success: true, return: '' })).toEqual(['success true, but retcode 1']);
    expect(words({ fun: 'x.y', retcode: 0, success: false, return: '' })).toEqual(['retcode 0, but success false']);
    expect(words({ ...apply, ...bad, return: run(state(false)) })).toEqual([]);
    expect(words({ ...apply, ...good, return: ['No matching sls found'] })).toEqual([
      'retcode 0, but the return is a compile error',
      'success true, but the return is a compile error',
    ]);
  });

  it('is inferred only where nothing but a text speaks', () => {
    expect(returnOutcome(ret({ fun: 'x.y', return: 'ERROR: no' })).certainty).toBe('inferred');
    expect(returnOutcome(ret({ fun: 'x.y', retcode: 1, return: 'ERROR: no' })).certainty).toBe('certain');
  });
});

describe('several functions in one job', () => {
  const job = { fun: ['a.b', 'cmd.run', 'state.apply'], fun_args: [[], ['x'], ['web']] };

  it('is as bad as its worst function', () => {
    const verdict = returnOutcome(
      ret({
        ...job,
        return: { 'a.b': true, 'cmd.run': 'x', 'state.apply': run(state(true, { a: 1 })) },
        retcode: { 'a.b': 0, 'cmd.run': 7, 'state.apply': 0 },
        success: { 'a.b': true, 'cmd.run': false, 'state.apply': true },
      }),
    );
    expect(verdict).toMatchObject({ outcome: 'failed', rule: 'multi-function', contradictions: [] });
    expect(verdict.states).toHaveLength(1);
  });

  it('reads ordered lists and ranks unknown above changed', () => {
    const verdict = returnOutcome(
      ret({
        ...job,
        return: [true, 'VALUE_TRIMMED', run(state(true, { a: 1 }))],
        retcode: [0, 0, 2],
        success: [true, true, false],
      }),
    );
    expect(verdict.outcome).toBe('unknown');
    expect(verdict.contradictions).toEqual([
      'state.apply: retcode 2, but no state failed',
      'state.apply: success false, but no state failed',
    ]);
  });
});

describe('runners and wheels', () => {
  const orchestrate = { fun: 'runner.state.orchestrate' };
  it.each<[string, JsonObject, string, string]>([
    [
      'a failed step',
      { ...orchestrate, success: false, return: { data: { master: run(state(true), state(false)) }, retcode: 1 } },
      'failed',
      'runner-data',
    ],
    [
      'steps that changed',
      { ...orchestrate, success: true, return: { data: { master: run(state(true, { a: 1 })) }, retcode: 0 } },
      'changed',
      'runner-data',
    ],
    [
      'does not compile',
      { ...orchestrate, success: true, return: { data: { master: ["Rendering SLS 'base:o' failed"] }, retcode: 1 } },
      'failed',
      'render-error',
    ],
    ['inner retcode', { fun: 'runner.x.y', success: true, return: { retcode: 1, data: {} } }, 'failed', 'runner-data'],
    [
      'an exception',
      { fun: 'runner.x.y', success: false, retcode: 1, return: 'Exception occurred in runner x.y: Traceback' },
      'failed',
      'success',
    ],
    [
      'refused arguments',
      { fun: 'runner.x.y', success: true, return: 'Passed invalid arguments: x() got an unexpected keyword' },
      'failed',
      'invalid-arguments',
    ],
    [
      'an ordinary runner',
      { fun: 'runner.manage.down', success: true, return: ['db2'] },
      'succeeded',
      'no-sign-of-failure',
    ],
    [
      'the returns of another job, shown',
      { fun: 'runner.jobs.lookup_jid', success: false, return: { data: { web1: run(state(false)) } } },
      'succeeded',
      'no-sign-of-failure',
    ],
    [
      'that runner itself failing',
      { fun: 'runner.jobs.lookup_jid', success: false, retcode: 1, return: 'Exception occurred in runner' },
      'failed',
      'success',
    ],
  ])('%s', (_, data, outcome, rule) => {
    expect(returnOutcome(ret(data, 'run-ret'))).toMatchObject({ outcome, rule });
  });

  it('reads a wheel', () => {
    const verdict = returnOutcome(
      ret({ fun: 'wheel.key.accept', success: true, return: { minions: ['web3'] } }, 'wheel-ret'),
    );
    expect(verdict.outcome).toBe('succeeded');
  });
});

describe('dry runs', () => {
  it.each<[string, unknown, boolean]>([
    ['state.apply', ['nginx', { test: true }], true],
    ['state.apply', ['nginx', { __kwarg__: true, test: 'True' }], true],
    ['state.apply', ['nginx', 'test=True'], true],
    ['state.test', null, true],
    ['runner.state.orchestrate', ['orch', { test: true }], true],
    ['state.apply', ['nginx', 'test=False'], false],
    ['state.apply', ['test'], false],
    ['state.apply', ['x', { pillar: { test: true } }], false],
    ['my.module', [{ test: true }], false],
    ['state.apply', null, false],
  ])('%s %j → %s', (fun, args, expected) => {
    expect(asksForTest(fun, args as JsonObject[string])).toBe(expected);
  });

  it('marks a run that only would change, and one that was asked for', () => {
    expect(returnOutcome(ret({ ...apply, return: run(state(null)) })).isTest).toBe(true);
    expect(returnOutcome(ret({ ...apply, fun_args: [{ test: true }], return: run(state(true)) })).isTest).toBe(true);
    expect(returnOutcome(ret({ ...apply, return: run(state(true)) })).isTest).toBe(false);
  });
});

it('never throws, whatever a return holds', () => {
  const lowTag = fc.constantFrom('a_|-b_|-c_|-d', '_|-', 'a_|-b', 'a_|-_|-_|-', '__proto__', 'toString');
  const odd = fc.oneof(fc.jsonValue(), fc.dictionary(lowTag, fc.jsonValue()), fc.constant('VALUE_TRIMMED'));
  const data = fc.dictionary(fc.constantFrom('fun', 'fun_args', 'return', 'retcode', 'success', 'data'), odd);
  fc.assert(
    fc.property(data, fc.constantFrom<Kind>('ret', 'run-ret', 'wheel-ret'), (map, kind) => {
      expect(['succeeded', 'changed', 'failed', 'unknown']).toContain(
        returnOutcome(ret(map as JsonObject, kind)).outcome,
      );
    }),
    { numRuns: 500 },
  );
});
