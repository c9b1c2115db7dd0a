// What keeps answers bearable: huge data is shortened, long counts are cut, path facets stop.
import { describe, expect, it } from 'vitest';
import { mostScanned } from '../../../electron/queries/count-paths.ts';
import { valueCounts } from '../../../electron/queries/count-values.ts';
import { eventsFacets } from '../../../electron/queries/events-facets.ts';
import { mostFrequent } from '../../../electron/queries/most-frequent.ts';
import { shortenJson } from '../../../electron/queries/shorten-json.ts';
import { addRecords, emptyCase } from '../../support/small-case.ts';

describe('shortenJson', () => {
  it('leaves what is short as it came, big integers included', () => {
    const text = '{"a": 12345678901234567890}';
    expect(shortenJson(text, JSON.parse(text), 100)).toBe(text);
  });

  it.each([
    ['a long text', { a: 'x'.repeat(100_000), b: 1 }],
    ['a long list', Array.from({ length: 50_000 }, (_, i) => i)],
    ['many keys', Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`k${i}`, 'v'.repeat(50)]))],
  ])('cuts %s to valid JSON within the limit', (_, value) => {
    const short = shortenJson(JSON.stringify(value), value, 20_000);
    expect(short.length).toBeLessThanOrEqual(20_000);
    expect(JSON.stringify(JSON.parse(short))).toContain('more');
  });
});

describe('mostFrequent', () => {
  it('gives the same as sorting everything', () => {
    const counts = new Map(Array.from({ length: 5000 }, (_, i) => [`m${i}`, (i * 7919) % 101]));
    const all = mostFrequent(valueCounts(counts, 0), 5000, 0);
    expect(all).toHaveLength(5000);
    expect(mostFrequent(valueCounts(counts, 0), 10)).toEqual(all.slice(0, 10));
    expect(mostFrequent(valueCounts(counts, 0), 5000)).toEqual(all.filter(({ count }) => count > 0));
    expect(all.slice(0, 2)).toEqual([
      { value: 'm32', count: 100 },
      { value: 'm133', count: 100 },
    ]);
  });
});

describe('path facets', () => {
  it('look at the first events only and say so', async () => {
    const small = emptyCase();
    const lines = Array.from({ length: mostScanned + 10 }, (_, i) => `{"tag": "t", "data": {"n": ${i % 2}}}`);
    addRecords(small, 'many.jsonl', lines);
    const context = { isCancelled: () => false, zone: 'UTC' };
    const outcome = await eventsFacets(small.caseFile, { filter: '', fields: ['data.n', 'kind'], limit: 5 }, context);
    small.dispose();
    expect(outcome).toMatchObject({
      ok: true,
      value: {
        total: mostScanned + 10,
        facets: [
          { field: 'data.n', isComplete: false, scanned: mostScanned, distinct: 2, absent: 0 },
          { field: 'kind', isComplete: true, scanned: mostScanned + 10 },
        ],
      },
    });
  });
});
