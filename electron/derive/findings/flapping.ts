// Detector of states that make the same change at run after run, alone or against another state.

import { outcomeRules } from '../../../shared/salt/job-outcome.ts';
import { isObject, type Json } from '../../../shared/salt/json.ts';
import { splitLowTag } from '../../../shared/salt/low-tag.ts';
import { naturalOrder } from '../../../shared/salt/natural-order.ts';
import type { Candidate } from '../../analysis/finding-draft.ts';
import { groupBySharedKeys, together } from '../../analysis/merge-candidates.ts';
import { eventFlags, segmentLength } from '../../store/columns/column-defs.ts';
import type { Detector } from './detector.ts';
import type { Ground } from './ground.ts';
import { runsOf, type State, setIn } from './state-runs.ts';

const stateRule = 1 + outcomeRules.indexOf('state-results');
/** Minions and states looked at closely. */
const mostChecked = 400;
/** Runs of a minion looked at for one state, the last ones. */
const mostRuns = 60;

/** States that make the same change at run after run: somebody, or another state, undoes it in between. */
export const flappingStates: Detector = async (ground, { parameters }) => {
  const least = parameters.runs ?? 3;
  const { changes, states } = await runsOf(ground);
  const often = [...changes.values()].filter(({ events }) => events.length >= least);
  const runsByMinion = await stateRunsOf(ground, new Set(often.slice(0, mostChecked).map(({ minion }) => minion)));
  type Flap = Candidate & { readonly state: State };
  const flaps: Flap[] = [];
  for (const { state: number, minion, events } of often.slice(0, mostChecked)) {
    const state = states[number];
    if (state === undefined) continue;
    const sorted = events.toSorted((a, b) => ground.stampOf(a) - ground.stampOf(b));
    const same = sameChanges(ground, state, sorted, runsByMinion.get(minion) ?? [], least);
    await ground.pause();
    if (same.length < least) continue;
    const stamps = same.map(ground.stampOf);
    flaps.push({
      state,
      key: '',
      minions: new Set([minion]),
      jids: new Set(same.map(ground.jidOf).filter((jid) => jid !== 0)),
      events: same,
      first: Math.min(...stamps),
      last: Math.max(...stamps),
      values: {},
    });
  }
  // States of one minion that change the same thing fight; the same fight on many minions is one finding.
  const fights = groupBySharedKeys(flaps, ({ state, minions }) => [`${[...minions].join()} ${state.name}`]);
  const alike = Map.groupBy(fights, (fight) =>
    fight
      .map(({ state }) => `${state.fun} ${state.id}`)
      .toSorted()
      .join(' '),
  );
  return [...alike].map(([key, some]) => {
    const flat = some.flat();
    const about = together(flat);
    const ids = [...new Set(flat.map(({ state }) => state.id))].toSorted(naturalOrder);
    return {
      ...about,
      variant: ids.length > 1 ? 'fight' : null,
      key,
      events: about.events.toSorted((a, b) => ground.stampOf(a) - ground.stampOf(b)),
      values: {
        states: { list: ids },
        what: flat[0]?.state.name ?? '',
        minions: { list: [...about.minions].map(ground.minionName) },
        runs: about.jids.size,
      },
    };
  });
};

/** Returns of state runs of some minions, in time order: runs in which a state did not change break a chain. */
async function stateRunsOf(ground: Ground, minions: ReadonlySet<number>): Promise<Map<number, number[]>> {
  const runs = new Map<number, number[]>();
  if (minions.size === 0) return runs;
  const wanted = new Uint8Array(ground.caseFile.dictionary('minion').size + 1);
  for (const minion of minions) wanted[minion] = 1;
  const { columns } = ground.caseFile;
  const rules = columns.segments('outcomeRule');
  const flags = columns.segments('flags');
  for (const [segment, part] of columns.segments('minion').entries()) {
    const first = segment * segmentLength + 1;
    const count = Math.min(segmentLength, ground.events - first + 1);
    for (let at = 0; at < count; at += 1) {
      const minion = part[at] ?? 0;
      if (wanted[minion] !== 1 || rules[segment]?.[at] !== stateRule) continue;
      if (((flags[segment]?.[at] ?? 0) & (eventFlags.test | eventFlags.claimed)) !== 0) continue;
      (runs.get(minion) ?? setIn(runs, minion)).push(first + at);
    }
    await ground.pause();
  }
  for (const list of runs.values()) list.sort((a, b) => ground.stampOf(a) - ground.stampOf(b));
  await ground.pause();
  return runs;
}

/** The longest last stretch of runs that hold the state and in which it made one and the same change each time. */
function sameChanges(
  ground: Ground,
  state: State,
  changed: readonly number[],
  runs: readonly number[],
  least: number,
): number[] {
  let best: number[] = [];
  for (const chain of chains(ground, state, changed, runs)) {
    if (chain.length < least || chain.length < best.length) continue;
    // From the end on: most states change something else each time, which two records tell.
    const read = (event: number | undefined) => changeOf(ground.dataOf(event ?? 0).return, state);
    const last = read(chain.at(-1));
    let from = chain.length - 1;
    while (from > 0 && read(chain[from - 1]) === last) from -= 1;
    if (chain.length - from >= least) best = chain.slice(from);
  }
  return best;
}

/** Stretches of runs one after another in which the state changed something; a run without the state says nothing about it. */
function chains(ground: Ground, state: State, changed: readonly number[], runs: readonly number[]): number[][] {
  const isChanged = new Set(changed);
  const stateId = ground.caseFile.dictionary('state_id').id(state.id);
  const holds = 'SELECT 1 FROM state_result WHERE event = :event AND state_id = :stateId LIMIT 1';
  const found: number[][] = [[]];
  const from = runs.indexOf(changed[0] ?? 0);
  const to = runs.lastIndexOf(changed.at(-1) ?? 0);
  for (const event of runs.slice(Math.max(0, from, to - mostRuns), to + 1)) {
    if (isChanged.has(event)) found.at(-1)?.push(event);
    else if (ground.caseFile.rows(holds, { event, stateId }).length > 0) found.push([]);
  }
  return found;
}

function changeOf(value: Json | undefined, { id, fun, name }: State): string {
  if (!isObject(value)) return '';
  for (const [tag, result] of Object.entries(value)) {
    const low = splitLowTag(tag);
    if (low === undefined || !isObject(result) || `${low.state}.${low.fun}` !== fun) continue;
    if ((typeof result.__id__ === 'string' ? result.__id__ : low.id) !== id) continue;
    if ((typeof result.name === 'string' ? result.name : low.name) !== name) continue;
    return JSON.stringify(result.changes);
  }
  return '';
}
