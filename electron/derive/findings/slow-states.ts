// Detector of states that take much longer on a minion than on the others.

import { kindCode } from '../../../shared/salt/kind.ts';
import { median } from '../../analysis/median.ts';
import { eventFlags, segmentLength } from '../../store/columns/column-defs.ts';
import type { Detector } from './detector.ts';
import type { Ground } from './ground.ts';
import { runsOf, type State, setIn } from './state-runs.ts';

type Slow = {
  readonly minion: number;
  readonly state: State;
  readonly events: readonly number[];
  readonly ms: number;
  readonly usual: number;
};

const retKind = kindCode('ret');
/** States of hardly any minion that are looked at, and runs of each minion that they are compared with. */
const mostAlone = 200;
const runsOfEach = 3;

/** States that take much longer on a minion than on the others. */
export const slowStates: Detector = async (ground, { parameters }) => {
  const { factor = 4, least_s: leastS = 2, others: fewest = 3 } = parameters;
  const { durations, states } = await runsOf(ground);
  const slow: Slow[] = [];
  const alone: Slow[] = [];
  for (const [number, { slow: ofMinions, usual }] of durations) {
    const state = states[number];
    if (state === undefined) continue;
    const medians = new Map([...usual].map(([minion, list]) => [minion, median(list)]));
    for (const [minion, runs] of ofMinions) {
      const others = [...medians].flatMap(([other, ms]) => (other === minion ? [] : [ms])).toSorted((a, b) => a - b);
      // The minion's own middle run: one slow run among many is another matter.
      const own = median([...(usual.get(minion) ?? []), ...runs.map(({ ms }) => ms)]);
      if (own < leastS * 1000) continue;
      const events = runs.map(({ event }) => event);
      // A state that hardly anybody else has is judged by what whole runs take.
      if (others.length < fewest) alone.push({ minion, state, events, ms: own, usual: 0 });
      else if (stands(own, others, factor, leastS))
        slow.push({ minion, state, events, ms: own, usual: median(others) });
    }
    await ground.pause();
  }
  slow.push(...(await slowWhereRunsAre(ground, alone.slice(0, mostAlone), fewest, factor, leastS)));
  const byMinion = Map.groupBy(slow, ({ minion }) => minion);
  const alike = Map.groupBy([...byMinion], ([, some]) =>
    some
      .map(({ state }) => `${state.fun} ${state.id}`)
      .toSorted()
      .join(' '),
  );
  return [...alike].map(([key, minions]) => {
    const all = minions.flatMap(([, some]) => some);
    const events = [...new Set(all.flatMap(({ events: some }) => some))];
    const [first] = minions;
    const extra = (first?.[1] ?? []).reduce((sum, { ms, usual }) => sum + ms - usual, 0);
    const stamps = events.map(ground.stampOf);
    const ids = [...new Set(all.map(({ state }) => state.id))];
    return {
      key,
      minions: new Set(minions.map(([minion]) => minion)),
      jids: new Set(events.map(ground.jidOf).filter((jid) => jid !== 0)),
      events,
      first: Math.min(...stamps),
      last: Math.max(...stamps),
      values: {
        minions: { list: minions.map(([minion]) => ground.minionName(minion)) },
        states: { list: ids },
        extra: { seconds: extra / 1000 },
      },
    };
  });
};

/** True for a duration that stands out from those of the others, sorted: far above their middle, and above nearly all of them. */
function stands(own: number, others: readonly number[], factor: number, leastS: number): boolean {
  const usual = median(others);
  const high = others[Math.floor(others.length * 0.95)] ?? usual;
  return own >= factor * usual && own >= usual + leastS * 1000 && own >= high * 1.5;
}

/** Of states that cannot be compared, those that make up most of what a run of the minion takes longer than others' runs. */
async function slowWhereRunsAre(
  ground: Ground,
  alone: readonly Slow[],
  fewest: number,
  factor: number,
  leastS: number,
): Promise<Slow[]> {
  const found: Slow[] = [];
  for (const [fun, some] of Map.groupBy(alone, ({ events }) => ground.funOf(events[0] ?? 0))) {
    const totals = await runTotals(ground, fun);
    for (const one of some) {
      const others = [...totals]
        .flatMap(([minion, ms]) => (minion === one.minion ? [] : [ms]))
        .toSorted((a, b) => a - b);
      const own = totals.get(one.minion) ?? 0;
      if (others.length < fewest || !stands(own, others, factor, leastS)) continue;
      if (one.ms >= (own - median(others)) / 2) found.push(one);
    }
  }
  return found;
}

/** What the states of a run of a function take together, by minion: the middle of its last runs, in ms. */
async function runTotals(ground: Ground, fun: number): Promise<Map<number, number>> {
  const { columns } = ground.caseFile;
  const events = new Map<number, number[]>();
  const kinds = columns.segments('kind');
  const flags = columns.segments('flags');
  for (const [segment, funs] of columns.segments('fun').entries()) {
    const first = segment * segmentLength + 1;
    const count = Math.min(segmentLength, ground.events - first + 1);
    for (let at = 0; at < count; at += 1) {
      if (funs[at] !== fun || kinds[segment]?.[at] !== retKind) continue;
      if (((flags[segment]?.[at] ?? 0) & (eventFlags.test | eventFlags.claimed)) !== 0) continue;
      const minion = ground.minionOf(first + at);
      const list = events.get(minion) ?? setIn(events, minion);
      list.push(first + at);
      if (list.length > runsOfEach) list.shift();
    }
    await ground.pause();
  }
  const totals = new Map<number, number>();
  const sql = 'SELECT sum(duration_ms) AS ms FROM state_result WHERE event = :event';
  for (const [minion, list] of events) {
    const times = list.flatMap((event) => ground.caseFile.rows<{ ms: number | null }>(sql, { event })[0]?.ms ?? []);
    if (times.length > 0) totals.set(minion, median(times));
    await ground.pause();
  }
  return totals;
}
