// The events of a case in time order, a segment's worth at a time, with the segments each chunk needs asked before it is handed out.
import { segmentLength } from '../../store/columns/column-defs.ts';
import type { TimeOrder } from '../time-order.ts';
import type { Marks } from './marks.ts';

/** Events that follow each other in time. */
export type TimeChunk = {
  /** How many events come before it. */
  readonly rank: number;
  readonly count: number;
  /** Their ids; without it they are `rank` + 1, `rank` + 2 …, a segment of their own. */
  readonly ids: Uint32Array | undefined;
};

/** All chunks; when it is given up, the last one handed out is `'given-up'`. */
export async function* timeChunks(
  marks: Marks,
  { length, ids }: TimeOrder,
  { keepsMarks, isGivenUp }: { readonly keepsMarks: boolean; readonly isGivenUp: () => boolean },
): AsyncGenerator<TimeChunk | 'given-up', void> {
  for (let rank = 0; rank < length; rank += segmentLength) {
    const count = Math.min(segmentLength, length - rank);
    const own = ids?.subarray(rank, rank + count);
    for (const segment of own === undefined ? [rank / segmentLength] : segmentsOf(own))
      if (!(await marks.ask(segment, isGivenUp))) return yield 'given-up';
    yield { rank, count, ids: own };
    if (own === undefined && !keepsMarks) marks.forget(rank / segmentLength);
  }
}

function segmentsOf(ids: Uint32Array): Set<number> {
  const found = new Set<number>();
  let last = -1;
  for (let i = 0; i < ids.length; i++) {
    const segment = ((ids[i] ?? 1) - 1) >>> 16;
    if (segment !== last) found.add(segment);
    last = segment;
  }
  return found;
}

/** The event at a place of a chunk. */
export function idAt({ rank, ids }: TimeChunk, at: number): number {
  return ids?.[at] ?? rank + at + 1;
}

/** The mark of the event at a place of a chunk. */
export function markAt(marks: Marks, { rank, ids }: TimeChunk, at: number): number {
  const row = ids === undefined ? rank + at : (ids[at] ?? 1) - 1;
  return marks.of(row >>> 16)[row & 0xffff] ?? 0;
}
