// Detector of states that failed by themselves, grouped as diagnosis §4 says: one broken thing on forty minions is one finding.
import type { Stamp } from '../../../shared/base/stamp.ts';
import { kindCode } from '../../../shared/salt/kind.ts';
import type { Candidate } from '../../analysis/finding-draft.ts';
import { foldComment } from '../../analysis/root-groups.ts';
import { stateOutput } from '../../analysis/state-roles.ts';
import { blockedBy, type StoredState, stateKey, stateNames, storedRole } from '../../queries/state-row.ts';
import type { Detector } from './detector.ts';
import type { Ground } from './ground.ts';

type Group = {
  readonly names: ReturnType<typeof stateNames>;
  readonly comment: string;
  readonly minions: Set<number>;
  readonly jids: Set<number>;
  readonly events: number[];
  readonly blocked: Set<string>;
  cascade: number;
  isTestOnly: boolean;
  first: Stamp;
  last: Stamp;
};

/** Failed states read at a time, whole returns together. */
const rowsPerSlice = 5_000;
const sliceSql = `SELECT * FROM state_result WHERE role > 0 AND event > :after ORDER BY event, run_num, id LIMIT ${rowsPerSlice}`;
const retKind = kindCode('ret');
/** Comments whose folding is remembered: most failures say the same. */
const mostFolded = 20_000;

/** States that failed by themselves, with what they took down. */
export const failedRoots: Detector = async (ground) => {
  const groups = new Map<string, Group>();
  const folded = new Map<string, string>();
  for (let after = 0; ; ) {
    const slice = ground.caseFile.rows<StoredState>(sliceSql, { after });
    const lastEvent = slice.at(-1)?.event ?? 0;
    const isLast = slice.length < rowsPerSlice;
    const whole = isLast || slice[0]?.event === lastEvent ? slice : slice.filter(({ event }) => event !== lastEvent);
    for (const [event, states] of Map.groupBy(whole, (state) => state.event)) {
      if (ground.kindOf(event) === retKind) takeReturn(ground, event, states, groups, folded);
    }
    if (isLast) break;
    after = whole.at(-1)?.event ?? lastEvent;
    await ground.pause();
  }
  return [...groups].map(([key, group]) => candidateOf(ground, key, group));
};

function takeReturn(
  ground: Ground,
  event: number,
  states: readonly StoredState[],
  groups: Map<string, Group>,
  folded: Map<string, string>,
): void {
  const minion = ground.minionOf(event);
  const minionName = ground.minionName(minion);
  const jid = ground.jidOf(event);
  const stamp = ground.stampOf(event);
  const cascades = states.filter(({ role }) => role === storedRole.cascade);
  for (const state of states) {
    if (state.role !== storedRole.root) continue;
    const names = stateNames(ground.caseFile, state);
    const text = `${names.id}\u0000${minionName}\u0000${state.comment}`;
    let comment = folded.get(text);
    if (comment === undefined) {
      comment = `${foldComment(names.id, minionName)}\u0000${foldComment(state.comment, minionName)}`;
      if (folded.size < mostFolded) folded.set(text, comment);
    }
    const key = `${names.sls ?? ''}\u0000${names.state}\u0000${comment}`;
    const own = stateKey(names.sls, names.id);
    const took = cascades.filter((cascade) => blockedBy(cascade).includes(own));
    const isTest = ground.jobs.isTest[jid] === 1;
    const group = groups.get(key) ?? {
      names,
      comment: state.comment,
      minions: new Set(),
      jids: new Set(),
      events: [],
      blocked: new Set(),
      cascade: 0,
      isTestOnly: true,
      first: stamp,
      last: stamp,
    };
    groups.set(key, group);
    group.minions.add(minion);
    if (jid !== 0) group.jids.add(jid);
    if (group.events.at(-1) !== event) group.events.push(event);
    for (const cascade of took) group.blocked.add(stateNames(ground.caseFile, cascade).id);
    group.cascade += took.length;
    group.isTestOnly &&= isTest;
    group.first = Math.min(group.first, stamp);
    group.last = Math.max(group.last, stamp);
  }
}

/** What the state's command printed, or what the state says; from the first return. */
function candidateOf(ground: Ground, key: string, group: Group): Candidate {
  const { names } = group;
  const [event] = group.events;
  const output = event === undefined ? undefined : stateOutput(ground.dataOf(event).return, names.id, names.state);
  return {
    variant: group.isTestOnly ? 'dry-run' : null,
    key: key.replaceAll('\u0000', ' ').trim(),
    minions: group.minions,
    jids: group.jids,
    events: group.events,
    first: group.first,
    last: group.last,
    consequences: group.cascade,
    quote: output ?? group.comment,
    values: {
      state: names.id,
      function: names.state,
      sls: names.sls ?? '',
      minions: { list: [...group.minions].map(ground.minionName) },
      jobs: { list: [...group.jids].map(ground.jidText) },
      runs: group.events.length,
      cascade: group.cascade,
      blocked: { list: [...group.blocked] },
    },
  };
}
