// One term of a filter → the leaf that decides it over a case.
import type { FieldName } from '../../../shared/filter/fields.ts';
import type { FieldTerm, FilterTerm } from '../../../shared/filter/filter-tree.ts';
import { type TermTest, testOf } from '../../../shared/filter/read-term.ts';
import type { TimeContext } from '../../../shared/filter/times.ts';
import { compileFnmatch } from '../../../shared/salt/fnmatch.ts';
import { outcomes, outcomesOf } from '../../../shared/salt/job-outcome.ts';
import { kinds } from '../../../shared/salt/kind.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { eventFlags } from '../../store/columns/column-defs.ts';
import { successOf } from '../event-row.ts';
import { fillByFlag, fillByRanges32, fillByRanges64, fillByTruth8, type Truth } from './column-loops.ts';
import { expectedLeaf, problemLeaf, slsLeaf, stateLeaf, tgtLeaf } from './detail-leaf.ts';
import { dictionaryLeaf, truthLeaf } from './dictionary-leaf.ts';
import { type ColumnLeaf, constantLeaf, type Leaf } from './leaf.ts';
import { pathLeaf } from './path-leaf.ts';
import { sourceNames } from './source-names.ts';
import { stampLeaf } from './stamp-leaf.ts';
import { tagLeaf } from './tag-leaf.ts';
import { textLeaf } from './text-leaf.ts';

/** Compiles one term. The case may grow while the leaf lives; events that come later are not asked. */
export function compileTerm(term: FilterTerm, caseFile: CaseFile, context: TimeContext): Leaf {
  if (term.type === 'text') return textLeaf(caseFile, term.text);
  if (term.type === 'tag') {
    return tagLeaf(caseFile, { passes: compileFnmatch(term.glob), globs: [term.glob], isNegated: false });
  }
  const test = testOf(term, context);
  return term.path === undefined ? fieldLeaf(caseFile, term, test) : pathLeaf(caseFile, term.path, test);
}

function fieldLeaf(caseFile: CaseFile, term: FieldTerm, test: TermTest): Leaf {
  // The term was checked: its field is one of the list.
  const field = term.field as Exclude<FieldName, 'data'>;
  switch (field) {
    case 'tag':
      return test.type === 'text' ? tagLeaf(caseFile, { passes: test.passes, ...tagGlobs(term) }) : constantLeaf(true);
    case 'minion':
    case 'jid':
    case 'fun':
    case 'user':
    case 'retcode':
      return dictionaryLeaf(caseFile, field, term, test);
    case 'kind':
      return byteLeaf(caseFile, 'kind', (code) => asksText(test, kinds[code] ?? ''));
    case 'outcome':
      return byteLeaf(caseFile, 'outcome', (bits) => outcomesOf(bits).some((outcome) => asksText(test, outcome)));
    case 'success':
      return byteLeaf(caseFile, 'success', (bits) => successOf(bits).some((value) => asksBool(test, value)));
    case 'test':
    case 'internal':
      return flagLeaf(caseFile, eventFlags[field], test);
    case 'time':
    case 'last':
      return timeLeaf(caseFile, test);
    case 'duration':
      return durationLeaf(caseFile, test);
    case 'size':
      return sizeLeaf(caseFile, test);
    case 'source':
      return sourceLeaf(caseFile, test);
    case 'sls':
      return slsLeaf(caseFile, term, test);
    case 'state':
      return stateLeaf(caseFile, term, test);
    case 'expected':
      return expectedLeaf(caseFile, term, test);
    case 'tgt':
      return tgtLeaf(caseFile, test);
    case 'problem':
      return test.type === 'present'
        ? flagLeaf(caseFile, eventFlags.problem, { type: 'bool', passes: (value) => value })
        : problemLeaf(caseFile, test);
  }
}

/** A glob without magic stands for itself, unless a set is needed to say so. */
function tagGlobs(term: FieldTerm): { readonly globs: readonly string[] | undefined; readonly isNegated: boolean } {
  if (term.type === 'match') return { globs: undefined, isNegated: false };
  const globs = term.values.map(({ text }) => (term.operator === ':' ? text : text.replace(/[*?[]/g, '[$&]')));
  return { globs, isNegated: term.operator === '!=' };
}

function asksText(test: TermTest, value: string): boolean {
  return test.type === 'present' || (test.type === 'text' && test.passes(value));
}

function asksBool(test: TermTest, value: boolean): boolean {
  return test.type === 'present' || (test.type === 'bool' && test.passes(value));
}

function byteLeaf(
  caseFile: CaseFile,
  name: 'kind' | 'outcome' | 'success',
  passes: (value: number) => boolean,
): ColumnLeaf {
  const truth = new Uint8Array(256);
  const count = name === 'kind' ? kinds.length : name === 'outcome' ? 1 << outcomes.length : 4;
  for (let value = 0; value < count; value++) truth[value] = passes(value) ? 1 : 0;
  const columns = caseFile.columns.segments(name);
  return {
    type: 'column',
    weight: 1,
    fill: (segment, from, to, out) => {
      const column = columns[segment];
      if (column !== undefined) fillByTruth8(column, truth, from, to, out);
    },
  };
}

function flagLeaf(caseFile: CaseFile, bit: number, test: TermTest): ColumnLeaf {
  const ifSet = asksBool(test, true);
  if (ifSet === asksBool(test, false)) return constantLeaf(ifSet);
  const columns = caseFile.columns.segments('flags');
  return {
    type: 'column',
    weight: 2,
    fill: (segment, from, to, out) => {
      const column = columns[segment];
      if (column !== undefined) fillByFlag(column, bit, ifSet, from, to, out);
    },
  };
}

const anyNumber = [[Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]] as const;

function timeLeaf(caseFile: CaseFile, test: TermTest): ColumnLeaf {
  const { ranges, isNegated } = test.type === 'number' ? test : { ranges: anyNumber, isNegated: false };
  return stampLeaf(caseFile, ranges, { isNegated, needsStamp: true });
}

function durationLeaf(caseFile: CaseFile, test: TermTest): ColumnLeaf {
  const { ranges, isNegated } = test.type === 'number' ? test : { ranges: anyNumber, isNegated: false };
  const columns = caseFile.columns.segments('durationUs');
  return {
    type: 'column',
    weight: 8,
    fill: (segment, from, to, out) => {
      const column = columns[segment];
      if (column !== undefined) fillByRanges64(column, ranges, isNegated, from, to, out);
    },
  };
}

function sizeLeaf(caseFile: CaseFile, test: TermTest): ColumnLeaf {
  if (test.type !== 'number') return constantLeaf(true);
  const columns = caseFile.columns.segments('size');
  return {
    type: 'column',
    weight: 4,
    fill: (segment, from, to, out) => {
      const column = columns[segment];
      if (column !== undefined) fillByRanges32(column, test.ranges, test.isNegated, from, to, out);
    },
  };
}

function sourceLeaf(caseFile: CaseFile, test: TermTest): ColumnLeaf {
  const names = sourceNames(caseFile);
  const truth: Truth = new Uint8Array(Math.max(0, ...names.keys()) + 1);
  for (const [id, name] of names) truth[id] = asksText(test, name) ? 1 : 0;
  return truthLeaf(caseFile.columns.segments('source'), truth);
}
