// The first and last stamp of a case: what `last:15m` and `time:12:00` are measured from, and where a histogram begins and ends.
import type { Stamp } from '../../shared/base/stamp.ts';
import type { CaseFile } from '../store/case-file.ts';
import { eventFlags, segmentLength } from '../store/columns/column-defs.ts';
import { countInSegment } from './selected.ts';

/** Earliest and latest stamp of the events that have one; `undefined` when none has. */
export type CaptureEnds = { readonly first: Stamp | undefined; readonly last: Stamp | undefined };

/** Ends of the segments that are full, in order: their stamps never change. */
const kept = new WeakMap<CaseFile, { first: number; last: number }[]>();

/** The ends of a case. Only what was added since the last call is looked at. */
export function captureEnds(caseFile: CaseFile): CaptureEnds {
  const { columns } = caseFile;
  const full = kept.get(caseFile) ?? [];
  kept.set(caseFile, full);
  const segments = Math.ceil(columns.length / segmentLength);
  // A rollback may have taken events away.
  full.length = Math.min(full.length, Math.floor(columns.length / segmentLength));
  let partial: { first: number; last: number } | undefined;
  if (full.length < segments) {
    const stamps = columns.segments('stamp');
    const flags = columns.segments('flags');
    for (let segment = full.length; segment < segments; segment++) {
      const count = countInSegment(columns.length, segment);
      const ends = segmentEnds(stamps[segment] as Float64Array, flags[segment] as Uint16Array, count);
      if (count === segmentLength) full.push(ends);
      else partial = ends;
    }
  }
  const all = partial === undefined ? full : [...full, partial];
  const first = all.reduce((least, ends) => Math.min(least, ends.first), Number.POSITIVE_INFINITY);
  const last = all.reduce((most, ends) => Math.max(most, ends.last), Number.NEGATIVE_INFINITY);
  return first > last ? { first: undefined, last: undefined } : { first, last };
}

function segmentEnds(stamp: Float64Array, flag: Uint16Array, count: number): { first: number; last: number } {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count; i++) {
    if (((flag[i] as number) & eventFlags.stampless) !== 0) continue;
    const value = stamp[i] as number;
    if (value < first) first = value;
    if (value > last) last = value;
  }
  return { first, last };
}
