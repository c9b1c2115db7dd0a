// The selected events in time order, for pages: a few from a place on, and the place of an event.
import type { CaseFile } from '../store/case-file.ts';
import { slicer } from './question.ts';
import type { Selected } from './selected.ts';
import { type TimeOrder, timeOrder } from './time-order.ts';

/** Positions up to this are found by walking from the begin, without a list of all. */
const nearBegin = 20_000;
/** How long a walk may hold the event loop, in ms. */
const sliceMs = 10;
/** Events walked over between two looks at the clock. */
const step = 65_536;

const lists = new WeakMap<Selected, Promise<Uint32Array>>();

/** Ids of selected events by (stamp, arrival), from a position of that order on, at most `limit`. */
export async function sliceSelected(
  caseFile: CaseFile,
  selected: Selected,
  first: number,
  limit: number,
): Promise<Uint32Array> {
  const end = Math.min(first + limit, selected.count);
  const order = await timeOrder(caseFile);
  if (isWhole(selected, order)) {
    if (order.ids !== undefined) return order.ids.slice(first, end);
    const ids = new Uint32Array(Math.max(0, end - first));
    // Not with Uint32Array.from, which takes twenty times as long: all events of a text search pass here.
    for (let i = 0; i < ids.length; i++) ids[i] = first + i + 1;
    return ids;
  }
  if (!lists.has(selected) && first <= nearBegin) return collect(selected, order, first, limit);
  return (await listOf(selected, order)).slice(first, end);
}

/** Position in that order of an event, or, when it is not selected, of the first selected one behind it. */
export async function positionOf(caseFile: CaseFile, selected: Selected, id: number): Promise<number> {
  const order = await timeOrder(caseFile);
  const isList = isWhole(selected, order);
  if (isList && order.ids === undefined) return Math.min(Math.max(id - 1, 0), selected.count);
  if (id < 1 || id > selected.length) return selected.count;
  const sorted = isList && order.ids !== undefined ? order.ids : await listOf(selected, order);
  const stamps = caseFile.columns.segments('stamp');
  const stampOf = (event: number): number => stamps[(event - 1) >>> 16]?.[(event - 1) & 0xffff] ?? 0;
  const stamp = stampOf(id);
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = sorted[middle] ?? 0;
    const otherStamp = stampOf(other);
    if (otherStamp < stamp || (otherStamp === stamp && other < id)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where all is selected and nothing came since, the order of all events is the list. */
function isWhole({ isAll, length }: Selected, order: TimeOrder): boolean {
  return isAll && order.length === length;
}

/** All of them; made once, to its end. */
function listOf(selected: Selected, order: TimeOrder): Promise<Uint32Array> {
  const list = lists.get(selected) ?? collect(selected, order, 0, selected.count);
  lists.set(selected, list);
  return list;
}

async function collect(selected: Selected, order: TimeOrder, first: number, limit: number): Promise<Uint32Array> {
  const pause = slicer(sliceMs);
  const room = Math.max(0, Math.min(limit, selected.count - first));
  const walk: Walk = { found: new Uint32Array(room), at: 0, skip: first };
  for (let from = 0; from < order.length && walk.at < room; from += step) {
    walkSome(selected, order, walk, from, Math.min(from + step, order.length));
    await pause();
  }
  return walk.found.subarray(0, walk.at);
}

type Walk = { readonly found: Uint32Array; at: number; skip: number };

function walkSome({ length, masks }: Selected, { ids }: TimeOrder, walk: Walk, from: number, to: number): void {
  const { found } = walk;
  let { at, skip } = walk;
  for (let i = from; i < to && at < found.length; i++) {
    const id = ids === undefined ? i + 1 : (ids[i] ?? 0);
    if (id > length || masks[(id - 1) >>> 16]?.[(id - 1) & 0xffff] !== 1) continue;
    if (skip > 0) skip--;
    else found[at++] = id;
  }
  walk.at = at;
  walk.skip = skip;
}
