// The first and last stamp of a case: what `last:15m` and `time:12:00` are measured from, and where a histogram begins and ends.
import type { Stamp } from '../../shared/base/stamp.ts';
import type { CaseFile } from '../store/case-file.ts';
import { eventFlags, segmentLength } from '../store/columns/column-defs.ts';

/** Earliest and latest stamp of the events that have one; `undefined` when none has. */
export type CaptureEnds = { readonly first: Stamp | undefined; readonly last: Stamp | undefined };

const kept = new WeakMap<CaseFile, { readonly revision: number; readonly ends: CaptureEnds }>();

/** The ends of a case; kept for the revision. */
export function captureEnds(caseFile: CaseFile): CaptureEnds {
  const revision = caseFile.revision();
  const before = kept.get(caseFile);
  if (before?.revision === revision) return before.ends;
  const ends = readEnds(caseFile);
  kept.set(caseFile, { revision, ends });
  return ends;
}

function readEnds({ columns }: CaseFile): CaptureEnds {
  const stamps = columns.segments('stamp');
  const flags = columns.segments('flags');
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const [segment, stamp] of stamps.entries()) {
    const flag = flags[segment] as Uint16Array;
    const count = Math.min(segmentLength, columns.length - segment * segmentLength);
    for (let i = 0; i < count; i++) {
      if (((flag[i] as number) & eventFlags.stampless) !== 0) continue;
      const value = stamp[i] as number;
      if (value < first) first = value;
      if (value > last) last = value;
    }
  }
  return first > last ? { first: undefined, last: undefined } : { first, last };
}
