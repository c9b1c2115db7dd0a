// Two runs beside each other: the laws (mirrored, nothing against itself) and a naive comparison.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareRuns, type Run, type RunState } from '../../../electron/analysis/compare-runs.ts';

const names = ['web1', 'web2', 'web10', 'db1'];
const outcomes = ['succeeded', 'changed', 'failed', 'missing', 'running', 'unknown'] as const;
const stateOutcomes = ['succeeded', 'changed', 'would-change', 'failed', 'blocked', 'unknown'] as const;

const states: fc.Arbitrary<RunState> = fc.record({
  minion: fc.constantFrom(...names),
  sls: fc.constantFrom('nginx', null),
  id: fc.constantFrom('config', 'test', 'reload'),
  state: fc.constantFrom('cmd.run', 'file.managed'),
  outcome: fc.constantFrom(...stateOutcomes),
  durationMs: fc.option(fc.integer({ min: 0, max: 5000 })),
});

const runs: fc.Arbitrary<Run> = fc.record({
  minions: fc.array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...outcomes))).map((list) => new Map(list)),
  tookMs: fc.array(fc.tuple(fc.constantFrom(...names), fc.integer({ min: 0, max: 9000 }))).map((list) => new Map(list)),
  states: fc
    .array(states, { maxLength: 12 })
    .map((list) => [...new Map(list.map((one) => [`${one.minion} ${one.sls} ${one.id} ${one.state}`, one])).values()]),
  tags: fc.array(fc.constantFrom('salt/auth', 'salt/key', 'a/b')).map((list) => new Set(list)),
});

const settings = { seed: 20, numRuns: 300 };

describe('comparing runs', () => {
  it('is mirrored', () => {
    fc.assert(
      fc.property(runs, runs, (a, b) => {
        const there = compareRuns(a, b);
        const back = compareRuns(b, a);
        expect(back).toEqual({
          minions: {
            onlyA: there.minions.onlyB,
            onlyB: there.minions.onlyA,
            changed: there.minions.changed.map((one) => ({ ...one, a: one.b, b: one.a })),
          },
          states: there.states.map((one) => ({ ...one, a: one.b, b: one.a })),
          durations: there.durations.map((one) => ({ ...one, aMs: one.bMs, bMs: one.aMs })),
          tags: { onlyA: there.tags.onlyB, onlyB: there.tags.onlyA },
        });
      }),
      settings,
    );
  });

  it('of a run with itself is empty', () => {
    fc.assert(
      fc.property(runs, (run) => {
        expect(compareRuns(run, run)).toEqual({
          minions: { onlyA: [], onlyB: [], changed: [] },
          states: [],
          durations: [],
          tags: { onlyA: [], onlyB: [] },
        });
      }),
      settings,
    );
  });

  it('tells each state of each minion once, as a naive comparison does', () => {
    fc.assert(
      fc.property(runs, runs, (a, b) => {
        const find = (run: Run, minion: string, name: string) =>
          run.states.find((one) => one.minion === minion && `${one.sls} ${one.id} ${one.state}` === name)?.outcome ??
          'absent';
        const expected: string[] = [];
        for (const minion of names) {
          const ran = (run: Run) => run.states.filter((one) => one.minion === minion);
          if (ran(a).length === 0 || ran(b).length === 0) continue;
          for (const name of new Set([...ran(a), ...ran(b)].map((one) => `${one.sls} ${one.id} ${one.state}`))) {
            const [ofA, ofB] = [find(a, minion, name), find(b, minion, name)];
            if (ofA !== ofB) expected.push(`${minion} ${name} ${ofA} ${ofB}`);
          }
        }
        const told = compareRuns(a, b).states.flatMap((one) =>
          one.minions.map((minion) => `${minion} ${one.sls} ${one.id} ${one.state} ${one.a} ${one.b}`),
        );
        expect(told.toSorted()).toEqual(expected.toSorted());
      }),
      settings,
    );
  });

  it('tells a duration only where it is clearly another', () => {
    const run = (ms: number): Run => ({
      minions: new Map(),
      tookMs: new Map([['web1', ms]]),
      states: [],
      tags: new Set(),
    });
    expect(compareRuns(run(1000), run(1400)).durations).toEqual([]);
    expect(compareRuns(run(20), run(90)).durations).toEqual([]);
    expect(compareRuns(run(1000), run(1600)).durations).toMatchObject([{ id: null, aMs: 1000, bMs: 1600 }]);
  });
});
