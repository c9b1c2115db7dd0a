// The top of a count: most frequent first, equal ones in natural order.
import { naturalOrder } from '../../shared/salt/natural-order.ts';
import type { ValueCounts } from './count-values.ts';

/** One value with its count. */
export type ValueCount = { readonly value: string; readonly count: number };

function order(a: ValueCount, b: ValueCount): number {
  return b.count - a.count || naturalOrder(a.value, b.value);
}

/**
 * The `limit` most frequent values that occur `least` times or more. Keeps only the best while it walks, and asks for the words of
 * no others, because a case may have 200,000 jids.
 */
export function mostFrequent(
  { counts, word }: Pick<ValueCounts, 'counts' | 'word'>,
  limit: number,
  least = 1,
): ValueCount[] {
  let best: ValueCount[] = [];
  let worst: ValueCount | undefined;
  for (let at = 0; at < counts.length; at++) {
    const count = counts[at] ?? 0;
    if (count < (worst?.count ?? least)) continue;
    const value = word(at);
    if (worst !== undefined && order({ value, count }, worst) >= 0) continue;
    best.push({ value, count });
    if (best.length < limit * 4 + 64) continue;
    best = best.sort(order).slice(0, limit);
    worst = best.at(-1);
  }
  return best.sort(order).slice(0, limit);
}
