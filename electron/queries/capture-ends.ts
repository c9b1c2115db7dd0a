// The first and last stamp of a case: what `last:15m` and `time:12:00` are measured from, and where a histogram begins and ends.
import type { Stamp } from '../../shared/base/stamp.ts';
import type { CaseFile } from '../store/case-file.ts';
import { eventFlags, segmentLength } from '../store/columns/column-defs.ts';
import { countInSegment } from './selected.ts';

/** Earliest and latest stamp of the events that have one; `undefined` when none has. */
export type CaptureEnds = { readonly first: Stamp | undefined; readonly last: Stamp | undefined };

/**
 * What is known of the stamps of one segment: ends of the events that have one (`first` > `last`: none has), and bounds of the
 * column itself, which gives an event without a stamp the one read before it.
 */
export type StampBounds = {
  readonly first: number;
  readonly last: number;
  readonly low: number;
  readonly high: number;
  readonly hasStampless: boolean;
};

/** Bounds of the segments that are full, in order: their stamps never change. */
const kept = new WeakMap<CaseFile, StampBounds[]>();

/** The bounds of every segment. Only what was added since the last call is looked at. */
export function stampBounds(caseFile: CaseFile): readonly StampBounds[] {
  const { columns } = caseFile;
  const full = kept.get(caseFile) ?? [];
  kept.set(caseFile, full);
  const segments = Math.ceil(columns.length / segmentLength);
  // A rollback may have taken events away.
  full.length = Math.min(full.length, Math.floor(columns.length / segmentLength));
  if (full.length === segments) return full;
  const stamps = columns.segments('stamp');
  const flags = columns.segments('flags');
  for (let segment = full.length; segment < segments; segment++) {
    const count = countInSegment(columns.length, segment);
    const bounds = boundsOf(stamps[segment] as Float64Array, flags[segment] as Uint16Array, count);
    if (count < segmentLength) return [...full, bounds];
    full.push(bounds);
  }
  return full;
}

/** The ends of a case. */
export function captureEnds(caseFile: CaseFile): CaptureEnds {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const bounds of stampBounds(caseFile)) {
    first = Math.min(first, bounds.first);
    last = Math.max(last, bounds.last);
  }
  return first > last ? { first: undefined, last: undefined } : { first, last };
}

function boundsOf(stamp: Float64Array, flag: Uint16Array, count: number): StampBounds {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let stampless = 0;
  for (let i = 0; i < count; i++) {
    const value = stamp[i] ?? 0;
    if (value < low) low = value;
    if (value > high) high = value;
    if (((flag[i] ?? 0) & eventFlags.stampless) !== 0) {
      stampless++;
      continue;
    }
    if (value < first) first = value;
    if (value > last) last = value;
  }
  return { first, last, low, high, hasStampless: stampless > 0 };
}
