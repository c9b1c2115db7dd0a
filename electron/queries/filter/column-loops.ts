// The innermost loops of filters: each fills out[from…to) with 0 or 1. One loop an element type, because a loop that met several
// typed array classes runs about four times slower (measured by test/bench/queries-columns.ts).
import type { NumberRange } from '../../../shared/filter/number-range.ts';

/** Truth of dictionary ids: 1 where the value passes. Ids above its length do not pass. */
export type Truth = Uint8Array;

/** out = truth[column]. */
export function fillByTruth8(column: Uint8Array, truth: Truth, from: number, to: number, out: Uint8Array): void {
  for (let i = from; i < to; i++) out[i] = truth[column[i] as number] as number;
}

/** out = truth[column]. */
export function fillByTruth32(column: Uint32Array, truth: Truth, from: number, to: number, out: Uint8Array): void {
  for (let i = from; i < to; i++) out[i] = truth[column[i] as number] as number;
}

/** out = whether the bit is as wanted. */
export function fillByFlag(
  column: Uint16Array,
  bit: number,
  wanted: boolean,
  from: number,
  to: number,
  out: Uint8Array,
): void {
  const want = wanted ? bit : 0;
  for (let i = from; i < to; i++) out[i] = ((column[i] as number) & bit) === want ? 1 : 0;
}

/** out = 0 where the bit is set. */
export function clearByFlag(column: Uint16Array, bit: number, from: number, to: number, out: Uint8Array): void {
  for (let i = from; i < to; i++) if (((column[i] as number) & bit) !== 0) out[i] = 0;
}

/** out = whether the value lies in a range; NaN (absent) never does, not even negated. */
export function fillByRanges64(
  column: Float64Array,
  ranges: readonly NumberRange[],
  isNegated: boolean,
  from: number,
  to: number,
  out: Uint8Array,
): void {
  out.fill(0, from, to);
  for (const [low, high] of ranges) {
    for (let i = from; i < to; i++) {
      const value = column[i] as number;
      if (value >= low && value <= high) out[i] = 1;
    }
  }
  if (!isNegated) return;
  for (let i = from; i < to; i++) {
    const value = column[i] as number;
    out[i] = out[i] === 0 && !Number.isNaN(value) ? 1 : 0;
  }
}

/** out = whether the value lies in a range. */
export function fillByRanges32(
  column: Uint32Array,
  ranges: readonly NumberRange[],
  isNegated: boolean,
  from: number,
  to: number,
  out: Uint8Array,
): void {
  const hit = isNegated ? 0 : 1;
  out.fill(1 - hit, from, to);
  for (const [low, high] of ranges) {
    for (let i = from; i < to; i++) {
      const value = column[i] as number;
      if (value >= low && value <= high) out[i] = hit;
    }
  }
}

/** out = out and other. */
export function andInto(out: Uint8Array, other: Uint8Array, from: number, to: number): void {
  for (let i = from; i < to; i++) out[i] = (out[i] as number) & (other[i] as number);
}

/** out = out or other. */
export function orInto(out: Uint8Array, other: Uint8Array, from: number, to: number): void {
  for (let i = from; i < to; i++) out[i] = (out[i] as number) | (other[i] as number);
}

/** out = not out. */
export function negate(out: Uint8Array, from: number, to: number): void {
  for (let i = from; i < to; i++) out[i] = (out[i] as number) ^ 1;
}

/** How many are 1. */
export function countOnes(mask: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) count += mask[i] as number;
  return count;
}
