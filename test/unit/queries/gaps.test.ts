// Gaps are told alike wherever they are told: the account of a case, the histogram, the view for SQL, the bands of the timeline.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readCaseInfo } from '../../../electron/queries/case-info.ts';
import { eventsHistogram } from '../../../electron/queries/events-histogram.ts';
import { timelineBands } from '../../../electron/queries/timeline-bands.ts';
import { valueIn } from '../../support/derived-capture.ts';
import { addRecords, emptyCase, type SmallCase } from '../../support/small-case.ts';

const context = { isCancelled: () => false, zone: 'UTC' };
const minute = 60_000_000;
const begin = Date.UTC(2026, 2, 1) * 1000;
let small: SmallCase;

/** One event a second for so many seconds. */
function source(name: string, fromUs: number, seconds: number): void {
  const lines = Array.from({ length: seconds }, (_, n) => {
    const stamp = new Date((begin + fromUs) / 1000 + n * 1000).toISOString().slice(0, -1);
    return JSON.stringify({ tag: 'custom/x', data: { n, _stamp: stamp } });
  });
  addRecords(small, name, lines);
}

beforeAll(() => {
  small = emptyCase();
  // Read out of order; the second begins where the first still lasts, the third a minute behind, the fourth an hour behind.
  source('d', 70 * minute, 10);
  source('a', 0, 120);
  source('b', minute, 60);
  source('c', 2 * minute + 59_000_000, 30);
});
afterAll(() => small.dispose());

it('is one truth', async () => {
  const { caseFile } = small;
  const wanted = [{ from: begin + 3 * minute + 28_000_000, to: begin + 70 * minute, reason: 'no-source' }];
  expect(readCaseInfo(caseFile).gaps).toEqual(wanted);
  const inSql = caseFile.rows<{ from: number; to: number }>('SELECT from_stamp AS "from", to_stamp AS "to" FROM gaps');
  expect(inSql.map((gap) => ({ ...gap, reason: 'no-source' }))).toEqual(wanted);
  const body = { filter: '', buckets: 10, stack: 'none' } as const;
  expect(valueIn(await eventsHistogram(caseFile, body, context)).gaps).toEqual(wanted);
  const before = { from: begin, to: begin + 3 * minute };
  expect(valueIn(await eventsHistogram(caseFile, { ...body, span: before }, context)).gaps).toEqual([]);
  const { bands } = valueIn(await timelineBands(caseFile, { limit: 10 }, context));
  const gaps = bands.filter(({ kind }) => kind === 'gap').map(({ from, to }) => ({ from, to, reason: 'no-source' }));
  expect(gaps).toEqual(wanted);
});
