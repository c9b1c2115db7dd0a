// Time as Saltrace keeps it: integer microseconds since 1970, UTC. Reads Salt's spellings of `_stamp`, writes ISO 8601.

/** Microseconds since 1970-01-01T00:00:00Z; 1.7e15 fits a double exactly. */
export type Stamp = number;

const pattern = /^(\d{4})-(\d\d)-(\d\d)[T_ ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:?\d\d)?$/;

/**
 * Reads a `_stamp`. Three spellings exist (salt-events §3): naive UTC (to 3007), `+00:00` (3008), and the underscore of
 * before 2014.7; Python drops the fraction when it is zero. Returns `undefined` for anything else.
 */
export function parseStamp(text: string): Stamp | undefined {
  return parseUsualStamp(text) ?? parseAnyStamp(text);
}

function parseAnyStamp(text: string): Stamp | undefined {
  const m = pattern.exec(text);
  if (m === null) return undefined;
  const [, y, mo, d, h, mi, s, fraction = '', zone = 'Z'] = m;
  const ms = Date.UTC(Number(y), Number(mo) - 1, Number(d), Number(h), Number(mi), Number(s));
  const day = new Date(ms);
  if (Number.isNaN(ms) || day.getUTCMonth() !== Number(mo) - 1 || Number(h) > 23 || Number(mi) > 59) return undefined;
  const micros = Number(fraction.slice(0, 6).padEnd(6, '0'));
  return ms * 1000 + micros - zoneOffsetMinutes(zone) * 60_000_000;
}

/** The day read last, which neighbouring stamps share, and when it began. */
let usualDay = '';
let usualDayStart = 0;

/**
 * Reads what Salt 2014.7 to 3008 writes: `2026-03-01T12:00:00.124001`, with or without `+00:00`. Each event is read with
 * this; it takes a tenth of the time of the pattern. `undefined` is left to the pattern.
 */
function parseUsualStamp(text: string): Stamp | undefined {
  if (text.length !== 26 && !(text.length === 32 && text.endsWith('+00:00'))) return undefined;
  if (text[10] !== 'T' || text[13] !== ':' || text[16] !== ':' || text[19] !== '.') return undefined;
  if (!text.startsWith(usualDay) || usualDay === '') {
    const start = parseAnyStamp(`${text.slice(0, 10)}T00:00:00`);
    if (start === undefined) return undefined;
    usualDay = text.slice(0, 10);
    usualDayStart = start;
  }
  const hours = digits(text, 11, 2);
  const minutes = digits(text, 14, 2);
  const seconds = digits(text, 17, 2);
  const micros = digits(text, 20, 6);
  if (!(hours <= 23 && minutes <= 59)) return undefined;
  const stamp = usualDayStart + ((hours * 60 + minutes) * 60 + seconds) * 1_000_000 + micros;
  return Number.isNaN(stamp) ? undefined : stamp;
}

/** A number of so many digits, or NaN. */
function digits(text: string, from: number, count: number): number {
  let value = 0;
  for (let at = from; at < from + count; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

function zoneOffsetMinutes(zone: string): number {
  if (zone === 'Z') return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  return sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)));
}

/** Writes a stamp as ISO 8601 UTC with six digits: `2026-03-01T12:00:00.124001Z`. */
export function formatStamp(stamp: Stamp): string {
  const ms = Math.floor(stamp / 1000);
  const micros = String(stamp - ms * 1000).padStart(3, '0');
  return `${new Date(ms).toISOString().slice(0, 23)}${micros}Z`;
}
