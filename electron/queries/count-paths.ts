// Counts what stands at the end of paths into the data: of promoted paths from their columns, of others from the raw records, up to
// a bound.
import { printPath, somePathValue } from '../../shared/filter/data-path.ts';
import type { PathStep } from '../../shared/filter/filter-tree.ts';
import type { Json } from '../../shared/salt/json.ts';
import type { CaseFile } from '../store/case-file.ts';
import { segmentLength } from '../store/columns/column-defs.ts';
import type { PromotedColumn } from '../store/promoted/promoted-store.ts';
import { type ValueCounts, valueCounts } from './count-values.ts';
import { breathe } from './question.ts';
import { countInSegment, type Selected } from './selected.ts';

/** Events read for one question: about half a second of work. */
export const mostScanned = 50_000;
/** How long a scan may hold the event loop, in ms. */
const sliceMs = 12;

/** The counts of one path, and of how many of the selected events. */
export type PathCounts = ValueCounts & { readonly scanned: number };

type Path = readonly PathStep[];

/** Counts the values of paths: of promoted ones over all selected events, of others over the first by arrival; `undefined` when cancelled. */
export async function countPaths(
  caseFile: CaseFile,
  selected: Selected,
  paths: readonly Path[],
  isCancelled: () => boolean,
): Promise<readonly PathCounts[] | undefined> {
  const columns = paths.map((path) => {
    const column = caseFile.promoted.column(printPath(path));
    return column !== undefined && column.events >= selected.length ? column : undefined;
  });
  const others = paths.filter((_, at) => columns[at] === undefined);
  const read = others.length === 0 ? [] : await readPaths(caseFile, selected, others, isCancelled);
  if (read === undefined) return undefined;
  const counts: PathCounts[] = [];
  for (const [at, path] of paths.entries()) {
    const column = columns[at];
    const own = column === undefined ? read[others.indexOf(path)] : await countColumn(selected, column, isCancelled);
    if (own === undefined) return undefined;
    counts.push(own);
  }
  return counts;
}

async function readPaths(
  caseFile: CaseFile,
  selected: Selected,
  paths: readonly Path[],
  isCancelled: () => boolean,
): Promise<readonly PathCounts[] | undefined> {
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
  return counts.map((map, at) => ({ ...valueCounts(map, absent[at] ?? 0), scanned }));
}

async function countColumn(
  selected: Selected,
  column: PromotedColumn,
  isCancelled: () => boolean,
): Promise<PathCounts | undefined> {
  const numbers = new Uint32Array(column.values.length);
  let sliceEnd = performance.now() + sliceMs;
  for (const [segment, mask] of selected.masks.entries()) {
    const values = column.segments[segment];
    if (values !== undefined) countMasked(values, mask, countInSegment(selected.length, segment), numbers);
    if (performance.now() < sliceEnd) continue;
    await breathe();
    if (isCancelled()) return undefined;
    sliceEnd = performance.now() + sliceMs;
  }
  const counts = new Map<string, number>();
  let absent = 0;
  for (const [number, count] of numbers.entries()) {
    if (count === 0) continue;
    const words = new Set((column.values[number] ?? []).filter(isWord).map(String));
    if (words.size === 0) absent += count;
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + count);
  }
  return { ...valueCounts(counts, absent), scanned: selected.count };
}

function countMasked(values: Uint32Array, mask: Uint8Array, count: number, numbers: Uint32Array): void {
  for (let i = 0; i < count; i++) {
    const number = values[i] ?? 0;
    numbers[number] = (numbers[number] ?? 0) + (mask[i] ?? 0);
  }
}

/** Maps and lists are no values. */
function isWord(value: Json): boolean {
  return typeof value !== 'object' || value === null;
}

/** The distinct scalars at the end of a path, as a filter would write them. */
function wordsAt(data: Json, path: Path): Set<string> {
  const words = new Set<string>();
  somePathValue(data, path, (value) => {
    if (isWord(value)) words.add(String(value));
    return false;
  });
  return words;
}
