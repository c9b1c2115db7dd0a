// What a click does to a filter text: add a term, exclude a value.
import { printPath } from './data-path.ts';
import { fieldNamed } from './fields.ts';
import type { FieldTerm, FilterTree, FilterValue, PathStep } from './filter-tree.ts';
import { readNumber } from './literals.ts';
import { parseFilter } from './parse-filter.ts';
import { printFilter } from './print-filter.ts';

/** The field a term is about: a name, or a path into the data. */
export type TermField = string | { readonly path: readonly PathStep[] };

/**
 * The term that selects (or, with `exclude`, leaves out) the events whose field has exactly this value. `undefined` stands for
 * the events without the field. Numbers of time fields are µs.
 */
export function termFor(
  field: TermField,
  value: string | number | boolean | null | undefined,
  options: { readonly exclude: boolean } = { exclude: false },
): FilterTree {
  const name = typeof field === 'string' ? { field } : { field: 'data', path: field.path };
  const term: FieldTerm =
    value === undefined
      ? { type: 'comparison', ...name, operator: ':', values: [{ text: '*', isQuoted: false }] }
      : { type: 'comparison', ...name, operator: operatorFor(value), values: [valueFor(name.field, value)] };
  const isNegative = (value === undefined) !== options.exclude;
  return isNegative ? { type: 'not', term } : term;
}

/** `=` where `:` would read the value as a glob or a range. */
function operatorFor(value: string | number | boolean | null): ':' | '=' {
  return typeof value === 'string' && /[*?[]|\.\./.test(value) ? '=' : ':';
}

function valueFor(field: string, value: string | number | boolean | null): FilterValue {
  if (typeof value === 'number' && fieldNamed(field)?.type === 'duration')
    return { text: `${value}us`, isQuoted: false };
  const text = String(value);
  const isText = typeof value === 'string';
  const looksTyped = readNumber(text) !== undefined || text === 'true' || text === 'false' || text === 'null';
  return { text, isQuoted: isText && ((field === 'data' && looksTyped) || !isPlain(text)) };
}

function isPlain(text: string): boolean {
  const read = parseFilter(`tag=${text}`);
  return read.ok && read.tree.type === 'comparison' && read.tree.values[0]?.text === text;
}

/**
 * Adds a term to a filter text. A text that cannot be read is replaced by the term. A term that stands there already is not added
 * twice; its opposite is replaced.
 */
export function addTerm(
  text: string,
  field: TermField,
  value: string | number | boolean | null | undefined,
  options: { readonly exclude: boolean } = { exclude: false },
): string {
  const added = termFor(field, value, options);
  const printed = printFilter(added);
  const opposite = printFilter(termFor(field, value, { exclude: !options.exclude }));
  const parsed = parseFilter(text);
  if (!parsed.ok || parsed.tree.type === 'all') return printed;
  const terms = parsed.tree.type === 'and' ? parsed.tree.terms : [parsed.tree];
  const words = terms.map(printFilter);
  if (words.includes(printed)) return text;
  const kept = terms.filter((_, index) => words[index] !== opposite);
  if (kept.length === terms.length)
    return parsed.tree.type === 'or' ? `(${text.trim()}) ${printed}` : `${text.trim()} ${printed}`;
  return printFilter(kept.length === 0 ? added : { type: 'and', terms: [...kept, added] });
}

/** Adds a bare text to a filter text. A text that cannot be read is replaced. */
export function addTextTerm(text: string, wanted: string): string {
  const printed = printFilter({ type: 'text', text: wanted });
  const parsed = parseFilter(text);
  if (!parsed.ok || parsed.tree.type === 'all') return printed;
  return parsed.tree.type === 'or' ? `(${text.trim()}) ${printed}` : `${text.trim()} ${printed}`;
}

/** The field name of a facet or a completion as it stands in a filter: a field, or `data.` and a path. */
export function fieldText(field: TermField): string {
  return typeof field === 'string' ? field : printPath(field.path);
}
