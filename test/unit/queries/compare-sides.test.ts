// Two jobs of a recording beside each other: what the planted edit changed, nothing against itself, and mirrored.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareSides } from '../../../electron/queries/compare-sides.ts';
import type { CompareSide } from '../../../shared/questions/compare.ts';
import { DerivedCase } from '../../support/derived-capture.ts';

const path = new URL('../../captures/3008.5/bad-config/rawfile.jsonl', import.meta.url).pathname;
const [noop, broken] = ['20261122200901199448', '20261122200903698084'];

let derived: DerivedCase;
beforeAll(async () => {
  derived = await DerivedCase.read(path);
});
afterAll(() => derived.dispose());

const compare = (a: CompareSide, b: CompareSide) => derived.ask(compareSides, { a, b });

describe('compare.sides', () => {
  it('puts the state that failed by itself first, then what it took down', async () => {
    const { a, b, states, minions } = await compare({ jid: noop }, { jid: broken });
    expect([a.minions, b.minions]).toEqual([4, 4]);
    expect(states[0]).toMatchObject({ id: 'nginx-configtest', b: 'failed', minions: ['web2', 'web4'] });
    expect(
      states
        .filter((one) => one.b === 'blocked')
        .map((one) => one.id)
        .toSorted(),
    ).toEqual(['nginx-metrics', 'nginx-reload', 'nginx-site', 'nginx-smoketest']);
    expect(minions.changed.filter((one) => one.b === 'failed').map((one) => one.minion)).toEqual(['web2', 'web4']);
    expect(minions.onlyA).toEqual([]);
  });

  it('finds nothing between a job and itself, or a span and itself', async () => {
    for (const side of [{ jid: broken }, { selection: { filter: 'minion:web*' } }]) {
      const { a: _, b: __, ...lists } = await compare(side, side);
      expect(lists).toEqual({
        minions: { onlyA: [], onlyB: [], changed: [] },
        states: [],
        durations: [],
        tags: { onlyA: [], onlyB: [] },
      });
    }
  });

  it('compares a selection with a job', async () => {
    const { b, minions } = await compare({ jid: broken }, { selection: { filter: `jid:${noop} minion:web2` } });
    expect(b).toMatchObject({ jid: null, minions: 1 });
    expect(minions.onlyA).toEqual(['web1', 'web3', 'web4']);
  });

  it('refuses a job that is not there', async () => {
    const context = { isCancelled: () => false, zone: 'UTC' };
    expect(await compareSides(derived.caseFile, { a: { jid: '1' }, b: { jid: broken } }, context)).toMatchObject({
      failure: { code: 'job-unknown' },
    });
  });
});
