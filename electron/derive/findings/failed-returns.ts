// Detectors of returns that failed without being a state run: refused states (compile, pillar, conflict), unknown functions, the rest.

import type { Stamp } from '../../../shared/base/stamp.ts';
import { type OutcomeRule, outcomeRules } from '../../../shared/salt/job-outcome.ts';
import { orchestrationFunctions } from '../../../shared/salt/orchestration-functions.ts';
import { errorText } from '../../analysis/error-text.ts';
import type { Candidate } from '../../analysis/finding-draft.ts';
import { foldComment } from '../../analysis/root-groups.ts';
import type { Detector } from './detector.ts';
import type { Ground } from './ground.ts';

/** One failed return with its words. */
type Failure = {
  readonly event: number;
  readonly rule: OutcomeRule;
  readonly minion: number;
  readonly jid: number;
  readonly fun: string;
  readonly stamp: Stamp;
  readonly text: string;
  readonly folded: string;
  readonly isRead: boolean;
};

/** Records read for their words; the returns behind them are taken by what is known of them without. */
const mostRead = 5_000;
/** The listeners that record a bus are runners that end by being interrupted; orchestrations have a detector of their own. */
const listeners = /^runner\.(?:state\.event|jobs\..*)$/;

const kept = new WeakMap<Ground, Promise<Failure[]>>();

function failuresOf(ground: Ground): Promise<Failure[]> {
  const known = kept.get(ground) ?? readFailures(ground);
  kept.set(ground, known);
  return known;
}

async function readFailures(ground: Ground): Promise<Failure[]> {
  const failures: Failure[] = [];
  const said = new Map<string, Failure>();
  const rules = ground.caseFile.columns;
  for (const event of ground.failed.ids()) {
    const fun = ground.funText(ground.funOf(event));
    if (listeners.test(fun) || orchestrationFunctions.has(fun)) continue;
    const rule = outcomeRules[rules.value('outcomeRule', event) - 1];
    if (rule === undefined || rule === 'runner-data') continue;
    const minion = ground.minionOf(event);
    const jid = ground.jidOf(event);
    // What is not read any more says what the others of its job said, it is assumed.
    const like = `${jid} ${rule}`;
    const isRead = failures.length < mostRead;
    const text = isRead ? (errorText(ground.dataOf(event).return) ?? '') : (said.get(like)?.text ?? '');
    const folded = isRead
      ? foldComment(text, minion === 0 ? '' : ground.minionName(minion))
      : (said.get(like)?.folded ?? '');
    const failure = { event, rule, minion, jid, fun, stamp: ground.stampOf(event), text, folded, isRead };
    failures.push(failure);
    if (isRead && !said.has(like)) said.set(like, failure);
    await ground.pause();
  }
  return failures;
}

const refusals: ReadonlySet<OutcomeRule> = new Set(['compile-error', 'render-error', 'pillar-error', 'conflict']);
const notAvailable = /^'([^'\n]+)' is not available\./;

/** State runs that did not compile or render. */
export const compileErrors: Detector = async (ground) => {
  const ours = (await failuresOf(ground)).filter(({ rule }) => rule === 'compile-error' || rule === 'render-error');
  return grouped(
    ground,
    ours,
    ({ folded }) => folded,
    (group) => ({ variant: group[0]?.rule === 'render-error' ? 'render' : null }),
  );
};

/** State runs refused because the pillar does not render. */
export const pillarErrors: Detector = async (ground) =>
  grouped(
    ground,
    (await failuresOf(ground)).filter(({ rule }) => rule === 'pillar-error'),
    ({ folded }) => folded,
    () => ({}),
  );

/** State runs refused because another one held the lock, by the run that held it. */
export const conflicts: Detector = async (ground) => {
  const blocker = ({ text }: Failure) => / with jid (\d{20}(?:_\d+)?)/.exec(text)?.[1] ?? '';
  const ours = (await failuresOf(ground)).filter(({ rule }) => rule === 'conflict');
  return grouped(ground, ours, blocker, (group) => {
    const jid = group[0] === undefined ? '' : blocker(group[0]);
    const id = jid === '' ? 0 : ground.caseFile.dictionary('jid').id(jid);
    const began = id === 0 ? 0 : (ground.jobs.event[id] ?? 0);
    const event = began === 0 ? [] : [began];
    return {
      variant: jid === '' ? 'unnamed' : null,
      lead: event,
      values: { blocker: jid, blocker_fun: ground.funText(ground.jobs.fun[id] ?? 0) },
    };
  });
};

/** Functions that a minion does not have. */
export const unknownFunctions: Detector = async (ground) => {
  const missing = ({ text }: Failure) => notAvailable.exec(text)?.[1];
  const ours = (await failuresOf(ground)).filter((failure) => missing(failure) !== undefined);
  return grouped(
    ground,
    ours,
    (failure) => missing(failure) ?? '',
    (group) => ({
      values: { missing: group[0] === undefined ? '' : (missing(group[0]) ?? '') },
    }),
  );
};

/** Whatever else failed: a function that threw, a command with another exit status than 0. */
export const failedFunctions: Detector = async (ground) => {
  const ours = (await failuresOf(ground)).filter(({ rule, text }) => !refusals.has(rule) && !notAvailable.test(text));
  return grouped(
    ground,
    ours,
    ({ fun, folded }) => `${fun} ${folded}`,
    (group) => {
      const isRunner = group.every(({ fun }) => fun.startsWith('runner.') || fun.startsWith('wheel.'));
      return { variant: isRunner ? 'runner' : null };
    },
  );
};

type More = {
  readonly variant?: string | null;
  readonly values?: Candidate['values'];
  readonly lead?: readonly number[];
};

function grouped(
  ground: Ground,
  failures: readonly Failure[],
  keyOf: (failure: Failure) => string,
  more: (group: readonly Failure[]) => More,
): Candidate[] {
  return [...Map.groupBy(failures, keyOf)].map(([key, group]) => {
    const minions = new Set(group.flatMap(({ minion }) => (minion === 0 ? [] : [minion])));
    const jids = new Set(group.flatMap(({ jid }) => (jid === 0 ? [] : [jid])));
    const stamps = group.map(({ stamp }) => stamp);
    const { variant = null, values = {}, lead = [] } = more(group);
    const funs = new Set(group.map(({ fun }) => fun));
    return {
      variant,
      key: key.slice(0, 300),
      minions,
      jids,
      events: [...group.map(({ event }) => event), ...lead],
      first: stamps.reduce((a, b) => Math.min(a, b)),
      last: stamps.reduce((a, b) => Math.max(a, b)),
      quote: group[0]?.text ?? null,
      certainty: group.every(({ isRead }) => isRead) ? 'certain' : 'inferred',
      values: {
        minions: { list: [...minions].map(ground.minionName) },
        jobs: { list: [...jids].map(ground.jidText) },
        funs: { list: [...funs] },
        returns: group.length,
        ...values,
      },
    };
  });
}
