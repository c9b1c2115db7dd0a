// Which minions a fault meets, so that exactly what was planned tells them apart from the others.
import type { Minion, Site } from './site.ts';
import type { Stage } from './stage.ts';

/** One value of a grain. */
export type GrainValue = { readonly field: string; readonly value: string };

const has = (minion: Minion, values: readonly GrainValue[]): boolean =>
  values.every(({ field, value }) => minion.grains[field] === value);

/** Minions with these values, if they are enough to be told apart and few enough to be a part. */
function partOf(site: Site, values: readonly GrainValue[], least: number, most: number): Minion[] | undefined {
  const part = site.minions.filter((minion) => has(minion, values));
  return part.length >= least && part.length <= site.minions.length * most ? part : undefined;
}

/** One value of one grain, or two of two, that only the minions of the fault have, and no other value or pair does. */
export function pickValues(stage: Stage, site: Site, count: 1 | 2): { values: GrainValue[]; part: Minion[] } {
  for (let attempt = 0; attempt < 5000; attempt += 1) {
    const fields = stage.some(site.groupings, count);
    const model = stage.random.pick(site.minions);
    const values = fields.map((field) => ({ field, value: model.grains[field] ?? '' }));
    const part = partOf(site, values, 5, 0.4);
    if (part === undefined || singles(site).some((one) => count === 2 && isSame(site, [one], part))) continue;
    const halves = values.map((one) => site.minions.filter((minion) => has(minion, [one])).length);
    // A pair is one only where each half alone meets many more.
    if (count === 2 && halves.some((half) => half < part.length * 1.8)) continue;
    if (count === 1 && singles(site).filter((one) => isSame(site, [one], part)).length > 1) continue;
    if (count === 2 && pairs(site).filter((pair) => isSame(site, pair, part)).length > 1) continue;
    return { values, part };
  }
  throw new Error('bug: no values divide this site');
}

/** Minions that nothing tells apart: no value of a grain, and no pair of values. */
export function pickAtRandom(stage: Stage, site: Site, count: number): Minion[] {
  for (;;) {
    const part = stage.some(site.minions, count);
    if ([...singles(site).map((one) => [one]), ...pairs(site)].some((values) => isSame(site, values, part))) continue;
    return part;
  }
}

function isSame(site: Site, values: readonly GrainValue[], part: readonly Minion[]): boolean {
  const members = new Set(part);
  return site.minions.every((minion) => has(minion, values) === members.has(minion));
}

function singles(site: Site): GrainValue[] {
  return site.groupings.flatMap((field) =>
    [...new Set(site.minions.map(({ grains }) => grains[field] ?? ''))].map((value) => ({ field, value })),
  );
}

function pairs(site: Site): GrainValue[][] {
  const all = singles(site);
  return all.flatMap((a, at) => all.slice(at + 1).flatMap((b) => (a.field === b.field ? [] : [[a, b]])));
}
