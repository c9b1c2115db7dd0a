// timeline.next: the nearest failed or missing return before or behind a time.
import { done } from '../../shared/base/outcome.ts';
import type { FoundFailure } from '../../shared/questions/timeline.ts';
import { outcomeBit } from '../../shared/salt/job-outcome.ts';
import type { CaseFile } from '../store/case-file.ts';
import type { Question } from './question.ts';
import { findIndex } from './timeline/find-index.ts';
import { eventAt, type LaneIndex, rankAt, stampReader } from './timeline/lane-index.ts';

const missing = outcomeBit('missing');

/** Answers `timeline.next`. */
export const timelineNext: Question<'timeline.next'> = async (caseFile, body, context) => {
  const found = await findIndex(caseFile, body, context);
  if (!found.ok) return found;
  const index = found.value;
  const wanted = body.lanes === undefined ? undefined : markLanes(index, body.lanes);
  const failed = nextFailed(caseFile, index, wanted, body.from, body.isBackward);
  const open = nextMissing(index, wanted, body.from, body.isBackward);
  return done({ failure: nearer(failed, open, body.isBackward) });
};

function markLanes(index: LaneIndex, lanes: readonly number[]): Uint8Array {
  const marks = new Uint8Array(index.lanes);
  for (const lane of lanes) marks[lane] = 1;
  return marks;
}

/** Along the failed returns, which are in time order. */
function nextFailed(
  caseFile: CaseFile,
  index: LaneIndex,
  wanted: Uint8Array | undefined,
  from: number,
  isBackward: boolean,
): FoundFailure | undefined {
  const { ranks, lanes } = index.failed;
  const stampOf = stampReader(caseFile, index);
  const isWanted = (at: number): boolean => wanted === undefined || wanted[lanes[at] ?? 0] === 1;
  const rank = isBackward ? rankAt(index, stampOf, from) : rankAt(index, stampOf, Math.floor(from) + 1);
  let at = firstNotBelow(ranks, rank);
  if (isBackward) {
    do at -= 1;
    while (at >= 0 && !isWanted(at));
    if (at < 0) return undefined;
    // The first of those at the same time.
    const stamp = stampOf(ranks[at] ?? 0);
    for (let other = at - 1; other >= 0 && stampOf(ranks[other] ?? 0) === stamp; other -= 1) {
      if (isWanted(other)) at = other;
    }
  } else {
    while (at < ranks.length && !isWanted(at)) at += 1;
    if (at === ranks.length) return undefined;
  }
  const found = ranks[at] ?? 0;
  return {
    event: eventAt(index, found),
    stamp: stampOf(found),
    lane: lanes[at] ?? 0,
    outcome: 'failed',
    minion: 0,
  };
}

function firstNotBelow(ranks: Uint32Array, rank: number): number {
  let low = 0;
  let high = ranks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ranks[middle] ?? 0) < rank) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Open bars stand in order of their ends: all begins are looked at. */
function nextMissing(
  { open }: LaneIndex,
  wanted: Uint8Array | undefined,
  from: number,
  isBackward: boolean,
): FoundFailure | undefined {
  let best = -1;
  for (let bar = 0; bar < open.count; bar += 1) {
    if (open.outcome[bar] !== missing) continue;
    if (wanted !== undefined && wanted[open.lane[bar] ?? 0] !== 1) continue;
    const begin = open.from[bar] ?? 0;
    if (isBackward ? begin >= from : begin <= from) continue;
    const least = best < 0 ? Number.NaN : (open.from[best] ?? 0);
    const isNearer = isBackward ? !(begin <= least) : !(begin >= least);
    if (isNearer || (begin === least && isBefore(open, bar, best))) best = bar;
  }
  if (best < 0) return undefined;
  return {
    event: open.event[best] ?? 0,
    stamp: open.from[best] ?? 0,
    lane: open.lane[best] ?? 0,
    outcome: 'missing',
    minion: open.minion[best] ?? 0,
  };
}

function isBefore({ event, minion }: LaneIndex['open'], a: number, b: number): boolean {
  const [left, right] = [event[a] ?? 0, event[b] ?? 0];
  return left < right || (left === right && (minion[a] ?? 0) < (minion[b] ?? 0));
}

function nearer(a: FoundFailure | undefined, b: FoundFailure | undefined, isBackward: boolean): FoundFailure | null {
  if (a === undefined || b === undefined) return a ?? b ?? null;
  if (a.stamp === b.stamp) return a.event <= b.event ? a : b;
  return a.stamp > b.stamp === isBackward ? a : b;
}
