// Two runs beside each other: minions, states, durations and tags that appear, vanish or ended otherwise. Mirrored: exchanging the
// runs exchanges the answer, and a run compared with itself gives empty lists.

import type { CompareAnswer, DurationChange, StateChange, StateOutcome } from '../../shared/questions/compare.ts';
import type { JobOutcome } from '../../shared/salt/job-outcome.ts';
import { naturalOrder } from '../../shared/salt/natural-order.ts';
import { median } from './median.ts';

/** One state on one minion. */
export type RunState = {
  readonly minion: string;
  readonly sls: string | null;
  readonly id: string;
  readonly state: string;
  readonly outcome: Exclude<StateOutcome, 'absent'>;
  readonly durationMs: number | null;
};

/** One run, or the last runs in a span: at most one outcome a minion, and one state of a name a minion. */
export type Run = {
  readonly minions: ReadonlyMap<string, JobOutcome>;
  /** How long each minion took, in ms. */
  readonly tookMs: ReadonlyMap<string, number>;
  readonly states: readonly RunState[];
  readonly tags: ReadonlySet<string>;
};

/** A difference is told where one side took this many times as long as the other, and this many ms longer. */
const clearlyLonger = 1.5;
const leastMs = 100;

/** Compares. */
export function compareRuns(a: Run, b: Run): Omit<CompareAnswer, 'a' | 'b'> {
  return {
    minions: {
      onlyA: missingIn(a.minions.keys(), b.minions),
      onlyB: missingIn(b.minions.keys(), a.minions),
      changed: changedMinions(a, b),
    },
    states: changedStates(a, b),
    durations: changedDurations(a, b),
    tags: { onlyA: missingIn(a.tags, b.tags), onlyB: missingIn(b.tags, a.tags) },
  };
}

function missingIn(names: Iterable<string>, other: { readonly has: (name: string) => boolean }): string[] {
  return [...names].filter((name) => !other.has(name)).sort(naturalOrder);
}

const outcomeBadness: readonly JobOutcome[] = ['succeeded', 'changed', 'running', 'unknown', 'missing', 'failed'];
const stateBadness: readonly StateOutcome[] = [
  'succeeded',
  'changed',
  'would-change',
  'absent',
  'unknown',
  'blocked',
  'failed',
];

function changedMinions(a: Run, b: Run): CompareAnswer['minions']['changed'] {
  const badness = (outcome: JobOutcome) => outcomeBadness.indexOf(outcome);
  return [...a.minions]
    .flatMap(([minion, outcome]) => {
      const other = b.minions.get(minion);
      return other === undefined || other === outcome ? [] : [{ minion, a: outcome, b: other }];
    })
    .sort(
      (x, y) =>
        Math.max(badness(y.a), badness(y.b)) - Math.max(badness(x.a), badness(x.b)) || naturalOrder(x.minion, y.minion),
    );
}

function stateName({ sls, id, state }: Pick<RunState, 'sls' | 'id' | 'state'>): string {
  return [sls ?? '', id, state].join('\u0000');
}

/** By minion, then by name; a name twice in one run (`names:`) counts as the worst of them. */
function byMinion(run: Run): Map<string, Map<string, RunState>> {
  const minions = new Map<string, Map<string, RunState>>();
  for (const state of run.states) {
    const states = minions.get(state.minion) ?? new Map<string, RunState>();
    minions.set(state.minion, states);
    const known = states.get(stateName(state));
    if (known === undefined || stateBadness.indexOf(state.outcome) > stateBadness.indexOf(known.outcome)) {
      states.set(stateName(state), state);
    }
  }
  return minions;
}

/** States of minions that ran states on both sides. */
function changedStates(a: Run, b: Run): StateChange[] {
  const [ofA, ofB] = [byMinion(a), byMinion(b)];
  const groups = new Map<string, { readonly change: Omit<StateChange, 'minions'>; readonly minions: string[] }>();
  for (const [minion, statesA] of ofA) {
    const statesB = ofB.get(minion);
    if (statesB === undefined) continue;
    for (const name of new Set([...statesA.keys(), ...statesB.keys()])) {
      const [stateA, stateB] = [statesA.get(name), statesB.get(name)];
      const named = stateA ?? stateB;
      const outcomeA: StateOutcome = stateA?.outcome ?? 'absent';
      const outcomeB: StateOutcome = stateB?.outcome ?? 'absent';
      if (named === undefined || outcomeA === outcomeB) continue;
      const key = [name, outcomeA, outcomeB].join('\u0000');
      const group = groups.get(key);
      const { sls, id, state } = named;
      if (group === undefined)
        groups.set(key, { change: { sls, id, state, a: outcomeA, b: outcomeB }, minions: [minion] });
      else group.minions.push(minion);
    }
  }
  const badness = ({ a: x, b: y }: StateChange) => Math.max(stateBadness.indexOf(x), stateBadness.indexOf(y));
  return [...groups.values()]
    .map(({ change, minions }) => ({ ...change, minions: minions.sort(naturalOrder) }))
    .sort(
      (x, y) =>
        badness(y) - badness(x) ||
        y.minions.length - x.minions.length ||
        naturalOrder(stateName(x), stateName(y)) ||
        // The same state in two ways: exchanging the sides must not exchange the rows.
        naturalOrder([x.a, x.b].sort().join(), [y.a, y.b].sort().join()) ||
        naturalOrder(x.minions.join(), y.minions.join()),
    );
}

function changedDurations(a: Run, b: Run): DurationChange[] {
  const pairs = new Map<
    string,
    { readonly of: Pick<DurationChange, 'sls' | 'id' | 'state'>; readonly a: number[]; readonly b: number[] }
  >();
  const add = (key: string, of: Pick<DurationChange, 'sls' | 'id' | 'state'>, aMs: number, bMs: number) => {
    const pair = pairs.get(key) ?? { of, a: [], b: [] };
    pairs.set(key, pair);
    pair.a.push(aMs);
    pair.b.push(bMs);
  };
  for (const [minion, aMs] of a.tookMs) {
    const bMs = b.tookMs.get(minion);
    if (bMs !== undefined) add('', { sls: null, id: null, state: null }, aMs, bMs);
  }
  const ofB = byMinion(b);
  for (const [minion, states] of byMinion(a)) {
    for (const [name, { sls, id, state, durationMs }] of states) {
      const other = ofB.get(minion)?.get(name)?.durationMs ?? null;
      if (durationMs !== null && other !== null) add(name, { sls, id, state }, durationMs, other);
    }
  }
  const difference = ({ aMs, bMs }: DurationChange) => Math.abs(aMs - bMs);
  return [...pairs.values()]
    .map((pair) => ({ ...pair.of, aMs: median(pair.a), bMs: median(pair.b), minions: pair.a.length }))
    .filter(
      (change) =>
        difference(change) >= leastMs &&
        Math.max(change.aMs, change.bMs) >= clearlyLonger * Math.min(change.aMs, change.bMs),
    )
    .sort((x, y) => difference(y) - difference(x) || naturalOrder(`${x.sls} ${x.id}`, `${y.sls} ${y.id}`));
}
