// The order by (stamp, arrival) against a plain sort, for every kind of disorder a capture has.
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { sortByTime } from '../../../electron/queries/time-order.ts';
import type { Columns } from '../../../electron/store/case-file.ts';
import { type ColumnName, segmentLength } from '../../../electron/store/columns/column-defs.ts';

async function order(stamps: readonly number[]): Promise<number[] | undefined> {
  const segments: Float64Array[] = [];
  for (let from = 0; from < stamps.length; from += segmentLength) {
    const array = new Float64Array(segmentLength);
    array.set(stamps.slice(from, from + segmentLength));
    segments.push(array);
  }
  const columns = {
    length: stamps.length,
    segments: (_: ColumnName) => segments,
    value: () => 0,
  } as unknown as Columns;
  const { ids } = await sortByTime(columns);
  return ids === undefined ? undefined : Array.from(ids);
}

function plain(stamps: readonly number[]): number[] {
  return stamps.map((_, at) => at + 1).toSorted((a, b) => (stamps[a - 1] ?? 0) - (stamps[b - 1] ?? 0) || a - b);
}

describe('sortByTime', () => {
  it('needs no list where the events came in order', async () => {
    expect(await order([])).toBeUndefined();
    expect(await order([1, 1, 2, 5])).toBeUndefined();
  });

  it('equals a plain sort for small steps back, long runs and chaos', async () => {
    const chaos = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 300, size: 'max' });
    const nearly = fc
      .array(fc.integer({ min: -3, max: 3 }), { maxLength: 300, size: 'max' })
      .map((jitter) => jitter.map((by, at) => at + by));
    const run = fc
      .array(fc.integer({ min: 0, max: 999 }), { maxLength: 200, size: 'max' })
      .map((list) => list.toSorted((a, b) => a - b));
    const runs = fc.array(run, { maxLength: 4 }).map((list) => list.flat());
    await fc.assert(
      fc.asyncProperty(fc.oneof(chaos, nearly, runs), async (stamps) => {
        const sorted = await order(stamps);
        expect(sorted ?? plain(stamps)).toEqual(plain(stamps));
        expect(sorted === undefined).toBe(stamps.every((stamp, at) => at === 0 || stamp >= (stamps[at - 1] ?? 0)));
      }),
      { numRuns: 1000, seed: 1 },
    );
  });

  it('goes over the end of a segment', async () => {
    const stamps = Array.from({ length: segmentLength + 10 }, (_, at) => (at === segmentLength ? 5 : at));
    expect(await order(stamps)).toEqual(plain(stamps));
  });

  it('merges runs longer than a segment, and lets the event loop run meanwhile', async () => {
    const stamps = Array.from({ length: 5 * segmentLength }, (_, at) => (at % (2 * segmentLength)) * 10);
    // A clock on which every look is a whole slice later.
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 1000));
    let isOver = false;
    let turns = 0;
    const turn = (): void => {
      turns++;
      if (!isOver) setImmediate(turn);
    };
    setImmediate(turn);
    const sorted = await order(stamps);
    isOver = true;
    vi.restoreAllMocks();
    expect(sorted).toEqual(plain(stamps));
    expect(turns).toBeGreaterThan(10);
  });
});
