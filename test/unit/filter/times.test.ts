// Written times, in zones with and without a change of clocks.
import { describe, expect, it } from 'vitest';
import { formatStamp, parseStamp } from '../../../shared/base/stamp.ts';
import { readTime, timeSpan, zoneOffsetUs } from '../../../shared/filter/times.ts';

function spanOf(text: string, zone = 'UTC', first = '2026-03-01T10:20:30Z'): string {
  const time = readTime(text);
  if (time === undefined) return 'refused';
  const { from, to } = timeSpan(time, { zone, captureFirst: parseStamp(first), captureLast: undefined });
  return `${formatStamp(from)} ${(to - from) / 1e6}`;
}

describe('readTime and timeSpan', () => {
  it.each([
    ['2026-03-01', 'UTC', '2026-03-01T00:00:00.000000Z 86400'],
    ['2026-03-01T12:00', 'UTC', '2026-03-01T12:00:00.000000Z 60'],
    ['2026-03-01 12:00:05', 'UTC', '2026-03-01T12:00:05.000000Z 1'],
    ['2026-03-01T12:00:05.25', 'UTC', '2026-03-01T12:00:05.250000Z 0.01'],
    ['2026-03-01T12:00:05.123456Z', 'Asia/Shanghai', '2026-03-01T12:00:05.123456Z 0.000001'],
    ['2026-03-01T12:00+02:00', 'Asia/Shanghai', '2026-03-01T10:00:00.000000Z 60'],
    ['2026-03-01T12:00', 'Asia/Shanghai', '2026-03-01T04:00:00.000000Z 60'],
    ['2026-03-01', 'America/New_York', '2026-03-01T05:00:00.000000Z 86400'],
    ['12:30', 'UTC', '2026-03-01T12:30:00.000000Z 60'],
    ['9:05:01', 'UTC', '2026-03-01T09:05:01.000000Z 1'],
  ])('%s in %s', (text, zone, expected) => {
    expect(spanOf(text, zone)).toBe(expected);
  });

  it('takes the day of a time without a date from the capture, in the zone', () => {
    expect(spanOf('01:00', 'Asia/Shanghai', '2026-03-01T20:00:00Z')).toBe('2026-03-01T17:00:00.000000Z 60');
  });

  it('gives the days on which clocks change their 23 and 25 hours', () => {
    expect(spanOf('2026-03-29', 'Europe/Berlin')).toBe('2026-03-28T23:00:00.000000Z 82800');
    expect(spanOf('2026-10-25', 'Europe/Berlin')).toBe('2026-10-24T22:00:00.000000Z 90000');
  });

  it('takes the earlier of a time shown twice and moves on one that is never shown', () => {
    expect(spanOf('2026-10-25T02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000000Z 60');
    expect(spanOf('2026-03-29T02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000000Z 60');
    expect(spanOf('2026-03-29T03:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000000Z 60');
  });

  it.each([
    '',
    '2026-13-01',
    '2026-02-30',
    '24:00',
    '12:60',
    '2026-03-01T',
    'T12:00',
    ' 12:00',
    '2026-03-0112:00',
    'now',
  ])('refuses %j', (text) => {
    expect(readTime(text)).toBeUndefined();
  });

  it('knows offsets with minutes and of the past', () => {
    expect(zoneOffsetUs('Asia/Kolkata', 0)).toBe(5.5 * 3600e6);
    expect(zoneOffsetUs('America/New_York', Date.UTC(2026, 6, 1) * 1000)).toBe(-4 * 3600e6);
  });
});
