// How values are written in SQL.
import { above, type NumberRange } from '../../../shared/filter/number-range.ts';

/** A text; a NUL, which SQL cannot hold, is put in from outside. */
export function sqlText(text: string): string {
  const parts = text.split('\0').map((part) => `'${part.replaceAll("'", "''")}'`);
  return parts.length === 1 ? parts.join() : `(${parts.join(' || char(0) || ')})`;
}

/** `value = 'a'`, `value IN ('a', 'b')`. */
export function isOneOf(value: string, texts: readonly string[]): string {
  const written = texts.map(sqlText);
  return written.length === 1 ? `${value} = ${written[0]}` : `${value} IN (${written.join(', ')})`;
}

/** Terms joined, in brackets where there are several. */
export function joined(operator: 'AND' | 'OR', terms: readonly string[]): string {
  return terms.length === 1 ? terms.join() : `(${terms.join(` ${operator} `)})`;
}

/** Two-valued as the filter is: what is not known is not so. */
export function negated(term: string): string {
  return `(${term}) IS NOT TRUE`;
}

/** A number in (or outside of) ranges; `value` is NULL where there is none, and then in no range and outside of none. */
export function isInRanges(value: string, ranges: readonly NumberRange[], isNegated: boolean): string {
  const inside = joined(
    'OR',
    ranges.map((range) => isInRange(value, range)),
  );
  return isNegated ? `NOT ${ranges.length === 1 ? `(${inside})` : inside}` : inside;
}

function isInRange(value: string, [from, to]: NumberRange): string {
  if (from > to) return `${value} <> ${value}`;
  if (from === to) return `${value} = ${sqlNumber(from)}`;
  const ends = [
    ...(from === Number.NEGATIVE_INFINITY ? [] : [isFrom(value, from)]),
    ...(to === Number.POSITIVE_INFINITY ? [] : [isUpTo(value, to)]),
  ];
  return ends.length === 0 ? `${value} IS NOT NULL` : joined('AND', ends);
}

/** `> 1` was read as "from the next number above 1": the shorter of both is written. */
function isFrom(value: string, from: number): string {
  const before = -above(-from);
  return isShorter(before, from) ? `${value} > ${sqlNumber(before)}` : `${value} >= ${sqlNumber(from)}`;
}

function isUpTo(value: string, to: number): string {
  const after = above(to);
  return isShorter(after, to) ? `${value} < ${sqlNumber(after)}` : `${value} <= ${sqlNumber(to)}`;
}

function isShorter(one: number, other: number): boolean {
  return String(one).length < String(other).length;
}

/** A number; whole ones without a point, infinite ones as SQL reads them. */
export function sqlNumber(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '9e999';
  if (value === Number.NEGATIVE_INFINITY) return '-9e999';
  return Object.is(value, -0) ? '0' : String(value);
}
