// A saved query with values for its parameters, ready to be run. A value never becomes more than one value: texts are quoted as the
// language quotes them, SQL gets its values beside the text.
import { readDuration, readNumber } from '../filter/literals.ts';
import { quoteText } from '../filter/quoting.ts';
import { readTime, type TimeContext, timeSpan } from '../filter/times.ts';
import { type ParameterFault, type ParameterValues, valuesOf } from './parameter-value.ts';
import { placeholdersOf } from './placeholders.ts';
import type { ParameterType, SavedQuery } from './saved-query.ts';

/** What is to be run. `values` are SQLite's named parameters, without their `$`. */
export type BoundQuery =
  | { readonly kind: 'filter' | 'sequence'; readonly text: string }
  | { readonly kind: 'sql'; readonly text: string; readonly values: { readonly [name: string]: string | number } };

/** The query bound, or all that is wrong with the values. */
export type Binding =
  | { readonly ok: true; readonly bound: BoundQuery }
  | { readonly ok: false; readonly faults: readonly ParameterFault[] };

/** Binds values to a query that was checked. Times are of the given zone and capture where they do not say. */
export function bindQuery(query: SavedQuery, given: ParameterValues, times: TimeContext): Binding {
  const read = valuesOf(query.parameters, given);
  if (!read.ok) return read;
  const { kind, text } = query;
  const typeOf = new Map(query.parameters.map(({ name, type }) => [name, type]));
  if (kind === 'sql') {
    const values = [...read.values].map(([name, value]) => [name, sqlValue(typeOf.get(name), value, times)]);
    return { ok: true, bound: { kind, text, values: Object.fromEntries(values) } };
  }
  return { ok: true, bound: { kind, text: withValues({ kind, text }, read.values, typeOf).text } };
}

/** A text with values in it, and the place in the text before that became a place in it. */
export type TextWithValues = { readonly text: string; readonly placeBefore: (position: number) => number };

/** The text with every `$name` replaced by its value as one token of the filter language; an unknown name stays. */
export function withValues(
  { kind, text }: { readonly kind: 'filter' | 'sequence'; readonly text: string },
  values: ReadonlyMap<string, string>,
  typeOf: ReadonlyMap<string, ParameterType>,
): TextWithValues {
  const parts: { readonly before: number; readonly after: number; readonly isValue: boolean }[] = [];
  let bound = '';
  let at = 0;
  for (const { from, to, name, isValue } of placeholdersOf(kind, text)) {
    const value = values.get(name);
    if (value === undefined) continue;
    parts.push({ before: at, after: bound.length, isValue: false });
    bound += text.slice(at, from);
    parts.push({ before: from, after: bound.length, isValue: true });
    bound += isValue && isNumberLike(typeOf.get(name)) ? value.replace(' ', 'T') : quoteText(value);
    at = to;
  }
  parts.push({ before: at, after: bound.length, isValue: false });
  const placeBefore = (position: number): number => {
    const part = parts.findLast(({ after }) => after <= position);
    return part === undefined ? position : part.before + (part.isValue ? 0 : position - part.after);
  };
  return { text: bound + text.slice(at), placeBefore };
}

/** Types whose values have neither spaces nor quotes and must not be quoted: quotes would make a text of a number. */
function isNumberLike(type: ParameterType | undefined): boolean {
  return type === 'number' || type === 'duration' || type === 'time';
}

/** Numbers as such, durations and times in µs as the case has them, else text. */
function sqlValue(type: ParameterType | undefined, value: string, times: TimeContext): string | number {
  if (type === 'number') return readNumber(value) ?? value;
  if (type === 'duration') return readDuration(value) ?? value;
  const time = type === 'time' ? readTime(value) : undefined;
  return time === undefined ? value : timeSpan(time, times).from;
}
