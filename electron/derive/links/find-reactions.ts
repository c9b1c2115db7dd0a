// Finds the events that jobs of the reactor, or of the master's own user, may be reactions to.
import type { Json } from '../../../shared/salt/json.ts';
import type { FoundLink } from '../../analysis/links/found-link.ts';
import {
  judgeReaction,
  quotesWord,
  reactionSlack,
  reactionWindow,
  reactorWindow,
  type StartedJob,
  type Trigger,
} from '../../analysis/links/reaction.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { type ColumnReader, columnReader } from '../column-reader.ts';
import { lowerBound, sortByStamp } from '../group-events.ts';
import type { Pacer } from '../pacer.ts';
import type { JobTable } from './job-table.ts';

/** True for a tag that an entry of the reactor map matches. */
export type MapMatch = (tag: string) => boolean;

/** Triggers looked at before one job; on a very busy bus older ones are beyond telling. */
const mostTriggers = 512;

type Candidate = {
  readonly place: number;
  readonly job: StartedJob;
  readonly triggers: readonly Trigger[];
};

/** The reactions; `undefined` when cancelled. `taken` are jobs whose cause is certain already. */
export async function findReactions(
  caseFile: CaseFile,
  jobs: JobTable,
  triggerIds: Uint32Array,
  taken: ReadonlySet<number>,
  inMap: MapMatch | undefined,
  pacer: Pacer,
): Promise<FoundLink[] | undefined> {
  const stampOf = columnReader(caseFile, 'stamp');
  const triggers = triggerIds.slice();
  sortByStamp(triggers, stampOf);
  const near = new TriggersNear(caseFile, triggers, stampOf, inMap);
  const users = caseFile.dictionary('user');
  const reactor = users.id('Reactor');
  const own = new Set([users.id('root'), users.id('salt')].filter((id) => id !== 0));
  const candidates: Candidate[] = [];
  for (let place = 0; place < jobs.count; place += 1) {
    if ((place & 255) === 255 && pacer.isDue() && (await pacer.rest())) return undefined;
    const user = jobs.user[place] ?? 0;
    const isReactor = user !== 0 && user === reactor;
    const isLocal = own.has(user) && jobs.isPublished[place] === 1 && jobs.isInternal[place] === 0;
    if ((!isReactor && !isLocal) || taken.has(jobs.jid[place] ?? 0)) continue;
    const job = startedJob(caseFile, jobs, place, isReactor);
    const found = near.of(job);
    if (found.length > 0) candidates.push({ place, job, triggers: found });
  }
  const habits = new Habits(caseFile, jobs, candidates, near);
  const claimed = new Map<number, Set<number>>();
  return candidates.flatMap(({ place, job, triggers: nearby }) => {
    const fun = jobs.fun[place] ?? 0;
    // A trigger brings about each of its reactions once: the second firing of a beacon has its own.
    const open = nearby.filter(({ event }) => claimed.get(event)?.has(fun) !== true);
    const judged = judgeReaction(job, open.length === 0 ? nearby : open, {
      isInMap: near.isInMap,
      habit: (trigger) => habits.of(trigger, fun),
      expectedByChance: (trigger, waitUs) => habits.expectedByChance(trigger, waitUs),
    });
    if (judged === undefined) return [];
    const { best, certainty, score, parts, runnerUp } = judged;
    if (certainty === 'inferred') {
      const funs = claimed.get(best.event) ?? new Set();
      claimed.set(best.event, funs.add(fun));
    }
    const link: FoundLink = {
      kind: 'reaction',
      certainty,
      from: { event: best.event },
      to: { job: jobs.jid[place] ?? 0 },
      because: {
        code: job.isReactor ? 'reaction-by-user' : 'reaction-looks-like',
        values: { tag: best.tag, ms: Math.round((job.stamp - best.stamp) / 1000) },
      },
      evidence: [best.event, jobs.event[place] ?? 0],
      score,
      parts,
      ...(runnerUp === undefined ? {} : { runnerUp }),
    };
    return [link];
  });
}

/** What a job tells about itself; only that of the reactor is read from its record, others from the table `publish`. */
function startedJob(caseFile: CaseFile, jobs: JobTable, place: number, isReactor: boolean): StartedJob {
  const stamp = jobs.started[place] ?? 0;
  const jid = jobs.jid[place] ?? 0;
  if (jobs.isPublished[place] === 0) {
    const { fun_args: args } = caseFile.event(jobs.event[place] ?? 0).data;
    return { stamp, isReactor, targets: undefined, text: JSON.stringify(args ?? []) };
  }
  type Row = { readonly tgt: string; readonly arg: string; readonly expected: Uint8Array };
  const row = caseFile.rows<Row>('SELECT tgt, arg, expected FROM publish WHERE jid = :jid LIMIT 1', { jid })[0];
  const minions = caseFile.dictionary('minion');
  // More than a few minions are a target of their own making, not that of one event.
  const targets =
    row === undefined || row.expected.length > 16 ? [] : readIds(row.expected).map((id) => minions.text(id));
  return { stamp, isReactor, targets, text: row === undefined ? '' : textOf(row.arg, row.tgt) };
}

function textOf(arg: string, tgt: string): string {
  const parsed: Json = JSON.parse(arg);
  return Array.isArray(parsed) && parsed.length === 0 ? tgt : `${arg} ${tgt}`;
}

function readIds(blob: Uint8Array): number[] {
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
  return Array.from({ length: blob.byteLength >> 2 }, (_, at) => view.getUint32(at * 4, true));
}

/** The triggers shortly before a job that have anything to do with it. */
class TriggersNear {
  readonly isInMap: (trigger: Trigger) => boolean | undefined;
  readonly minionOf: ColumnReader;
  readonly shapeOf: ColumnReader;
  readonly ids: Uint32Array;
  readonly #caseFile: CaseFile;
  readonly #stampOf: ColumnReader;

  constructor(caseFile: CaseFile, ids: Uint32Array, stampOf: ColumnReader, inMap: MapMatch | undefined) {
    this.#caseFile = caseFile;
    this.#stampOf = stampOf;
    this.ids = ids;
    this.minionOf = columnReader(caseFile, 'minion');
    this.shapeOf = columnReader(caseFile, 'shape');
    this.isInMap = (trigger) => inMap?.(trigger.tag);
  }

  of(job: StartedJob): Trigger[] {
    const window = job.isReactor ? reactorWindow : reactionWindow;
    const end = lowerBound(this.ids, this.#stampOf, job.stamp + reactionSlack);
    const begin = Math.max(0, end - mostTriggers, lowerBound(this.ids, this.#stampOf, job.stamp - window));
    const minions = this.#caseFile.dictionary('minion');
    const found: Trigger[] = [];
    for (let at = end - 1; at >= begin; at -= 1) {
      const event = this.ids[at] ?? 0;
      const id = this.minionOf(event);
      const minion = id === 0 ? '' : minions.text(id);
      const isNamed = minion !== '' && (job.targets?.includes(minion) === true || quotesWord(job.text, minion));
      const tag = this.#caseFile.tag(event);
      const trigger = { event, stamp: this.#stampOf(event), minion, tag };
      if (isNamed || job.isReactor || job.text.includes(tag) || this.isInMap(trigger) === true) found.push(trigger);
    }
    return found;
  }
}

/** How regularly events of one shape are followed by one function. */
class Habits {
  readonly #shapeOf: ColumnReader;
  readonly #fired = new Map<number, number>();
  readonly #followed = new Map<string, Set<number>>();
  readonly #byMinion = new Map<string, number>();
  readonly #jobs: number;
  readonly #spanUs: number;

  constructor(caseFile: CaseFile, jobs: JobTable, candidates: readonly Candidate[], near: TriggersNear) {
    const shapeOf = columnReader(caseFile, 'shape');
    this.#shapeOf = shapeOf;
    this.#jobs = candidates.filter(({ job }) => job.targets?.length === 1).length;
    this.#spanUs = Math.max(1, (jobs.started[jobs.count - 1] ?? 0) - (jobs.started[0] ?? 0));
    if (candidates.length === 0) return;
    const minions = caseFile.dictionary('minion');
    for (const event of near.ids) {
      this.#fired.set(shapeOf(event), (this.#fired.get(shapeOf(event)) ?? 0) + 1);
      const id = near.minionOf(event);
      if (id === 0) continue;
      const minion = minions.text(id);
      this.#byMinion.set(minion, (this.#byMinion.get(minion) ?? 0) + 1);
    }
    for (const { place, triggers } of candidates) {
      const fun = jobs.fun[place] ?? 0;
      for (const { event } of triggers) {
        const key = `${shapeOf(event)} ${fun}`;
        const events = this.#followed.get(key);
        if (events === undefined) this.#followed.set(key, new Set([event]));
        else events.add(event);
      }
    }
  }

  expectedByChance({ minion }: Trigger, waitUs: number): number {
    return (this.#jobs * (this.#byMinion.get(minion) ?? 0) * waitUs) / this.#spanUs;
  }

  of({ event }: Trigger, fun: number): { readonly followed: number; readonly fired: number } {
    const shape = this.#shapeOf(event);
    return { followed: this.#followed.get(`${shape} ${fun}`)?.size ?? 0, fired: this.#fired.get(shape) ?? 0 };
  }
}
