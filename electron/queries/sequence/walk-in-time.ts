// The walk through all events in time order: first matches are found long before the last segment is read.
import type { CaseFile } from '../../store/case-file.ts';
import { timeOrder } from '../time-order.ts';
import { idAt, markAt, type TimeChunk, timeChunks } from './time-chunks.ts';
import type { Walk } from './walk.ts';

/** Walks to the end; false when given up. `onShare` hears the share of the events that is behind. */
export async function walkInTime(caseFile: CaseFile, walk: Walk, onShare: (share: number) => void): Promise<boolean> {
  const order = await timeOrder(caseFile);
  for await (const chunk of timeChunks(walk.marks, order, { keepsMarks: false, isGivenUp: walk.isGivenUp })) {
    if (chunk === 'given-up') return false;
    const meetSome = chunk.ids === undefined ? meetRows : meetIds;
    for (let at = 0; at < chunk.count; ) {
      at = meetSome(walk, chunk, at);
      if (!(await walk.rest(idAt(chunk, Math.min(at, chunk.count - 1))))) return false;
    }
    onShare((chunk.rank + chunk.count) / order.length);
  }
  return walk.end();
}

/** Meets events of a segment that is in order; gives the place behind the last one met. */
function meetRows(walk: Walk, { rank, count }: TimeChunk, at: number): number {
  const { awaited } = walk;
  const segment = rank >>> 16;
  const marks = walk.marks.of(segment);
  const words = walk.marks.wordsOf(segment);
  for (let row = awaited.next(segment, words, at, count); row < count; ) {
    const event = rank + row + 1;
    walk.meet(event, rank + row, marks[row] ?? 0, awaited.value(event));
    if (walk.isDue) return row + 1;
    row = awaited.next(segment, words, row + 1, count);
  }
  return count;
}

function meetIds(walk: Walk, chunk: TimeChunk, at: number): number {
  for (let place = at; place < chunk.count; place++) {
    const mark = markAt(walk.marks, chunk, place);
    if (mark === 0) continue;
    const event = idAt(chunk, place);
    const value = walk.awaited.value(event);
    if ((mark & 1) === 0 && walk.awaited.isIdle(value, mark)) continue;
    walk.meet(event, chunk.rank + place, mark, value);
    if (walk.isDue) return place + 1;
  }
  return chunk.count;
}
