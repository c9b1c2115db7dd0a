// The walk through the events of one job after the other, where steps are joined by jid and more: the open starts of a job are few and
// lie close together, those of all jobs × minions would be millions. Jobs come in the order of their first starts.
import type { CaseFile } from '../../store/case-file.ts';
import { segmentLength } from '../../store/columns/column-defs.ts';
import { slicer } from '../question.ts';
import { type TimeOrder, timeOrder } from '../time-order.ts';
import { markAt, nextMarked, timeChunks } from './time-chunks.ts';
import type { Walk } from './walk.ts';

/** How long listing the events may hold the event loop, in ms; a step of it takes about 1 ms. */
const sliceMs = 10;
/** Starts of a job beyond which ending them is done in slices. */
const manyOpen = 4096;

/** The events that fit a step, by job. */
type Jobs = {
  /** Jobs with a start, by the first of it. */
  readonly jids: Uint32Array;
  /** Where the events of a job end in the list of all; they begin where those of the job before end. */
  readonly ends: Uint32Array;
  /** Their ranks in time, the events of each job in time order. */
  readonly ranks: Uint32Array;
};

/** Walks to the end; false when given up. `onShare` hears the share of the events that is behind, `onJob` the jid of each job. */
export async function walkByJob(
  caseFile: CaseFile,
  walk: Walk,
  { onShare, onJob }: { readonly onShare: (share: number) => void; readonly onJob: (jid: number) => void },
): Promise<boolean> {
  const order = await timeOrder(caseFile);
  const jobs = await groupByJob(caseFile, walk, order);
  if (jobs === undefined) return false;
  const { jids, ends, ranks } = jobs;
  let at = 0;
  for (let job = 0; job < jids.length; job++) {
    onJob(jids[job] ?? 0);
    const end = ends[job] ?? 0;
    for (; at < end; at++) {
      const rank = ranks[at] ?? 0;
      const event = order.ids?.[rank] ?? rank + 1;
      const mark = walk.marks.of((event - 1) >>> 16)[(event - 1) & 0xffff] ?? 0;
      if ((mark & 1) === 0 && walk.awaited.isIdle(event, mark)) continue;
      walk.meet(event, rank, mark);
      if (walk.isDue && !(await walk.rest(event))) return false;
    }
    if (!(walk.open.size > manyOpen ? await walk.end() : walk.endSmall())) return false;
    onShare(at / ranks.length);
  }
  return true;
}

/** Lists the events that fit a step behind a start of their job; `undefined` when given up. */
async function groupByJob(caseFile: CaseFile, walk: Walk, order: TimeOrder): Promise<Jobs | undefined> {
  const { keys } = walk;
  const column = keys.groupColumn;
  const jidOf = (rank: number): number => {
    const at = order.ids === undefined ? rank : (order.ids[rank] ?? 1) - 1;
    return column[at >>> 16]?.[at & 0xffff] ?? 0;
  };
  const pause = slicer(sliceMs);
  // Events of each job; 0 before its first start.
  const counts = new Uint32Array(caseFile.dictionary('jid').size + 1);
  const hits = new Uint32Array(order.length);
  const jids: number[] = [];
  let found = 0;
  for await (const chunk of timeChunks(walk.marks, order, { keepsMarks: true, isGivenUp: walk.isGivenUp })) {
    if (chunk === 'given-up') return undefined;
    for (let at = nextMarked(walk.marks, chunk, 0); at < chunk.count; at = nextMarked(walk.marks, chunk, at + 1)) {
      const jid = jidOf(chunk.rank + at);
      const count = counts[jid] ?? 0;
      if (count === 0) {
        if (jid === 0 || (markAt(walk.marks, chunk, at) & 1) === 0) continue;
        jids.push(jid);
      }
      counts[jid] = count + 1;
      hits[found++] = chunk.rank + at;
    }
    await pause();
    if (walk.isGivenUp()) return undefined;
  }
  const ends = new Uint32Array(jids.length);
  let end = 0;
  for (const [job, jid] of jids.entries()) {
    const count = counts[jid] ?? 0;
    // From here on where the next event of the job goes.
    counts[jid] = end;
    end += count;
    ends[job] = end;
  }
  const ranks = new Uint32Array(found);
  for (let from = 0; from < found; from += segmentLength) {
    for (let at = from; at < Math.min(found, from + segmentLength); at++) {
      const rank = hits[at] ?? 0;
      const jid = jidOf(rank);
      const place = counts[jid] ?? 0;
      ranks[place] = rank;
      counts[jid] = place + 1;
    }
    await pause();
    if (walk.isGivenUp()) return undefined;
  }
  return { jids: Uint32Array.from(jids), ends, ranks };
}
