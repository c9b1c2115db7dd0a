// Collects the signs of where each job came from: runners at work, steps of orchestrations, events that may have set it off.

import type { JobOrigin } from '../../shared/questions/job-row.ts';
import { isObject, type Json } from '../../shared/salt/json.ts';
import { jobOrigin } from '../analysis/job-origin.ts';
import type { CaseFile } from '../store/case-file.ts';
import type { ColumnReader } from './column-reader.ts';
import { type Groups, groupIds } from './id-list.ts';
import type { JobMembers } from './job-members.ts';
import type { Pacer } from './pacer.ts';
import { jobBits, type Scan } from './scan-events.ts';

/** A runner that sends jobs of its own while it works. */
type RunnerAtWork = {
  readonly jid: number;
  readonly fun: string;
  readonly user: number;
  readonly from: number;
  readonly to: number;
  /** The first job that fits is taken for its own; a later one is somebody else's. */
  sent: number;
};

/** Functions that runners send to find out who is there; `runner.manage.versions` asks for the version instead. */
const sentBy: readonly { readonly runner: RegExp; readonly funs: ReadonlySet<string> }[] = [
  { runner: /^runner\.manage\./, funs: new Set(['test.ping', 'test.version']) },
  { runner: /^runner\.jobs\./, funs: new Set(['saltutil.running', 'saltutil.find_job']) },
];

/** Runners looked at that began before a job; as many are hardly ever at work at once. */
const mostAtOnce = 64;
/** A runner sends its job at once: after 40 ms to 1.3 s in all recordings. */
const sendTime = 10_000_000;
/** A reaction follows its event within this time (60 to 100 ms on an idle master, salt-live §4). */
const reactionTime = 1_000_000;

/** Judges origins, and which jobs runners sent by themselves. */
export class Origins {
  readonly #caseFile: CaseFile;
  readonly #scan: Scan;
  readonly #triggers: Groups;
  readonly #stampOf: ColumnReader;
  readonly #runners: readonly RunnerAtWork[];
  readonly #sentFuns: ReadonlySet<number>;
  readonly #steps: Steps;

  constructor(
    caseFile: CaseFile,
    scan: Scan,
    steps: Steps,
    triggers: Groups,
    stampOf: ColumnReader,
    jidOf: ColumnReader,
  ) {
    this.#caseFile = caseFile;
    this.#scan = scan;
    this.#triggers = triggers;
    this.#stampOf = stampOf;
    const ends = new Map<number, number>();
    for (const event of scan.rare.runnerReturns.ids()) ends.set(jidOf(event), stampOf(event));
    this.#runners = this.#findRunners(jidOf, ends);
    const funs = caseFile.dictionary('fun');
    this.#sentFuns = new Set(sentBy.flatMap((kind) => [...kind.funs].map((fun) => funs.id(fun))));
    this.#steps = steps;
  }

  /** The runner that sent this job to find out something by itself: such a job is internal (diagnosis §2). */
  runnerOf(jid: number, tgt: string | undefined): { readonly fun: string; readonly jid: string } | undefined {
    const { jobs } = this.#scan;
    // Runners ask everybody unless told otherwise; a smaller target is taken for an operator's.
    if (tgt !== '"*"') return undefined;
    const funId = jobs.fun[jid] ?? 0;
    if (!this.#sentFuns.has(funId)) return undefined;
    const fun = this.#caseFile.dictionary('fun').text(funId);
    const started = jobs.started[jid] ?? Number.NaN;
    const users = this.#caseFile.dictionary('user');
    const user = jobs.user[jid] ?? 0;
    const last = this.#lastBefore(started);
    for (let at = last; at >= 0 && at > last - mostAtOnce; at -= 1) {
      const runner = this.#runners[at];
      if (runner === undefined) break;
      if (started > runner.to || (runner.sent !== 0 && runner.sent !== jid)) continue;
      if (!sentBy.some((kind) => kind.runner.test(runner.fun) && kind.funs.has(fun))) continue;
      // Runners called through salt-api send as the master's own user (seen in 3006.30 and 3008.5).
      if (user === runner.user || users.text(user) === 'root' || users.text(user) === 'salt') {
        runner.sent = jid;
        return { fun: runner.fun, jid: this.#caseFile.dictionary('jid').text(runner.jid) };
      }
    }
    return undefined;
  }

  /** Place of the last runner that began before a time; −1 when none did. */
  #lastBefore(time: number): number {
    let low = 0;
    let high = this.#runners.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#runners[middle]?.from ?? 0) <= time) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** The origin of a job with these members. */
  originOf(
    jid: number,
    members: JobMembers,
    runner: { readonly fun: string; readonly jid: string } | undefined,
  ): JobOrigin {
    const { jobs } = this.#scan;
    const bits = jobs.bits[jid] ?? 0;
    const user = jobs.user[jid] ?? 0;
    const isPublished = (bits & jobBits.isPublished) !== 0;
    const userText = user === 0 ? undefined : this.#caseFile.dictionary('user').text(user);
    return jobOrigin({
      user: userText,
      isScheduled: (bits & jobBits.isScheduled) !== 0,
      step: this.#steps.get(jid),
      hasBatchEvents: (bits & jobBits.hasBatchEvents) !== 0,
      newEvents: jobs.published[jid] ?? 0,
      runner,
      trigger:
        isPublished && (userText === 'root' || userText === 'salt') && members.count === 1
          ? this.#triggerOf(members.minion[0] ?? 0, members.asked[0] ?? 0)
          : undefined,
      looksLikeSaltCall: !isPublished && (bits & jobBits.bareReturn) !== 0,
    });
  }

  #triggerOf(minion: number, asked: number): { readonly tag: string; readonly beforeMs: number } | undefined {
    const stamp = this.#stampOf(asked);
    const event = groupIds(this.#triggers, minion).findLast((id) => this.#stampOf(id) <= stamp);
    if (event === undefined || stamp - this.#stampOf(event) > reactionTime) return undefined;
    return { tag: this.#caseFile.tag(event), beforeMs: Math.round((stamp - this.#stampOf(event)) / 1000) };
  }

  #findRunners(jidOf: ColumnReader, ends: ReadonlyMap<number, number>): RunnerAtWork[] {
    const { jobs, rare } = this.#scan;
    const funs = this.#caseFile.dictionary('fun');
    const runners: RunnerAtWork[] = [];
    for (const event of rare.runnerBegins.ids()) {
      const jid = jidOf(event);
      const fun = funs.text(jobs.fun[jid] ?? 0);
      if (!sentBy.some((kind) => kind.runner.test(fun))) continue;
      const from = this.#stampOf(event);
      const to = Math.min(ends.get(jid) ?? Number.POSITIVE_INFINITY, from + sendTime);
      runners.push({ jid, fun, user: jobs.user[jid] ?? 0, from, to, sent: 0 });
    }
    return runners.sort((a, b) => a.from - b.from);
  }
}

/** The orchestration and step that a job belongs to, by jid. */
export type Steps = ReadonlyMap<number, { readonly orchestration: string; readonly id: string }>;

/**
 * The steps of all orchestrations, which name their jobs in `__jid__` once the orchestration has returned (salt-events §2.3).
 * `undefined` when cancelled.
 */
export async function readSteps(
  caseFile: CaseFile,
  scan: Scan,
  jidOf: ColumnReader,
  pacer: Pacer,
): Promise<Steps | undefined> {
  const steps = new Map<number, { readonly orchestration: string; readonly id: string }>();
  const jids = caseFile.dictionary('jid');
  const funs = caseFile.dictionary('fun');
  for (const event of scan.rare.runnerReturns.ids()) {
    const parent = jidOf(event);
    const fun = funs.text(scan.jobs.fun[parent] ?? 0);
    if (!fun.startsWith('runner.state.') || fun === 'runner.state.event') continue;
    for (const [id, child] of childJids(caseFile.event(event).data.return)) {
      const jid = jids.id(child);
      if (jid !== 0 && jid !== parent) steps.set(jid, { orchestration: jids.text(parent), id });
    }
    if (pacer.isDue() && (await pacer.rest())) return undefined;
  }
  return steps;
}

/** Pairs of step id and `__jid__` in an orchestration's return. */
function* childJids(value: Json | undefined): Generator<readonly [string, string]> {
  const data = isObject(value) ? value.data : undefined;
  if (!isObject(data)) return;
  for (const states of Object.values(data)) {
    if (!isObject(states)) continue;
    for (const [tag, state] of Object.entries(states)) {
      const jid = isObject(state) ? state.__jid__ : undefined;
      const id = isObject(state) ? state.__id__ : undefined;
      if (typeof jid === 'string') yield [typeof id === 'string' ? id : tag, jid];
    }
  }
}
