// Reads the states of a state run and tells those that failed by themselves from those that failed because a requisite did.
import { isObject, type Json, type JsonObject } from '../../shared/salt/json.ts';
import { splitLowTag } from '../../shared/salt/low-tag.ts';

/** What Salt puts in place of a value that made an event larger than `max_event_size`. */
export const trimmedValue = 'VALUE_TRIMMED';

/** Why a state has its place in a failure (diagnosis §4). `unresolved`: a requisite failed that is not found in the run. */
export type StateRole = 'none' | 'root' | 'cascade' | 'unresolved';

/** One state of one run. */
export type StateResult = {
  /** Place in the order of execution; absent in very old returns. */
  readonly runNum: number | undefined;
  readonly sls: string | undefined;
  readonly id: string;
  /** `module.function`. */
  readonly fun: string;
  readonly name: string;
  /** `null`: a dry run says it would change. `undefined`: Salt trimmed it, or it is no result Salt sends. */
  readonly result: boolean | null | undefined;
  /** True when `changes` is not empty; a dry run fills it too, although nothing was changed. */
  readonly changed: boolean;
  readonly role: StateRole;
  /** Of a cascade: the roots as `sls.id`, and names that stand in no state of this run as they are. */
  readonly blockedBy: readonly string[];
  readonly durationMs: number | undefined;
  readonly comment: string;
};

/** True for a map of low tags to results, which is what a state run returns. */
export function isStateRun(value: Json | undefined): value is JsonObject {
  if (!isObject(value)) return false;
  for (const tag in value) {
    const state = value[tag];
    if (!tag.includes('_|-')) continue;
    if (state === trimmedValue || (isObject(state) && 'result' in state)) return true;
  }
  return false;
}

/** The states of a run, in order of execution, each with its role. Never throws, whatever the map holds. */
export function readStates(run: JsonObject): StateResult[] {
  const states: Draft[] = [];
  let failures = 0;
  for (const tag in run) {
    const draft = readState(tag, run[tag]);
    if (draft === undefined) continue;
    if (draft.result === false) failures += 1;
    states.push(draft);
  }
  states.sort((a, b) => (a.runNum ?? states.length) - (b.runNum ?? states.length));
  if (failures > 0) assignRoles(states);
  return states;
}

const longestOutput = 2_000;

/** What a state's command printed: `changes.stderr`, else `changes.stdout`. `value` is the return, `id` and `fun` name the state. */
export function stateOutput(value: Json | undefined, id: string, fun: string, depth = 3): string | undefined {
  if (!isObject(value) || depth === 0) return undefined;
  for (const tag in value) {
    const state = value[tag];
    const low = splitLowTag(tag);
    // An orchestration's states stand two maps deeper (`data.<master>`).
    if (low === undefined) {
      const inner = stateOutput(state, id, fun, depth - 1);
      if (inner !== undefined) return inner;
      continue;
    }
    if (!isObject(state) || state.result !== false || `${low.state}.${low.fun}` !== fun) continue;
    if ((typeof state.__id__ === 'string' ? state.__id__ : low.id) !== id || !isObject(state.changes)) continue;
    for (const text of [state.changes.stderr, state.changes.stdout]) {
      if (typeof text === 'string' && text.trim() !== '') return text.slice(0, longestOutput);
    }
  }
  return undefined;
}

type Draft = { -readonly [K in keyof StateResult]: StateResult[K] };

function readState(tag: string, value: Json | undefined): Draft | undefined {
  const low = splitLowTag(tag);
  if (low === undefined) return undefined;
  const map = isObject(value) ? value : undefined;
  if (map === undefined && value !== trimmedValue) return undefined;
  const sls = map?.__sls__;
  const id = map?.__id__;
  const name = map?.name;
  const runNum = map?.__run_num__;
  const result = map?.result;
  return {
    runNum: typeof runNum === 'number' && Number.isInteger(runNum) ? runNum : undefined,
    sls: typeof sls === 'string' ? sls : undefined,
    id: typeof id === 'string' ? id : low.id,
    fun: `${low.state}.${low.fun}`,
    name: typeof name === 'string' ? name : low.name,
    result: result === true || result === false || result === null ? result : undefined,
    changed: hasChanges(map?.changes),
    role: 'none',
    blockedBy: [],
    durationMs: readDuration(map?.duration),
    comment: commentText(map?.comment),
  };
}

function hasChanges(changes: Json | undefined): boolean {
  if (typeof changes === 'object' && changes !== null) {
    for (const _ in changes) return true;
    return false;
  }
  return changes === true || (typeof changes === 'string' && changes !== '');
}

/** Milliseconds; old versions wrote the text `812.4 ms`. */
function readDuration(duration: Json | undefined): number | undefined {
  const ms = typeof duration === 'string' ? Number.parseFloat(duration) : duration;
  return typeof ms === 'number' && Number.isFinite(ms) ? ms : undefined;
}

function commentText(comment: Json | undefined): string {
  if (typeof comment === 'string') return comment;
  if (Array.isArray(comment)) return comment.map((part) => commentText(part)).join('\n');
  return comment === undefined || comment === null ? '' : JSON.stringify(comment);
}

/** How the comment of a state begins that failed because another did. */
export const requisiteFailed = 'One or more requisite failed';

function assignRoles(states: readonly Draft[]): void {
  const failed = states.filter((state) => state.result === false);
  const byName = new Map<string, Draft[]>();
  for (const state of failed) {
    // Returns of before 2016 have no `__sls__`: then only the id can be matched (see `namedStates`).
    const key = state.sls === undefined ? `\u0000${state.id}` : `${state.sls}.${state.id}`;
    const same = byName.get(key);
    if (same === undefined) byName.set(key, [state]);
    else same.push(state);
  }
  for (const state of failed) state.role = state.comment.startsWith(requisiteFailed) ? 'cascade' : 'root';
  const direct = new Map<Draft, { states: Draft[]; unknown: string[] }>();
  for (const state of failed) {
    if (state.role === 'cascade') direct.set(state, namedStates(state.comment, byName));
  }
  for (const state of direct.keys()) {
    const { roots, unknown } = followToRoots(state, direct);
    state.blockedBy = [...roots, ...unknown];
    if (roots.size === 0) state.role = 'unresolved';
  }
}

/** The text names only direct requisites (salt-live §2), so the chain is followed; rings end at states already seen. */
function followToRoots(
  start: Draft,
  direct: ReadonlyMap<Draft, { readonly states: readonly Draft[]; readonly unknown: readonly string[] }>,
): { roots: Set<string>; unknown: Set<string> } {
  const roots = new Set<string>();
  const unknown = new Set<string>();
  const seen = new Set<Draft>([start]);
  const waiting = [start];
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    const named = direct.get(state);
    if (named === undefined) {
      roots.add(state.sls === undefined ? state.id : `${state.sls}.${state.id}`);
      continue;
    }
    for (const name of named.unknown) unknown.add(name);
    for (const next of named.states) {
      if (seen.has(next)) continue;
      seen.add(next);
      waiting.push(next);
    }
  }
  return { roots, unknown };
}

/** The failed states that a comment names as `sls.id, sls.id`; ids may hold `, ` themselves, so the longest match wins. */
function namedStates(
  comment: string,
  byName: ReadonlyMap<string, readonly Draft[]>,
): { states: Draft[]; unknown: string[] } {
  const colon = comment.indexOf(':', requisiteFailed.length);
  const list = colon === -1 ? '' : comment.slice(colon + 1).trim();
  const states: Draft[] = [];
  const unknown: string[] = [];
  const parts = list === '' ? [] : list.split(', ');
  let at = 0;
  while (at < parts.length) {
    let end = Math.min(parts.length, at + 8);
    let found: readonly Draft[] | undefined;
    for (; end > at; end -= 1) {
      found = lookUp(parts.slice(at, end).join(', '), byName);
      if (found !== undefined) break;
    }
    if (found === undefined) {
      unknown.push(parts[at] ?? '');
      at += 1;
    } else {
      states.push(...found);
      at = end;
    }
  }
  return { states, unknown };
}

function lookUp(name: string, byName: ReadonlyMap<string, readonly Draft[]>): readonly Draft[] | undefined {
  const exact = byName.get(name);
  if (exact !== undefined) return exact;
  for (let dot = name.indexOf('.'); dot !== -1; dot = name.indexOf('.', dot + 1)) {
    const byId = byName.get(`\u0000${name.slice(dot + 1)}`);
    if (byId !== undefined) return byId;
  }
  return byName.get(`\u0000${name}`);
}
