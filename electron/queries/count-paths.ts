// Counts what stands at the end of paths into the data, from the raw records, up to a bound.
import { somePathValue } from '../../shared/filter/data-path.ts';
import type { PathStep } from '../../shared/filter/filter-tree.ts';
import type { Json } from '../../shared/salt/json.ts';
import type { CaseFile } from '../store/case-file.ts';
import { segmentLength } from '../store/columns/column-defs.ts';
import { type ValueCounts, valueCounts } from './count-values.ts';
import { breathe } from './question.ts';
import { countInSegment, type Selected } from './selected.ts';

/** Events read for one question: about half a second of work. */
export const mostScanned = 50_000;
/** How long a scan may hold the event loop, in ms. */
const sliceMs = 12;

/** Counts of several paths, and how many events were read. */
export type PathCounts = { readonly counts: readonly ValueCounts[]; readonly scanned: number };

/** Reads the first selected events by arrival and counts the values of all paths; `undefined` when cancelled. */
export async function countPaths(
  caseFile: CaseFile,
  selected: Selected,
  paths: readonly (readonly PathStep[])[],
  isCancelled: () => boolean,
): Promise<PathCounts | undefined> {
  const counts = paths.map(() => new Map<string, number>());
  const absent = paths.map(() => 0);
  let scanned = 0;
  let sliceEnd = performance.now() + sliceMs;
  for (const [segment, mask] of selected.masks.entries()) {
    const count = countInSegment(selected.length, segment);
    for (let i = 0; i < count && scanned < mostScanned; i++) {
      if (mask[i] === 0) continue;
      scanned++;
      const { data } = caseFile.event(segment * segmentLength + i + 1);
      for (const [at, path] of paths.entries()) {
        const words = wordsAt(data, path);
        if (words.size === 0) absent[at] = (absent[at] ?? 0) + 1;
        const map = counts[at];
        for (const word of words) map?.set(word, (map.get(word) ?? 0) + 1);
      }
      if (performance.now() < sliceEnd) continue;
      await breathe();
      if (isCancelled()) return undefined;
      sliceEnd = performance.now() + sliceMs;
    }
    if (scanned >= mostScanned) break;
  }
  return { counts: counts.map((map, at) => valueCounts(map, absent[at] ?? 0)), scanned };
}

/** The distinct scalars at the end of a path, as a filter would write them. Maps and lists are no values. */
function wordsAt(data: Json, path: readonly PathStep[]): Set<string> {
  const words = new Set<string>();
  somePathValue(data, path, (value) => {
    if (typeof value !== 'object' || value === null) words.add(String(value));
    return false;
  });
  return words;
}
