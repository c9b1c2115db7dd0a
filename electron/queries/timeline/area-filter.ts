// A filter that selects what an area of the timeline shows, where the language can say it.

import { termFor } from '../../../shared/filter/edit-filter.ts';
import type { Comparison, FilterTree } from '../../../shared/filter/filter-tree.ts';
import { parseFilter } from '../../../shared/filter/parse-filter.ts';
import { printFilter } from '../../../shared/filter/print-filter.ts';
import { laneFilterFields } from '../../../shared/questions/lane-filter-fields.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { listSeparator } from '../../store/columns/column-defs.ts';
import { sourceNames } from '../filter/source-names.ts';
import { masterColumn } from './lane-columns.ts';
import type { LaneIndex } from './lane-index.ts';
import { laneNamer } from './lane-names.ts';

/** Longer lists help nobody who reads the filter. */
const mostLanes = 1_000;
/** The bridge takes no longer filter. */
const longestFilter = 20_000;

/** The filter and the lanes as one text; `null` where it cannot be said. */
export function areaFilter(
  caseFile: CaseFile,
  index: LaneIndex,
  filter: string,
  lanes: readonly number[] | undefined,
): string | null {
  if (lanes === undefined) return filter;
  const parsed = parseFilter(filter);
  if (!parsed.ok || lanes.length === 0 || lanes.length > mostLanes) return null;
  const names = lanes.map((lane) => exactName(caseFile, index, lane, lanes));
  if (names.includes(null)) return null;
  const field = laneFilterFields[index.by];
  const terms = joinTerms(names.map((name) => termFor(field, name ?? undefined)));
  const [first] = terms;
  if (first === undefined) return null;
  const own: FilterTree = terms.length === 1 ? first : { type: 'or', terms };
  const base = parsed.tree.type === 'and' ? parsed.tree.terms : [parsed.tree];
  const text = printFilter(parsed.tree.type === 'all' ? own : { type: 'and', terms: [...base, own] });
  return text.length > longestFilter ? null : text;
}

/** The name by which a lane's events, and no others, can be asked for; `undefined` for those without the field, `null` for none. */
function exactName(
  caseFile: CaseFile,
  { by }: LaneIndex,
  lane: number,
  lanes: readonly number[],
): string | undefined | null {
  if (by === 'source') {
    const names = sourceNames(caseFile);
    const name = names.get(lane);
    // Two files may have one name: it then stands for both.
    const same = [...names].filter(([, other]) => other === name);
    return name === undefined || same.some(([id]) => !lanes.includes(id)) ? null : name;
  }
  if (lane === 0) return undefined;
  if (by === 'master') return masterColumn(caseFile)?.values[lane]?.length === 1 ? laneNamer(caseFile, by)(lane) : null;
  const dictionary = caseFile.dictionary(laneFilterFields[by]);
  if (lane > dictionary.size) return null;
  const name = dictionary.text(lane);
  return by === 'fun' && isInList(caseFile, name) ? null : name;
}

/** True when a function is a list of several, or stands in such a list: asking for it finds the events of both. */
function isInList(caseFile: CaseFile, name: string): boolean {
  if (name.includes(listSeparator)) return true;
  const dictionary = caseFile.dictionary('fun');
  for (let id = 1; id <= dictionary.size; id += 1) {
    const text = dictionary.text(id);
    if (text.includes(listSeparator) && text.split(listSeparator).includes(name)) return true;
  }
  return false;
}

/** `a:x or a:y` → `a:(x or y)`. */
function joinTerms(terms: readonly FilterTree[]): FilterTree[] {
  const joined: FilterTree[] = [];
  for (const operator of [':', '='] as const) {
    const same = terms.filter((term): term is Comparison => term.type === 'comparison' && term.operator === operator);
    const [first] = same;
    if (first !== undefined) joined.push({ ...first, values: same.flatMap(({ values }) => values) });
  }
  return [...joined, ...terms.filter((term) => term.type !== 'comparison')];
}
