// Puts event ids into groups: the returns of each job, the signs of life of the minions that some job waits for.
import { kindCode } from '../../shared/salt/kind.ts';
import type { CaseFile } from '../store/case-file.ts';
import { eventFlags, segmentLength } from '../store/columns/column-defs.ts';
import type { ColumnReader } from './column-reader.ts';
import { type Groups, groupIds, makeGroups } from './id-list.ts';
import type { Pacer } from './pacer.ts';
import { isLifeKind, type Scan } from './scan-events.ts';

const retKind = kindCode('ret');
const runRetKind = kindCode('run-ret');
const wheelRetKind = kindCode('wheel-ret');

/** The returns of each job, by jid, in the order of reading; `undefined` when cancelled. */
export async function groupReturns(caseFile: CaseFile, scan: Scan, pacer: Pacer): Promise<Groups | undefined> {
  const groups = makeGroups(scan.jobs.returned);
  const kinds = caseFile.columns.segments('kind');
  const jids = caseFile.columns.segments('jid');
  const flags = caseFile.columns.segments('flags');
  for (const [segment, kindPart] of kinds.entries()) {
    const jidPart = jids[segment];
    const flagPart = flags[segment];
    const first = segment * segmentLength + 1;
    const count = Math.min(segmentLength, scan.events - first + 1);
    for (let at = 0; at < count; at += 1) {
      const kind = kindPart[at];
      if (kind !== retKind && kind !== runRetKind && kind !== wheelRetKind) continue;
      const jid = jidPart?.[at] ?? 0;
      if (jid !== 0 && ((flagPart?.[at] ?? 0) & eventFlags.claimed) === 0) groups.put(jid, first + at);
    }
    if (pacer.isDue() && (await pacer.rest())) return undefined;
  }
  return groups;
}

/** Events of minions that reactors commonly answer, by minion, in time order; `undefined` when cancelled. */
export async function groupTriggers(
  caseFile: CaseFile,
  scan: Scan,
  stampOf: ColumnReader,
  pacer: Pacer,
): Promise<Groups | undefined> {
  const counts = new Uint32Array(scan.minions.size + 1);
  const minionParts = caseFile.columns.segments('minion');
  const ids = scan.rare.triggers.ids();
  const minionOf = (id: number) => minionParts[Math.floor((id - 1) / segmentLength)]?.[(id - 1) % segmentLength] ?? 0;
  const visit = async (see: (minion: number, id: number) => void): Promise<boolean> => {
    for (const [at, id] of ids.entries()) {
      see(minionOf(id), id);
      if ((at & 0x3fff) === 0x3fff && pacer.isDue() && (await pacer.rest())) return false;
    }
    return true;
  };
  const isCounted = await visit((minion) => {
    counts[minion] = (counts[minion] ?? 0) + 1;
  });
  if (!isCounted) return undefined;
  const groups = makeGroups(counts);
  if (!(await visit(groups.put))) return undefined;
  return (await sortGroups(groups, stampOf, pacer)) ? groups : undefined;
}

/** Sorts each group by stamp; false when cancelled. */
async function sortGroups(groups: Groups, stampOf: ColumnReader, pacer: Pacer): Promise<boolean> {
  for (let group = 1; group < groups.starts.length - 1; group += 1) {
    sortByStamp(groupIds(groups, group), stampOf);
    if ((group & 15) === 15 && pacer.isDue() && (await pacer.rest())) return false;
  }
  return true;
}

/** Signs of life of the minions that are asked about, each group in time order. */
export type LifeGroups = { readonly life: Groups; readonly returns: Groups };

/** Collects them; `wanted[minion]` ≠ 0 names the minions. `undefined` when cancelled. */
export async function groupLife(
  caseFile: CaseFile,
  scan: Scan,
  wanted: Uint8Array,
  stampOf: ColumnReader,
  pacer: Pacer,
): Promise<LifeGroups | undefined> {
  const lifeCounts = new Uint32Array(wanted.length);
  const returnCounts = new Uint32Array(wanted.length);
  const visit = async (see: (minion: number, id: number, isReturn: boolean) => void): Promise<boolean> => {
    const kinds = caseFile.columns.segments('kind');
    const minions = caseFile.columns.segments('minion');
    const flags = caseFile.columns.segments('flags');
    for (const [segment, kindPart] of kinds.entries()) {
      const minionPart = minions[segment];
      const flagPart = flags[segment];
      const first = segment * segmentLength + 1;
      const count = Math.min(segmentLength, scan.events - first + 1);
      for (let at = 0; at < count; at += 1) {
        const minion = minionPart?.[at] ?? 0;
        if (minion === 0 || wanted[minion] === 0) continue;
        const kind = kindPart[at] ?? 0;
        if (isLifeKind(kind) && ((flagPart?.[at] ?? 0) & eventFlags.claimed) === 0) {
          see(minion, first + at, kind === retKind);
        }
      }
      if (pacer.isDue() && (await pacer.rest())) return false;
    }
    return true;
  };
  const isCounted = await visit((minion, _, isReturn) => {
    lifeCounts[minion] = (lifeCounts[minion] ?? 0) + 1;
    if (isReturn) returnCounts[minion] = (returnCounts[minion] ?? 0) + 1;
  });
  if (!isCounted) return undefined;
  const life = makeGroups(lifeCounts);
  const returns = makeGroups(returnCounts);
  const isFilled = await visit((minion, id, isReturn) => {
    life.put(minion, id);
    if (isReturn) returns.put(minion, id);
  });
  if (!isFilled) return undefined;
  if (!(await sortGroups(life, stampOf, pacer)) || !(await sortGroups(returns, stampOf, pacer))) return undefined;
  return { life, returns };
}

/** Sorts ids by their stamps. Captures are nearly always in order already, which is looked at first. */
export function sortByStamp(ids: Uint32Array, stampOf: ColumnReader): void {
  for (let at = 1; at < ids.length; at += 1) {
    if (stampOf(ids[at] ?? 0) < stampOf(ids[at - 1] ?? 0)) {
      ids.sort((a, b) => stampOf(a) - stampOf(b) || a - b);
      return;
    }
  }
}

/** First place in ids in time order whose stamp is not before `time`. */
export function lowerBound(ids: ArrayLike<number>, stampOf: ColumnReader, time: number): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (stampOf(ids[middle] ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
