// Terms about dictionary columns: each distinct value is asked once, then a column scan only looks ids up.
import type { Comparison, FieldTerm } from '../../../shared/filter/filter-tree.ts';
import { isGlob } from '../../../shared/filter/literals.ts';
import { isInRanges } from '../../../shared/filter/number-range.ts';
import type { TermTest } from '../../../shared/filter/read-term.ts';
import type { CaseFile, Dictionary } from '../../store/case-file.ts';
import { type DictionaryKind, listSeparator } from '../../store/columns/column-defs.ts';
import { fillByTruth32, keepByTruth32, type Truth } from './column-loops.ts';
import type { ColumnLeaf } from './leaf.ts';

/** The truth of every id of a dictionary; id 0 (absent) never passes. */
export function dictionaryTruth(dictionary: Dictionary, term: FieldTerm, test: TermTest, isList: boolean): Truth {
  const truth = new Uint8Array(dictionary.size + 1);
  const exact = isList ? undefined : exactTexts(term);
  if (test.type === 'present') truth.fill(1);
  else if (exact !== undefined) {
    for (const text of exact) truth[dictionary.id(text)] = 1;
  } else {
    for (let id = 1; id < truth.length; id++) {
      const text = dictionary.text(id);
      const passes = isList ? text.split(listSeparator).some((part) => passesText(test, part)) : passesText(test, text);
      truth[id] = passes ? 1 : 0;
    }
  }
  truth[0] = 0;
  return truth;
}

/** The values of a term that can be looked up instead of compared with every string. */
function exactTexts(term: FieldTerm): string[] | undefined {
  if (term.type === 'match' || (term.operator !== ':' && term.operator !== '=')) return undefined;
  const isExact = ({ text }: Comparison['values'][number]): boolean => term.operator === '=' || !isGlob(text);
  return term.values.every(isExact) ? term.values.map(({ text }) => text) : undefined;
}

/** Asks a test of one dictionary string; a retcode is its decimal text. */
export function passesText(test: TermTest, text: string): boolean {
  if (test.type === 'text') return test.passes(text);
  return test.type === 'number' && isInRanges(test.ranges, Number(text)) !== test.isNegated;
}

/** A leaf that looks ids up in a truth. */
export function truthLeaf(columns: readonly Uint32Array[], truth: Truth): ColumnLeaf {
  return {
    type: 'column',
    weight: 4,
    fill: (segment, from, to, out) => {
      const column = columns[segment];
      if (column !== undefined) fillByTruth32(column, truth, from, to, out);
    },
    keep: (segment, rows, count) => {
      const column = columns[segment];
      return column === undefined ? 0 : keepByTruth32(column, truth, rows, count);
    },
  };
}

/** A term about a dictionary column; `fun` and `retcode` hold lists. */
export function dictionaryLeaf(
  caseFile: CaseFile,
  name: Extract<DictionaryKind, 'minion' | 'fun' | 'jid' | 'user' | 'retcode'>,
  term: FieldTerm,
  test: TermTest,
): ColumnLeaf {
  const truth = dictionaryTruth(caseFile.dictionary(name), term, test, name === 'fun' || name === 'retcode');
  const columns = caseFile.columns.segments(name);
  return truthLeaf(columns, truth);
}
