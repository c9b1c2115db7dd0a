// The words of lanes: what each lane is called, and the names of the values of a field.
import { masterName } from '../../../shared/questions/job-row.ts';
import type { LaneField } from '../../../shared/questions/timeline.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { listSeparator } from '../../store/columns/column-defs.ts';
import { sourceNames } from '../filter/source-names.ts';
import { masterColumn } from './lane-columns.ts';

/** Gives the name of a lane by its number. */
export function laneNamer(caseFile: CaseFile, by: LaneField): (lane: number) => string {
  if (by === 'source') {
    const names = sourceNames(caseFile);
    return (lane) => names.get(lane) ?? '';
  }
  if (by === 'master') {
    const values = masterColumn(caseFile)?.values ?? [];
    return (lane) =>
      (values[lane] ?? []).map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(', ');
  }
  const dictionary = caseFile.dictionary(by === 'job' ? 'jid' : by);
  if (by === 'fun') return (lane) => dictionary.text(lane).replaceAll(listSeparator, ', ');
  const none = by === 'minion' ? masterName : '';
  return (lane) => (lane === 0 ? none : dictionary.text(lane));
}
