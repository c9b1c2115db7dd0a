// Terms about paths into the data: from the column of a promoted path as far as it goes, else from the records.
import { printPath, somePathValue } from '../../../shared/filter/data-path.ts';
import type { PathStep } from '../../../shared/filter/filter-tree.ts';
import type { TermTest } from '../../../shared/filter/read-term.ts';
import type { Json } from '../../../shared/salt/json.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { segmentLength } from '../../store/columns/column-defs.ts';
import type { PromotedColumn } from '../../store/promoted/promoted-store.ts';
import { fillByTruth32, type Truth } from './column-loops.ts';
import { truthLeaf } from './dictionary-leaf.ts';
import type { Leaf, RecordLeaf } from './leaf.ts';
import { keySearch } from './record.ts';

/** A term about a path. */
export function pathLeaf(caseFile: CaseFile, path: readonly PathStep[], test: TermTest): Leaf {
  const passes = (value: Json): boolean => test.type === 'present' || (test.type === 'value' && test.passes(value));
  const promoted = caseFile.promoted.column(printPath(path));
  if (promoted !== undefined && promoted.events >= caseFile.columns.length) {
    return truthLeaf(promoted.segments, truthOf(promoted, passes));
  }
  const mayHold = keySearch(path);
  return {
    type: 'record',
    passes: (record) => mayHold(record) && somePathValue(record.data(), path, passes),
    ...promotedBound(promoted, passes),
  };
}

function truthOf({ values }: PromotedColumn, passes: (value: Json) => boolean): Truth {
  return Uint8Array.from(values, (some) => (some.some(passes) ? 1 : 0));
}

/** Decides the events that the column has. */
function promotedBound(
  promoted: PromotedColumn | undefined,
  passes: (value: Json) => boolean,
): Pick<RecordLeaf, 'bound'> {
  if (promoted === undefined) return {};
  const truth = truthOf(promoted, passes);
  return {
    bound: (segment, from, to, low, high) => {
      const end = Math.min(to, promoted.events - segment * segmentLength);
      const column = promoted.segments[segment];
      if (column === undefined || end <= from) return;
      fillByTruth32(column, truth, from, end, low);
      fillByTruth32(column, truth, from, end, high);
    },
  };
}
