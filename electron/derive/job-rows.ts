// The third look: makes the rows of jobs and of their minions, and changes the event columns that follow from them.

import { type JobOutcome, outcomeBit, outcomes } from '../../shared/salt/job-outcome.ts';
import { listenedFrom, type Stretch } from '../analysis/coverage.ts';
import { type MissingVerdict, missingReason, type Sign, silentPoll } from '../analysis/missing-reason.ts';
import type { CaseFile } from '../store/case-file.ts';
import type { CaseWriter, DerivedRow } from '../store/case-writer.ts';
import { eventFlags } from '../store/columns/column-defs.ts';
import { type ColumnReader, columnReader } from './column-reader.ts';
import type { Evidence } from './evidence.ts';
import { type Groups, groupIds } from './id-list.ts';
import type { JobJoin, JobMembers } from './job-members.ts';
import type { Origins } from './origins.ts';
import type { PublishRow } from './publishes.ts';
import { type JobArrays, jobBits, type Scan } from './scan-events.ts';

/** Rows of one job. */
export type JobRows = { readonly job: DerivedRow; readonly members: readonly DerivedRow[] };

/** What the minions' rows need to know of all jobs; only `lastReturn` counts internal ones. Index: dictionary id. */
export type MinionTotals = {
  readonly returns: Uint32Array;
  readonly failed: Uint32Array;
  readonly missing: Uint32Array;
  /** Stamps, 0 for never. */
  readonly lastReturn: Float64Array;
  readonly lastAskedInVain: Float64Array;
};

const minute = 60_000_000;
const bitOf = Object.fromEntries(outcomes.map((outcome) => [outcome, outcomeBit(outcome)])) as {
  readonly [O in JobOutcome]: number;
};

/** Makes the rows, job by job. */
export class JobRowMaker {
  readonly totals: MinionTotals;
  readonly #writer: CaseWriter;
  readonly #jobs: JobArrays;
  readonly #returns: Groups;
  readonly #join: JobJoin;
  readonly #evidence: Evidence;
  readonly #origins: Origins;
  readonly #stretches: readonly Stretch[];
  readonly #stampOf: ColumnReader;
  readonly #outcomeOf: ColumnReader;
  readonly #ruleOf: ColumnReader;
  readonly #durationOf: ColumnReader;
  readonly #flagsOf: ColumnReader;
  readonly #findJob: number;

  constructor(parts: {
    readonly caseFile: CaseFile;
    readonly writer: CaseWriter;
    readonly scan: Scan;
    readonly returns: Groups;
    readonly join: JobJoin;
    readonly evidence: Evidence;
    readonly origins: Origins;
    readonly stretches: readonly Stretch[];
    readonly stampOf: ColumnReader;
  }) {
    const size = parts.scan.minions.size + 1;
    this.totals = {
      returns: new Uint32Array(size),
      failed: new Uint32Array(size),
      missing: new Uint32Array(size),
      lastReturn: new Float64Array(size),
      lastAskedInVain: new Float64Array(size),
    };
    this.#writer = parts.writer;
    this.#jobs = parts.scan.jobs;
    this.#returns = parts.returns;
    this.#join = parts.join;
    this.#evidence = parts.evidence;
    this.#origins = parts.origins;
    this.#stretches = parts.stretches;
    this.#stampOf = parts.stampOf;
    this.#outcomeOf = columnReader(parts.caseFile, 'outcome');
    this.#ruleOf = columnReader(parts.caseFile, 'outcomeRule');
    this.#durationOf = columnReader(parts.caseFile, 'durationUs');
    this.#flagsOf = columnReader(parts.caseFile, 'flags');
    this.#findJob = parts.caseFile.dictionary('fun').id('saltutil.find_job');
  }

  /** The rows of one job; its `new` events and returns get their derived columns. */
  make(jid: number, publishes: readonly PublishRow[]): JobRows {
    const jobs = this.#jobs;
    const returned = groupIds(this.#returns, jid);
    const members = this.#join.join(publishes, returned);
    const isPublished = publishes.length > 0;
    const runner = this.#origins.runnerOf(jid, publishes[0]?.tgt);
    const isInternal = runner !== undefined || ((jobs.bits[jid] ?? 0) & jobBits.isInternal) !== 0;
    if (runner !== undefined) jobs.bits[jid] = (jobs.bits[jid] ?? 0) | jobBits.isInternal;
    const slowest = this.#patchDurations(jid, members, returned, isPublished);

    const counts = { succeeded: 0, changed: 0, failed: 0, missing: 0, running: 0, unknown: 0 };
    const found: number[] = [];
    const rows: DerivedRow[] = [];
    let expected = 0;
    let distinct = 0;
    let ended = Number.NaN;
    for (let at = 0; at < members.count; at += 1) {
      const ret = members.ret[at] ?? 0;
      const minion = members.minion[at] ?? 0;
      const isExpected = members.asked[at] !== 0;
      if (isExpected) expected += 1;
      let verdict: MissingVerdict | undefined;
      let bit: number;
      if (ret !== 0) {
        distinct += 1;
        bit = this.#outcomeOf(ret) || bitOf.unknown;
        if (this.#isTimed(ret) && !(ended >= this.#stampOf(ret))) ended = this.#stampOf(ret);
      } else {
        verdict = this.#judgeMissing(jid, at, members, publishes, slowest);
        bit = bitOf[verdict.outcome];
      }
      const outcome = outcomes[31 - Math.clz32(bit)] ?? 'unknown';
      counts[outcome] += 1;
      found[at] = bit;
      rows.push(this.#memberRow(jid, at, members, bit, isPublished ? isExpected : null, verdict));
      this.#count(minion, ret, members.askedAt[at] ?? Number.NaN, outcome, isInternal);
    }
    this.#patchPublishes(publishes, found);
    rows.push(...this.#notAccepted(jid, publishes));
    // The table is ordered by jid and minion: rows in that order are appended, others would be fitted in.
    rows.sort((a, b) => Number(a.minion) - Number(b.minion));
    const started = jobs.started[jid] ?? Number.NaN;
    const end = counts.running > 0 || Number.isNaN(ended) ? null : ended;
    const origin = this.#origins.originOf(jid, members, runner);
    const first = publishes[0];
    return {
      members: rows,
      job: {
        jid,
        fun: orNull(jobs.fun[jid]),
        arg: first?.arg ?? 'null',
        user: orNull(jobs.user[jid]),
        tgt: first?.tgt ?? 'null',
        tgt_type: first?.tgtType ?? null,
        started: Number.isNaN(started) ? null : started,
        ended: end,
        duration_us: end === null || Number.isNaN(started) ? null : end - started,
        is_internal: isInternal ? 1 : 0,
        is_test: ((jobs.bits[jid] ?? 0) & jobBits.isTest) === 0 ? 0 : 1,
        expected: isPublished ? expected : null,
        returned: distinct,
        succeeded: counts.succeeded,
        changed: counts.changed,
        failed: counts.failed,
        missing: isPublished ? counts.missing : null,
        running: isPublished ? counts.running : null,
        unknown: counts.unknown,
        unexpected: isPublished ? members.count - expected : null,
        origin_kind: origin.kind,
        origin_certainty: origin.certainty,
        origin_because: origin.because,
        event: jobs.event[jid] ?? 0,
      },
    };
  }

  /** Sets the duration of every return and gives the longest. */
  #patchDurations(jid: number, members: JobMembers, returned: Uint32Array, isPublished: boolean): number {
    let slowest = 0;
    for (const ret of returned) {
      const at = this.#join.placeOf(this.#join.minionOf(ret)) ?? -1;
      const duration = this.#duration(jid, ret, isPublished ? members.askedAt[at] : undefined);
      if (!Object.is(this.#durationOf(ret), duration)) this.#writer.patch('durationUs', ret, duration);
      if (duration > slowest) slowest = duration;
    }
    return slowest;
  }

  /** False for an event without a stamp: its column only holds its place among the others. */
  #isTimed(event: number): boolean {
    return (this.#flagsOf(event) & eventFlags.stampless) === 0;
  }

  /** From the event that asked for it to the return; of a runner from its own beginning; NaN where that is not known. */
  #duration(jid: number, ret: number, askedAt: number | undefined): number {
    if (!this.#isTimed(ret)) return Number.NaN;
    const duration = this.#stampOf(ret) - (askedAt ?? this.#jobs.started[jid] ?? Number.NaN);
    return duration >= 0 ? duration : Number.NaN;
  }

  #judgeMissing(
    jid: number,
    at: number,
    members: JobMembers,
    publishes: readonly PublishRow[],
    slowest: number,
  ): MissingVerdict {
    const minion = members.minion[at] ?? 0;
    const stamp = members.askedAt[at] ?? Number.NaN;
    const { until, goesOn } = listenedFrom(this.#stretches, stamp);
    if (this.#findJob !== 0 && this.#jobs.fun[jid] === this.#findJob) {
      return silentPoll({ event: members.asked[at] ?? 0, stamp }, until);
    }
    return missingReason({
      asked: { event: members.asked[at] ?? 0, stamp },
      notAccepted: this.#unknownTo(publishes, minion),
      deadline: stamp + Math.max(minute, 3 * slowest),
      listenedUntil: until,
      goesOn,
      polls: this.#evidence.pollsAbout(jid, minion),
      trail: this.#evidence.trailOf(minion),
    });
  }

  #unknownTo(publishes: readonly PublishRow[], minion: number): Sign | undefined {
    const event = publishes.find(({ missing }) => missing.includes(minion))?.event;
    return event === undefined ? undefined : { event, stamp: this.#stampOf(event) };
  }

  /** Names in the target that the master does not know: shown with the job, counted nowhere (nobody expected them). */
  #notAccepted(jid: number, publishes: readonly PublishRow[]): DerivedRow[] {
    const rows = new Map<number, DerivedRow>();
    for (const { event, missing } of publishes) {
      for (const minion of missing) {
        if (rows.has(minion) || this.#join.placeOf(minion) !== undefined) continue;
        rows.set(minion, {
          jid,
          minion,
          outcome: bitOf.missing,
          rule: 0,
          event: null,
          duration_us: null,
          duplicates: 0,
          is_expected: 0,
          reason: 'not-accepted',
          certainty: 'certain',
          evidence: `[${event}]`,
          also: '[]',
        });
      }
    }
    return [...rows.values()];
  }

  #memberRow(
    jid: number,
    at: number,
    members: JobMembers,
    bit: number,
    isExpected: boolean | null,
    verdict: MissingVerdict | undefined,
  ): DerivedRow {
    const ret = members.ret[at] ?? 0;
    const isPublished = isExpected !== null;
    const duration = ret === 0 ? Number.NaN : this.#duration(jid, ret, isPublished ? members.askedAt[at] : undefined);
    const because = verdict?.because;
    return {
      jid,
      minion: members.minion[at] ?? 0,
      outcome: bit,
      rule: ret === 0 ? 0 : this.#ruleOf(ret),
      event: ret === 0 ? null : ret,
      duration_us: Number.isNaN(duration) ? null : duration,
      duplicates: members.duplicates[at] ?? 0,
      is_expected: isExpected === null ? null : Number(isExpected),
      reason: because?.reason ?? null,
      certainty: because?.certainty ?? null,
      evidence: because === undefined ? null : JSON.stringify(because.evidence),
      also: because === undefined ? null : JSON.stringify(because.also),
    };
  }

  /** A `new` event shows what became of the minions that it expects. */
  #patchPublishes(publishes: readonly PublishRow[], found: readonly number[]): void {
    for (const { event, expected } of publishes) {
      let bits = 0;
      for (const minion of expected) bits |= found[this.#join.placeOf(minion) ?? -1] ?? 0;
      if (this.#outcomeOf(event) !== bits) this.#writer.patch('outcome', event, bits);
    }
  }

  #count(minion: number, ret: number, askedAt: number, outcome: JobOutcome, isInternal: boolean): void {
    const { returns, failed, missing, lastReturn, lastAskedInVain } = this.totals;
    if (ret !== 0) lastReturn[minion] = Math.max(lastReturn[minion] ?? 0, this.#stampOf(ret));
    if (isInternal) return;
    if (ret !== 0) returns[minion] = (returns[minion] ?? 0) + 1;
    if (outcome === 'failed') failed[minion] = (failed[minion] ?? 0) + 1;
    if (outcome !== 'missing') return;
    missing[minion] = (missing[minion] ?? 0) + 1;
    lastAskedInVain[minion] = Math.max(lastAskedInVain[minion] ?? 0, askedAt);
  }
}

function orNull(id: number | undefined): number | null {
  return id === undefined || id === 0 ? null : id;
}
