// The words that states print, as fields: a version in a name, a comment or a change may be the only trace of a cause on the bus.
// A word is known by the word before it, so that "nginx-check 1.18.0" and "nginx-check 1.25.3" are two values of one field.
import { isObject, type Json, type JsonObject } from '../../../shared/salt/json.ts';
import { splitLowTag } from '../../../shared/salt/low-tag.ts';
import { bits, setBit } from './divisions.ts';
import type { Field } from './field.ts';

/** The state that failed by itself on the failing minions. */
export type RootState = { readonly id: string; readonly state: string };

type Said = {
  readonly id: string;
  readonly sls: string | undefined;
  readonly fun: string;
  readonly name: string;
  readonly runNum: number;
  readonly map: JsonObject;
};

/** Words of one text, kept fields in all: bounds against hostile or huge returns. */
const mostWords = 120;
const longestText = 4_000;
const mostFields = 8_000;

/** What the compared minions returned. */
export type Returns = {
  readonly minions: readonly string[];
  /** By minion: its return as it came; `undefined` where it was not read. */
  readonly values: readonly (Json | undefined)[];
  readonly events: readonly (number | undefined)[];
};

/**
 * The fields; `failing` has the root. What a state says that ran before the root is known before the failure, as are the names of all states; of the
 * root and what follows only versions are taken, since the other words there are the failure itself.
 */
export function wordFields(returns: Returns, root: RootState | null, failing: readonly number[]): Field[] {
  const { minions, values, events } = returns;
  const runs = values.map((value) => (isObject(value) ? statesOf(value) : []));
  const rootAt = root === null ? 0 : rootPlace(runs, failing, root);
  const words = new WordTable(minions.length);
  for (const [at, run] of runs.entries()) {
    const minion = minions[at] ?? '';
    const value = values[at];
    if (run.length === 0) {
      if (value !== undefined) addTexts(words, 'return', value, minion, at, true);
      continue;
    }
    for (const state of run) {
      if (state.sls !== undefined) words.add('sls', state.sls, at, true);
      words.add('state', state.id, at, true);
      const name = `states.${state.id}`;
      addTexts(words, `${name}.name`, state.name, minion, at, false);
      const isBefore = state.runNum < rootAt;
      if (isBefore) words.add(`${name}.changed`, isEmpty(state.map.changes) ? 'no' : 'yes', at);
      addTexts(words, `${name}.comment`, state.map.comment, minion, at, !isBefore);
      addTexts(words, `${name}.changes`, state.map.changes, minion, at, !isBefore);
    }
  }
  const isRead = bits(values.length);
  for (const [at, value] of values.entries()) if (value !== undefined) setBit(isRead, at);
  return words.fields(isRead, events);
}

function statesOf(run: JsonObject): Said[] {
  const states: Said[] = [];
  for (const [tag, map] of Object.entries(run)) {
    const low = splitLowTag(tag);
    if (low === undefined || !isObject(map)) continue;
    states.push({
      id: typeof map.__id__ === 'string' ? map.__id__ : low.id,
      sls: typeof map.__sls__ === 'string' ? map.__sls__ : undefined,
      fun: `${low.state}.${low.fun}`,
      name: typeof map.name === 'string' ? map.name : low.name,
      runNum: typeof map.__run_num__ === 'number' ? map.__run_num__ : Number.POSITIVE_INFINITY,
      map,
    });
  }
  return states;
}

/** The earliest place at which the root stands in the run of a failing minion. */
function rootPlace(runs: readonly (readonly Said[])[], failing: readonly number[], root: RootState): number {
  let place = Number.POSITIVE_INFINITY;
  for (const at of failing) {
    for (const { id, fun, runNum } of runs[at] ?? []) {
      if (id === root.id && fun === root.state) place = Math.min(place, runNum);
    }
  }
  return Number.isFinite(place) ? place : 0;
}

function isEmpty(changes: Json | undefined): boolean {
  return !isObject(changes) || Object.keys(changes).length === 0;
}

/** Members of changes that are another number at every run, or are the outcome itself. */
const noise = new Set(['pid', 'retcode', 'duration', 'start_time']);

/** Adds the words of all texts in a value, each under its path. */
function addTexts(
  words: WordTable,
  path: string,
  value: Json | undefined,
  minion: string,
  at: number,
  isVersionOnly: boolean,
  depth = 3,
): void {
  if (typeof value === 'string') addWords(words, path, value, minion, at, isVersionOnly);
  else if (typeof value === 'number' && !isVersionOnly) words.add(path, String(value), at);
  if (depth === 0 || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const one of value.slice(0, 50)) addTexts(words, path, one, minion, at, isVersionOnly, depth - 1);
    return;
  }
  for (const [key, one] of Object.entries(value).slice(0, 50)) {
    if (!noise.has(key)) addTexts(words, `${path}.${key}`, one, minion, at, isVersionOnly, depth - 1);
  }
}

const version = /^[^\d]{0,12}\d+(?:\.\d+)+[\w.+~:-]*$/;

function addWords(
  words: WordTable,
  path: string,
  text: string,
  minion: string,
  at: number,
  isVersionOnly: boolean,
): void {
  const folded = minion === '' ? text.slice(0, longestText) : text.slice(0, longestText).replaceAll(minion, '<minion>');
  let before = '';
  for (const word of folded.split(/[\s"'`()[\]{}<>,;=|]+/).slice(0, mostWords)) {
    const plain = word.replace(/[.:!?]+$/, '');
    if (plain === '') continue;
    if (!isVersionOnly || version.test(plain)) words.add(before === '' ? path : `${path}[${before}]`, plain, at);
    before = plain.slice(plain.lastIndexOf('/') + 1).slice(0, 60);
  }
}

/** Values by field and minion, gathered word by word. */
class WordTable {
  readonly #minions: number;
  readonly #fields = new Map<string, { readonly values: (string[] | undefined)[]; readonly onlyHaving: boolean }>();

  constructor(minions: number) {
    this.#minions = minions;
  }

  add(name: string, value: string, at: number, onlyHaving = false): void {
    let field = this.#fields.get(name);
    if (field === undefined) {
      if (this.#fields.size >= mostFields) return;
      field = { values: new Array<string[] | undefined>(this.#minions).fill(undefined), onlyHaving };
      this.#fields.set(name, field);
    }
    const known = field.values[at];
    if (known === undefined) field.values[at] = [value];
    else if (!known.includes(value)) known.push(value);
  }

  fields(isRead: Uint32Array, evidence: readonly (number | undefined)[]): Field[] {
    return [...this.#fields].map(([name, { values, onlyHaving }]) => ({
      name,
      family: 'words',
      values,
      isRead,
      evidence,
      ...(onlyHaving ? { onlyHaving } : {}),
    }));
  }
}
