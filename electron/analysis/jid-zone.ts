// In which zone the master wrote its jids: old masters used their local time, and zones are whole quarters of an hour.

const quarter = 900;
/** Fewer jobs say nothing; as many of ten must agree. */
const fewest = 3;
const agreeing = 0.8;

/**
 * Seconds that the times in jids are ahead of UTC, rounded to a quarter of an hour: what most of the differences `jid − stamp` of `new` events
 * agree on. `null` for too few, or for none.
 */
export function jidZone(differencesS: readonly number[]): number | null {
  if (differencesS.length < fewest) return null;
  const votes = new Map<number, number>();
  for (const seconds of differencesS) {
    const offset = Math.round(seconds / quarter) * quarter;
    votes.set(offset, (votes.get(offset) ?? 0) + 1);
  }
  const [best] = [...votes].toSorted(([, a], [, b]) => b - a);
  return best !== undefined && best[1] >= differencesS.length * agreeing ? best[0] || 0 : null;
}
