// Which paths there are in the data of events: looked up in a sample of every kind, for completion.
import { printPath } from '../../shared/filter/data-path.ts';
import type { PathStep } from '../../shared/filter/filter-tree.ts';
import { isObject, type Json } from '../../shared/salt/json.ts';
import type { CaseFile } from '../store/case-file.ts';
import { segmentLength } from '../store/columns/column-defs.ts';
import { breathe } from './question.ts';

/** Events read of each kind, from all over the capture. */
const samplesOfKind = 60;
/** How deep and how wide data is looked at. */
const deepest = 5;
const mostKeys = 200;
/** How long it may hold the event loop, in ms. */
const sliceMs = 12;

type Counts = ReadonlyMap<string, number>;
const kept = new WeakMap<CaseFile, { readonly length: number; readonly counts: Counts }>();

/** Paths to values with how many of the sampled events have them; `undefined` when cancelled. Kept until events come. */
export async function samplePaths(caseFile: CaseFile, isCancelled: () => boolean): Promise<Counts | undefined> {
  const { length } = caseFile.columns;
  const known = kept.get(caseFile);
  if (known?.length === length) return known.counts;
  const counts = new Map<string, number>();
  let sliceEnd = performance.now() + sliceMs;
  for (const id of sampleIds(caseFile)) {
    const paths = new Set<string>();
    collect(caseFile.event(id).data, [], paths);
    for (const path of paths) counts.set(path, (counts.get(path) ?? 0) + 1);
    if (performance.now() < sliceEnd) continue;
    await breathe();
    if (isCancelled()) return undefined;
    sliceEnd = performance.now() + sliceMs;
  }
  kept.set(caseFile, { length, counts });
  return counts;
}

/** Every nth event of each kind, in rising order. */
function sampleIds({ columns }: CaseFile): number[] {
  const counts = new Uint32Array(256);
  const parts = columns.segments('kind');
  for (const [segment, part] of parts.entries()) {
    const end = Math.min(segmentLength, columns.length - segment * segmentLength);
    for (let at = 0; at < end; at++) counts[part[at] ?? 0] = (counts[part[at] ?? 0] ?? 0) + 1;
  }
  const strides = Array.from(counts, (count) => Math.max(1, Math.ceil(count / samplesOfKind)));
  const seen = new Uint32Array(256);
  const ids: number[] = [];
  for (const [segment, part] of parts.entries()) {
    const end = Math.min(segmentLength, columns.length - segment * segmentLength);
    for (let at = 0; at < end; at++) {
      const kind = part[at] ?? 0;
      if ((seen[kind] ?? 0) % (strides[kind] ?? 0) === 0) ids.push(segment * segmentLength + at + 1);
      seen[kind] = (seen[kind] ?? 0) + 1;
    }
  }
  return ids;
}

/** Elements of lists, and of maps whose keys are no plain words (ids of states, minions), are any: `*`. */
function collect(value: Json, steps: readonly PathStep[], paths: Set<string>): void {
  if (Array.isArray(value)) {
    const list: readonly Json[] = value;
    const some = list.slice(0, mostKeys);
    if (some.some((each) => typeof each !== 'object') && steps.length > 0) paths.add(printPath(steps));
    for (const each of some) if (typeof each === 'object') deeper(each, steps, 'any', paths);
  } else if (isObject(value)) {
    for (const key of Object.keys(value).slice(0, mostKeys)) {
      const child = value[key];
      if (child !== undefined) deeper(child, steps, /^[A-Za-z_]\w*$/.test(key) ? { key } : 'any', paths);
    }
  } else if (steps.length > 0) paths.add(printPath(steps));
}

function deeper(child: Json, steps: readonly PathStep[], step: PathStep, paths: Set<string>): void {
  if (steps.length < deepest) collect(child, [...steps, step], paths);
}
