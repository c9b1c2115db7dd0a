// The share of failures inside an area and outside it, by value: those that differ most come first.
import type { NamedCount } from '../../../shared/questions/timeline.ts';

/** Counts of returns by value, inside the area and in the whole capture. */
export type AreaShares = {
  readonly inside: readonly NamedCount[];
  readonly insideFailed: readonly NamedCount[];
  readonly whole: readonly NamedCount[];
  readonly wholeFailed: readonly NamedCount[];
};

/** One value, inside and outside. */
export type SharePair = {
  readonly value: string;
  readonly inside: number;
  readonly insideFailed: number;
  readonly outside: number;
  readonly outsideFailed: number;
};

/** Values whose share of failures differs, the largest difference first, at most `most`. A value that is not outside counts as never failing there. */
export function compareShares(shares: AreaShares, most: number): SharePair[] {
  const count = (list: readonly NamedCount[]) => new Map(list.map((one) => [one.value, one.count]));
  const insideFailed = count(shares.insideFailed);
  const whole = count(shares.whole);
  const wholeFailed = count(shares.wholeFailed);
  const share = (failed: number, all: number) => (all === 0 ? 0 : failed / all);
  const gap = (pair: SharePair) =>
    Math.abs(share(pair.insideFailed, pair.inside) - share(pair.outsideFailed, pair.outside));
  return shares.inside
    .filter(({ value }) => whole.has(value))
    .map(({ value, count: inside }) => ({
      value,
      inside,
      insideFailed: insideFailed.get(value) ?? 0,
      outside: Math.max(0, (whole.get(value) ?? 0) - inside),
      outsideFailed: Math.max(0, (wholeFailed.get(value) ?? 0) - (insideFailed.get(value) ?? 0)),
    }))
    .filter((pair) => gap(pair) > 0)
    .sort((a, b) => gap(b) - gap(a) || b.inside - a.inside)
    .slice(0, most);
}
