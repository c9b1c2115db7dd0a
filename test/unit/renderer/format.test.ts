// Times, spans, sizes and numbers as people read them.
import { expect, test } from 'vitest';
import { formatBytes, formatNumber, formatShare } from '../../../renderer/widgets/format-number.ts';
import {
  formatClock,
  formatDateTime,
  formatDay,
  formatDelta,
  formatDuration,
  formatSpan,
  zoneShiftUs,
} from '../../../renderer/widgets/format-time.ts';
import { timeTicks } from '../../../renderer/widgets/time-ticks.ts';
import { parseStamp } from '../../../shared/base/stamp.ts';

const stamp = parseStamp('2026-03-01T23:33:47.218041') ?? Number.NaN;
const hour = 3_600_000_000;

test('a stamp is shown in its zone down to the microsecond', () => {
  expect(formatDateTime(stamp, 'UTC')).toBe('2026-03-01 23:33:47.218041');
  expect(formatDateTime(stamp, 'Europe/Berlin')).toBe('2026-03-02 00:33:47.218041');
  expect(formatClock(stamp, 'Asia/Kolkata', 'minute')).toBe('05:03');
  expect(formatClock(parseStamp('1969-12-31T23:59:59.999999') ?? 0, 'UTC')).toBe('23:59:59.999999');
});

test('a span names its second day only when it has one', () => {
  expect(formatSpan(stamp, stamp + 60_000_000, 'UTC')).toBe('2026-03-01 23:33:47 – 23:34:47');
  expect(formatSpan(stamp, stamp + hour, 'UTC')).toBe('2026-03-01 23:33:47 – 2026-03-02 00:33:47');
});

test('durations name their two largest units', () => {
  expect(formatDuration(2 * hour + 31 * 60_000_000, 'en')).toBe('2h 31m');
  expect(formatDuration(84_000_000, 'en')).toBe('1m 24s');
  expect(formatDuration(21_234_000, 'en')).toBe('21.2s');
  expect(formatDuration(83_000, 'en')).toBe('83.0ms');
  expect(formatDuration(0, 'en')).toBe('0.00s');
  expect(formatDuration(-1_500_000, 'en')).toBe('−1.50s');
  expect(formatDelta(1_204_000, 'en')).toBe('+1.204s');
});

test('days, numbers and sizes follow the language', () => {
  expect(formatDay(stamp, 'UTC', 'en')).toBe('1 Mar 2026');
  expect(formatDay(stamp, 'UTC', 'zh-Hans')).toBe('2026年3月1日');
  expect(formatNumber(48_203, 'en')).toBe('48,203');
  expect(formatBytes(999, 'en')).toBe('999B');
  expect(formatBytes(1_284_120, 'en')).toBe('1.3 MB');
  expect(formatShare(1, 250, 'en')).toBe('0.4%');
});

test('marks of the axis stand at round times of the zone', () => {
  const inKolkata = timeTicks(stamp, stamp + 6 * hour, 8, 'Asia/Kolkata');
  expect(inKolkata.stepUs).toBe(hour);
  expect(inKolkata.stamps.map((at) => formatClock(at, 'Asia/Kolkata', 'second'))).toEqual([
    '06:00:00',
    '07:00:00',
    '08:00:00',
    '09:00:00',
    '10:00:00',
    '11:00:00',
  ]);
  expect(zoneShiftUs(stamp, 'Asia/Kolkata')).toBe(5.5 * hour);
});

test('an axis never has more marks than asked for', () => {
  for (const length of [1, 50, 999, 1e6, 1e9, hour, 1e12, 1e14])
    expect(timeTicks(stamp, stamp + length, 10, 'UTC').stamps.length).toBeLessThanOrEqual(11);
});
