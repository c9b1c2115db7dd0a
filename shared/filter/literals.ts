// Numbers, sizes and durations as they are written in a filter.

const numberPattern = /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

/** A plain number, `undefined` for anything else. */
export function readNumber(text: string): number | undefined {
  return numberPattern.test(text) ? Number(text) : undefined;
}

const sizeUnits: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 1e3,
  kb: 1e3,
  m: 1e6,
  mb: 1e6,
  g: 1e9,
  gb: 1e9,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
};

/** Bytes: `500`, `10kB`, `1.5MB` (powers of 1000), `4KiB` (powers of 1024); letter case does not matter. */
export function readSize(text: string): number | undefined {
  const [, amount = '', unit = ''] = /^(\d+(?:\.\d+)?)([a-z]*)$/.exec(text.toLowerCase()) ?? [];
  const factor = Object.hasOwn(sizeUnits, unit) ? sizeUnits[unit] : undefined;
  return amount === '' || factor === undefined ? undefined : Number(amount) * factor;
}

const durationUnits: Readonly<Record<string, number>> = {
  us: 1,
  µs: 1,
  ms: 1e3,
  s: 1e6,
  m: 60e6,
  min: 60e6,
  h: 3600e6,
  d: 86_400e6,
  w: 7 * 86_400e6,
};

/** Microseconds of `200ms`, `30s`, `1.5h`, `1h30m`; a unit is needed, except for 0. */
export function readDuration(text: string): number | undefined {
  if (text === '0') return 0;
  const [, sign = '', rest = ''] = /^(-?)((?:\d+(?:\.\d+)?(?:us|µs|ms|s|min|m|h|d|w))+)$/.exec(text) ?? [];
  if (rest === '') return undefined;
  let total = 0;
  for (const [, amount, unit = ''] of rest.matchAll(/(\d+(?:\.\d+)?)([a-zµ]+)/g))
    total += Number(amount) * (durationUnits[unit] ?? 0);
  return sign === '-' ? -total : total;
}

/** The two ends of `a..b`; an open end is ''. `undefined` when the text is no range. */
export function splitRange(text: string): readonly [string, string] | undefined {
  const at = text.indexOf('..');
  return at === -1 || text === '..' ? undefined : [text.slice(0, at), text.slice(at + 2)];
}

/** True when a value after `:` is read as a glob. */
export function isGlob(text: string): boolean {
  return /[*?[]/.test(text);
}
