// A filter that selects the events of one lane among those of the filter in force.
import { addTerm, termFor } from '../../../shared/filter/edit-filter.ts';
import type { FilterTree } from '../../../shared/filter/filter-tree.ts';
import { printFilter } from '../../../shared/filter/print-filter.ts';
import { laneFilterFields } from '../../../shared/questions/lane-filter-fields.ts';
import type { LaneField } from '../../../shared/questions/timeline.ts';

/** How a lane of several functions joins their names. */
const listJoin = ', ';

/**
 * The filter of a lane. `name` is `undefined` for the lane of those without the field. Asking for a function finds it in lists of several
 * as well, which have lanes of their own: `names` are those of all lanes, so that those lists can be left out.
 */
export function laneFilter(filter: string, by: LaneField, name: string | undefined, names: readonly string[]): string {
  if (by !== 'fun' || name === undefined) return addTerm(filter, laneFilterFields[by], name);
  const own = name.split(listJoin);
  const mine = own.reduce((text, fun) => addTerm(text, 'fun', fun), filter);
  const others = names
    .map((other) => other.split(listJoin))
    .filter((list) => list.length > own.length && own.every((fun) => list.includes(fun)))
    .map((list) => printFilter({ type: 'not', term: all(list.filter((fun) => !own.includes(fun))) }));
  return [mine, ...new Set(others)].join(' ');
}

function all(funs: readonly string[]): FilterTree {
  const terms = funs.map((fun) => termFor('fun', fun));
  const [only] = terms;
  return terms.length === 1 && only !== undefined ? only : { type: 'and', terms };
}
