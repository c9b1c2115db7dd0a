// Sorts ids by keys that are nearly in order: near ones are put in their place, the runs that are left are merged.

/** How far back a key may stand before it begins a run of its own. */
const reach = 64;

/** Sorts ids by their keys, both in place or anew; equal keys keep their order. Quick where they are nearly in order. */
export function sortIds(keys: Float64Array, ids: Uint32Array): Uint32Array {
  return mergeRuns(keys, ids, mendSteps(keys, ids));
}

/** Moves every event back to its place if that is near; gives where the runs that remain begin. */
function mendSteps(keys: Float64Array, ids: Uint32Array): number[] {
  const starts = [0];
  let runStart = 0;
  for (let i = 1; i < keys.length; i++) {
    const key = keys[i] ?? 0;
    if (key >= (keys[i - 1] ?? 0)) continue;
    const low = Math.max(runStart, i - reach);
    if (low > runStart && (keys[low - 1] ?? 0) > key) {
      runStart = i;
      starts.push(i);
      continue;
    }
    const id = ids[i] ?? 0;
    let at = i;
    while (at > low && (keys[at - 1] ?? 0) > key) {
      keys[at] = keys[at - 1] ?? 0;
      ids[at] = ids[at - 1] ?? 0;
      at--;
    }
    keys[at] = key;
    ids[at] = id;
  }
  return starts;
}

/** Merges neighbouring runs until one is left; equal stamps keep their order of arrival. */
function mergeRuns(keys: Float64Array, ids: Uint32Array, starts: readonly number[]): Uint32Array {
  let runs = starts;
  let [fromKeys, fromIds] = [keys, ids];
  let [toKeys, toIds]: [Float64Array, Uint32Array] = [
    new Float64Array(runs.length > 1 ? keys.length : 0),
    new Uint32Array(runs.length > 1 ? ids.length : 0),
  ];
  while (runs.length > 1) {
    const next: number[] = [];
    for (let run = 0; run < runs.length; run += 2) {
      const start = runs[run] ?? 0;
      const middle = runs[run + 1] ?? keys.length;
      const end = runs[run + 2] ?? keys.length;
      next.push(start);
      mergeTwo(fromKeys, fromIds, toKeys, toIds, start, middle, end);
    }
    runs = next;
    [fromKeys, toKeys] = [toKeys, fromKeys];
    [fromIds, toIds] = [toIds, fromIds];
  }
  return fromIds;
}

function mergeTwo(
  fromKeys: Float64Array,
  fromIds: Uint32Array,
  toKeys: Float64Array,
  toIds: Uint32Array,
  start: number,
  middle: number,
  end: number,
): void {
  let left = start;
  let right = middle;
  for (let at = start; at < end; at++) {
    const takesLeft = left < middle && (right >= end || (fromKeys[left] ?? 0) <= (fromKeys[right] ?? 0));
    const source = takesLeft ? left++ : right++;
    toKeys[at] = fromKeys[source] ?? 0;
    toIds[at] = fromIds[source] ?? 0;
  }
}
