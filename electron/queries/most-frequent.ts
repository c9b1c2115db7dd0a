// The top of a count: most frequent first, equal ones in natural order.
import { naturalOrder } from '../../shared/salt/natural-order.ts';

/** One value with its count. */
export type ValueCount = { readonly value: string; readonly count: number };

function order(a: ValueCount, b: ValueCount): number {
  return b.count - a.count || naturalOrder(a.value, b.value);
}

/** The `limit` most frequent values. Keeps only the best while it walks, because a case may have 200,000 jids. */
export function mostFrequent(counts: ReadonlyMap<string, number>, limit: number): ValueCount[] {
  let best: ValueCount[] = [];
  let worst: ValueCount | undefined;
  for (const [value, count] of counts) {
    if (worst !== undefined && (count < worst.count || order({ value, count }, worst) >= 0)) continue;
    best.push({ value, count });
    if (best.length < limit * 4 + 64) continue;
    best = best.sort(order).slice(0, limit);
    worst = best.at(-1);
  }
  return best.sort(order).slice(0, limit);
}
