// What became of one minion in one job: the closed set of words (diagnosis §1–2) and their bits in a case.

/** The outcomes, in bit order: bit n of an event's outcome set is `outcomes[n]`. Append only. */
export const outcomes = ['succeeded', 'changed', 'failed', 'missing', 'running', 'unknown'] as const;

/** One outcome. `missing`, `running` have no return; `unknown` prefers not to guess. */
export type JobOutcome = (typeof outcomes)[number];

/** The bit of an outcome. */
export function outcomeBit(outcome: JobOutcome): number {
  return 1 << outcomes.indexOf(outcome);
}

/** The outcomes named by a set of bits, in order. A return has one; a `new` event all that became of its minions. */
export function outcomesOf(bits: number): JobOutcome[] {
  return outcomes.filter((_, bit) => (bits & (1 << bit)) !== 0);
}

/** Which rule of diagnosis §1 decided the outcome of a return. Codes are positions; append only. */
export const outcomeRules = [
  'state-results',
  'compile-error',
  'render-error',
  'pillar-error',
  'conflict',
  'runner-data',
  'invalid-arguments',
  'retcode',
  'success',
  'failure-text',
  'trimmed',
  'no-sign-of-failure',
  'multi-function',
] as const;

/** See {@link outcomeRules}. */
export type OutcomeRule = (typeof outcomeRules)[number];
