// What differs: the scores against a naive count, pairs, groups too small, what may only follow, and labels that mean nothing.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bits, distinctDivisions, divisionsOf, setBit } from '../../../../electron/analysis/differ/divisions.ts';
import { exactTest, gainScore, type Table } from '../../../../electron/analysis/differ/exact-test.ts';
import type { Field } from '../../../../electron/analysis/differ/field.ts';
import { type Found, whatDiffers } from '../../../../electron/analysis/differ/what-differs.ts';
import { Random } from '../../../support/log-maker/random.ts';

function compare(isFailing: readonly number[], fields: readonly Field[]): Found {
  const sideOf = (wanted: number) => {
    const side = bits(isFailing.length);
    for (const [at, is] of isFailing.entries()) if (is === wanted) setBit(side, at);
    return side;
  };
  return whatDiffers({
    failing: sideOf(1),
    healthy: sideOf(0),
    divisions: distinctDivisions(divisionsOf(fields, isFailing.length), ({ key }) => key),
    returns: isFailing.map((_, at) => at + 1),
  });
}

function grain(name: string, values: readonly (string | undefined)[]): Field {
  return { name: `grains.${name}`, family: 'property', values };
}

/** All ways of choosing who fails, counted one by one: what the exact test computes by a formula. */
function naiveTest({ inside, all, insideHealthy, allHealthy }: Table): number {
  const minions = all + allHealthy;
  const having = inside + insideHealthy;
  let total = 0;
  let more = 0;
  let fewer = 0;
  for (let set = 0; set < 1 << minions; set += 1) {
    if (ones(set) !== all) continue;
    // The first `having` minions have the value.
    const failingWith = ones(set & ((1 << having) - 1));
    total += 1;
    if (failingWith >= inside) more += 1;
    if (failingWith <= inside) fewer += 1;
  }
  return Math.min(1, (2 * Math.min(more, fewer)) / total);
}

function ones(bits: number): number {
  let count = 0;
  for (let rest = bits; rest > 0; rest >>>= 1) count += rest & 1;
  return count;
}

const tables = fc
  .tuple(fc.nat(6), fc.nat(6), fc.nat(6), fc.nat(6))
  .map(([inside, outside, insideHealthy, outsideHealthy]) => ({
    inside,
    all: inside + outside,
    insideHealthy,
    allHealthy: insideHealthy + outsideHealthy,
  }))
  .filter(({ all, allHealthy }) => all > 0 && allHealthy > 0 && all + allHealthy <= 14);

describe('the exact test', () => {
  it('gives what counting all choices gives', () => {
    fc.assert(
      fc.property(tables, (table) => {
        expect(exactTest(table)).toBeCloseTo(naiveTest(table), 9);
      }),
      { seed: 5, numRuns: 60 },
    );
  });

  it('scores a perfect separator near 1 in large groups and lower in small ones', () => {
    expect(gainScore({ inside: 7, all: 7, insideHealthy: 0, allHealthy: 47 })).toBeCloseTo(0.976, 2);
    expect(gainScore({ inside: 2, all: 2, insideHealthy: 0, allHealthy: 2 })).toBeLessThan(0.85);
    expect(gainScore({ inside: 5, all: 10, insideHealthy: 50, allHealthy: 100 })).toBe(0);
  });
});

/** A fleet whose grains are drawn at random. */
function fleet(seed: number, minions: number): { readonly fields: Field[]; readonly random: Random } {
  const random = new Random(seed);
  const choose = (values: readonly string[]) => Array.from({ length: minions }, () => random.pick(values));
  return {
    random,
    fields: [
      grain('os', choose(['Debian', 'Ubuntu', 'Rocky'])),
      grain('osrelease', choose(['12.4', '12.9', '22.04', '24.04', '9.4'])),
      grain('rack', choose(['r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'r7', 'r8'])),
      grain('env', choose(['prod', 'staging', 'dr'])),
      grain(
        'serial',
        Array.from({ length: minions }, (_, at) => `s${at}`),
      ),
      {
        name: 'grains.mem_total',
        family: 'property',
        values: Array.from({ length: minions }, () => 1024 * (1 + random.below(64))),
      },
      {
        name: 'seconds since start',
        family: 'circumstance',
        values: Array.from({ length: minions }, () => random.below(100_000)),
      },
      ...Array.from(
        { length: 60 },
        (_, word): Field => ({
          name: `states.s${word}.comment`,
          family: 'words',
          values: choose(['a', 'b', 'c', 'd']).map((value) => [value]),
        }),
      ),
    ],
  };
}

const valuesOf = (fields: readonly Field[], name: string) =>
  fields.find((field) => field.name === `grains.${name}`)?.values ?? [];

describe('a planted cause', () => {
  it('is found first, whichever value it is', () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const { fields } = fleet(seed, 60);
      const name = ['os', 'osrelease', 'rack', 'env'][seed % 4] ?? '';
      const values = valuesOf(fields, name);
      const { differences, verdict } = compare(
        values.map((value) => (value === values[0] ? 1 : 0)),
        fields,
      );
      expect({ seed, verdict, fields: differences[0]?.fields }).toEqual({
        seed,
        verdict: 'stands-out',
        fields: [{ field: `grains.${name}`, value: values[0] }],
      });
    }
  });

  it('is found although only most minions with it fail', () => {
    const { fields } = fleet(3, 200);
    const isFailing = valuesOf(fields, 'rack').map((value, at) => (value === 'r4' && at % 4 !== 0 ? 1 : 0));
    const { differences, verdict } = compare(isFailing, fields);
    expect(verdict).toBe('stands-out');
    expect(differences[0]?.fields).toEqual([{ field: 'grains.rack', value: 'r4' }]);
    expect(differences[0]?.healthy.count).toBeGreaterThan(0);
  });

  it('of two values together is found as a pair, before its halves', () => {
    let pairs = 0;
    for (let seed = 1; seed <= 40; seed += 1) {
      const { fields } = fleet(seed, 200);
      const racks = valuesOf(fields, 'rack');
      const isFailing = valuesOf(fields, 'osrelease').map((value, at) =>
        value === '12.4' && racks[at] === 'r7' ? 1 : 0,
      );
      const failing = isFailing.filter((is) => is === 1).length;
      if (failing < 4) continue;
      pairs += 1;
      const { differences, verdict } = compare(isFailing, fields);
      expect({ seed, verdict, first: differences[0] }).toMatchObject({
        verdict: 'stands-out',
        first: {
          fields: [
            { field: 'grains.osrelease', value: '12.4' },
            { field: 'grains.rack', value: 'r7' },
          ],
          failing: { count: failing, of: failing },
          healthy: { count: 0 },
        },
      });
    }
    expect(pairs).toBeGreaterThan(20);
  });

  it('that one value tells alone is not told as a pair', () => {
    const { fields } = fleet(7, 120);
    const { differences } = compare(
      valuesOf(fields, 'env').map((value) => (value === 'dr' ? 1 : 0)),
      fields,
    );
    expect(differences.every((difference) => difference.fields.length === 1)).toBe(true);
  });

  it('that healthy minions have and failing ones lack is told with that value', () => {
    const failing = Array.from({ length: 40 }, (_, at) => (at < 12 ? 1 : 0));
    const release = failing.map((is, at) => (is === 1 ? `9.${at % 5}` : '13.1'));
    const { differences, verdict } = compare(failing, [grain('osrelease', release)]);
    expect(verdict).toBe('stands-out');
    expect(differences[0]).toMatchObject({
      fields: [{ value: '13.1' }],
      failing: { count: 0, of: 12 },
      healthy: { count: 28, of: 28 },
    });
  });

  it('of a number is told as a bound on the side of the failing minions', () => {
    const failing = Array.from({ length: 60 }, (_, at) => (at < 15 ? 1 : 0));
    const memory: Field = {
      name: 'grains.mem_total',
      family: 'property',
      values: failing.map((is, at) => (is === 1 ? 9000 + at : 512 + at)),
    };
    const { differences } = compare(failing, [memory]);
    expect(differences[0]?.fields[0]?.value).toMatch(/^> \d+$/);
    expect(differences).toHaveLength(1);
    expect(differences[0]?.failing.count).toBeGreaterThanOrEqual(13);
    expect(differences[0]?.healthy.count).toBe(0);
  });
});

describe('groups too small to test', () => {
  it('give the perfect separators with the verdict too-few', () => {
    const { differences, verdict } = compare(
      [0, 1, 0, 1],
      [grain('version', ['1.25', '1.18', '1.25', '1.18']), grain('rack', ['a', 'a', 'b', 'b'])],
    );
    expect(verdict).toBe('too-few');
    expect(differences.map(({ fields }) => fields)).toEqual([[{ field: 'grains.version', value: '1.18' }]]);
    expect(differences[0]?.support).toEqual([1, 2, 3, 4]);
  });

  it('in which nothing separates give nothing', () => {
    expect(compare([0, 1, 0, 1], [grain('rack', ['a', 'a', 'b', 'b'])])).toMatchObject({
      verdict: 'nothing-stands-out',
      differences: [],
    });
  });

  it('of which one is empty say so', () => {
    expect(compare([1, 1], [grain('rack', ['a', 'b'])]).verdict).toBe('too-few');
    expect(compare([0, 0], [grain('rack', ['a', 'b'])]).verdict).toBe('nothing-stands-out');
  });
});

it('what may only follow from the failure never decides, and stands last', () => {
  const failing = Array.from({ length: 60 }, (_, at) => (at < 20 ? 1 : 0));
  const order: Field = { name: 'order of return', family: 'consequence', values: failing.map((_, at) => at) };
  expect(compare(failing, [order])).toMatchObject({ verdict: 'nothing-stands-out', differences: [] });
  const rack = grain(
    'rack',
    failing.map((is, at) => (is === 1 && at > 3 ? 'r7' : 'r1')),
  );
  const { differences } = compare(failing, [order, rack]);
  expect(differences.map(({ mayFollow }) => mayFollow)).toEqual([false, true]);
});

it('a value that only few failing minions are known to have says nothing', () => {
  const failing = Array.from({ length: 60 }, (_, at) => (at < 20 ? 1 : 0));
  const told = grain(
    'rack',
    failing.map((is, at) => (at % 20 < 5 ? (is === 1 ? 'r7' : 'r1') : undefined)),
  );
  expect(compare(failing, [told]).verdict).toBe('nothing-stands-out');
});

it('labels that mean nothing give nothing-stands-out in at least 95 of 100', () => {
  let silent = 0;
  const runs = 200;
  for (let seed = 1; seed <= runs; seed += 1) {
    const { fields, random } = fleet(seed, 60);
    const isFailing = Array.from({ length: 60 }, () => (random.chance(0.2) ? 1 : 0));
    if (compare(isFailing, fields).verdict === 'nothing-stands-out') silent += 1;
  }
  expect(silent).toBeGreaterThanOrEqual(0.95 * runs);
});

it('the order of minions and of fields changes nothing but the order of evidence', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), (seed) => {
      const { fields, random } = fleet(seed, 50);
      const rack = valuesOf(fields, 'rack');
      const isFailing = rack.map((value) => (value === 'r3' ? 1 : 0));
      const turn = (list: readonly number[]) => list.toReversed();
      const plain = compare(isFailing, fields);
      const turned = compare(
        turn(isFailing),
        fields.map((field) => ({ ...field, values: field.values.toReversed() })).sort(() => random.float() - 0.5),
      );
      const told = ({ differences, verdict }: Found) => ({
        verdict,
        differences: differences.map(({ support: _, ...rest }) => rest),
      });
      expect(told(turned)).toEqual(told(plain));
    }),
    { seed: 11, numRuns: 30 },
  );
});
