// The statistics of a fourfold table: Fisher's exact test and the information that one division gives about another.

/** `inside` of `all` failing minions and `insideHealthy` of `allHealthy` healthy ones have a value. */
export type Table = {
  readonly inside: number;
  readonly all: number;
  readonly insideHealthy: number;
  readonly allHealthy: number;
};

const logFactorials: number[] = [0];

function logFactorial(n: number): number {
  for (let next = logFactorials.length; next <= n; next += 1) {
    logFactorials.push((logFactorials[next - 1] ?? 0) + Math.log(next));
  }
  return logFactorials[n] ?? 0;
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

/**
 * How probable a table at least this uneven is, in either direction, when failing has nothing to do with the value: twice the
 * smaller tail of the hypergeometric distribution, at most 1.
 */
export function exactTest({ inside, all, insideHealthy, allHealthy }: Table): number {
  const having = inside + insideHealthy;
  const low = Math.max(0, having - allHealthy);
  const high = Math.min(all, having);
  const total = logChoose(all + allHealthy, having);
  const at = (k: number) => Math.exp(logChoose(all, k) + logChoose(allHealthy, having - k) - total);
  let upper = 0;
  for (let k = inside; k <= high; k += 1) upper += at(k);
  let lower = 0;
  for (let k = low; k <= inside; k += 1) lower += at(k);
  return Math.min(1, 2 * Math.min(upper, lower));
}

/** Entropy in bits of `part` of `whole`. */
function entropy(part: number, whole: number): number {
  if (part <= 0 || part >= whole) return 0;
  const p = part / whole;
  return -p * Math.log2(p) - (1 - p) * Math.log2(1 - p);
}

/**
 * The part (0…1) of the uncertainty about who fails that the value removes, less what it removes on average by chance in groups
 * of this size (Miller and Madow's correction, one degree of freedom a field).
 */
export function gainScore({ inside, all, insideHealthy, allHealthy }: Table, fields = 1): number {
  const whole = all + allHealthy;
  const before = entropy(all, whole);
  if (before === 0) return 0;
  const having = inside + insideHealthy;
  const lacking = whole - having;
  const after = (having * entropy(inside, having) + lacking * entropy(all - inside, lacking)) / whole;
  const byChance = fields / (2 * whole * Math.LN2);
  return Math.max(0, (before - after - byChance) / before);
}
