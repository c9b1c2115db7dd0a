// Which jids, minions or other dictionary values occur in the selected events.
import type { CaseFile } from '../store/case-file.ts';
import type { ColumnName } from '../store/columns/column-defs.ts';
import { breathe } from './question.ts';
import { countInSegment, type Selected } from './selected.ts';

/** 1 for each id of a dictionary column that a selected event has; `undefined` when cancelled. */
export async function markSelected(
  caseFile: CaseFile,
  column: Extract<ColumnName, 'jid' | 'minion'>,
  selected: Selected,
  isCancelled: () => boolean,
): Promise<Uint8Array | undefined> {
  const marks = new Uint8Array(caseFile.dictionary(column).size + 1);
  for (const [segment, values] of caseFile.columns.segments(column).entries()) {
    const mask = selected.masks[segment];
    if (mask === undefined) break;
    if (selected.ones[segment] === 0) continue;
    const count = countInSegment(selected.length, segment);
    for (let at = 0; at < count; at += 1) if (mask[at] === 1) marks[values[at] ?? 0] = 1;
    if ((segment & 63) !== 63) continue;
    await breathe();
    if (isCancelled()) return undefined;
  }
  marks[0] = 0;
  return marks;
}
