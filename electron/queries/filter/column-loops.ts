// The innermost loops of filters: each fills out[from…to) with 0 or 1. One loop an element type, because a loop that met several
// typed array classes runs about four times slower (measured by test/bench/queries-columns.ts).
import type { NumberRange } from '../../../shared/filter/number-range.ts';

/** A range without a number in it. */
const nothing: NumberRange = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

/** Truth of dictionary ids: 1 where the value passes. Ids above its length do not pass. */
export type Truth = Uint8Array;

/** out = truth[column], with a truth for all 256 values. */
export function fillByTruth8(column: Uint8Array, truth: Truth, from: number, to: number, out: Uint8Array): void {
  const outWords = words(out, from, to);
  const columnWords = words(column, from, to);
  if (outWords === undefined || columnWords === undefined) {
    for (let i = from; i < to; i++) out[i] = truth[column[i] ?? 0] ?? 0;
    return;
  }
  for (let i = 0; i < outWords.length; i++) {
    const four = columnWords[i] ?? 0;
    outWords[i] =
      (truth[four & 0xff] ?? 0) |
      ((truth[(four >>> 8) & 0xff] ?? 0) << 8) |
      ((truth[(four >>> 16) & 0xff] ?? 0) << 16) |
      ((truth[four >>> 24] ?? 0) << 24);
  }
}

/** out = truth[column]. */
export function fillByTruth32(column: Uint32Array, truth: Truth, from: number, to: number, out: Uint8Array): void {
  for (let i = from; i < to; i++) out[i] = truth[column[i] ?? 0] ?? 0;
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
  for (let i = from; i < to; i++) out[i] = Number(((column[i] ?? 0) & bit) === want);
}

/** out = 0 where the bit is set. */
export function clearByFlag(column: Uint16Array, bit: number, from: number, to: number, out: Uint8Array): void {
  for (let i = from; i < to; i++) out[i] = (out[i] ?? 0) & Number(((column[i] ?? 0) & bit) === 0);
}

/**
 * out = whether the value lies in a range; NaN (absent) never does, not even negated. Without a branch: where the answer is a
 * toss-up, a branch makes the loop five times slower.
 */
export function fillByRanges64(
  column: Float64Array,
  ranges: readonly NumberRange[],
  isNegated: boolean,
  from: number,
  to: number,
  out: Uint8Array,
): void {
  const [[low, high] = nothing, ...others] = ranges;
  for (let i = from; i < to; i++) {
    const value = column[i] ?? 0;
    out[i] = Number(value >= low) & Number(value <= high);
  }
  for (const [otherLow, otherHigh] of others) {
    for (let i = from; i < to; i++) {
      const value = column[i] ?? 0;
      out[i] = (out[i] ?? 0) | (Number(value >= otherLow) & Number(value <= otherHigh));
    }
  }
  if (!isNegated) return;
  for (let i = from; i < to; i++) {
    const value = column[i] ?? 0;
    out[i] = ((out[i] ?? 0) ^ 1) & Number(value <= Number.POSITIVE_INFINITY);
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
  const [[low, high] = nothing, ...others] = ranges;
  for (let i = from; i < to; i++) {
    const value = column[i] ?? 0;
    out[i] = Number(value >= low) & Number(value <= high);
  }
  for (const [otherLow, otherHigh] of others) {
    for (let i = from; i < to; i++) {
      const value = column[i] ?? 0;
      out[i] = (out[i] ?? 0) | (Number(value >= otherLow) & Number(value <= otherHigh));
    }
  }
  if (isNegated) negate(out, from, to);
}

/** Takes from a list of rows those whose truth[column] is 0; gives how many are left. */
export function keepByTruth32(column: Uint32Array, truth: Truth, rows: Uint16Array, count: number): number {
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const row = rows[i] ?? 0;
    rows[kept] = row;
    kept += truth[column[row] ?? 0] ?? 0;
  }
  return kept;
}

/** The positions of the ones of a mask from `from` to `to`, in order; gives their number. */
export function listOnes(mask: Uint8Array, from: number, to: number, rows: Uint16Array): number {
  let count = 0;
  let at = from;
  for (; at < to && (at & 3) !== 0; at++) {
    rows[count] = at;
    count += mask[at] ?? 0;
  }
  const whole = new Uint32Array(mask.buffer, mask.byteOffset + at, (to - at) >> 2);
  for (let i = 0; i < whole.length; i++, at += 4) {
    const four = whole[i] ?? 0;
    if (four === 0) continue;
    rows[count] = at;
    count += four & 1;
    rows[count] = at + 1;
    count += (four >>> 8) & 1;
    rows[count] = at + 2;
    count += (four >>> 16) & 1;
    rows[count] = at + 3;
    count += four >>> 24;
  }
  for (; at < to; at++) {
    rows[count] = at;
    count += mask[at] ?? 0;
  }
  return count;
}

/**
 * Four masks at once from a row that begins a word; what stands behind `to` in the last word is nobody's. Makes joining and
 * counting masks about three times quicker.
 */
function words(mask: Uint8Array, from: number, to: number): Uint32Array | undefined {
  return (from & 3) === 0 ? new Uint32Array(mask.buffer, mask.byteOffset + from, (to - from + 3) >> 2) : undefined;
}

/** out = out and other. Masks are as long as a segment. */
export function andInto(out: Uint8Array, other: Uint8Array, from: number, to: number): void {
  const outWords = words(out, from, to);
  const otherWords = words(other, from, to);
  if (outWords === undefined || otherWords === undefined) {
    for (let i = from; i < to; i++) out[i] = (out[i] ?? 0) & (other[i] ?? 0);
    return;
  }
  for (let i = 0; i < outWords.length; i++) outWords[i] = (outWords[i] ?? 0) & (otherWords[i] ?? 0);
}

/** out = out or other. Masks are as long as a segment. */
export function orInto(out: Uint8Array, other: Uint8Array, from: number, to: number): void {
  const outWords = words(out, from, to);
  const otherWords = words(other, from, to);
  if (outWords === undefined || otherWords === undefined) {
    for (let i = from; i < to; i++) out[i] = (out[i] ?? 0) | (other[i] ?? 0);
    return;
  }
  for (let i = 0; i < outWords.length; i++) outWords[i] = (outWords[i] ?? 0) | (otherWords[i] ?? 0);
}

/** out = not out. */
export function negate(out: Uint8Array, from: number, to: number): void {
  for (let i = from; i < to; i++) out[i] = (out[i] ?? 0) ^ 1;
}

/** How many from `from` to `to` are 1. */
export function countOnes(mask: Uint8Array, from: number, to: number): number {
  let ones = 0;
  let first = from;
  for (; first < to && (first & 3) !== 0; first++) ones += mask[first] ?? 0;
  const whole = new Uint32Array(mask.buffer, mask.byteOffset + first, (to - first) >> 2);
  // Each byte of a sum counts every fourth row and has room for 255 of them.
  for (let start = 0; start < whole.length; start += 255) {
    const end = Math.min(start + 255, whole.length);
    let sum = 0;
    for (let i = start; i < end; i++) sum = (sum + (whole[i] ?? 0)) | 0;
    ones += (sum & 0xff) + ((sum >>> 8) & 0xff) + ((sum >>> 16) & 0xff) + (sum >>> 24);
  }
  for (let i = first + whole.length * 4; i < to; i++) ones += mask[i] ?? 0;
  return ones;
}
