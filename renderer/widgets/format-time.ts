// Times as people read them: stamps in the chosen zone down to the microsecond, spans and durations in words.
import type { Stamp } from '../../shared/base/stamp.ts';

const partsByZone = new Map<string, Intl.DateTimeFormat>();

function partsFormat(zone: string): Intl.DateTimeFormat {
  const known = partsByZone.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  partsByZone.set(zone, made);
  return made;
}

type Parts = { date: string; clock: string; micros: string };

function partsOf(stamp: Stamp, zone: string): Parts {
  const seconds = Math.floor(stamp / 1_000_000);
  const found: Record<string, string> = {};
  for (const { type, value } of partsFormat(zone).formatToParts(seconds * 1000)) found[type] = value;
  return {
    date: `${found.year?.padStart(4, '0')}-${found.month}-${found.day}`,
    clock: `${found.hour}:${found.minute}:${found.second}`,
    micros: String(stamp - seconds * 1_000_000).padStart(6, '0'),
  };
}

/** What a zone adds to UTC at a stamp, in µs. */
export function zoneShiftUs(stamp: Stamp, zone: string): number {
  if (zone === 'UTC') return 0;
  const { date, clock, micros } = partsOf(stamp, zone);
  return Date.parse(`${date}T${clock}Z`) * 1000 + Number(micros) - stamp;
}

/** How much of a second to show. */
export type Precision = 'minute' | 'second' | 'milli' | 'micro';

/** `13:33:47.218041` in the zone. */
export function formatClock(stamp: Stamp, zone: string, precision: Precision = 'micro'): string {
  const { clock, micros } = partsOf(stamp, zone);
  if (precision === 'minute') return clock.slice(0, 5);
  if (precision === 'second') return clock;
  return `${clock}.${precision === 'milli' ? micros.slice(0, 3) : micros}`;
}

/** `2026-03-01` in the zone. */
export function formatDate(stamp: Stamp, zone: string): string {
  return partsOf(stamp, zone).date;
}

/** `2026-03-01 13:33:47.218041` in the zone. */
export function formatDateTime(stamp: Stamp, zone: string, precision: Precision = 'micro'): string {
  return `${formatDate(stamp, zone)} ${formatClock(stamp, zone, precision)}`;
}

const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** `1 Mar 2026` in the reader's language; plain English puts the day first, as nobody mistakes it. */
export function formatDay(stamp: Stamp, zone: string, locale: string): string {
  const key = `${locale} ${zone}`;
  let format = dayFormats.get(key);
  if (format === undefined) {
    const parts = { timeZone: zone, day: 'numeric', month: 'short', year: 'numeric' } as const;
    format = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, parts);
    dayFormats.set(key, format);
  }
  return format.format(stamp / 1000);
}

/** `13:33:47.218 – 13:36:02.001`, with dates where the days differ. */
export function formatSpan(from: Stamp, to: Stamp, zone: string, precision: Precision = 'second'): string {
  const isSameDay = formatDate(from, zone) === formatDate(to, zone);
  const end = isSameDay ? formatClock(to, zone, precision) : formatDateTime(to, zone, precision);
  return `${formatDateTime(from, zone, precision)} – ${end}`;
}

type Unit = 'day' | 'hour' | 'minute' | 'second' | 'millisecond' | 'microsecond';
const unitUs: readonly (readonly [Unit, number])[] = [
  ['day', 86_400_000_000],
  ['hour', 3_600_000_000],
  ['minute', 60_000_000],
  ['second', 1_000_000],
  ['millisecond', 1000],
  ['microsecond', 1],
];

const numberFormats = new Map<string, Intl.NumberFormat>();

function unitFormat(unit: Unit, digits: number, locale: string): Intl.NumberFormat {
  const key = `${unit} ${digits} ${locale}`;
  const known = numberFormats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: 'narrow',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  numberFormats.set(key, made);
  return made;
}

/** A duration in its two largest units: `2h 31m`, `1m 24s`, `21.2s`, `83.0ms`. */
export function formatDuration(us: number, locale: string): string {
  if (us < 0) return `−${formatDuration(-us, locale)}`;
  const at = unitUs.findIndex(([, size]) => us >= size);
  const [unit, size] = unitUs[at] ?? ['second', 1_000_000];
  if (unit === 'second' || unit === 'millisecond') {
    const value = us / size;
    return unitFormat(unit, value < 10 ? 2 : value < 100 ? 1 : 0, locale).format(value);
  }
  const whole = unitFormat(unit, 0, locale).format(Math.floor(us / size));
  const next = unitUs[at + 1];
  if (next === undefined || unit === 'microsecond') return whole;
  const rest = Math.floor((us % size) / next[1]);
  return rest === 0 ? whole : `${whole} ${unitFormat(next[0], 0, locale).format(rest)}`;
}

/** Distance to the row before: `+1.204s`. */
export function formatDelta(us: number, locale: string): string {
  return `${us < 0 ? '−' : '+'}${unitFormat('second', 3, locale).format(Math.abs(us) / 1_000_000)}`;
}
