// Time that no source covers, as the view `gaps` tells it: one truth for the window, the command line and SQL.
import type { Gap } from '../../shared/questions/case-info.ts';
import type { CaseFile } from '../store/case-file.ts';

/** All gaps, in time order. Few rows: a case has as many sources as files were read. */
export function caseGaps(caseFile: CaseFile): Gap[] {
  return caseFile
    .rows<{ readonly from: number; readonly to: number }>(
      'SELECT from_stamp AS "from", to_stamp AS "to" FROM gaps ORDER BY from_stamp',
    )
    .map(({ from, to }) => ({ from, to, reason: 'no-source' }));
}
