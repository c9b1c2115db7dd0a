// How far a minion's clock is ahead of the master's, from the whole seconds it writes into its events (diagnosis §8).

/** Fewer pairs than this say nothing. */
export const leastPairs = 5;

/**
 * Seconds that a minion's clock is ahead: the median of `ts` − `_stamp` plus half a second, because `ts` has its fraction
 * cut off; right within 0.3 s (salt-live §7). `undefined` for fewer than {@link leastPairs} pairs.
 */
export function clockSkew(differencesS: readonly number[]): number | undefined {
  if (differencesS.length < leastPairs) return undefined;
  const sorted = differencesS.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const high = sorted[half] ?? 0;
  const median = sorted.length % 2 === 1 ? high : (high + (sorted[half - 1] ?? high)) / 2;
  return Math.round((median + 0.5) * 1000) / 1000;
}
