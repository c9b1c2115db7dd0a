// Two values that tell failing from healthy minions only together: "the release is 12.4 and the rack is r7".
import { bothOf, type Division, tellingOrder } from './divisions.ts';
import { exactTest, gainScore, type Table } from './exact-test.ts';
import { allowance, falseAlarms, round, type Scored, type Sides, tableOf } from './score.ts';

/** Two values together, with how well they do. */
export type Pair = {
  readonly halves: readonly [Division, Division];
  readonly table: Table;
  readonly score: number;
  readonly chance: number;
};

/** How much better than its better half a pair has to be. */
const clearly = 0.1;
/** Both halves have to matter: each among the minions that have the other, by chance at most so often. */
const needed = 0.05;
/** Failing minions that have a half; a pair of halves that they lack cannot be what they have in common. */
const leastHalf = 0.75;
/** Halves looked at: the square of it are counted in some hundredths of a second. */
const mostHalves = 300;
const mostPairs = 3;

/** The best pairs, and how many there were to try. */
export function bestPairs(
  scored: readonly Scored[],
  sides: Sides,
): { readonly found: readonly Pair[]; readonly tried: number } {
  // A value that is known of only a few is no half, and neither is a bound, nor what came with or after the job.
  const usable = scored.filter(
    ({ division: { field, isBound } }) =>
      !isBound && (field.family === 'property' || field.family === 'name' || field.family === 'words'),
  );
  const properties = usable.filter(({ division }) => division.field.family === 'property').length;
  const triedProperties = (properties * (properties - 1)) / 2;
  const triedOthers = (usable.length * (usable.length - 1)) / 2 - triedProperties;
  const halves = usable
    .map(asFailing)
    .filter(({ table }) => table.inside / table.all >= leastHalf && table.insideHealthy < table.allHealthy)
    .sort((a, b) => round(b.score) - round(a.score) || tellingOrder(a.division, b.division))
    .slice(0, mostHalves);
  const pairs: Pair[] = [];
  for (const [at, a] of halves.entries()) {
    for (const b of halves.slice(at + 1)) {
      if (a.division.field.name === b.division.field.name) continue;
      const both = bothOf(a.division.having, b.division.having);
      const known = bothOf(a.division.known, b.division.known);
      const table = tableOf(both, known, sides);
      if (table.all < leastHalf * a.table.all || table.allHealthy === 0) continue;
      const score = gainScore(table, 2);
      if (score < Math.max(a.score, b.score) + clearly) continue;
      const isOfProperties = a.division.field.family === 'property' && b.division.field.family === 'property';
      const tried = isOfProperties ? triedProperties : triedOthers;
      const share = isOfProperties ? allowance.propertyPair : allowance.otherPair;
      const chance = Math.min(1, (exactTest(table) * tried) / share);
      if (chance > falseAlarms) continue;
      if (!matters(a.division, b.division, sides) || !matters(b.division, a.division, sides)) continue;
      const sorted = [a.division, b.division].sort(tellingOrder);
      pairs.push({ halves: [sorted[0] ?? a.division, sorted[1] ?? b.division], table, score, chance });
    }
  }
  pairs.sort(
    (a, b) =>
      round(b.score) - round(a.score) ||
      tellingOrder(a.halves[0], b.halves[0]) ||
      tellingOrder(a.halves[1], b.halves[1]),
  );
  return { found: pairs.slice(0, mostPairs), tried: triedProperties + triedOthers };
}

/** Of a field with two values either stands for both: as a half it has to be the one that the failing minions have. */
function asFailing(scored: Scored): Scored {
  const { division, table } = scored;
  const { other, value, having, known } = division;
  if (other === undefined || table.inside * 2 >= table.all) return scored;
  return {
    ...scored,
    division: {
      ...division,
      value: { field: value.field, value: other },
      other: value.value,
      having: known.map((word, at) => word & ~(having[at] ?? 0)),
      same: [],
    },
    table: { ...table, inside: table.all - table.inside, insideHealthy: table.allHealthy - table.insideHealthy },
  };
}

/** True when `half` tells failing from healthy minions among those that have `given`. */
function matters(half: Division, given: Division, sides: Sides): boolean {
  const known = bothOf(half.known, bothOf(given.having, given.known));
  return exactTest(tableOf(bothOf(half.having, known), known, sides)) <= needed;
}
