// Times as they are written in a filter: dates, times of the day, explicit offsets; and the zone arithmetic they need.
import type { Stamp } from '../base/stamp.ts';

/** A written time before its zone is known: wall clock parts, and how fine it is. */
export type TimeLiteral = {
  /** Wall clock as if it were UTC, µs; of the day 1970-01-01 when no date was given. */
  readonly wallUs: number;
  readonly hasDate: boolean;
  /** What the text names: a whole day, or the minute, second or fraction of a second, in µs. */
  readonly widthUs: number;
  /** Minutes east of UTC when written (`Z`, `+02:00`). */
  readonly offsetMinutes: number | undefined;
};

/** Zone and ends of a capture, which give a meaning to local times and to `last`. Ends `undefined`: no event has a stamp. */
export type TimeContext = {
  /** `UTC` or an IANA name. */
  readonly zone: string;
  readonly captureFirst: Stamp | undefined;
  readonly captureLast: Stamp | undefined;
};

const dayUs = 86_400e6;
const pattern =
  /^(?:(\d{4})-(\d\d)-(\d\d))?(?:(^|[T ])(\d\d?):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?(Z|[+-]\d\d:?\d\d)?)?$/;

/** Reads `2026-03-01`, `2026-03-01T12:00:05.5Z`, `12:00`; `undefined` for anything else, a date that does not exist included. */
export function readTime(text: string): TimeLiteral | undefined {
  const m = pattern.exec(text);
  if (m === null || text === '') return undefined;
  const [, year, month, day, joint, hour, minute, second, fraction, offset] = m;
  if ((joint === '') !== (year === undefined) && hour !== undefined) return undefined;
  let wallUs = 0;
  if (year !== undefined) {
    const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
    if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined;
    wallUs = date.getTime() * 1000;
  }
  let widthUs = dayUs;
  if (hour !== undefined) {
    if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return undefined;
    wallUs +=
      (Number(hour) * 60 + Number(minute)) * 60e6 + Number(second ?? 0) * 1e6 + Number((fraction ?? '').padEnd(6, '0'));
    widthUs = second === undefined ? 60e6 : fraction === undefined ? 1e6 : 10 ** (6 - fraction.length);
  }
  return {
    wallUs,
    hasDate: year !== undefined,
    widthUs,
    offsetMinutes: offset === undefined ? undefined : offsetOf(offset),
  };
}

function offsetOf(text: string): number {
  if (text === 'Z') return 0;
  const sign = text.startsWith('-') ? -1 : 1;
  return sign * (Number(text.slice(1, 3)) * 60 + Number(text.slice(-2)));
}

/** The stamps a written time names: from (inside) to (outside). A time without a date is of the first day of the capture. */
export function timeSpan(time: TimeLiteral, context: TimeContext): { readonly from: Stamp; readonly to: Stamp } {
  const { widthUs } = time;
  let wallUs = time.wallUs;
  if (!time.hasDate) {
    const first = context.captureFirst ?? 0;
    const wall =
      first + (time.offsetMinutes === undefined ? zoneOffsetUs(context.zone, first) : time.offsetMinutes * 60e6);
    wallUs += Math.floor(wall / dayUs) * dayUs;
  }
  const at = (wall: number): Stamp =>
    time.offsetMinutes === undefined ? zonedStamp(wall, context.zone) : wall - time.offsetMinutes * 60e6;
  const from = at(wallUs);
  // A day may have 23 or 25 hours in its zone; shorter pieces are as long as they say.
  return { from, to: widthUs === dayUs ? at(wallUs + dayUs) : from + widthUs };
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What a zone adds to UTC at a stamp, in µs. */
export function zoneOffsetUs(zone: string, stamp: Stamp): number {
  if (zone === 'UTC') return 0;
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  const ms = Math.floor(stamp / 1e6) * 1000;
  const part = new Map(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
  const read = (type: Intl.DateTimeFormatPartTypes): number => part.get(type) ?? 0;
  const wall = Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'), read('second'));
  return (wall - ms) * 1000;
}

/**
 * The stamp at which clocks of a zone show a wall time. Shown twice (clocks set back): the earlier one. Never shown (clocks set
 * forward): as far after the change as it would have been.
 */
function zonedStamp(wallUs: number, zone: string): Stamp {
  const before = zoneOffsetUs(zone, wallUs - dayUs);
  const after = zoneOffsetUs(zone, wallUs + dayUs);
  if (before === after) return wallUs - before;
  const early = wallUs - before;
  if (zoneOffsetUs(zone, early) === before) return early;
  const late = wallUs - after;
  return zoneOffsetUs(zone, late) === after ? late : early;
}
