// Where the marks of a time axis stand: round times of the shown zone, not too many.
import type { Stamp } from '../../shared/base/stamp.ts';
import { type Precision, zoneShiftUs } from './format-time.ts';

const second = 1_000_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [
  1,
  2,
  5,
  10,
  20,
  50,
  100,
  200,
  500,
  1000,
  2000,
  5000,
  10_000,
  20_000,
  50_000,
  100_000,
  200_000,
  500_000,
  second,
  2 * second,
  5 * second,
  10 * second,
  15 * second,
  30 * second,
  minute,
  2 * minute,
  5 * minute,
  10 * minute,
  15 * minute,
  20 * minute,
  30 * minute,
  hour,
  2 * hour,
  3 * hour,
  6 * hour,
  12 * hour,
  day,
  2 * day,
  7 * day,
  14 * day,
  28 * day,
  91 * day,
  182 * day,
  364 * day,
];

/** Marks of an axis from `from` to `to` with at most `most` of them; `isDay` marks stand at midnight of the zone. */
export type TimeTicks = {
  readonly stamps: readonly Stamp[];
  readonly stepUs: number;
  readonly precision: Precision;
  readonly areDays: boolean;
};

/** Chooses round times. */
export function timeTicks(from: Stamp, to: Stamp, most: number, zone: string): TimeTicks {
  const wanted = (to - from) / Math.max(1, most);
  const stepUs = steps.find((step) => step >= wanted) ?? 364 * day;
  const offset = zoneShiftUs(from, zone);
  const stamps: Stamp[] = [];
  for (let at = Math.ceil((from + offset) / stepUs) * stepUs - offset; at < to; at += stepUs) stamps.push(at);
  const precision = stepUs >= minute ? 'minute' : stepUs >= second ? 'second' : stepUs >= 1000 ? 'milli' : 'micro';
  return { stamps, stepUs, precision, areDays: stepUs >= day };
}
