// Grains of minions as the capture shows them: in start events (`start_event_grains`) and returns of grains.items and grains.item.
import { isObject, type Json, type JsonObject } from '../../../shared/salt/json.ts';
import { kindCode } from '../../../shared/salt/kind.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { eventFlags } from '../../store/columns/column-defs.ts';
import { countInSegment } from '../selected.ts';
import { MadeOnce } from './made-once.ts';
import { Slices } from './slice.ts';

/** The grains of one minion. */
export type MinionGrains = {
  /** By name: texts, numbers and truth values, which can name a group. */
  readonly values: ReadonlyMap<string, string>;
  /** Lists, and what stands inside maps under `name:inner`, two maps deep. */
  readonly inner: ReadonlyMap<string, string | readonly string[]>;
  /** The newest event that told any. */
  readonly event: number;
};

/** By the minion's dictionary id. */
export type Grains = ReadonlyMap<number, MinionGrains>;

/** A start event that carries grains is larger than this. */
const smallestWithGrains = 256;
const startKind = kindCode('minion-start');
const retKind = kindCode('ret');

const kept = new MadeOnce<Grains>(1, () => 1);

/** The grains of a case; of each minion the newest word counts. `undefined` when cancelled. */
export function readGrains(
  caseFile: CaseFile,
  revision: number,
  isCancelled: () => boolean,
): Promise<Grains | undefined> {
  return kept.get(caseFile, '', revision, isCancelled, (isGivenUp) => readAll(caseFile, new Slices(isGivenUp)));
}

async function readAll(caseFile: CaseFile, slices: Slices): Promise<Grains | undefined> {
  const events = await lastTellers(caseFile, slices);
  if (events === undefined) return undefined;
  const grains = new Map<number, Growing>();
  for (const event of events) {
    const minion = caseFile.columns.value('minion', event);
    const known = grains.get(minion) ?? { values: new Map(), inner: new Map(), event };
    grains.set(minion, known);
    if (addGrains(known, caseFile.event(event).data)) known.event = event;
    if (slices.isDue && (await slices.rest())) return undefined;
  }
  return grains;
}

/** Per minion the last event of each sort that tells grains, in the order of reading. */
async function lastTellers(caseFile: CaseFile, slices: Slices): Promise<number[] | undefined> {
  const { columns } = caseFile;
  const funs = caseFile.dictionary('fun');
  const tellers = [funs.id('grains.items'), funs.id('grains.item')].filter((fun) => fun !== 0);
  const last = new Map<string, number>();
  const parts = [columns.segments('kind'), columns.segments('fun'), columns.segments('size')] as const;
  const [minions, flags] = [columns.segments('minion'), columns.segments('flags')];
  for (const [segment, kindPart] of parts[0].entries()) {
    const count = countInSegment(columns.length, segment);
    for (let at = 0; at < count; at += 1) {
      const kind = kindPart[at];
      if (kind !== retKind && kind !== startKind) continue;
      const fun = kind === retKind ? (parts[1][segment]?.[at] ?? 0) : 0;
      if (kind === retKind ? !tellers.includes(fun) : (parts[2][segment]?.[at] ?? 0) < smallestWithGrains) continue;
      const minion = minions[segment]?.[at] ?? 0;
      if (minion === 0 || ((flags[segment]?.[at] ?? 0) & eventFlags.claimed) !== 0) continue;
      last.set(`${fun} ${minion}`, segment * 65_536 + at + 1);
    }
    if (slices.isDue && (await slices.rest())) return undefined;
  }
  return [...last.values()].sort((a, b) => a - b);
}

type Growing = {
  readonly values: Map<string, string>;
  readonly inner: Map<string, string | readonly string[]>;
  event: number;
};

/** True when the event told grains. */
function addGrains(known: Growing, data: JsonObject): boolean {
  const told = isObject(data.grains) ? data.grains : data.return;
  if (!isObject(told)) return false;
  for (const [name, value] of Object.entries(told)) {
    if (isPlain(value)) known.values.set(name, String(value));
    else addInner(known.inner, name, value, 2);
  }
  return true;
}

function addInner(inner: Growing['inner'], name: string, value: Json | undefined, depth: number): void {
  if (isPlain(value)) inner.set(name, String(value));
  else if (Array.isArray(value)) inner.set(name, value.filter(isPlain).map(String));
  else if (isObject(value) && depth > 0) {
    for (const [key, one] of Object.entries(value)) addInner(inner, `${name}:${key}`, one, depth - 1);
  }
}

function isPlain(value: Json | undefined): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
