// One term of a filter → an SQL condition over the view `events`. Conditions are NULL or 0 where the term does not hold.
import { type FieldName, fieldNamed } from '../../../shared/filter/fields.ts';
import type { FieldTerm, FilterTerm } from '../../../shared/filter/filter-tree.ts';
import { isGlob } from '../../../shared/filter/literals.ts';
import { printFilter } from '../../../shared/filter/print-filter.ts';
import { type TermTest, testOf } from '../../../shared/filter/read-term.ts';
import type { TimeContext } from '../../../shared/filter/times.ts';
import { isInRanges, isOneOf, joined, sqlText } from './sql-text.ts';

/** The condition of one term. */
export function sqlOfTerm(term: FilterTerm, context: TimeContext): string {
  // Words in the raw record and typed JSON values: SQL has nothing that means the same. A tag is put together of several texts for each
  // event, which takes ten times as long as asking the columns that it is made of.
  if (term.type === 'tag' || term.type === 'text' || term.path !== undefined || isTagPattern(term))
    return `event_passes(id, ${sqlText(printFilter(term))})`;
  return ofField(term, testOf(term, context));
}

/** A pattern about the tag; a whole tag is compared as it stands, so that an event without one has no answer either way. */
function isTagPattern(term: FieldTerm): boolean {
  if (term.field !== 'tag') return false;
  return term.type === 'match' || (term.operator === ':' && term.values.some(({ text }) => isGlob(text)));
}

function ofField(term: FieldTerm, test: TermTest): string {
  // The term was checked: its field is one of the list.
  const field = term.field as Exclude<FieldName, 'data'>;
  switch (field) {
    case 'tag':
    case 'minion':
    case 'jid':
    case 'user':
    case 'source':
      return test.type === 'present' ? `${field} IS NOT NULL` : ofText(field, term);
    case 'kind':
      return test.type === 'present' ? '1' : isOneOfWords('kind', field, test);
    case 'problem':
      if (test.type === 'present') return 'has_problem = 1';
      return `id IN (SELECT event FROM problems WHERE ${isOneOfWords('code', field, test)})`;
    case 'fun':
      return ofList('funs', test, (value) => ofText(value, term));
    case 'tgt':
      return ofList('tgts', test, (value) => ofText(value, term));
    case 'expected':
      return ofList('expected', test, (value) => ofText(value, term));
    case 'outcome':
      return ofList('outcomes', test, (value) => isOneOfWords(value, field, test));
    case 'retcode':
      return ofList('retcodes', test, (value) => ofNumber(value, test));
    case 'success':
      return ofList('successes', test, (value) => ofBool(value, test));
    case 'sls':
      return ofStates(test.type === 'present' ? 'sls IS NOT NULL' : ofText('sls', term));
    case 'state':
      return ofStates(
        test.type === 'present'
          ? '(state_id IS NOT NULL OR state_fun IS NOT NULL)'
          : joined('OR', [ofText('state_id', term), ofText('state_fun', term)]),
      );
    case 'test':
    case 'internal':
      return test.type === 'present' ? '1' : ofBool(field, test);
    case 'time':
    case 'last':
      return test.type === 'present' ? 'stamp IS NOT NULL' : ofNumber('stamp', test);
    case 'duration':
      return test.type === 'present' ? 'event_duration(id) IS NOT NULL' : ofNumber('event_duration(id)', test);
    case 'size':
      return test.type === 'present' ? '1' : ofNumber('event_size(id)', test);
  }
}

/** Any element of a list that the view gives as JSON. */
function ofList(list: string, test: TermTest, ofValue: (value: string) => string): string {
  if (test.type === 'present') return `${list} <> '[]'`;
  return `EXISTS (SELECT 1 FROM json_each(${list}) WHERE ${ofValue('value')})`;
}

/** Any state of the return. */
function ofStates(condition: string): string {
  return `id IN (SELECT event FROM state_results WHERE ${condition})`;
}

function ofText(value: string, term: FieldTerm): string {
  if (term.type === 'match')
    return `salt_regexp(${value}, ${sqlText(term.ignoresCase ? `(?i)${term.pattern}` : term.pattern)})`;
  const isPattern = (text: string): boolean => term.operator === ':' && isGlob(text);
  const exact = term.values.filter(({ text }) => !isPattern(text)).map(({ text }) => text);
  const any = joined('OR', [
    ...(exact.length === 0 ? [] : [isOneOf(value, exact)]),
    ...term.values.filter(({ text }) => isPattern(text)).map(({ text }) => `salt_glob(${value}, ${sqlText(text)})`),
  ]);
  return term.operator === '!=' ? `NOT (${any})` : any;
}

/** Of a closed list of words those that pass, whatever the term says. */
function isOneOfWords(value: string, field: string, test: TermTest): string {
  const words = (fieldNamed(field)?.words ?? []).filter((word) => test.type === 'text' && test.passes(word));
  return words.length === 0 ? '0' : isOneOf(value, words);
}

function ofBool(value: string, test: TermTest): string {
  const passing = [true, false].filter((given) => test.type === 'bool' && test.passes(given));
  return passing.length === 1 ? `${value} = ${Number(passing[0])}` : String(passing.length / 2);
}

function ofNumber(value: string, test: TermTest): string {
  return test.type === 'number' ? isInRanges(value, test.ranges, test.isNegated) : '0';
}
