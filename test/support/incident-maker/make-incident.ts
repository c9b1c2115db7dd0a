// Makes a log of ordinary traffic with one planted incident from a seed, in the shape of rawfile_json, and its truth.
import { Background } from './background.ts';
import { beaconChain, conflict, orchestration } from './chains.ts';
import { askGrains, brokenRun, refusedRun } from './fleet-run.ts';
import { Jobs } from './jobs.ts';
import type { IncidentKind, Planted } from './planted.ts';
import { flappingState, refusedKey } from './repeats.ts';
import { neverThere, silentRun } from './silent-minions.ts';
import { makeSite } from './site.ts';
import { Stage, second } from './stage.ts';
import { StateTree } from './state-tree.ts';

/** What to make. The same plan gives the same bytes. `kind` absent: the seed decides. */
export type IncidentPlan = {
  readonly seed: number;
  readonly events: number;
  readonly minions: number;
  readonly kind?: IncidentKind;
};

/** In this order over the seeds: what has to be told apart, and that nothing is, come often. */
const kinds: readonly IncidentKind[] = [
  'grain-pair',
  'at-random',
  'one-grain',
  'silent-minions',
  'compile-error',
  'conflict',
  'printed-version',
  'orchestration',
  'at-random',
  'beacon-chain',
  'grain-pair',
  'refused-key',
  'one-grain',
  'at-random',
  'flapping-state',
];

/** The kind of incident of a seed. */
function kindOf(seed: number): IncidentKind {
  return kinds[seed % kinds.length] ?? 'one-grain';
}

/** Makes the log, line by line, and gives its truth. */
export function makeIncident(plan: IncidentPlan, sink: (line: string) => void): Planted {
  const kind = plan.kind ?? kindOf(plan.seed);
  const stage = new Stage(plan.seed, sink);
  const site = makeSite(stage, plan.minions);
  const jobs = new Jobs(stage, site);
  const gone = kind === 'silent-minions' ? neverThere(stage, jobs) : [];
  const begin = stage.now;
  // A longer log is a longer time, not a busier one.
  const length = second * Math.max(900, plan.events / 20);
  new Background(stage, jobs, new StateTree(stage)).start(begin + length, Math.max(0, plan.events - 6 * plan.minions));
  let told: (() => Planted) | undefined;
  stage.in(20 * second, () => askGrains(stage, jobs));
  stage.in(length * (0.3 + 0.25 * stage.random.float()), () => {
    told = plant(kind, stage, jobs, gone);
  });
  stage.runUntil(begin + length + 60 * second);
  if (told === undefined) throw new Error('bug: the incident never happened');
  return told();
}

function plant(kind: IncidentKind, stage: Stage, jobs: Jobs, gone: ReturnType<typeof neverThere>): () => Planted {
  switch (kind) {
    case 'compile-error':
      return refusedRun(stage, jobs);
    case 'silent-minions':
      return silentRun(stage, jobs, gone);
    case 'conflict':
      return conflict(stage, jobs);
    case 'orchestration':
      return orchestration(stage, jobs);
    case 'beacon-chain':
      return beaconChain(stage, jobs);
    case 'refused-key':
      return refusedKey(stage);
    case 'flapping-state':
      return flappingState(stage, jobs);
    default:
      return brokenRun(stage, jobs, kind);
  }
}
