// Walking links: each place once, no ring, within bounds.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { walk } from '../../../electron/analysis/trace/walk.ts';

type Place = { readonly key: string };
const seed = Number(process.env.SALTRACE_SEED ?? 1);

function steps(edges: Readonly<Record<string, readonly string[]>>) {
  return (place: Place) => (edges[place.key] ?? []).map((key) => ({ to: { key } }));
}

const all = () => true;

it('follows a ring once and gives no link that closes it', () => {
  const found = walk([{ key: 'a' }], 'causes', steps({ a: ['b'], b: ['c'], c: ['a', 'd'] }), all, {
    depth: 9,
    places: 9,
    stepsOfOne: 9,
  });
  expect([...found.places.keys()]).toEqual(['a', 'b', 'c', 'd']);
  expect(found.links.map(({ from, to }) => `${from.key}>${to.key}`)).toEqual(['b>a', 'c>b', 'd>c']);
});

it('says how much it left out', () => {
  const found = walk([{ key: 'a' }], 'consequences', steps({ a: ['b', 'c', 'd'] }), all, {
    depth: 9,
    places: 9,
    stepsOfOne: 2,
  });
  expect(found.places.size).toBe(3);
  expect(found.left.get('a')).toBe(1);
});

it('never makes a ring, whatever the links are', () => {
  const key = fc.integer({ min: 0, max: 9 }).map(String);
  const edges = fc.dictionary(key, fc.array(key, { maxLength: 5 }), { maxKeys: 10 });
  fc.assert(
    fc.property(edges, (made) => {
      const found = walk([{ key: '0' }], 'causes', steps(made), all, { depth: 12, places: 50, stepsOfOne: 9 });
      const causes = new Map<string, string[]>();
      for (const { from, to } of found.links) causes.set(to.key, [...(causes.get(to.key) ?? []), from.key]);
      const visit = (place: string, path: readonly string[]): boolean =>
        !path.includes(place) && (causes.get(place) ?? []).every((cause) => visit(cause, [...path, place]));
      expect([...found.places.keys()].every((place) => visit(place, []))).toBe(true);
    }),
    { seed, numRuns: 200 },
  );
});
