// Terms about when an event was stamped, and the visible span. What is known of whole segments decides most of them unread.
import type { NumberRange } from '../../../shared/filter/number-range.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { eventFlags } from '../../store/columns/column-defs.ts';
import { stampBounds } from '../capture-ends.ts';
import { clearByFlag, fillByRanges64 } from './column-loops.ts';
import type { ColumnLeaf } from './leaf.ts';

/** Events whose stamp lies in (or, negated, outside) the ranges; one without a stamp stands where it was read, or never passes. */
export function stampLeaf(
  caseFile: CaseFile,
  ranges: readonly NumberRange[],
  { isNegated, needsStamp }: { readonly isNegated: boolean; readonly needsStamp: boolean },
): ColumnLeaf {
  const stamps = caseFile.columns.segments('stamp');
  const flags = caseFile.columns.segments('flags');
  const bounds = stampBounds(caseFile);
  return {
    type: 'column',
    weight: 2,
    fill: (segment, from, to, out) => {
      const stamp = stamps[segment];
      const flag = flags[segment];
      const bound = bounds[segment];
      if (stamp === undefined || flag === undefined || bound === undefined) return;
      if (ranges.every(([low, high]) => bound.high < low || bound.low > high)) out.fill(isNegated ? 1 : 0, from, to);
      else if (ranges.some(([low, high]) => bound.low >= low && bound.high <= high))
        out.fill(isNegated ? 0 : 1, from, to);
      else fillByRanges64(stamp, ranges, isNegated, from, to, out);
      if (needsStamp && bound.hasStampless) clearByFlag(flag, eventFlags.stampless, from, to, out);
    },
  };
}
