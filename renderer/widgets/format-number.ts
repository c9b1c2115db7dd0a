// Numbers and sizes as people read them, grouped by the reader's language.

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(locale, options);
  formats.set(key, made);
  return made;
}

/** `48,203` */
export function formatNumber(value: number, locale: string): string {
  return formatOf(locale, { maximumFractionDigits: 2 }).format(value);
}

/** `1.204`: as many digits after the point in every row of a column. */
export function formatFixed(value: number, digits: number, locale: string): string {
  return formatOf(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

/** `48 k`, `1.2 M`: for badges and axes. */
export function formatCompact(value: number, locale: string): string {
  return formatOf(locale, { notation: 'compact', maximumFractionDigits: 1 }).format(value);
}

/** `12%`, `0.4%` */
export function formatShare(part: number, whole: number, locale: string): string {
  const share = whole === 0 ? 0 : part / whole;
  return formatOf(locale, { style: 'percent', maximumFractionDigits: share > 0 && share < 0.1 ? 1 : 0 }).format(share);
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** `318 B`, `12.4 kB`, `1.2 GB`; a kB is 1,000 bytes, as in the filter language. */
export function formatBytes(bytes: number, locale: string): string {
  const step = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  const unit = units[step] ?? 'byte';
  return formatOf(locale, {
    style: 'unit',
    unit,
    unitDisplay: step === 0 ? 'narrow' : 'short',
    maximumFractionDigits: step === 0 ? 0 : 1,
  }).format(value);
}
