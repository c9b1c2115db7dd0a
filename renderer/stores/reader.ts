// How this reader wants numbers and times: language and zone bound to the formatters, for every view.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Stamp } from '../../shared/base/stamp.ts';
import { formatBytes, formatCompact, formatFixed, formatNumber } from '../widgets/format-number.ts';
import { formatClock, formatDate, formatDateTime, formatDuration, type Precision } from '../widgets/format-time.ts';
import { useZoneStore } from './zone-store.ts';

/** The formatters. A `null` stamp or duration is written as a dash: not known. */
export type Reader = {
  readonly locale: string;
  readonly zone: string;
  readonly number: (value: number) => string;
  /** A number with exactly so many digits after the point. */
  readonly fixed: (value: number, digits: number) => string;
  readonly compact: (value: number) => string;
  readonly bytes: (value: number) => string;
  readonly clock: (stamp: Stamp | null, precision?: Precision) => string;
  readonly date: (stamp: Stamp | null) => string;
  readonly dateTime: (stamp: Stamp | null, precision?: Precision) => string;
  readonly duration: (us: number | null) => string;
  /** Names joined as the language does. */
  readonly list: (names: readonly string[]) => string;
};

/** What stands where nothing is known. */
export const notKnown = '–';

/** The formatters for the language and zone in force. */
export function useReader(): Reader {
  const locale = useTranslation().i18n.language;
  const zone = useZoneStore((s) => s.zone);
  return useMemo(() => {
    const lists = new Intl.ListFormat(locale, { type: 'unit', style: 'short' });
    const orDash = <T>(value: T | null, format: (value: T) => string) => (value === null ? notKnown : format(value));
    return {
      locale,
      zone,
      number: (value) => formatNumber(value, locale),
      fixed: (value, digits) => formatFixed(value, digits, locale),
      compact: (value) => formatCompact(value, locale),
      bytes: (value) => formatBytes(value, locale),
      clock: (stamp, precision) => orDash(stamp, (at) => formatClock(at, zone, precision)),
      date: (stamp) => orDash(stamp, (at) => formatDate(at, zone)),
      dateTime: (stamp, precision) => orDash(stamp, (at) => formatDateTime(at, zone, precision)),
      duration: (us) => orDash(us, (length) => formatDuration(length, locale)),
      // Intl joins units in Chinese without any sign between them.
      list: (names) => (locale.startsWith('zh') ? names.join('、') : lists.format(names)),
    };
  }, [locale, zone]);
}
