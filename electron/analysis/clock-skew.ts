// How far a minion's clock is ahead of the master's, from the whole seconds it writes into its events (diagnosis §8).
import { median } from './median.ts';

/** Fewer pairs than this say nothing. */
export const leastPairs = 5;

/**
 * Seconds that a minion's clock is ahead: the median of `ts` − `_stamp` plus half a second, because `ts` has its fraction
 * cut off; right within 0.3 s (salt-live §7). `undefined` for fewer than {@link leastPairs} pairs.
 */
export function clockSkew(differencesS: readonly number[]): number | undefined {
  if (differencesS.length < leastPairs) return undefined;
  return Math.round((median(differencesS) + 0.5) * 1000) / 1000;
}
