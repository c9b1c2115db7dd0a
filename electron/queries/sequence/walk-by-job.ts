// The walk through the events of one job after the other, where steps are joined by jid and more: the open starts of a job are few and
// lie close together, those of all jobs × minions would be millions. Jobs come in the order of their first starts.
import type { CaseFile } from '../../store/case-file.ts';
import { segmentLength } from '../../store/columns/column-defs.ts';
import { slicer } from '../question.ts';
import { type TimeOrder, timeOrder } from '../time-order.ts';
import type { Marks } from './marks.ts';
import { idAt, markAt, type TimeChunk, timeChunks } from './time-chunks.ts';
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
    while (at < end) {
      at = meetSome(walk, order, ranks, at, end);
      if (walk.isDue && !(await walk.rest(eventOf(order, ranks[at - 1] ?? 0)))) return false;
    }
    if (!(walk.open.size > manyOpen ? await walk.end() : walk.endSmall())) return false;
    onShare(at / ranks.length);
  }
  return true;
}

function eventOf({ ids }: TimeOrder, rank: number): number {
  return ids?.[rank] ?? rank + 1;
}

/** Meets events until it is time to rest; gives the place behind the last one. */
function meetSome(walk: Walk, order: TimeOrder, ranks: Uint32Array, from: number, end: number): number {
  const { awaited, marks } = walk;
  for (let at = from; at < end; at++) {
    const rank = ranks[at] ?? 0;
    const event = eventOf(order, rank);
    const mark = marks.of((event - 1) >>> 16)[(event - 1) & 0xffff] ?? 0;
    const value = awaited.value(event);
    if ((mark & 1) === 0 && awaited.isIdle(value, mark)) continue;
    walk.meet(event, rank, mark, value);
    if (walk.isDue) return at + 1;
  }
  return end;
}

/** Lists the events that fit a step behind a start of their job; `undefined` when given up. */
async function groupByJob(caseFile: CaseFile, walk: Walk, order: TimeOrder): Promise<Jobs | undefined> {
  const pause = slicer(sliceMs);
  const { marks, isGivenUp } = walk;
  const listing: Listing = {
    column: walk.keys.groupColumn,
    counts: new Uint32Array(caseFile.dictionary('jid').size + 1),
    hits: new Uint32Array(order.length),
    found: 0,
    jids: [],
  };
  for await (const chunk of timeChunks(marks, order, { keepsMarks: true, isGivenUp })) {
    if (chunk === 'given-up') return undefined;
    listChunk(listing, marks, chunk);
    await pause();
  }
  const { counts, jids, found, hits } = listing;
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
    placeSome(listing, order, hits.subarray(from, Math.min(found, from + segmentLength)), ranks);
    await pause();
    if (isGivenUp()) return undefined;
  }
  return { jids: Uint32Array.from(jids), ends, ranks };
}

type Listing = {
  readonly column: readonly Uint32Array[];
  /** Events of each job by its jid; 0 before its first start. */
  readonly counts: Uint32Array;
  /** Ranks of the events found, in time order. */
  readonly hits: Uint32Array;
  found: number;
  readonly jids: number[];
};

function listChunk(listing: Listing, marks: Marks, chunk: TimeChunk): void {
  const { column, counts, hits, jids } = listing;
  const words = chunk.ids === undefined ? marks.wordsOf(chunk.rank >>> 16) : undefined;
  let { found } = listing;
  for (let at = 0; at < chunk.count; at++) {
    if ((at & 3) === 0 && words !== undefined && words[at >>> 2] === 0) {
      at += 3;
      continue;
    }
    const mark = markAt(marks, chunk, at);
    if (mark === 0) continue;
    const row = idAt(chunk, at) - 1;
    const jid = column[row >>> 16]?.[row & 0xffff] ?? 0;
    const count = counts[jid] ?? 0;
    if (count === 0) {
      if (jid === 0 || (mark & 1) === 0) continue;
      jids.push(jid);
    }
    counts[jid] = count + 1;
    hits[found++] = chunk.rank + at;
  }
  listing.found = found;
}

/** Puts events, of all jobs in time order, behind those of their job. */
function placeSome({ column, counts }: Listing, order: TimeOrder, hits: Uint32Array, ranks: Uint32Array): void {
  for (let at = 0; at < hits.length; at++) {
    const rank = hits[at] ?? 0;
    const row = eventOf(order, rank) - 1;
    const jid = column[row >>> 16]?.[row & 0xffff] ?? 0;
    const place = counts[jid] ?? 0;
    ranks[place] = rank;
    counts[jid] = place + 1;
  }
}
