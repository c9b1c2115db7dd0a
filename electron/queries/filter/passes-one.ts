// A filter as a test of one event at a time, for SQL, which asks row by row.
import type { FilterTree } from '../../../shared/filter/filter-tree.ts';
import type { TimeContext } from '../../../shared/filter/times.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { segmentLength } from '../../store/columns/column-defs.ts';
import { countInSegment } from '../selected.ts';
import { compileTerm } from './compile-term.ts';
import type { ColumnLeaf } from './leaf.ts';
import { RecordReader } from './record.ts';

/** Events of a segment asked one by one before all of it is asked at once: a statement that goes through the events does so in order. */
const fewAsked = 64;

type Test = (id: number, record: RecordReader) => boolean;

/** The test that an event passes exactly when the filter selects it. */
export function passesOne(tree: FilterTree, caseFile: CaseFile, context: TimeContext): (id: number) => boolean {
  const record = new RecordReader(caseFile);
  const test = testOf(tree, caseFile, context);
  return (id) => {
    record.moveTo(id);
    return test(id, record);
  };
}

function testOf(tree: FilterTree, caseFile: CaseFile, context: TimeContext): Test {
  switch (tree.type) {
    case 'all':
      return () => true;
    case 'not': {
      const test = testOf(tree.term, caseFile, context);
      return (id, record) => !test(id, record);
    }
    case 'and': {
      const tests = tree.terms.map((term) => testOf(term, caseFile, context));
      return (id, record) => tests.every((test) => test(id, record));
    }
    case 'or': {
      const tests = tree.terms.map((term) => testOf(term, caseFile, context));
      return (id, record) => tests.some((test) => test(id, record));
    }
    case 'tag':
    case 'text':
    case 'comparison':
    case 'match': {
      const leaf = compileTerm(tree, caseFile, context);
      if (leaf.type === 'record') return (_id, record) => leaf.passes(record);
      return columnTest(leaf, caseFile.columns.length);
    }
  }
}

/** The test of a leaf that asks columns: an event costs a look once its segment is known, a tenth of asking for it alone. */
function columnTest(leaf: ColumnLeaf, length: number): Test {
  const out = new Uint8Array(segmentLength);
  let current = -1;
  let asked = 0;
  return (id) => {
    const segment = Math.floor((id - 1) / segmentLength);
    const at = (id - 1) % segmentLength;
    if (segment !== current) {
      current = segment;
      asked = 0;
    }
    if (asked < fewAsked) {
      asked += 1;
      if (asked === fewAsked) leaf.fill(segment, 0, countInSegment(length, segment), out);
      else leaf.fill(segment, at, at + 1, out);
    }
    return out[at] === 1;
  };
}
