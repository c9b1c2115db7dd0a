// How well one division tells failing from healthy minions, and how probable it is by chance after all that was tried.
import { countBoth, type Division } from './divisions.ts';
import { exactTest, gainScore, type Table } from './exact-test.ts';
import type { FieldFamily } from './field.ts';

/** The chance that anything at all is said to stand out where failing has nothing to do with any field. */
export const falseAlarms = 0.02;

/**
 * How the allowance for false alarms is shared out, so that thousands of words of states do not drown the few grains: within
 * a family it is divided by all that was tried there (Bonferroni).
 */
export const allowance: { readonly [F in FieldFamily | 'propertyPair' | 'otherPair']: number } = {
  property: 0.3,
  name: 0.1,
  words: 0.15,
  circumstance: 0.1,
  consequence: 0.05,
  propertyPair: 0.2,
  otherPair: 0.1,
};

/** A difference that explains less than this is not worth a line, however certain it is. */
export const leastScore = 0.1;
/** A single value that explains as much needs no pair. */
export const goodScore = 0.9;

/** A division with how well it does. */
export type Scored = {
  readonly division: Division;
  readonly table: Table;
  readonly score: number;
  readonly chance: number;
};

/** Scores that are as good as equal are left to what is more telling. */
export function round(score: number): number {
  return Math.round(score * 100);
}

/** Who is compared, as bits by position. */
export type Sides = { readonly failing: Uint32Array; readonly healthy: Uint32Array };

/** Part of the failing minions that have to be known for a field to say anything about them. */
const leastKnown = 0.6;

/** How well a division tells failing from healthy minions; `undefined` where too little is known. `tried`: divisions of its family. */
export function scoreOf(division: Division, sides: Sides, tried: number): Scored | undefined {
  const table = tableOf(division.having, division.known, sides);
  const { isRead, onlyHaving, family } = division.field;
  const failing = countBoth(sides.failing, isRead ?? sides.failing);
  if (table.all < leastKnown * failing || table.all === 0 || table.allHealthy === 0) return undefined;
  const isMore = table.inside / table.all > table.insideHealthy / table.allHealthy;
  if (onlyHaving === true && !isMore) return undefined;
  const gain = gainScore(table) * (table.all / failing);
  const chance = gain < leastScore ? 1 : Math.min(1, (exactTest(table) * tried) / allowance[family]);
  return { division, table, score: gain, chance };
}

/** Counts a division by who fails; who has the value is known. */
export function tableOf(having: Uint32Array, known: Uint32Array, { failing, healthy }: Sides): Table {
  return {
    inside: countBoth(having, failing),
    all: countBoth(known, failing),
    insideHealthy: countBoth(having, healthy),
    allHealthy: countBoth(known, healthy),
  };
}
