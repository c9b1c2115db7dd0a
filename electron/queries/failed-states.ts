// The failed states of returns: which failed by themselves, and how many states each of them took down with it.
import type { Root } from '../analysis/root-groups.ts';
import { stateOutput } from '../analysis/state-roles.ts';
import type { CaseFile } from '../store/case-file.ts';
import { eventFlags } from '../store/columns/column-defs.ts';
import { minionName } from './minion-row.ts';
import { blockedBy, type StoredState, stateKey, stateNames, storedRole } from './state-row.ts';

/** What failed in one return. */
export type FailedReturn = {
  readonly event: number;
  readonly roots: readonly Root[];
  /** States that failed because of a root in the run, and because of a requisite that is not in it. */
  readonly cascade: number;
  readonly unresolved: number;
};

/** Records read for the words of commands; many failures are mostly one, whose first ones tell. */
const mostRead = 200;

/** Puts failed states (role not none, ordered by event) together return by return; `before`: returns of the same lot put together already. */
export function failedReturns(
  caseFile: CaseFile,
  states: readonly StoredState[],
  before = 0,
): Map<number, FailedReturn> {
  const found = new Map<number, FailedReturn>();
  let at = 0;
  while (at < states.length) {
    const event = states[at]?.event ?? 0;
    let end = at + 1;
    while (states[end]?.event === event) end += 1;
    found.set(event, failedReturn(caseFile, event, states.slice(at, end), before + found.size < mostRead));
    at = end;
  }
  return found;
}

function failedReturn(
  caseFile: CaseFile,
  event: number,
  states: readonly StoredState[],
  isRead: boolean,
): FailedReturn {
  const { columns } = caseFile;
  const blocked = new Map<string, number>();
  let cascade = 0;
  let unresolved = 0;
  for (const state of states) {
    if (state.role === storedRole.unresolved) unresolved += 1;
    if (state.role !== storedRole.cascade) continue;
    cascade += 1;
    for (const name of blockedBy(state)) blocked.set(name, (blocked.get(name) ?? 0) + 1);
  }
  const jid = columns.value('jid', event);
  const minion = minionName(caseFile, columns.value('minion', event));
  const stamp = columns.value('stamp', event);
  const isStampless = (columns.value('flags', event) & eventFlags.stampless) !== 0;
  const rootStates = states.filter((state) => state.role === storedRole.root);
  const value = isRead && rootStates.length > 0 ? caseFile.event(event).data.return : undefined;
  const roots = rootStates.map((state) => {
    const names = stateNames(caseFile, state);
    return {
      sls: names.sls,
      id: names.id,
      state: names.state,
      comment: state.comment,
      output: stateOutput(value, names.id, names.state),
      minion,
      jid: jid === 0 ? null : caseFile.dictionary('jid').text(jid),
      event,
      stamp: isStampless ? null : stamp,
      cascade: blocked.get(stateKey(names.sls, names.id)) ?? 0,
    };
  });
  return { event, roots, cascade, unresolved };
}
