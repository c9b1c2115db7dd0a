// What the detectors of findings stand on: one pass over the columns, the derived jobs as arrays, and short ways to names and records.
import type { Stamp } from '../../../shared/base/stamp.ts';
import { outcomeBit, outcomeRules } from '../../../shared/salt/job-outcome.ts';
import type { JsonObject } from '../../../shared/salt/json.ts';
import { type Kind, kindCode } from '../../../shared/salt/kind.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { eventFlags, segmentLength } from '../../store/columns/column-defs.ts';
import { type ColumnReader, columnReader } from '../column-reader.ts';
import { IdList } from '../id-list.ts';
import type { Pacer } from '../pacer.ts';
import { StallWatch } from './stall-watch.ts';

/** Kinds whose events are listed. */
const listedKinds = [
  'new',
  'minion-start',
  'auth',
  'key',
  'presence',
  'batch',
  'run-new',
  'run-ret',
  'wheel-ret',
  'run-progress',
  'reactors',
  'hook',
  'job-error',
  'master-start',
  'custom',
] as const satisfies readonly Kind[];
type ListedKind = (typeof listedKinds)[number];

/** Thrown between two slices when the work was stopped; caught where the work was begun. */
export class Stopped extends Error {}

/** The derived jobs, by jid. */
export type JobFacts = {
  readonly isInternal: Uint8Array;
  readonly isTest: Uint8Array;
  /** Distinct minions that returned. */
  readonly returned: Uint32Array;
  readonly fun: Uint32Array;
  /** NaN where it is not known. */
  readonly started: Float64Array;
  readonly event: Uint32Array;
};

/** The returns of each job, by jid, as far as they tell a duration. */
export type ReturnTimes = {
  readonly count: Uint32Array;
  readonly sum: Float64Array;
  readonly max: Float64Array;
  /** All `ret` events, duplicates too. */
  readonly events: Uint32Array;
};

/** The ground of one derivation of findings. */
export type Ground = {
  readonly caseFile: CaseFile;
  /** Events looked at. */
  readonly events: number;
  readonly first: Stamp;
  readonly last: Stamp;
  readonly jobs: JobFacts;
  readonly times: ReturnTimes;
  readonly failed: IdList;
  readonly claimed: IdList;
  readonly stalls: StallWatch;
  /** Events of each minute since `first`. */
  readonly minutes: Uint32Array;
  readonly listed: (kind: ListedKind) => IdList;
  readonly stampOf: ColumnReader;
  readonly minionOf: ColumnReader;
  readonly jidOf: ColumnReader;
  readonly funOf: ColumnReader;
  readonly flagsOf: ColumnReader;
  readonly kindOf: ColumnReader;
  readonly minionName: (minion: number) => string;
  readonly jidText: (jid: number) => string;
  readonly funText: (fun: number) => string;
  /** The data of an event. */
  readonly dataOf: (event: number) => JsonObject;
  /** Lets others run when the slice is used up; throws {@link Stopped}. */
  readonly pause: () => Promise<void>;
};

const retKind = kindCode('ret');
const progKind = kindCode('prog');
const runnerReturns = new Set([kindCode('run-ret'), kindCode('wheel-ret')]);
const failedBit = outcomeBit('failed');
const stateRule = 1 + outcomeRules.indexOf('state-results');
/** A capture longer than this many minutes is no capture: some stamp is wrong. */
const mostMinutes = 5_000_000;

/** Looks over the case once. */
export async function readGround(caseFile: CaseFile, pacer: Pacer): Promise<Ground> {
  const pause = async (): Promise<void> => {
    if (pacer.isDue() && (await pacer.rest())) throw new Stopped();
  };
  const { columns } = caseFile;
  const events = columns.length;
  const ends = await readEnds(caseFile, pause);
  const minutes = new Uint32Array(Math.min(mostMinutes, Math.floor((ends.last - ends.first) / 60e6) + 1));
  const jidSize = caseFile.dictionary('jid').size + 1;
  const times: ReturnTimes = {
    count: new Uint32Array(jidSize),
    sum: new Float64Array(jidSize),
    max: new Float64Array(jidSize),
    events: new Uint32Array(jidSize),
  };
  const failed = new IdList();
  const claimed = new IdList();
  const stalls = new StallWatch();
  const byCode: (IdList | undefined)[] = [];
  for (const kind of listedKinds) byCode[kindCode(kind)] = new IdList();
  const part = <N extends Parameters<typeof columns.segments>[0]>(name: N) => columns.segments<N>(name);
  const [kindParts, stampParts, flagParts, jidParts] = [part('kind'), part('stamp'), part('flags'), part('jid')];
  const [minionParts, outcomeParts, ruleParts, durationParts] = [
    part('minion'),
    part('outcome'),
    part('outcomeRule'),
    part('durationUs'),
  ];
  for (const [segment, kinds] of kindParts.entries()) {
    const first = segment * segmentLength + 1;
    const count = Math.min(segmentLength, events - first + 1);
    const [stamps, flagged, jids, minions] = [
      stampParts[segment],
      flagParts[segment],
      jidParts[segment],
      minionParts[segment],
    ];
    const [outcomes, rules, durations] = [outcomeParts[segment], ruleParts[segment], durationParts[segment]];
    if (!stamps || !flagged || !jids || !minions || !outcomes || !rules || !durations) continue;
    for (let at = 0; at < count; at += 1) {
      const kind = kinds[at] ?? 0;
      const flags = flagged[at] ?? 0;
      const stamp = stamps[at] ?? 0;
      if ((flags & eventFlags.stampless) === 0) {
        const minute = Math.floor((stamp - ends.first) / 60e6);
        if (minute >= 0 && minute < minutes.length) minutes[minute] = (minutes[minute] ?? 0) + 1;
      }
      if ((flags & eventFlags.claimed) !== 0) {
        claimed.add(first + at);
        continue;
      }
      const jid = jids[at] ?? 0;
      if (kind === retKind) {
        times.events[jid] = (times.events[jid] ?? 0) + 1;
        const duration = durations[at] ?? Number.NaN;
        if (duration >= 0) {
          times.count[jid] = (times.count[jid] ?? 0) + 1;
          times.sum[jid] = (times.sum[jid] ?? 0) + duration;
          if (duration > (times.max[jid] ?? 0)) times.max[jid] = duration;
        }
        if (outcomes[at] === failedBit && rules[at] !== stateRule && (flags & eventFlags.internal) === 0)
          failed.add(first + at);
        continue;
      }
      if (kind === progKind) stalls.see(jid, minions[at] ?? 0, stamp, first + at);
      if (runnerReturns.has(kind) && outcomes[at] === failedBit) failed.add(first + at);
      byCode[kind]?.add(first + at);
    }
    stalls.forget(stamps[count - 1] ?? 0);
    await pause();
  }
  return {
    caseFile,
    events,
    ...ends,
    jobs: await readJobs(caseFile, jidSize, pause),
    times,
    failed,
    claimed,
    stalls,
    minutes,
    listed: (kind) => byCode[kindCode(kind)] ?? new IdList(),
    stampOf: columnReader(caseFile, 'stamp'),
    minionOf: columnReader(caseFile, 'minion'),
    jidOf: columnReader(caseFile, 'jid'),
    funOf: columnReader(caseFile, 'fun'),
    flagsOf: columnReader(caseFile, 'flags'),
    kindOf: columnReader(caseFile, 'kind'),
    minionName: (minion) => caseFile.dictionary('minion').text(minion),
    jidText: (jid) => caseFile.dictionary('jid').text(jid),
    funText: (fun) => (fun === 0 ? '' : caseFile.dictionary('fun').text(fun).replaceAll('\u001f', ', ')),
    dataOf: (event) => caseFile.event(event).data,
    pause,
  };
}

async function readEnds(caseFile: CaseFile, pause: () => Promise<void>): Promise<{ first: Stamp; last: Stamp }> {
  const { columns } = caseFile;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const [segment, stamps] of columns.segments('stamp').entries()) {
    const flags = columns.segments('flags')[segment];
    const count = Math.min(segmentLength, columns.length - segment * segmentLength);
    for (let at = 0; at < count; at += 1) {
      if (((flags?.[at] ?? 0) & eventFlags.stampless) !== 0) continue;
      const stamp = stamps[at] ?? 0;
      if (stamp < first) first = stamp;
      if (stamp > last) last = stamp;
    }
    await pause();
  }
  return first <= last ? { first, last } : { first: 0, last: 0 };
}

const jobsPerSlice = 10_000;

async function readJobs(caseFile: CaseFile, size: number, pause: () => Promise<void>): Promise<JobFacts> {
  const jobs: JobFacts = {
    isInternal: new Uint8Array(size),
    isTest: new Uint8Array(size),
    returned: new Uint32Array(size),
    fun: new Uint32Array(size),
    started: new Float64Array(size).fill(Number.NaN),
    event: new Uint32Array(size),
  };
  type Row = {
    jid: number;
    internal: number;
    test: number;
    returned: number;
    fun: number | null;
    started: number | null;
    event: number;
  };
  const sql = `SELECT jid, is_internal AS internal, is_test AS test, returned, fun, started, event
FROM job WHERE jid > :after ORDER BY jid LIMIT ${jobsPerSlice}`;
  for (let after = 0; ; ) {
    const rows = caseFile.rows<Row>(sql, { after });
    for (const row of rows) {
      jobs.isInternal[row.jid] = row.internal;
      jobs.isTest[row.jid] = row.test;
      jobs.returned[row.jid] = row.returned;
      jobs.fun[row.jid] = row.fun ?? 0;
      jobs.started[row.jid] = row.started ?? Number.NaN;
      jobs.event[row.jid] = row.event;
    }
    if (rows.length < jobsPerSlice) return jobs;
    after = rows.at(-1)?.jid ?? after;
    await pause();
  }
}
