// The column in which the lanes of a field stand, and how many lanes that makes.
import { type LaneField, masterPath } from '../../../shared/questions/timeline.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { type ColumnName, segmentLength } from '../../store/columns/column-defs.ts';
import type { PromotedColumn } from '../../store/promoted/promoted-store.ts';
import { sourceNames } from '../filter/source-names.ts';

/** The column of each field that has one. */
export const laneColumns = {
  minion: 'minion',
  job: 'jid',
  user: 'user',
  fun: 'fun',
  source: 'source',
} as const satisfies {
  readonly [F in Exclude<LaneField, 'master'>]: ColumnName;
};

/** The column of the masters, as far as it is read. */
export function masterColumn(caseFile: CaseFile): PromotedColumn | undefined {
  return caseFile.promoted.column(masterPath);
}

/** The numbers of the lanes of all events, segment by segment. */
export function laneSegments(caseFile: CaseFile, by: LaneField): readonly Uint32Array[] {
  if (by !== 'master') return caseFile.columns.segments(laneColumns[by]);
  const read = masterColumn(caseFile)?.segments ?? [];
  return caseFile.columns.segments('jid').map((_, at) => wholeSegment(read[at]));
}

const noMaster = new Uint32Array(segmentLength);

/** A segment as long as all others: what is not read yet is in lane 0. */
function wholeSegment(read: Uint32Array | undefined): Uint32Array {
  if (read === undefined) return noMaster;
  if (read.length >= segmentLength) return read;
  const whole = new Uint32Array(segmentLength);
  whole.set(read);
  return whole;
}

/** One more than the highest number of a lane. */
export function laneCount(caseFile: CaseFile, by: LaneField): number {
  if (by === 'source') return 1 + Math.max(0, ...sourceNames(caseFile).keys());
  // The first of the values stands for events without any.
  if (by === 'master') return Math.max(1, masterColumn(caseFile)?.values.length ?? 0);
  return 1 + caseFile.dictionary(laneColumns[by]).size;
}
