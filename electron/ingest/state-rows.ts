// Collects the state results of a batch as parallel arrays, which cost far less to hand over than one object a state.
import type { StateResult, StateRole } from '../analysis/state-roles.ts';
import type { StateDetails } from '../store/batch.ts';
import { listSeparator } from '../store/columns/column-defs.ts';
import type { LocalDictionaries } from './local-strings.ts';
import type { StateScan } from './state-scan.ts';

const roleCodes: { readonly [R in StateRole]: number } = { none: 0, root: 1, cascade: 2, unresolved: 3 };

/** A run number that Salt did not send. */
const noRunNum = -1;

/** The state results of one batch, growing. */
export class StateRows {
  #room = 0;
  #count = 0;
  #row = new Uint32Array(0);
  #runNum = new Int32Array(0);
  #sls = new Uint32Array(0);
  #id = new Uint32Array(0);
  #fun = new Uint32Array(0);
  #name = new Uint32Array(0);
  #durationMs = new Float64Array(0);
  #result = new Uint8Array(0);
  #changed = new Uint8Array(0);
  #role = new Uint8Array(0);
  #comment = new Uint32Array(0);
  #blockedBy = new Uint32Array(0);
  readonly #texts = new Map<string, number>([['', 0]]);
  readonly #strings: LocalDictionaries;

  constructor(strings: LocalDictionaries) {
    this.#strings = strings;
  }

  /** How many there are. */
  get count(): number {
    return this.#count;
  }

  /** Adds the states of one return. */
  add(row: number, states: readonly StateResult[]): void {
    if (this.#count + states.length > this.#room) this.#grow(this.#count + states.length);
    for (const state of states) {
      const at = this.#count;
      this.#row[at] = row;
      this.#runNum[at] = state.runNum ?? noRunNum;
      this.#sls[at] = this.#strings.sls.id(state.sls);
      this.#id[at] = this.#strings.state_id.id(state.id);
      this.#fun[at] = this.#strings.state_fun.id(state.fun);
      this.#name[at] = this.#strings.state_name.id(state.name);
      this.#result[at] = resultCode(state.result);
      this.#changed[at] = state.changed ? 1 : 0;
      this.#role[at] = roleCodes[state.role];
      this.#durationMs[at] = state.durationMs ?? Number.NaN;
      this.#comment[at] = this.#text(state.comment);
      this.#blockedBy[at] = state.blockedBy.length === 0 ? 0 : this.#text(state.blockedBy.join(listSeparator));
      this.#count += 1;
    }
  }

  /** Adds states that went well, read from the bytes of their return. */
  addScanned(row: number, scan: StateScan, bytes: Buffer): void {
    if (this.#count + scan.count > this.#room) this.#grow(this.#count + scan.count);
    scan.each(bytes, (state) => {
      const at = this.#count;
      this.#row[at] = row;
      this.#runNum[at] = state.runNum;
      this.#sls[at] = state.sls;
      this.#id[at] = state.id;
      this.#fun[at] = state.fun;
      this.#name[at] = state.name;
      this.#result[at] = 1;
      this.#changed[at] = state.changed;
      this.#role[at] = 0;
      this.#durationMs[at] = state.durationMs;
      this.#comment[at] = this.#text(state.comment);
      this.#blockedBy[at] = 0;
      this.#count += 1;
    });
  }

  /** What was collected, in the batch's form. */
  finish(): StateDetails {
    const n = this.#count;
    return {
      row: this.#row.subarray(0, n),
      runNum: this.#runNum.subarray(0, n),
      sls: this.#sls.subarray(0, n),
      id: this.#id.subarray(0, n),
      fun: this.#fun.subarray(0, n),
      name: this.#name.subarray(0, n),
      result: this.#result.subarray(0, n),
      changed: this.#changed.subarray(0, n),
      role: this.#role.subarray(0, n),
      durationMs: this.#durationMs.subarray(0, n),
      comment: this.#comment.subarray(0, n),
      blockedBy: this.#blockedBy.subarray(0, n),
      texts: [...this.#texts.keys()],
    };
  }

  #text(text: string): number {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    this.#texts.set(text, this.#texts.size);
    return this.#texts.size - 1;
  }

  /** All arrays lie in one buffer, wider elements first, so that a batch hands over one buffer for its states. */
  #grow(atLeast: number): void {
    const room = Math.max(64, atLeast, this.#room * 2);
    const buffer = new ArrayBuffer(room * 43);
    const [row, runNum, sls, id, fun, name] = [this.#row, this.#runNum, this.#sls, this.#id, this.#fun, this.#name];
    const [durationMs, result, changed, role] = [this.#durationMs, this.#result, this.#changed, this.#role];
    const [comment, blockedBy] = [this.#comment, this.#blockedBy];
    this.#durationMs = new Float64Array(buffer, 0, room);
    this.#row = new Uint32Array(buffer, room * 8, room);
    this.#runNum = new Int32Array(buffer, room * 12, room);
    this.#sls = new Uint32Array(buffer, room * 16, room);
    this.#id = new Uint32Array(buffer, room * 20, room);
    this.#fun = new Uint32Array(buffer, room * 24, room);
    this.#name = new Uint32Array(buffer, room * 28, room);
    this.#comment = new Uint32Array(buffer, room * 32, room);
    this.#blockedBy = new Uint32Array(buffer, room * 36, room);
    this.#result = new Uint8Array(buffer, room * 40, room);
    this.#changed = new Uint8Array(buffer, room * 41, room);
    this.#role = new Uint8Array(buffer, room * 42, room);
    this.#durationMs.set(durationMs);
    this.#row.set(row);
    this.#runNum.set(runNum);
    this.#sls.set(sls);
    this.#id.set(id);
    this.#fun.set(fun);
    this.#name.set(name);
    this.#comment.set(comment);
    this.#blockedBy.set(blockedBy);
    this.#result.set(result);
    this.#changed.set(changed);
    this.#role.set(role);
    this.#room = room;
  }
}

function resultCode(result: boolean | null | undefined): number {
  if (result === undefined) return 3;
  if (result === null) return 2;
  return result ? 1 : 0;
}
