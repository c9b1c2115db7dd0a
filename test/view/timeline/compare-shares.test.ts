// Shares of failures inside an area and outside it.
import { expect, test } from 'vitest';
import { compareShares } from '../../../renderer/views/timeline/compare-shares.ts';

const of = (counts: Record<string, number>) => Object.entries(counts).map(([value, count]) => ({ value, count }));

test('what differs most comes first, with the counts behind the shares; what does not differ is left out', () => {
  const pairs = compareShares(
    {
      inside: of({ a: 10, b: 4, c: 2, onlyHere: 1 }),
      insideFailed: of({ a: 5, b: 4 }),
      whole: of({ a: 30, b: 8, c: 10 }),
      wholeFailed: of({ a: 7, b: 4 }),
    },
    5,
  );
  expect(pairs).toEqual([
    { value: 'b', inside: 4, insideFailed: 4, outside: 4, outsideFailed: 0 },
    { value: 'a', inside: 10, insideFailed: 5, outside: 20, outsideFailed: 2 },
  ]);
});
