// Detectors of runs that are more than one job: batches, orchestrations, reactions in a circle, schedules, returns that came twice.

import { isObject, type Json, type JsonObject } from '../../../shared/salt/json.ts';
import { splitLowTag } from '../../../shared/salt/low-tag.ts';
import { orchestrationFunctions } from '../../../shared/salt/orchestration-functions.ts';
import { problemCodes } from '../../../shared/salt/problem.ts';
import type { Candidate } from '../../analysis/finding-draft.ts';
import { requisiteFailed } from '../../analysis/state-roles.ts';
import { lowerBound } from '../group-events.ts';
import type { Detector } from './detector.ts';
import type { Ground } from './ground.ts';

/** Jobs looked at between two events of a loop. */
const mostBetween = 8;
/** Orchestrations and batches read. */
const mostRead = 2_000;

/** Batches that stopped before their end (`--failhard`). */
export const stoppedBatches: Detector = async (ground) => {
  const found: Candidate[] = [];
  for (const event of ground.listed('batch').ids()) {
    if (!ground.caseFile.tag(event).endsWith('/halted')) continue;
    const { state, fun } = ground.dataOf(event);
    const map = isObject(state) ? state : {};
    const jid = ground.jidOf(event);
    const size = (value: Json | undefined) =>
      Array.isArray(value) ? value.length : isObject(value) ? Object.keys(value).length : undefined;
    const all = size(map.all_minions);
    const left = size(map.pending);
    const reached = size(map.done);
    const stamp = ground.stampOf(event);
    found.push({
      variant: all === undefined || reached === undefined ? 'uncounted' : null,
      key: ground.jidText(jid),
      minions: new Set(),
      jids: new Set([jid]),
      events: [event],
      first: stamp,
      last: stamp,
      consequences: left ?? 0,
      quote: typeof map.halted_reason === 'string' ? map.halted_reason : null,
      values: {
        job: ground.jidText(jid),
        fun: typeof fun === 'string' ? fun : '',
        reached: reached ?? '?',
        all: all ?? '?',
        left: left ?? '?',
      },
    });
    if (found.length === mostRead) break;
    await ground.pause();
  }
  return found;
};

/** Orchestrations of which a step failed. */
export const failedSteps: Detector = async (ground) => {
  const found: Candidate[] = [];
  for (const event of ground.failed.ids()) {
    const fun = ground.funText(ground.funOf(event));
    if (!orchestrationFunctions.has(fun)) continue;
    const data = ground.dataOf(event);
    const jid = ground.jidOf(event);
    const jids = ground.caseFile.dictionary('jid');
    const steps = stepsOf(data.return);
    const failed = steps.filter(({ isHeldBack }) => !isHeldBack);
    const names = failed.map(({ id }) => id);
    const minions = failed.flatMap((step) => step.minions).map((name) => ground.caseFile.dictionary('minion').id(name));
    const children = failed
      .flatMap((step) => (step.jid === undefined ? [] : [jids.id(step.jid)]))
      .filter((id) => id !== 0);
    const began = ground.jobs.started[jid] ?? Number.NaN;
    const stamp = ground.stampOf(event);
    found.push({
      variant: steps.length === 0 ? 'whole' : null,
      key: ground.jidText(jid),
      minions: new Set(minions.filter((id) => id !== 0)),
      jids: new Set([jid, ...children]),
      events: [event],
      first: Number.isNaN(began) ? stamp : began,
      last: stamp,
      consequences: steps.length - failed.length,
      quote: failed[0]?.comment ?? null,
      values: {
        steps: { list: names },
        held: { list: steps.flatMap(({ id, isHeldBack }) => (isHeldBack ? [id] : [])) },
        job: ground.jidText(jid),
        sls: slsOf(data),
      },
    });
    if (found.length === mostRead) break;
    await ground.pause();
  }
  return found;
};

type Step = {
  readonly id: string;
  readonly isHeldBack: boolean;
  readonly comment: string;
  readonly jid: string | undefined;
  readonly minions: string[];
};

/** The failed steps of an orchestration's return, which stand two maps deep. */
function stepsOf(value: Json | undefined, depth = 3): Step[] {
  if (!isObject(value) || depth === 0) return [];
  return Object.entries(value).flatMap(([tag, state]): Step[] => {
    const low = splitLowTag(tag);
    if (low === undefined) return stepsOf(state, depth - 1);
    if (!isObject(state) || state.result !== false) return [];
    const comment = typeof state.comment === 'string' ? state.comment : '';
    return [
      {
        id: typeof state.__id__ === 'string' ? state.__id__ : low.id,
        isHeldBack: comment.startsWith(requisiteFailed),
        comment,
        jid: typeof state.__jid__ === 'string' ? state.__jid__ : undefined,
        minions: /Run failed on minions: ([^\n]+)/.exec(comment)?.[1]?.split(', ') ?? [],
      },
    ];
  });
}

function slsOf({ fun_args: args }: JsonObject): string {
  const first = Array.isArray(args) ? args[0] : undefined;
  if (typeof first === 'string') return first;
  return isObject(first) && typeof first.mods === 'string' ? first.mods : '';
}

/** A custom event whose reaction sends it again, round after round. */
export const reactorLoops: Detector = async (ground, { parameters }) => {
  const { rounds = 5, round_s: roundS = 15 } = parameters;
  const starts = Uint32Array.from([...ground.listed('new').ids(), ...ground.listed('run-new').ids()])
    .filter((event) => ground.jobs.isInternal[ground.jidOf(event)] !== 1)
    .sort((a, b) => ground.stampOf(a) - ground.stampOf(b));
  await ground.pause();
  const found: Candidate[] = [];
  for (const events of await customStreams(ground, rounds)) {
    events.sort((a, b) => ground.stampOf(a) - ground.stampOf(b));
    const loop = longestLoop(ground, events, starts, roundS * 1e6);
    await ground.pause();
    if (loop === undefined || loop.events.length < rounds) continue;
    const [event] = loop.events;
    if (event === undefined) continue;
    const minion = ground.minionOf(event);
    const stamps = loop.events.map(ground.stampOf);
    found.push({
      key: `${ground.caseFile.tag(event)} ${minion === 0 ? '' : ground.minionName(minion)}`,
      certainty: 'inferred',
      minions: new Set(minion === 0 ? [] : [minion]),
      jids: new Set(loop.jobs.map(ground.jidOf)),
      events: loop.events.flatMap((one, at) => [one, ...(loop.jobs[at] === undefined ? [] : [loop.jobs[at]])]),
      first: Math.min(...stamps),
      last: Math.max(...stamps),
      consequences: loop.jobs.length,
      values: {
        tag: ground.caseFile.tag(event),
        fun: ground.funText(ground.funOf(loop.jobs[0] ?? 0)),
        rounds: loop.events.length,
        round: { seconds: (Math.max(...stamps) - Math.min(...stamps)) / 1e6 / Math.max(1, loop.events.length - 1) },
        minions: { list: minion === 0 ? [] : [ground.minionName(minion)] },
      },
    });
  }
  return found;
};

/** Custom events by tag and minion: those that there are often enough of, and close enough to each other at their closest. */
async function customStreams(ground: Ground, rounds: number): Promise<number[][]> {
  const shapes = ground.caseFile.columns;
  const size = ground.caseFile.dictionary('minion').size + 1;
  const streams = new Map<number, number[]>();
  for (const event of ground.listed('custom').ids()) {
    const key = shapes.value('shape', event) * size + ground.minionOf(event);
    const list = streams.get(key);
    if (list === undefined) streams.set(key, [event]);
    else list.push(event);
  }
  await ground.pause();
  return [...streams.values()].filter(({ length }) => length >= rounds);
}

/** The longest stretch of a stream in which one and the same function was started between each two events. */
function longestLoop(ground: Ground, events: readonly number[], starts: Uint32Array, roundUs: number) {
  let best: { events: number[]; jobs: number[] } | undefined;
  let chain: { events: number[]; jobs: number[]; fun: number } | undefined;
  let at = lowerBound(starts, ground.stampOf, ground.stampOf(events[0] ?? 0));
  for (const [place, event] of events.entries()) {
    const next = events[place + 1];
    const from = ground.stampOf(event);
    const to = next === undefined ? Number.NEGATIVE_INFINITY : ground.stampOf(next);
    const between: number[] = [];
    if (to - from <= roundUs) {
      while (at < starts.length && ground.stampOf(starts[at] ?? 0) < from) at += 1;
      for (
        let step = at;
        step < starts.length && ground.stampOf(starts[step] ?? 0) < to && between.length < mostBetween;
        step += 1
      )
        between.push(starts[step] ?? 0);
    } else at = lowerBound(starts, ground.stampOf, to);
    const job = between.find((start) => chain === undefined || ground.funOf(start) === chain.fun);
    if (job === undefined || to - from > roundUs) {
      chain?.events.push(event);
      if (chain !== undefined && chain.events.length > (best?.events.length ?? 0)) best = chain;
      chain = undefined;
    } else {
      chain ??= { events: [], jobs: [], fun: ground.funOf(job) };
      chain.events.push(event);
      chain.jobs.push(job);
    }
  }
  return best;
}

/** Returns that came more than once; they count once. */
export const duplicateReturns: Detector = async (ground, { parameters }) => {
  const { times, jobs, caseFile } = ground;
  const jids = new Set<number>();
  for (let jid = 1; jid < times.events.length; jid += 1) {
    if (jobs.isInternal[jid] === 0 && jobs.event[jid] !== 0 && (times.events[jid] ?? 0) > (jobs.returned[jid] ?? 0))
      jids.add(jid);
  }
  type Row = { readonly minion: number; readonly event: number | null; readonly duplicates: number };
  const minions = new Set<number>();
  const events: number[] = [];
  let count = 0;
  for (const jid of jids) {
    const rows = caseFile.rows<Row>(
      'SELECT minion, event, duplicates FROM job_minion WHERE jid = :jid AND duplicates > 0',
      { jid },
    );
    if (rows.length === 0) jids.delete(jid);
    for (const row of rows) {
      minions.add(row.minion);
      count += row.duplicates;
      if (row.event !== null) events.push(row.event);
    }
    await ground.pause();
  }
  if (count < (parameters.least ?? 1)) return [];
  const stamps = events.map(ground.stampOf);
  return [
    {
      key: 'returns',
      minions,
      jids,
      events,
      first: stamps.reduce((a, b) => Math.min(a, b), stamps[0] ?? 0),
      last: stamps.reduce((a, b) => Math.max(a, b), stamps[0] ?? 0),
      values: {
        count,
        minions: { list: [...minions].map(ground.minionName) },
        jobs: { list: [...jids].map(ground.jidText) },
      },
    },
  ];
};

const trimmedCode = problemCodes.indexOf('trimmed');

/** Events in which Salt left a value out because they were too large. */
export const trimmedValues: Detector = async (ground) => {
  const rows = ground.caseFile.rows<{ event: number }>(
    `SELECT DISTINCT event FROM problem WHERE code = ${trimmedCode} AND event IS NOT NULL ORDER BY event LIMIT 10000`,
  );
  const byFun = Map.groupBy(rows, ({ event }) => ground.funText(ground.funOf(event)));
  await ground.pause();
  return [...byFun].map(([fun, some]) => {
    const events = some.map(({ event }) => event);
    const minions = new Set(events.map(ground.minionOf).filter((minion) => minion !== 0));
    const stamps = events.map(ground.stampOf);
    return {
      key: fun,
      minions,
      jids: new Set(events.map(ground.jidOf).filter((jid) => jid !== 0)),
      events,
      first: Math.min(...stamps),
      last: Math.max(...stamps),
      values: { fun, count: events.length, minions: { list: [...minions].map(ground.minionName) } },
    };
  });
};
