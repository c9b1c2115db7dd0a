// States over runs: counted per state and per minion, so that what fails, what is slow and what keeps changing comes out.
import type { StateCounts } from '../../shared/questions/states.ts';

/** One state of one return, in numbers: `state` and `minion` are ids of the caller. */
export type TalliedState = {
  readonly state: number;
  readonly minion: number;
  readonly isTest: boolean;
  readonly isFailed: boolean;
  readonly isBlocked: boolean;
  readonly isChanged: boolean;
  /** True of functions that report changes at every run by their nature ({@link alwaysReportsChanges}). */
  readonly isCommand: boolean;
  readonly durationMs: number | null;
};

/** Commands and calls of modules always report what they ran as changes: nothing drifts where they do. */
export function alwaysReportsChanges(fun: string): boolean {
  return /^(?:cmd|module|salt|event|saltmod)\./.test(fun) || fun === 'test.succeed_with_changes';
}

/** A state flaps once it changed at each of its last runs, this many or more: twice may be a first run and an intended edit. */
export const leastRuns = 3;

/** Durations kept of a state for its median; beyond it every second one is dropped, evenly. */
const mostDurations = 4096;

type Counting = {
  runs: number;
  failed: number;
  blocked: number;
  changed: number;
  maxMs: number | null;
  totalMs: number;
  durations: number[];
  step: number;
  seen: number;
  /** By minion: how many of its newest runs, one after the other, changed something. */
  readonly streaks: Map<number, number>;
};

/** Counts states, which come in the order of their runs. */
export class StateTally {
  readonly #states = new Map<number, Counting>();

  add({ state, minion, isTest, isFailed, isBlocked, isChanged, isCommand, durationMs }: TalliedState): void {
    // A test run changes nothing and tells nothing about drift.
    if (isTest) return;
    const counts = this.#states.get(state) ?? freshCounts();
    this.#states.set(state, counts);
    counts.runs += 1;
    if (isFailed) counts.failed += 1;
    if (isBlocked) counts.blocked += 1;
    if (isChanged) counts.changed += 1;
    const streak = counts.streaks.get(minion) ?? 0;
    // A run that was blocked or failed says nothing about whether the state would have changed.
    counts.streaks.set(minion, isBlocked || isFailed ? streak : isChanged && !isCommand ? streak + 1 : 0);
    if (durationMs !== null && !isBlocked) addDuration(counts, durationMs);
  }

  /** True when the state changed at each of its last runs on the minion. */
  isFlapping(state: number, minion: number): boolean {
    return (this.#states.get(state)?.streaks.get(minion) ?? 0) >= leastRuns;
  }

  /** What was counted, by state. */
  *counts(): Generator<readonly [number, StateCounts]> {
    for (const [state, counts] of this.#states) {
      const { runs, failed, blocked, changed, maxMs, totalMs, streaks } = counts;
      let flapping = 0;
      for (const streak of streaks.values()) if (streak >= leastRuns) flapping += 1;
      const medianMs = median(counts.durations);
      yield [state, { minions: streaks.size, runs, failed, blocked, changed, flapping, medianMs, maxMs, totalMs }];
    }
  }
}

function freshCounts(): Counting {
  return {
    runs: 0,
    failed: 0,
    blocked: 0,
    changed: 0,
    maxMs: null,
    totalMs: 0,
    durations: [],
    step: 1,
    seen: 0,
    streaks: new Map(),
  };
}

function addDuration(counts: Counting, ms: number): void {
  counts.totalMs += ms;
  counts.maxMs = Math.max(counts.maxMs ?? 0, ms);
  if (counts.seen % counts.step === 0) counts.durations.push(ms);
  counts.seen += 1;
  if (counts.durations.length < mostDurations) return;
  counts.durations = counts.durations.filter((_, at) => at % 2 === 0);
  counts.step *= 2;
}

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? null;
}
