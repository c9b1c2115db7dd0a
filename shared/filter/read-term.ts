// Gives a field term its meaning: the test that a value must pass. The one place where values are interpreted; the reference
// predicate and the column scans both use it.
import { RE2JS, RE2JSException } from 're2js';
import { assert } from '../base/assert.ts';
import { compileFnmatch } from '../salt/fnmatch.ts';
import type { Json } from '../salt/json.ts';
import { type FieldDoc, fieldDocs, fieldNamed } from './fields.ts';
import { type FilterFault, filterFault } from './filter-fault.ts';
import {
  type Comparison,
  type FieldTerm,
  type FilterValue,
  isPresence,
  type Match,
  type Operator,
} from './filter-tree.ts';
import { isGlob, readDuration, readNumber, readSize, splitRange } from './literals.ts';
import { isInRanges, type NumberRange, rangeOf } from './number-range.ts';
import { suggest } from './suggest.ts';
import { timeRange } from './time-ranges.ts';
import type { TimeContext } from './times.ts';

/** What a field term asks of an event's values; of several values any must pass. */
export type TermTest =
  | { readonly type: 'present' }
  /** Text fields and closed words. */
  | { readonly type: 'text'; readonly passes: (value: string) => boolean }
  | { readonly type: 'bool'; readonly passes: (value: boolean) => boolean }
  /** Numbers in (or, negated, outside) the ranges; sizes in bytes, durations and times in µs. */
  | { readonly type: 'number'; readonly ranges: readonly NumberRange[]; readonly isNegated: boolean }
  /** A JSON value at the end of a data path; never a map, a list by its elements. */
  | { readonly type: 'value'; readonly passes: (value: Json) => boolean };

/** Which part of a term is wrong. */
export type FaultPlace = 'field' | 'operator' | { readonly value: number };

/** A term read, or what is wrong with it and where. */
export type ReadTerm =
  | { readonly ok: true; readonly test: TermTest }
  | {
      readonly ok: false;
      readonly fault: FilterFault;
      readonly at: FaultPlace;
      readonly suggestions: readonly string[];
    };

function refused(fault: FilterFault, at: FaultPlace, suggestions: readonly string[] = []): ReadTerm {
  return { ok: false, fault, at, suggestions };
}

function passing(test: TermTest): ReadTerm {
  return { ok: true, test };
}

/** Reads a field term. Faults do not depend on the context. */
export function readTerm(term: FieldTerm, context: TimeContext): ReadTerm {
  const field = fieldNamed(term.field);
  if (field === undefined) return unknownField(term.field);
  if (field.type === 'any' && term.path === undefined) {
    return refused(filterFault('expected-data-path'), 'field', ['data.return']);
  }
  if (term.type === 'match') return readMatch(term, field);
  if (isPresence(term) && field.type !== 'last') return passing({ type: 'present' });
  const isOrder = term.operator !== ':' && term.operator !== '=' && term.operator !== '!=';
  if (isOrder && term.values.length > 1)
    return refused(filterFault('one-value', { operator: term.operator }), { value: 1 });
  switch (field.type) {
    case 'text':
      return isOrder ? noOrder(field) : passing(textTest(term));
    case 'closed':
      return isOrder ? noOrder(field) : closedTest(term, field);
    case 'bool':
      return isOrder ? noOrder(field) : boolTest(term, field);
    case 'last':
      return lastTest(term, context);
    case 'time':
      return timeTest(term, context);
    case 'any':
      return valueTest(term, isOrder);
    case 'number':
      return numberTest(term, readNumber, 'number');
    case 'size':
      return numberTest(term, readSize, 'size');
    case 'duration':
      return numberTest(term, readDuration, 'duration');
  }
}

function unknownField(name: string): ReadTerm {
  const names = fieldDocs.map((doc) => doc.name);
  const near = name.includes('.') ? [`data.${name}`] : suggest(name, names);
  const code = near.length === 0 ? 'unknown-field-or-text' : 'unknown-field';
  return refused(filterFault(code, { field: name }), 'field', near);
}

function noOrder(field: FieldDoc): ReadTerm {
  return refused(filterFault('no-order', { field: field.name }), 'operator', [`${field.name}:`]);
}

function readMatch(term: Match, field: FieldDoc): ReadTerm {
  if (field.type !== 'text' && field.type !== 'closed' && field.type !== 'any') {
    return refused(filterFault('no-text', { field: field.name }), 'operator');
  }
  const find = regExpFinder(term);
  if (typeof find === 'string') return refused(filterFault('bad-regexp', { reason: find }), { value: 0 });
  return passing(
    field.type === 'any'
      ? { type: 'value', passes: (value) => typeof value === 'string' && find(value) }
      : { type: 'text', passes: find },
  );
}

function regExpFinder(term: Match): ((text: string) => boolean) | string {
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(term.pattern, term.ignoresCase ? RE2JS.CASE_INSENSITIVE : 0);
  } catch (error) {
    if (error instanceof RE2JSException) return error.message.replace(/^error parsing regexp: /, '');
    throw error;
  }
  return (text) => compiled.matcher(text).find();
}

/** Any of the values; with `!=` none of them. */
function anyOf<V>(operator: Operator, tests: readonly ((value: V) => boolean)[]): (value: V) => boolean {
  if (operator === '!=') return (value) => tests.every((test) => !test(value));
  const [only] = tests;
  if (tests.length === 1 && only !== undefined) return only;
  return (value) => tests.some((test) => test(value));
}

function textTest(term: Comparison): TermTest {
  const tests = term.values.map(({ text }) =>
    term.operator === ':' && isGlob(text) ? compileFnmatch(text) : (value: string) => value === text,
  );
  return { type: 'text', passes: anyOf(term.operator, tests) };
}

function closedTest(term: Comparison, field: FieldDoc): ReadTerm {
  const words = field.words ?? [];
  for (const [index, { text }] of term.values.entries()) {
    const isThere = term.operator === ':' && isGlob(text) ? words.some(compileFnmatch(text)) : words.includes(text);
    if (!isThere)
      return refused(
        filterFault('unknown-word', { field: field.name, word: text }),
        { value: index },
        suggest(text, words),
      );
  }
  return passing(textTest(term));
}

function boolTest(term: Comparison, field: FieldDoc): ReadTerm {
  for (const [index, { text }] of term.values.entries()) {
    if (text !== 'true' && text !== 'false') {
      return refused(filterFault('true-or-false', { field: field.name }), { value: index }, ['true', 'false']);
    }
  }
  const tests = term.values.map(
    ({ text }) =>
      (value: boolean) =>
        value === (text === 'true'),
  );
  return passing({ type: 'bool', passes: anyOf(term.operator, tests) });
}

function numberTest(
  term: Comparison,
  read: (text: string) => number | undefined,
  what: 'number' | 'size' | 'duration',
): ReadTerm {
  const ranges: NumberRange[] = [];
  for (const [index, { text }] of term.values.entries()) {
    const range = isEquality(term.operator) ? splitRange(text) : undefined;
    if (range !== undefined) {
      const from = range[0] === '' ? Number.NEGATIVE_INFINITY : read(range[0]);
      const to = range[1] === '' ? Number.POSITIVE_INFINITY : read(range[1]);
      if (from === undefined || to === undefined) return refused(filterFault(`expected-${what}s`), { value: index });
      ranges.push([from, to]);
    } else {
      const wanted = read(text);
      if (wanted === undefined) return refused(filterFault(`expected-${what}`), { value: index }, withUnit(text, read));
      ranges.push(rangeOf(term.operator, wanted, wanted));
    }
  }
  return passing({ type: 'number', ranges, isNegated: term.operator === '!=' });
}

function isEquality(operator: Operator): boolean {
  return operator === ':' || operator === '=' || operator === '!=';
}

/** A bare number where a duration is wanted most likely lacks its unit. */
function withUnit(text: string, read: (text: string) => number | undefined): string[] {
  return readNumber(text) === undefined ? [] : [`${text}s`, `${text}ms`].filter((guess) => read(guess) !== undefined);
}

function lastTest(term: Comparison, context: TimeContext): ReadTerm {
  const [value] = term.values;
  if ((term.operator !== ':' && term.operator !== '=') || term.values.length > 1 || value === undefined) {
    return refused(filterFault('expected-last'), 'operator', ['last:15m']);
  }
  const length = readDuration(value.text);
  if (length === undefined || length < 0) {
    return refused(filterFault('expected-last-duration'), { value: 0 }, withUnit(value.text, readDuration));
  }
  const end = context.captureLast;
  return passing({
    type: 'number',
    ranges: end === undefined ? [] : [[end - length, Number.POSITIVE_INFINITY]],
    isNegated: false,
  });
}

function timeTest(term: Comparison, context: TimeContext): ReadTerm {
  const ranges: NumberRange[] = [];
  for (const [index, { text }] of term.values.entries()) {
    const range = timeRange(term.operator, text, context);
    if ('fault' in range) return refused(range.fault, { value: index });
    ranges.push(range);
  }
  return passing({ type: 'number', ranges, isNegated: term.operator === '!=' });
}

function valueTest(term: Comparison, isOrder: boolean): ReadTerm {
  const tests: ((value: Json) => boolean)[] = [];
  for (const [index, value] of term.values.entries()) {
    if (isOrder) {
      const wanted = value.isQuoted ? undefined : readNumber(value.text);
      if (wanted === undefined) return refused(filterFault('expected-number'), { value: index });
      const ranges = [rangeOf(term.operator, wanted, wanted)];
      tests.push((found) => typeof found === 'number' && isInRanges(ranges, found));
    } else {
      tests.push(equalValue(value, term.operator));
    }
  }
  if (term.operator !== '!=') return passing({ type: 'value', passes: anyOf(':', tests) });
  const comparable = term.values.map(isComparable);
  // `!=` too is false where the types cannot be compared.
  return passing({
    type: 'value',
    passes: (found) => comparable.some((test) => test(found)) && tests.every((test) => !test(found)),
  });
}

/** Equality with a JSON value. The event's own value decides how: numbers as numbers, true, false, null as such, else as text. */
function equalValue(value: FilterValue, operator: Operator): (found: Json) => boolean {
  const { text, isQuoted } = value;
  const asText = operator === ':' && isGlob(text) ? compileFnmatch(text) : (found: string) => found === text;
  if (isQuoted) return (found) => typeof found === 'string' && asText(found);
  const number = readNumber(text);
  const range = operator === ':' ? splitRange(text) : undefined;
  const from = range === undefined ? undefined : readNumber(range[0]);
  const to = range === undefined ? undefined : readNumber(range[1]);
  return (found) => {
    if (typeof found === 'string') return asText(found);
    if (typeof found === 'number') {
      if (from !== undefined && to !== undefined) return found >= from && found <= to;
      return found === number;
    }
    if (typeof found === 'boolean') return String(found) === text;
    return found === null && text === 'null';
  };
}

/** Whether a JSON value has a type that a written value could equal. */
function isComparable({ text, isQuoted }: FilterValue): (found: Json) => boolean {
  const isNumber = !isQuoted && readNumber(text) !== undefined;
  const isBool = !isQuoted && (text === 'true' || text === 'false');
  return (found) => {
    if (typeof found === 'string') return true;
    if (typeof found === 'number') return isNumber;
    if (typeof found === 'boolean') return isBool;
    return found === null && !isQuoted && text === 'null';
  };
}

/** Reads a term that was checked when its text was parsed; a fault is then a bug. */
export function testOf(term: FieldTerm, context: TimeContext): TermTest {
  const read = readTerm(term, context);
  assert(read.ok, `a checked filter term was refused: ${term.field}`);
  return read.test;
}
