// The runner functions that run an orchestration.

/** Their names as events carry them. */
export const orchestrationFunctions: ReadonlySet<string> = new Set(
  ['orchestrate', 'orch', 'sls', 'orchestrate_single', 'orchestrate_high'].map((name) => `runner.state.${name}`),
);
