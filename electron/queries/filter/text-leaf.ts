// Bare text, and what the signatures of the blocks say before a record is read.
import { foldCase } from '../../../shared/filter/decoded-text.ts';
import type { CaseFile } from '../../store/case-file.ts';
import type { RecordLeaf } from './leaf.ts';
import { textSearch } from './record.ts';

/** A bare word or quoted text: the signatures rule out the events of blocks that surely lack it. */
export function textLeaf(caseFile: CaseFile, text: string): RecordLeaf {
  const leaf: RecordLeaf = { type: 'record', passes: textSearch(text) };
  const mayHold = caseFile.signatures.candidates([foldCase(text)]);
  if (mayHold === undefined) return leaf;
  const columns = caseFile.columns.segments('block');
  return {
    ...leaf,
    bound: (segment, from, to, _low, high) => {
      const column = columns[segment];
      if (column === undefined) return;
      let block = 0;
      let known = 1;
      for (let i = from; i < to; i++) {
        if (column[i] !== block) {
          block = column[i] ?? 0;
          known = mayHold(block) ? 1 : 0;
        }
        high[i] = known;
      }
    },
  };
}
