// The column in which the lanes of a field stand, and how many lanes that makes.
import type { LaneField } from '../../../shared/questions/timeline.ts';
import type { CaseFile } from '../../store/case-file.ts';
import type { ColumnName } from '../../store/columns/column-defs.ts';
import { sourceNames } from '../filter/source-names.ts';

/** The column of each field. */
export const laneColumns = {
  minion: 'minion',
  job: 'jid',
  user: 'user',
  fun: 'fun',
  source: 'source',
} as const satisfies {
  readonly [F in LaneField]: ColumnName;
};

/** One more than the highest number of a lane. */
export function laneCount(caseFile: CaseFile, by: LaneField): number {
  if (by === 'source') return 1 + Math.max(0, ...sourceNames(caseFile).keys());
  return 1 + caseFile.dictionary(laneColumns[by]).size;
}
