// State results as they are stored → as they are shown.
import type { StateRow } from '../../shared/questions/job-row.ts';
import type { CaseFile } from '../store/case-file.ts';
import { listSeparator } from '../store/columns/column-defs.ts';
import { minionName } from './minion-row.ts';

/** A row of the table `state_result`. */
export type StoredState = {
  readonly id: number;
  readonly event: number;
  readonly run_num: number | null;
  readonly sls: number | null;
  readonly state_id: number | null;
  readonly state_fun: number | null;
  readonly state_name: number | null;
  /** 0 false, 1 true, null would change, 2 not readable. */
  readonly result: number | null;
  readonly changed: number;
  /** 0 none, 1 root, 2 cascade, 3 cascade of a requisite that is not in the run. */
  readonly role: number;
  readonly duration_ms: number | null;
  readonly comment: string;
  readonly blocked_by: string | null;
};

/** Roles as stored. */
export const storedRole = { none: 0, root: 1, cascade: 2, unresolved: 3 } as const;

const roles: readonly StateRow['role'][] = ['none', 'root', 'cascade', 'cascade'];

/** The `sls.id` under which comments of other states name a state. */
export function stateKey(sls: string | null, id: string): string {
  return sls === null ? id : `${sls}.${id}`;
}

/** The names that a cascade was blocked by. */
export function blockedBy(state: StoredState): string[] {
  return state.blocked_by === null || state.blocked_by === '' ? [] : state.blocked_by.split(listSeparator);
}

/** Texts of a stored state that are numbers in the table. */
export function stateNames(caseFile: CaseFile, state: StoredState) {
  const text = (kind: 'sls' | 'state_id' | 'state_fun' | 'state_name', id: number | null) =>
    id === null || id === 0 ? null : caseFile.dictionary(kind).text(id);
  return {
    sls: text('sls', state.sls),
    id: text('state_id', state.state_id) ?? '',
    state: text('state_fun', state.state_fun) ?? '',
    name: text('state_name', state.state_name),
  };
}

/** What a question gives. */
export function stateRow(caseFile: CaseFile, state: StoredState): StateRow {
  const { columns } = caseFile;
  const jid = columns.value('jid', state.event);
  return {
    event: state.event,
    minion: minionName(caseFile, columns.value('minion', state.event)),
    jid: jid === 0 ? null : caseFile.dictionary('jid').text(jid),
    ...stateNames(caseFile, state),
    result: state.result === 0 ? false : state.result === 1 ? true : null,
    isChanged: state.changed === 1,
    role: roles[state.role] ?? 'none',
    blockedBy: blockedBy(state),
    durationMs: state.duration_ms,
    runNum: state.run_num,
    comment: state.comment,
  };
}
