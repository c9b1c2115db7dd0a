// States over runs: counts against a naive count, and what flaps: changed at each of its last runs, three or more, test runs never.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leastRuns, StateTally, type TalliedState } from '../../../electron/analysis/state-tally.ts';

const once = (parts: Partial<TalliedState>): TalliedState => ({
  state: 1,
  minion: 1,
  isTest: false,
  isFailed: false,
  isBlocked: false,
  isChanged: true,
  durationMs: 5,
  ...parts,
});

function tallyOf(states: readonly TalliedState[]): StateTally {
  const tally = new StateTally();
  for (const state of states) tally.add(state);
  return tally;
}

describe('flapping', () => {
  it('needs a change at each of the last three runs', () => {
    expect(tallyOf([once({}), once({})]).isFlapping(1, 1)).toBe(false);
    expect(tallyOf([once({}), once({}), once({})]).isFlapping(1, 1)).toBe(true);
    expect(tallyOf([once({}), once({}), once({ isChanged: false }), once({})]).isFlapping(1, 1)).toBe(false);
    expect(tallyOf([once({ isChanged: false }), once({}), once({}), once({})]).isFlapping(1, 1)).toBe(true);
    expect(tallyOf([once({}), once({}), once({ isFailed: true }), once({})]).isFlapping(1, 1)).toBe(true);
  });

  it('never counts test runs', () => {
    const dry = once({ isTest: true });
    expect(tallyOf([once({}), dry, dry, dry]).isFlapping(1, 1)).toBe(false);
    expect([...tallyOf([dry]).counts()]).toEqual([]);
  });

  it('is of a minion, not of a state everywhere', () => {
    const tally = tallyOf([0, 1, 2].flatMap(() => [once({}), once({ minion: 2, isChanged: false })]));
    expect([tally.isFlapping(1, 1), tally.isFlapping(1, 2)]).toEqual([true, false]);
  });
});

const isStreak = (last: readonly TalliedState[]) => last.length === leastRuns && last.every((one) => one.isChanged);

it('counts as a naive count does', () => {
  const states = fc.record({
    state: fc.integer({ min: 1, max: 3 }),
    minion: fc.integer({ min: 1, max: 3 }),
    isTest: fc.boolean(),
    isFailed: fc.boolean(),
    isBlocked: fc.boolean(),
    isChanged: fc.boolean(),
    durationMs: fc.option(fc.integer({ min: 0, max: 100 })),
  });
  fc.assert(
    fc.property(fc.array(states, { maxLength: 40 }), (list) => {
      for (const [state, counts] of tallyOf(list).counts()) {
        const own = list.filter((one) => one.state === state && !one.isTest);
        const minions = [...new Set(own.map((one) => one.minion))];
        const ran = (minion: number) => own.filter((one) => one.minion === minion && !one.isFailed && !one.isBlocked);
        expect(counts).toMatchObject({
          minions: minions.length,
          runs: own.length,
          failed: own.filter((one) => one.isFailed).length,
          blocked: own.filter((one) => one.isBlocked).length,
          changed: own.filter((one) => one.isChanged).length,
          flapping: minions.filter((minion) => isStreak(ran(minion).slice(-leastRuns))).length,
          totalMs: own.reduce((sum, one) => sum + (one.isBlocked ? 0 : (one.durationMs ?? 0)), 0),
        });
      }
    }),
    { seed: 3, numRuns: 200 },
  );
});
