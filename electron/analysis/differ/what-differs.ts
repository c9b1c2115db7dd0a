// What failing minions have that healthy ones have not (diagnosis §6): single values, and pairs where no single value will do.
// What is listed beats chance after a correction for all that was tried; the counts are certain, the explanation is inferred.
import type { Difference, DifferVerdict } from '../../../shared/questions/differ.ts';
import { bothOf, countBoth, type Division, distinctDivisions, divisionKey, hasBit, tellingOrder } from './divisions.ts';
import type { Table } from './exact-test.ts';
import type { FieldFamily } from './field.ts';
import { bestPairs } from './pairs.ts';
import { falseAlarms, goodScore, leastScore, round, type Scored, type Sides, scoreOf } from './score.ts';

/** The minions compared, and the ways of dividing them. */
export type Compared = Sides & {
  /** Of {@link divisionsOf}, over at least these minions, each once ({@link distinctDivisions}). */
  readonly divisions: readonly Division[];
  /** By position of the minion: its return, where there is one. */
  readonly returns: readonly (number | undefined)[];
};

/** What was found. */
export type Found = {
  readonly differences: readonly Difference[];
  readonly verdict: DifferVerdict;
  readonly tried: number;
};

const mostListed = 10;

/** Compares. */
export function whatDiffers({ failing, healthy, divisions, returns }: Compared): Found {
  const sides = { failing, healthy };
  const nothing = { differences: [], tried: 0 } as const;
  if (countBoth(failing, failing) === 0) return { ...nothing, verdict: 'nothing-stands-out' };
  if (countBoth(healthy, healthy) === 0) return { ...nothing, verdict: 'too-few' };
  const tried = new Map<FieldFamily, number>();
  for (const { field } of divisions) tried.set(field.family, (tried.get(field.family) ?? 0) + 1);
  const scored = divisions.flatMap((one) => scoreOf(one, sides, tried.get(one.field.family) ?? 1) ?? []);
  const surely = withoutEcho(
    scored.filter((one) => one.chance <= falseAlarms && one.score >= leastScore).sort(bestFirst),
    sides,
  );
  const causes = surely.filter(({ division }) => division.field.family !== 'consequence');
  const best = causes[0]?.score ?? 0;
  const pairs = best >= goodScore ? { found: [], tried: 0 } : bestPairs(scored, sides);
  const counted = divisions.length + pairs.tried;
  const listed = [
    ...pairs.found.map(({ halves, ...rest }) => ({ ...rest, parts: halves })),
    ...surely.map(({ division, ...rest }) => ({ ...rest, parts: [division] })),
  ].sort((a, b) => round(b.score) - round(a.score));
  const give = (list: readonly Listed[]) => list.slice(0, mostListed).map((one) => difference(one, sides, returns));
  if (causes.length + pairs.found.length > 0) {
    return { differences: give(causesFirst(listed)), verdict: 'stands-out', tried: counted };
  }
  const perfect = withoutEcho(
    scored
      .filter(({ table, division }) => separates(table, sides) && division.field.family !== 'consequence')
      .sort((a, b) => tellingOrder(a.division, b.division)),
    sides,
  ).map(({ division, ...rest }) => ({ ...rest, parts: [division] }));
  if (perfect.length > 0) return { differences: give(perfect), verdict: 'too-few', tried: counted };
  return { differences: [], verdict: 'nothing-stands-out', tried: counted };
}

/**
 * Lines that say the same among these minions made one; of each field of numbers the first bound alone, since its neighbours say
 * nearly the same.
 */
function withoutEcho(scored: readonly Scored[], { failing, healthy }: Sides): Scored[] {
  const here = failing.map((word, at) => word | (healthy[at] ?? 0));
  const keyOf = ({ having, known, field }: Division) =>
    divisionKey(bothOf(having, here), bothOf(known, here), field.onlyHaving === true);
  const kept = new Map(
    distinctDivisions(
      scored.map(({ division }) => division),
      keyOf,
    ).map((one) => [one.key, one]),
  );
  const bounds = new Set<string>();
  return scored.flatMap((one) => {
    const division = kept.get(one.division.key);
    if (division === undefined) return [];
    if (!division.isBound) return [{ ...one, division }];
    const isFirst = !bounds.has(division.field.name);
    bounds.add(division.field.name);
    return isFirst ? [{ ...one, division }] : [];
  });
}

type Listed = {
  readonly parts: readonly Division[];
  readonly table: Table;
  readonly score: number;
  readonly chance: number;
};

/** What may follow from the failure stands behind what may have led to it. */
function causesFirst(list: readonly Listed[]): Listed[] {
  const follows = ({ parts }: Listed) => parts.some(({ field }) => field.family === 'consequence');
  return [...list.filter((one) => !follows(one)), ...list.filter(follows)];
}

function bestFirst(a: Scored, b: Scored): number {
  return round(b.score) - round(a.score) || tellingOrder(a.division, b.division);
}

/** True when all failing minions have what no healthy one has, or the other way round. */
function separates({ inside, all, insideHealthy, allHealthy }: Table, { failing, healthy }: Sides): boolean {
  if (all !== countBoth(failing, failing) || allHealthy !== countBoth(healthy, healthy)) return false;
  return (inside === all && insideHealthy === 0) || (inside === 0 && insideHealthy === allHealthy);
}

/** Minions on each side that are given as evidence. */
const mostShown = 5;

function difference(
  { parts, table, score: value, chance }: Listed,
  sides: Sides,
  returns: Compared['returns'],
): Difference {
  const support = new Set<number>();
  for (const side of [sides.failing, sides.healthy]) {
    const isWanted = side === sides.failing && table.inside > 0;
    let left = mostShown;
    for (let at = 0; at < returns.length && left > 0; at += 1) {
      if (!hasBit(side, at)) continue;
      const isMember = parts.every(({ having, known }) => hasBit(known, at) && hasBit(having, at));
      if (isMember !== isWanted && (isWanted || table.inside > 0)) continue;
      left -= 1;
      for (const id of [returns[at], ...parts.map(({ field }) => field.evidence?.[at])])
        if (id !== undefined) support.add(id);
    }
  }
  const [first] = parts;
  // Told with what the failing minions have, where what they have is one value.
  const isLess = table.inside / table.all < table.insideHealthy / table.allHealthy;
  const other = parts.length === 1 && isLess ? first?.other : undefined;
  const { inside, all, insideHealthy, allHealthy } = table;
  return {
    fields: parts.map(({ value: pair }) => (other === undefined ? pair : { ...pair, value: other })),
    failing: { count: other === undefined ? inside : all - inside, of: all },
    healthy: { count: other === undefined ? insideHealthy : allHealthy - insideHealthy, of: allHealthy },
    score: value,
    chance,
    mayFollow: parts.some(({ field }) => field.family === 'consequence'),
    also: parts.length === 1 ? (first?.same ?? []).slice(0, mostListed) : [],
    support: [...support].sort((a, b) => a - b),
  };
}
