// Numbers a term accepts, as ranges with both ends inside: column scans can then compare without calling anything.
import type { Operator } from './filter-tree.ts';

/** From and to, both inside. */
export type NumberRange = readonly [number, number];

const float = new Float64Array(1);
const bits = new BigInt64Array(float.buffer);

/** The smallest double above a value. */
export function above(value: number): number {
  if (value === 0) return Number.MIN_VALUE;
  if (!Number.isFinite(value)) return value;
  float[0] = value;
  bits[0] = (bits[0] ?? 0n) + (value > 0 ? 1n : -1n);
  return float[0];
}

/** The range of an operator and a value that reaches from its first to its last member (equal for plain numbers). */
export function rangeOf(operator: Operator, first: number, last: number): NumberRange {
  switch (operator) {
    case '>':
      return [above(last), Number.POSITIVE_INFINITY];
    case '>=':
      return [first, Number.POSITIVE_INFINITY];
    case '<':
      return [Number.NEGATIVE_INFINITY, -above(-first)];
    case '<=':
      return [Number.NEGATIVE_INFINITY, last];
    case ':':
    case '=':
    case '!=':
      return [first, last];
  }
}

/** Whether a number lies in any of the ranges. */
export function isInRanges(ranges: readonly NumberRange[], value: number): boolean {
  return ranges.some(([from, to]) => value >= from && value <= to);
}
