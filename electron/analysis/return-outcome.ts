// What became of one return: the rules of diagnosis §1, in their order. Called for every return, so the plain ones are quick.

import type { JobOutcome, OutcomeRule } from '../../shared/salt/job-outcome.ts';
import { isObject, type Json, type JsonObject } from '../../shared/salt/json.ts';
import { orchestrationFunctions } from '../../shared/salt/orchestration-functions.ts';
import type { SaltEvent } from '../../shared/salt/salt-event.ts';
import { isFailureText, isTextList, refusalRule } from './error-text.ts';
import { isStateRun, readStates, type StateResult, trimmedValue } from './state-roles.ts';
import { asksForTest } from './test-mode.ts';

/** The conclusion about one return. */
export type ReturnVerdict = {
  readonly outcome: JobOutcome;
  /** The rule that decided. */
  readonly rule: OutcomeRule;
  /** Inferred only where nothing but a text speaks (rule `failure-text`). */
  readonly certainty: 'certain' | 'inferred';
  /** Signals that contradict the outcome, in words. */
  readonly contradictions: readonly string[];
  /** A dry run: `changed` then means *would change*. */
  readonly isTest: boolean;
  /** States of a state run (of all maps of an orchestration or multi-function job), in order of execution. */
  readonly states: readonly StateResult[];
};

/** One function's part of a return. */
type Part = {
  readonly fun: string;
  readonly args: Json | undefined;
  readonly value: Json | undefined;
  readonly retcode: number | undefined;
  readonly success: boolean | undefined;
};

/** Functions that run states and answer with a list of strings when they refuse to; queries such as `state.running` do not. */
const stateFunctions = new Set(
  ['apply', 'sls', 'highstate', 'single', 'sls_id', 'top', 'test'].map((name) => `state.${name}`),
);

const noStates: readonly StateResult[] = [];
const noWords: readonly string[] = [];

/** The outcome of a `ret`, `run-ret` or `wheel-ret` event. Never throws, whatever the event holds. */
export function returnOutcome(event: SaltEvent): ReturnVerdict {
  const { data } = event;
  const isRunner = event.kind === 'run-ret' || event.kind === 'wheel-ret';
  if (event.fun.length > 1 || Array.isArray(data.fun)) return multiFunctionOutcome(event, data);
  const part: Part = {
    fun: event.fun[0] ?? '',
    args: data.fun_args,
    value: data.return,
    retcode: event.retcode[0],
    success: event.success[0],
  };
  const verdict = isRunner ? runnerOutcome(part) : functionOutcome(part);
  return verdict.isTest || !event.isTest ? verdict : { ...verdict, isTest: true };
}

function functionOutcome(part: Part): ReturnVerdict {
  if (isStateRun(part.value)) return stateRunOutcome(part, readStates(part.value), 'state-results');
  if (stateFunctions.has(part.fun) && isTextList(part.value)) {
    const rule = refusalRule(part.value, part.retcode);
    return verdict(part, 'failed', rule, `the return is a ${rule.replace('-', ' ')}`);
  }
  return plainOutcome(part);
}

function runnerOutcome(part: Part): ReturnVerdict {
  const { value } = part;
  // `jobs.lookup_jid` and its like show the returns of another job, and Salt computes `success` from what they show:
  // neither says anything about the runner itself, which exits with 0.
  if (part.fun.startsWith('runner.jobs.') && part.retcode === undefined && isObject(value)) {
    return verdict({ ...part, success: undefined }, 'succeeded', 'no-sign-of-failure', '');
  }
  const maps = stateMaps(value);
  if (maps.length > 0) {
    const inner = isObject(value) ? value.retcode : undefined;
    const states = maps.flatMap((map) => readStates(map));
    const retcode = typeof inner === 'number' ? inner : part.retcode;
    return stateRunOutcome({ ...part, retcode }, states, 'runner-data');
  }
  if (isObject(value)) {
    const refusal = orchestrationFunctions.has(part.fun) ? refusalLines(value.data) : undefined;
    if (refusal !== undefined) return verdict(part, 'failed', refusalRule(refusal, part.retcode), '');
    const inner = value.retcode;
    if (typeof inner === 'number' && inner !== 0) return verdict(part, 'failed', 'runner-data', '');
  }
  if (part.success === false) return verdict(part, 'failed', 'success', '');
  if (typeof value === 'string' && value.startsWith('Passed invalid arguments')) {
    return verdict(part, 'failed', 'invalid-arguments', 'the arguments were refused');
  }
  return plainOutcome(part);
}

/** The state maps of a runner's return: `return.data.<master or minion>`, or the return itself. */
function stateMaps(value: Json | undefined): JsonObject[] {
  if (!isObject(value)) return [];
  const maps: JsonObject[] = [];
  const candidates = [value, value.data, ...(isObject(value.data) ? Object.values(value.data) : [])];
  for (const map of candidates) if (isStateRun(map)) maps.push(map);
  return maps;
}

/** The lines with which an orchestration that does not compile answers instead of its states. */
function refusalLines(data: Json | undefined): readonly string[] | undefined {
  if (isTextList(data)) return data;
  if (!isObject(data)) return undefined;
  for (const name in data) {
    const lines = data[name];
    if (isTextList(lines)) return lines;
  }
  return undefined;
}

function stateRunOutcome(part: Part, states: readonly StateResult[], rule: OutcomeRule): ReturnVerdict {
  let failed = 0;
  let wouldChange = false;
  let changed = false;
  let unreadable = false;
  for (const state of states) {
    if (state.result === false) failed += 1;
    else if (state.result === null) wouldChange = true;
    else if (state.result === undefined) unreadable = true;
    else if (state.changed) changed = true;
  }
  const isTest = wouldChange || asksForTest(part.fun, part.args);
  if (failed > 0) {
    return verdict(part, 'failed', rule, `${failed} ${failed === 1 ? 'state' : 'states'} failed`, states, isTest);
  }
  if (unreadable) {
    const plain = plainOutcome(part);
    const outcome = plain.outcome === 'failed' ? plain : verdict(part, 'unknown', 'trimmed', 'a result was trimmed');
    return { ...outcome, states, isTest };
  }
  return verdict(part, wouldChange || changed ? 'changed' : 'succeeded', rule, 'no state failed', states, isTest);
}

/** Rules 4 to 8: what is left when there are no states to ask. */
function plainOutcome(part: Part): ReturnVerdict {
  const { value, retcode, success, fun } = part;
  if (retcode !== undefined && retcode !== 0) return verdict(part, 'failed', 'retcode', `retcode ${retcode}`);
  if (success === false) return verdict(part, 'failed', 'success', 'success false');
  if (retcode === undefined && success === undefined && !fun.startsWith('cmd.') && isFailureText(value)) {
    // Without the function's name it may be what a command printed.
    return { ...verdict(part, fun === '' ? 'unknown' : 'failed', 'failure-text', ''), certainty: 'inferred' };
  }
  // A recording tool that shed the payload leaves no return at all, which tells as little as a trimmed one.
  if (value === trimmedValue || value === undefined) return verdict(part, 'unknown', 'trimmed', '');
  return verdict(part, 'succeeded', 'no-sign-of-failure', '');
}

function verdict(
  part: Part,
  outcome: JobOutcome,
  rule: OutcomeRule,
  because: string,
  states: readonly StateResult[] = noStates,
  isTest = asksForTest(part.fun, part.args),
): ReturnVerdict {
  return {
    outcome,
    rule,
    certainty: 'certain',
    contradictions: contradictions(part, outcome, because),
    isTest,
    states,
  };
}

function contradictions(part: Part, outcome: JobOutcome, because: string): readonly string[] {
  const { retcode, success } = part;
  const hasFailed = outcome === 'failed';
  const saysGood: string[] = [];
  const saysBad: string[] = [];
  if (retcode !== undefined) (retcode === 0 ? saysGood : saysBad).push(`retcode ${retcode}`);
  if (success !== undefined) (success ? saysGood : saysBad).push(`success ${success}`);
  if (hasFailed ? saysGood.length === 0 : saysBad.length === 0) return noWords;
  const reason = because === '' ? (saysBad.at(-1) ?? `the return ${hasFailed ? 'failed' : outcome}`) : because;
  return (hasFailed ? saysGood : saysBad).map((sign) => `${sign}, but ${reason}`);
}

const worst: readonly JobOutcome[] = ['succeeded', 'changed', 'unknown', 'failed'];

/** Each function by itself; the return is as bad as the worst of them. Maps are keyed by function, ordered ones are lists. */
function multiFunctionOutcome(event: SaltEvent, data: JsonObject): ReturnVerdict {
  let outcome: JobOutcome = 'succeeded';
  let isTest = event.isTest;
  let certainty: ReturnVerdict['certainty'] = 'certain';
  const states: StateResult[] = [];
  const words: string[] = [];
  for (const [at, fun] of event.fun.entries()) {
    const retcode = pick(data.retcode, fun, at);
    const success = pick(data.success, fun, at);
    const args = data.fun_args;
    const part = functionOutcome({
      fun,
      args: Array.isArray(args) ? args[at] : undefined,
      value: data.return === trimmedValue ? trimmedValue : pick(data.return, fun, at),
      retcode: typeof retcode === 'number' ? retcode : undefined,
      success: typeof success === 'boolean' ? success : undefined,
    });
    if (worst.indexOf(part.outcome) > worst.indexOf(outcome)) {
      outcome = part.outcome;
      certainty = part.certainty;
    }
    isTest ||= part.isTest;
    states.push(...part.states);
    for (const word of part.contradictions) words.push(`${fun}: ${word}`);
  }
  return { outcome, rule: 'multi-function', certainty, contradictions: words, isTest, states };
}

/** The part of one function in a map by name or a list by place; a bare value speaks for all. */
function pick(value: Json | undefined, fun: string, at: number): Json | undefined {
  if (Array.isArray(value)) return value[at];
  return isObject(value) ? value[fun] : value;
}
