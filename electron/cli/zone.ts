// Zones and how times are printed on a terminal.
import { formatStamp, type Stamp } from '../../shared/base/stamp.ts';
import { isZoneName } from '../../shared/base/zone.ts';

/** True for `UTC`, `local` and the names of the IANA database. */
export function isZone(text: string): boolean {
  return text === 'local' || isZoneName(text);
}

/** The IANA name of a zone as the user gave it. */
export function zoneName(zone: string): string {
  return zone === 'local' ? new Intl.DateTimeFormat().resolvedOptions().timeZone : zone;
}

/** A printer of stamps in a zone, with microseconds: `2026-11-22 20:09:03.698084`; `-` for none. */
export function stampPrinter(zone: string): (stamp: Stamp | null) => string {
  const name = zoneName(zone);
  if (name === 'UTC') return (stamp) => (stamp === null ? '-' : formatStamp(stamp).slice(0, 26).replace('T', ' '));
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: name, dateStyle: 'short', timeStyle: 'medium' });
  return (stamp) => {
    if (stamp === null) return '-';
    const micros = String(((stamp % 1_000_000) + 1_000_000) % 1_000_000).padStart(6, '0');
    return `${format.format(Math.floor(stamp / 1000))}.${micros}`;
  };
}

/** A duration in the largest fitting unit: `4.2 s`, `812 ms`, `3 min 5 s`; `-` for none. */
export function durationText(us: number | null): string {
  if (us === null) return '-';
  const seconds = us / 1_000_000;
  if (Math.abs(seconds) < 1) return `${(us / 1000).toFixed(us < 10_000 ? 1 : 0)} ms`;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.round(seconds - minutes * 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
