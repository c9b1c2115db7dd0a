// The second look: which minions did not return where they were expected, and which jobs asked about which.

import type { Stamp } from '../../shared/base/stamp.ts';
import type { CaseFile } from '../store/case-file.ts';
import type { ColumnReader } from './column-reader.ts';
import { type Groups, groupIds } from './id-list.ts';
import type { JobJoin } from './job-members.ts';
import type { Pacer } from './pacer.ts';
import { expectationsFrom, jidsPerSlice, type PublishRow } from './publishes.ts';
import { jobBits, type Scan } from './scan-events.ts';

/** A poll as it was sent. */
export type SentPoll = { readonly jid: number; readonly event: number; readonly asked: readonly Uint32Array[] };

/** What the second look finds. */
export type MissingReturns = {
  /** 1 for each minion that some job waits for in vain. */
  readonly wanted: Uint8Array;
  /** Jobs and polls that expected each minion. */
  readonly timesAsked: Uint32Array;
  /** The find_job polls about a job that somebody did not return to, and the jobs that killed it, by the jid they name. */
  readonly pollsAbout: ReadonlyMap<number, readonly SentPoll[]>;
  /** When the polls were sent that a minion never answered, by minion, in time order. */
  readonly silentPolls: ReadonlyMap<number, readonly Stamp[]>;
};

/** Functions after which the job they name does not run. */
const killFunctions = ['saltutil.kill_job', 'saltutil.term_job'];

/** Calls `visit` for every published job with its `new` events, in rising jid order; false when cancelled. */
export async function eachPublishedJob(
  caseFile: CaseFile,
  scan: Scan,
  pacer: Pacer,
  visit: (jid: number, publishes: readonly PublishRow[]) => void,
): Promise<boolean> {
  for (let from = 1; from <= scan.jobs.size; from += jidsPerSlice) {
    const rows = expectationsFrom(caseFile, from);
    let at = 0;
    while (at < rows.length) {
      const jid = rows[at]?.jid ?? 0;
      let end = at + 1;
      while (rows[end]?.jid === jid) end += 1;
      visit(jid, rows.slice(at, end));
      at = end;
      if (pacer.isDue() && (await pacer.rest())) return false;
    }
    if (pacer.isDue() && (await pacer.rest())) return false;
  }
  return true;
}

/** Finds all missing returns; `undefined` when cancelled. */
export async function findMissing(
  caseFile: CaseFile,
  scan: Scan,
  returns: Groups,
  join: JobJoin,
  stampOf: ColumnReader,
  pacer: Pacer,
): Promise<MissingReturns | undefined> {
  const wanted = new Uint8Array(scan.minions.size + 1);
  const timesAsked = new Uint32Array(scan.minions.size + 1);
  const pollsAbout = new Map<number, SentPoll[]>();
  const incomplete = new Uint8Array(scan.jobs.size + 1);
  const silentPolls = new Map<number, Stamp[]>();
  const jids = caseFile.dictionary('jid');
  const funs = caseFile.dictionary('fun');
  const findJob = funs.id('saltutil.find_job');
  const about = new Set([findJob, ...killFunctions.map((fun) => funs.id(fun))].filter((fun) => fun !== 0));
  const isDone = await eachPublishedJob(caseFile, scan, pacer, (jid, publishes) => {
    const fun = scan.jobs.fun[jid] ?? 0;
    const isPoll = findJob !== 0 && fun === findJob;
    if (about.has(fun)) {
      const named = jids.id(namedJid(publishes[0]?.arg) ?? '');
      // Jobs are named before they are polled for, so that it is known already whether anybody is missing there.
      if (named > jid || incomplete[named] === 1) {
        addTo(pollsAbout, named, {
          jid,
          event: publishes[0]?.event ?? 0,
          asked: publishes.map(({ expected }) => expected),
        });
      }
    }
    const members = join.join(publishes, groupIds(returns, jid));
    for (let at = 0; at < members.count; at += 1) {
      const minion = members.minion[at] ?? 0;
      const asked = members.asked[at] ?? 0;
      if (asked === 0) continue;
      timesAsked[minion] = (timesAsked[minion] ?? 0) + 1;
      if (members.ret[at] !== 0) continue;
      wanted[minion] = 1;
      incomplete[jid] = 1;
      if (isPoll && ((scan.jobs.bits[jid] ?? 0) & jobBits.isInternal) !== 0) addTo(silentPolls, minion, stampOf(asked));
    }
  });
  if (!isDone) return undefined;
  for (const sent of silentPolls.values()) sent.sort((a, b) => a - b);
  return { wanted, timesAsked, pollsAbout, silentPolls };
}

/** The jid that a find_job or kill_job is about: its first argument (salt-events §2.4, §4). */
function namedJid(arg: string | undefined): string | undefined {
  const match = /^\s*\[\s*"(\d+)"/.exec(arg ?? '');
  return match?.[1];
}

function addTo<V>(map: Map<number, V[]>, key: number, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
