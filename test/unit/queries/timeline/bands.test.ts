// Bands: silences that are unusual for their surroundings, and gaps that no source covers.
import { afterEach, describe, expect, it } from 'vitest';
import { timelineBands } from '../../../../electron/queries/timeline-bands.ts';
import { DerivedCase, valueIn } from '../../../support/derived-capture.ts';
import { addRecords, emptyCase, type SmallCase } from '../../../support/small-case.ts';

const context = { isCancelled: () => false, zone: 'UTC' };
const begin = Date.UTC(2026, 2, 1, 12) * 1000;

let small: SmallCase | undefined;
afterEach(() => small?.dispose());

/** Beacons at these seconds from noon. */
function lines(seconds: readonly number[]): string[] {
  return seconds.map((second) => {
    const stamp = new Date(begin / 1000 + second * 1000).toISOString().slice(0, 23);
    return JSON.stringify({ tag: 'salt/beacon/web1/load/', data: { id: 'web1', _stamp: `${stamp}000` } });
  });
}

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, at) => from + at * step);
}

async function bands(limit = 100) {
  if (small === undefined) throw new Error('no case');
  return valueIn(await timelineBands(small.caseFile, { limit }, context));
}

describe('timeline.bands', () => {
  it('finds the minute in which a busy bus said nothing', async () => {
    small = emptyCase();
    addRecords(small, 'a.jsonl', lines([...range(0, 900, 2), ...range(960, 1900, 2)]));
    expect((await bands()).bands).toEqual([
      { kind: 'silence', from: begin + 900e6, to: begin + 960e6, around: 60, busy: 60 },
    ]);
  });

  it('finds nothing in a quiet capture whose pauses are its rhythm', async () => {
    small = emptyCase();
    addRecords(small, 'a.jsonl', lines([...range(0, 36_000, 600), 36_700, 37_900, 38_500]));
    expect((await bands()).bands).toEqual([]);
  });

  it('finds the gap between two captures, whatever is around, and no silence in it', async () => {
    small = emptyCase();
    addRecords(small, 'a.jsonl', lines(range(0, 600, 1)));
    addRecords(small, 'b.jsonl', lines(range(900, 1500, 1)));
    expect((await bands()).bands).toEqual([
      { kind: 'gap', from: begin + 600e6, to: begin + 900e6, around: 0, busy: 0 },
    ]);
  });

  it('gives the longest ones, in time order, and says how many there are', async () => {
    small = emptyCase();
    addRecords(
      small,
      'a.jsonl',
      lines([...range(0, 900, 1), ...range(930, 2000, 1), ...range(2020, 3000, 1), ...range(3040, 4000, 1)]),
    );
    const all = await bands();
    expect(all.bands.map(({ from, to }) => (to - from) / 1e6)).toEqual([30, 20, 40]);
    const two = await bands(2);
    expect(two.bands.map(({ from, to }) => (to - from) / 1e6)).toEqual([30, 40]);
    expect(two.total).toBe(3);
  });

  it('holds no event of a recorded capture', async () => {
    const derived = await DerivedCase.read(
      new URL('../../../captures/3008.5/fleet/sse.txt.gz', import.meta.url).pathname,
    );
    const found = await derived.ask(timelineBands, { limit: 1000 });
    for (const { from, to } of found.bands) {
      expect(derived.caseFile.rows('SELECT id FROM event WHERE stamp > :from AND stamp < :to', { from, to })).toEqual(
        [],
      );
    }
    expect(found.revision).toBe(derived.caseFile.revision());
    derived.dispose();
  });
});
