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
  const [first] = ranges;
  if (first === undefined) out.fill(0, from, to);
  else fillByRange64(column, first[0], first[1], from, to, out);
  for (const [low, high] of ranges.slice(1)) {
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

function fillByRange64(
  column: Float64Array,
  low: number,
  high: number,
  from: number,
  to: number,
  out: Uint8Array,
): void {
  for (let i = from; i < to; i++) {
    const value = column[i] as number;
    out[i] = value >= low && value <= high ? 1 : 0;
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
  out.fill(0, from, to);
  for (const [low, high] of ranges) {
    for (let i = from; i < to; i++) {
      const value = column[i] as number;
      if (value >= low && value <= high) out[i] = 1;
    }
  }
  if (isNegated) negate(out, from, to);
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
    for (let i = from; i < to; i++) out[i] = (out[i] as number) & (other[i] as number);
    return;
  }
  for (let i = 0; i < outWords.length; i++) outWords[i] = (outWords[i] as number) & (otherWords[i] as number);
}

/** out = out or other. Masks are as long as a segment. */
export function orInto(out: Uint8Array, other: Uint8Array, from: number, to: number): void {
  const outWords = words(out, from, to);
  const otherWords = words(other, from, to);
  if (outWords === undefined || otherWords === undefined) {
    for (let i = from; i < to; i++) out[i] = (out[i] as number) | (other[i] as number);
    return;
  }
  for (let i = 0; i < outWords.length; i++) outWords[i] = (outWords[i] as number) | (otherWords[i] as number);
}

/** out = not out. */
export function negate(out: Uint8Array, from: number, to: number): void {
  for (let i = from; i < to; i++) out[i] = (out[i] as number) ^ 1;
}

/** How many of the first `count` are 1. */
export function countOnes(mask: Uint8Array, count: number): number {
  const whole = new Uint32Array(mask.buffer, mask.byteOffset, count >> 2);
  let ones = 0;
  // Each byte of a sum counts every fourth row and has room for 255 of them.
  for (let start = 0; start < whole.length; start += 255) {
    const end = Math.min(start + 255, whole.length);
    let sum = 0;
    for (let i = start; i < end; i++) sum = (sum + (whole[i] as number)) | 0;
    ones += (sum & 0xff) + ((sum >>> 8) & 0xff) + ((sum >>> 16) & 0xff) + (sum >>> 24);
  }
  for (let i = whole.length * 4; i < count; i++) ones += mask[i] as number;
  return ones;
}
