// Checks of a facet ↔ one term of the filter: `kind:(ret or new)`. Everything else in the filter stays as it is written.
import { fieldText, type TermField, termFor } from '../../../shared/filter/edit-filter.ts';
import type { Comparison, FilterTree } from '../../../shared/filter/filter-tree.ts';
import { parseFilter } from '../../../shared/filter/parse-filter.ts';
import { printFilter } from '../../../shared/filter/print-filter.ts';

/** The field of a facet, as questions name it, for a term. `undefined`: no field that can be counted. */
export function facetField(field: string): TermField | undefined {
  const read = parseFilter(`${field}:*`);
  if (!read.ok || read.tree.type !== 'comparison') return undefined;
  return read.tree.path === undefined ? read.tree.field : { path: read.tree.path };
}

/** `data.a.b` as the language writes it, for something typed; `undefined` when it is no path into the data. */
export function readFacetPath(typed: string): string | undefined {
  const text = typed.trim();
  if (text === '') return undefined;
  const field = facetField(text) ?? facetField(`data.${text}`);
  if (field === undefined) return undefined;
  return typeof field === 'string' ? facetPathOf(`data.${text}`) : fieldText(field);
}

function facetPathOf(text: string): string | undefined {
  const field = facetField(text);
  return field === undefined || typeof field === 'string' ? undefined : fieldText(field);
}

function topTerms(tree: FilterTree): readonly FilterTree[] {
  if (tree.type === 'all') return [];
  return tree.type === 'and' ? tree.terms : [tree];
}

/** True for a term that a facet's checks stand for: the field equals one of some values. */
function isChecks(term: FilterTree, field: string): term is Comparison {
  if (term.type !== 'comparison' || (term.operator !== ':' && term.operator !== '=')) return false;
  const own = term.path === undefined ? term.field : fieldText({ path: term.path });
  if (own !== field) return false;
  return term.operator === '=' || term.values.every(({ text, isQuoted }) => isQuoted || !/[*?[]|\.\./.test(text));
}

/** Values of a field that the filter asks for. */
export function checkedValues(filter: string, field: string): readonly string[] {
  const read = parseFilter(filter);
  if (!read.ok) return [];
  return topTerms(read.tree).flatMap((term) => (isChecks(term, field) ? term.values.map(({ text }) => text) : []));
}

/** The filter with exactly these values checked; none of them: without the term. */
export function withCheckedValues(filter: string, field: string, values: readonly string[]): string {
  const read = parseFilter(filter);
  const named = facetField(field);
  if (!read.ok || named === undefined) return filter;
  const kept = topTerms(read.tree).filter((term) => !isChecks(term, field));
  const checks = values.flatMap((value) => {
    const term = termFor(named, value);
    return term.type === 'comparison' ? [term] : [];
  });
  const [first] = checks;
  const operator = checks.some((term) => term.operator === '=') ? '=' : ':';
  const added: FilterTree[] =
    first === undefined ? [] : [{ ...first, operator, values: checks.flatMap((term) => term.values) }];
  const [only, ...more] = [...kept, ...added];
  if (only === undefined) return '';
  return printFilter(more.length === 0 ? only : { type: 'and', terms: [only, ...more] });
}
