// The top of a count: most frequent first, equal ones in natural order.
import { naturalOrder } from '../../shared/salt/natural-order.ts';

/** One value with its count. */
export type ValueCount = { readonly value: string; readonly count: number };

/** The `limit` most frequent values. Keeps only the best while it walks, because a case may have 200,000 jids. */
export function mostFrequent(counts: ReadonlyMap<string, number>, limit: number): ValueCount[] {
  const order = (a: ValueCount, b: ValueCount): number => b.count - a.count || naturalOrder(a.value, b.value);
  let best: ValueCount[] = [];
  let least = 0;
  for (const [value, count] of counts) {
    if (count < least) continue;
    best.push({ value, count });
    if (best.length < limit * 4 + 64) continue;
    best = best.sort(order).slice(0, limit);
    least = best.at(-1)?.count ?? 0;
  }
  return best.sort(order).slice(0, limit);
}
