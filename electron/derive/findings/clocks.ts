// Detectors over time: slow returns, stalled generators, gaps, drops of the rate, minions with wrong clocks.
import { outcomeRules } from '../../../shared/salt/job-outcome.ts';
import { kindCode } from '../../../shared/salt/kind.ts';
import type { Candidate } from '../../analysis/finding-draft.ts';
import { together } from '../../analysis/merge-candidates.ts';
import { eventFlags, segmentLength } from '../../store/columns/column-defs.ts';
import { listened } from '../listened.ts';
import type { Detector } from './detector.ts';

const retKind = kindCode('ret');
const trimmedRule = 1 + outcomeRules.indexOf('trimmed');
/** Jobs looked at closely, slowest first. */
const mostJobs = 2_000;

/** Returns that came much later than those of the same job from other minions. */
export const slowReturns: Detector = async (ground, { parameters }) => {
  const { factor = 3, least_s: leastS = 10, others = 4 } = parameters;
  const { times, jobs } = ground;
  const suspects: number[] = [];
  for (let jid = 1; jid < times.count.length; jid += 1) {
    const count = times.count[jid] ?? 0;
    const max = times.max[jid] ?? 0;
    if (count <= others || max < leastS * 1e6 || jobs.isInternal[jid] === 1) continue;
    if (max >= factor * (((times.sum[jid] ?? 0) - max) / (count - 1)) * 0.5) suspects.push(jid);
  }
  const chosen = new Set(suspects.sort((a, b) => (times.max[b] ?? 0) - (times.max[a] ?? 0)).slice(0, mostJobs));
  const returns = await returnsOf(ground, chosen);
  const late = new Map<number, { jid: number; event: number; extraS: number }[]>();
  for (const [jid, list] of returns) {
    const byMinion = new Map<number, { event: number; us: number }>();
    for (const one of list) {
      const minion = ground.minionOf(one.event);
      if (!byMinion.has(minion)) byMinion.set(minion, one);
    }
    const sorted = [...byMinion.values()].map(({ us }) => us).toSorted((a, b) => a - b);
    const middle = sorted[sorted.length >> 1] ?? 0;
    const limit = Math.max(factor * middle, middle + leastS * 1e6);
    for (const [minion, { event, us }] of byMinion) {
      if (us < limit) continue;
      const known = late.get(minion) ?? [];
      late.set(minion, known);
      known.push({ jid, event, extraS: (us - middle) / 1e6 });
    }
  }
  const alike = Map.groupBy([...late], ([, some]) => some.map(({ jid }) => jid).join(' '));
  return [...alike.values()].map((some) => {
    const all = some.flatMap(([, list]) => list);
    const stamps = all.map(({ event }) => ground.stampOf(event));
    const minions = some.map(([minion]) => minion);
    const jids = [...new Set(all.map(({ jid }) => jid))];
    return {
      key: `${ground.minionName(minions[0] ?? 0)} ${ground.jidText(jids[0] ?? 0)}`,
      minions: new Set(minions),
      jids: new Set(jids),
      events: all.map(({ event }) => event),
      first: Math.min(...stamps),
      last: Math.max(...stamps),
      values: {
        minions: { list: minions.map(ground.minionName) },
        jobs: { list: jids.map(ground.jidText) },
        extra: { seconds: Math.max(...all.map(({ extraS }) => extraS)) },
      },
    };
  });
};

async function returnsOf(
  ground: Parameters<Detector>[0],
  jids: ReadonlySet<number>,
): Promise<Map<number, { event: number; us: number }[]>> {
  const found = new Map<number, { event: number; us: number }[]>();
  if (jids.size === 0) return found;
  const { columns } = ground.caseFile;
  const [kinds, durations, rules, flags] = [
    columns.segments('kind'),
    columns.segments('durationUs'),
    columns.segments('outcomeRule'),
    columns.segments('flags'),
  ];
  for (const [segment, jidPart] of columns.segments('jid').entries()) {
    const first = segment * segmentLength + 1;
    const count = Math.min(segmentLength, ground.events - first + 1);
    for (let at = 0; at < count; at += 1) {
      const jid = jidPart[at] ?? 0;
      if (jid === 0 || kinds[segment]?.[at] !== retKind || !jids.has(jid)) continue;
      const us = durations[segment]?.[at] ?? Number.NaN;
      if (
        !(us >= 0) ||
        rules[segment]?.[at] === trimmedRule ||
        ((flags[segment]?.[at] ?? 0) & eventFlags.claimed) !== 0
      )
        continue;
      const list = found.get(jid) ?? [];
      found.set(jid, list);
      list.push({ event: first + at, us });
    }
    await ground.pause();
  }
  return found;
}

/** Progress events of a generator function that come a minute apart (a bug of 3007). */
export const generatorStalls: Detector = async (ground, { parameters }) => {
  const { stall_s: stallS = 60, items = 2 } = parameters;
  const ours = ground.stalls.pauses.filter(({ lengthUs }) => {
    const times = Math.round(lengthUs / 1e6 / stallS);
    return times >= 1 && times <= 3 && Math.abs(lengthUs / 1e6 - times * stallS) <= 0.02 * stallS * times;
  });
  const byRun = Map.groupBy(ours, ({ jid, minion }) => `${jid} ${minion}`);
  const stalled = [...byRun.values()].filter((pauses) => pauses.length >= items);
  const byFun = Map.groupBy(stalled, ([pause]) => {
    const jid = pause?.jid ?? 0;
    return ground.funText(ground.jobs.fun[jid] ?? 0) || ground.jidText(jid);
  });
  return [...byFun].map(([fun, runs]) => {
    const pauses = runs.flat();
    const minions = new Set(pauses.map(({ minion }) => minion));
    return {
      key: fun,
      minions,
      jids: new Set(pauses.map(({ jid }) => jid)),
      events: [...new Set(pauses.flatMap(({ from, to }) => [from, to]))],
      first: Math.min(...pauses.map(({ stamp, lengthUs }) => stamp - lengthUs)),
      last: Math.max(...pauses.map(({ stamp }) => stamp)),
      values: {
        fun,
        minions: { list: [...minions].map(ground.minionName) },
        items: pauses.length,
        stall: { seconds: stallS },
      },
    };
  });
};

/** Minions whose clock is wrong, as far as their events tell; nothing is ever moved by it. */
export const clockSkews: Detector = async (ground, { parameters }) => {
  const rows = ground.caseFile.rows<{ minion: number; skew: number }>(
    'SELECT minion, skew_s AS skew FROM minion WHERE abs(skew_s) >= :least ORDER BY abs(skew_s) DESC, minion',
    { least: parameters.least_s ?? 5 },
  );
  if (rows.length === 0) return [];
  const words = rows.map(
    ({ minion, skew }) => `${ground.minionName(minion)} ${skew > 0 ? '+' : '−'}${Math.abs(skew).toFixed(0)} s`,
  );
  return [
    {
      key: 'clocks',
      minions: new Set(rows.map(({ minion }) => minion)),
      jids: new Set(),
      events: [],
      first: null,
      last: null,
      values: { minions: { list: rows.map(({ minion }) => ground.minionName(minion)) }, offsets: { list: words } },
    },
  ];
};

/** Times in which no source listened, between others in which one did. */
export const gapsInCapture: Detector = async (ground) => {
  const stretches = listened(ground.caseFile, ground.events, ground.stampOf);
  const gaps = stretches.slice(1).map(({ from }, at) => ({ from: stretches[at]?.to ?? from, to: from }));
  if (gaps.length === 0) return [];
  const length = gaps.reduce((sum, { from, to }) => sum + to - from, 0);
  return [
    {
      key: 'gaps',
      minions: new Set(),
      jids: new Set(),
      events: [],
      first: gaps[0]?.from ?? null,
      last: gaps.at(-1)?.to ?? null,
      values: { gaps: gaps.length, length: { seconds: length / 1e6 } },
    },
  ];
};

/** Fewer minutes and events than these say nothing about what is usual. */
const fewestMinutes = 30;
const fewestEvents = 20;

/** Stretches of minutes in which far fewer events came than usual, although the capture went on. */
export const rateDrops: Detector = async (ground, { parameters }) => {
  const { share = 0.1, least_s: leastS = 300 } = parameters;
  const { minutes, first } = ground;
  if (minutes.length < fewestMinutes) return [];
  const usual = minutes.toSorted()[minutes.length >> 1] ?? 0;
  if (usual < fewestEvents) return [];
  const stretches = listened(ground.caseFile, ground.events, ground.stampOf);
  const heard = (from: number, to: number) => stretches.some((one) => one.from <= from && to <= one.to);
  const drops: Candidate[] = [];
  // The last minute is cut off by the end.
  for (let at = 0; at < minutes.length - 1; at += 1) {
    let end = at;
    while (end < minutes.length - 1 && (minutes[end] ?? 0) <= usual * share) end += 1;
    const from = first + at * 60e6;
    const to = first + end * 60e6;
    if ((end - at) * 60 >= leastS && heard(from, to)) {
      const events = minutes.subarray(at, end).reduce((sum, count) => sum + count, 0);
      drops.push({
        key: `${from}`,
        minions: new Set(),
        jids: new Set(),
        events: [],
        first: from,
        last: to,
        values: { rate: Math.round(events / (end - at)), usual, length: { seconds: (to - from) / 1e6 } },
      });
    }
    at = Math.max(at, end);
  }
  if (drops.length < 2) return drops;
  const about = together(drops);
  const worst = drops.reduce((a, b) => ((b.last ?? 0) - (b.first ?? 0) > (a.last ?? 0) - (a.first ?? 0) ? b : a));
  return [{ ...about, variant: 'several', key: 'drops', values: { ...worst.values, drops: drops.length } }];
};
