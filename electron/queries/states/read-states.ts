// Reads the stored states of many returns, those of each return together, in slices.

import { type CellCode, cellCodes, type StateName } from '../../../shared/questions/states.ts';
import type { TalliedState } from '../../analysis/state-tally.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { eventFlags } from '../../store/columns/column-defs.ts';
import { slicer } from '../question.ts';
import { storedRole } from '../state-row.ts';

/** A state as counted: without its texts. */
export type NarrowState = {
  readonly event: number;
  readonly sls: number | null;
  readonly state_id: number | null;
  readonly state_fun: number | null;
  readonly result: number | null;
  readonly changed: number;
  readonly role: number;
  readonly duration_ms: number | null;
};

const fields = 'event, sls, state_id, state_fun, result, changed, role, duration_ms';
const rowsPerSlice = 5_000;

/** All states of the case, in the order of reading; `use` hears each. False when cancelled. */
export async function eachState(
  caseFile: CaseFile,
  isCancelled: () => boolean,
  use: (state: NarrowState) => void,
): Promise<boolean> {
  const rest = slicer(25);
  for (let after = 0; ; ) {
    const slice = caseFile.rows<NarrowState & { readonly id: number }>(
      `SELECT id, ${fields} FROM state_result WHERE id > :after ORDER BY id LIMIT ${rowsPerSlice}`,
      { after },
    );
    for (const state of slice) use(state);
    if (slice.length < rowsPerSlice) return true;
    after = slice.at(-1)?.id ?? after;
    await rest();
    if (isCancelled()) return false;
  }
}

/** The states of some returns. False when cancelled. */
export async function statesOfEvents(
  caseFile: CaseFile,
  events: Iterable<number>,
  isCancelled: () => boolean,
  use: (state: NarrowState) => void,
): Promise<boolean> {
  const rest = slicer(25);
  for (const event of events) {
    for (const state of caseFile.rows<NarrowState>(
      `SELECT ${fields} FROM state_result WHERE event = :event ORDER BY id`,
      { event },
    )) {
      use(state);
    }
    await rest();
    if (isCancelled()) return false;
  }
  return true;
}

/** Position in {@link cellCodes} of what a state says. */
export function cellOf({ result, role, changed }: Pick<NarrowState, 'result' | 'role' | 'changed'>): number {
  return cellCodes.indexOf(wordOf(result, role, changed));
}

function wordOf(result: number | null, role: number, changed: number): Exclude<CellCode, 'none'> {
  if (role === storedRole.cascade || role === storedRole.unresolved) return 'blocked';
  if (result === 0) return 'failed';
  if (result === null) return 'would-change';
  if (result === 2) return 'unknown';
  return changed === 1 ? 'changed' : 'succeeded';
}

/** Numbers for (sls, id, function), in the order in which they are first met. */
export class StateNumbers {
  readonly #numbers = new Map<string, number>();
  readonly names: { readonly sls: number | null; readonly id: number | null; readonly fun: number | null }[] = [];

  of({ sls, state_id: id, state_fun: fun }: Pick<NarrowState, 'sls' | 'state_id' | 'state_fun'>): number {
    const key = `${sls} ${id} ${fun}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.names.length;
    this.#numbers.set(key, number);
    this.names.push({ sls, id, fun });
    return number;
  }

  /** The name of a number. */
  name(caseFile: CaseFile, number: number): StateName {
    const { sls = null, id = null, fun = null } = this.names[number] ?? {};
    const text = (kind: 'sls' | 'state_id' | 'state_fun', at: number | null) =>
      at === null || at === 0 ? null : caseFile.dictionary(kind).text(at);
    return { sls: text('sls', sls), id: text('state_id', id) ?? '', state: text('state_fun', fun) ?? '' };
  }
}

/** Tells returns that came twice (Salt sends some twice under load): of a job and a minion the first one counts. */
export class FirstReturns {
  readonly #first = new Map<number, number>();

  /** True for the first return of its job and minion. */
  isFirst(caseFile: CaseFile, event: number): boolean {
    const jid = caseFile.columns.value('jid', event);
    if (jid === 0) return true;
    const key = jid * 2 ** 22 + caseFile.columns.value('minion', event);
    const first = this.#first.get(key);
    if (first === undefined) this.#first.set(key, event);
    return first === undefined || first === event;
  }
}

/** A stored state in the words of the tally. */
export function talliedState(caseFile: CaseFile, state: NarrowState, number: number): TalliedState {
  return {
    state: number,
    minion: caseFile.columns.value('minion', state.event),
    isTest: (caseFile.columns.value('flags', state.event) & eventFlags.test) !== 0,
    isFailed: state.role === storedRole.root || (state.result === 0 && state.role === storedRole.none),
    isBlocked: state.role === storedRole.cascade || state.role === storedRole.unresolved,
    isChanged: state.changed === 1,
    durationMs: state.duration_ms,
  };
}
