// What the events tell about each minion beside its returns: its Salt version, where one says it, and how its clock goes.

import { isObject, type Json, type JsonObject } from '../../shared/salt/json.ts';
import { kindCode } from '../../shared/salt/kind.ts';
import { clockSkew } from '../analysis/clock-skew.ts';
import type { CaseFile } from '../store/case-file.ts';
import { eventFlags, segmentLength } from '../store/columns/column-defs.ts';
import type { ColumnReader } from './column-reader.ts';
import { IdList } from './id-list.ts';
import type { Pacer } from './pacer.ts';
import type { Scan } from './scan-events.ts';

/** By minion id. */
export type MinionFacts = {
  readonly versions: ReadonlyMap<number, string>;
  /** The master's own version, where a runner said it. */
  readonly masterVersion: string | undefined;
  /** Seconds ahead of the master's clock. */
  readonly skew: ReadonlyMap<number, number>;
};

/** Functions whose returns name the Salt version, and how. */
const versionFuns: { readonly [fun: string]: (data: JsonObject) => Json | undefined } = {
  'test.version': (data) => data.return,
  'grains.items': (data) => (isObject(data.return) ? data.return.saltversion : undefined),
  'grains.item': (data) => (isObject(data.return) ? data.return.saltversion : undefined),
  'grains.get': (data) =>
    Array.isArray(data.fun_args) && data.fun_args[0] === 'saltversion' ? data.return : undefined,
};

/** Kinds whose wrapper or return carries `ts`, the minion's own clock (salt-live §1). */
const clockKinds = new Set(
  (['ret', 'start', 'prog', 'state-result', 'minion-start', 'minion-ping', 'custom'] as const).map((kind) =>
    kindCode(kind),
  ),
);

/** The capture is sampled in this many places, because clocks are set right in between; so much of each minion in each. */
const windows = 5;
const samplesPerWindow = 2;
/** Larger records cost more to read than they tell. */
const largestSample = 65_536;
/** Blocks unpacked in each place; large captures have all their minions in far fewer. */
const blocksPerWindow = 400;
/** A start event that carries grains is larger than this. */
const smallestWithGrains = 512;

const retKind = kindCode('ret');

/** Reads the facts; `undefined` when cancelled. */
export async function readMinionFacts(
  caseFile: CaseFile,
  scan: Scan,
  stampOf: ColumnReader,
  minionOf: ColumnReader,
  pacer: Pacer,
): Promise<MinionFacts | undefined> {
  const picked = await pickEvents(caseFile, scan, pacer);
  if (picked === undefined) return undefined;
  const differences = new Map<number, number[]>();
  for (const [at, id] of picked.clock.ids().entries()) {
    const { ts } = caseFile.event(id).data;
    if (typeof ts === 'number') {
      const minion = minionOf(id);
      const list = differences.get(minion);
      const difference = ts - stampOf(id) / 1e6;
      if (list === undefined) differences.set(minion, [difference]);
      else list.push(difference);
    }
    if ((at & 63) === 63 && pacer.isDue() && (await pacer.rest())) return undefined;
  }
  const skew = new Map<number, number>();
  for (const [minion, list] of differences) {
    const seconds = clockSkew(list);
    if (seconds !== undefined) skew.set(minion, seconds);
  }
  const versions = new Map<number, string>();
  let masterVersion: string | undefined;
  const told = tellers(caseFile, scan, picked.lastByFun);
  for (const [at, id] of told.entries()) {
    masterVersion = readVersions(caseFile, id, minionOf(id), versions) ?? masterVersion;
    if ((at & 63) === 63 && pacer.isDue() && (await pacer.rest())) return undefined;
  }
  return { versions, masterVersion, skew };
}

/** The events that may tell a version, earlier ones first so that the last word counts. */
function tellers(caseFile: CaseFile, scan: Scan, lastByFun: ReadonlyMap<number, Uint32Array>): readonly number[] {
  const ids: number[] = [];
  const { columns } = caseFile;
  for (const last of lastByFun.values()) for (const id of last) if (id !== 0) ids.push(id);
  const starts = new Map<number, number>();
  for (const id of scan.rare.minionStarts.ids()) {
    if (columns.value('size', id) >= smallestWithGrains) starts.set(columns.value('minion', id), id);
  }
  ids.push(...starts.values());
  const manageVersions = caseFile.dictionary('fun').id('runner.manage.versions');
  if (manageVersions !== 0) {
    for (const id of scan.rare.runnerReturns.ids()) if (columns.value('fun', id) === manageVersions) ids.push(id);
  }
  return ids.sort((a, b) => a - b);
}

/** Notes the versions that one event names; gives the master's when it names that. */
function readVersions(
  caseFile: CaseFile,
  id: number,
  minion: number,
  versions: Map<number, string>,
): string | undefined {
  const { data } = caseFile.event(id);
  const funs = caseFile.dictionary('fun');
  const fun = funs.text(caseFile.columns.value('fun', id));
  if (fun === 'runner.manage.versions') return readManageVersions(caseFile, data.return, versions);
  // Start events carry grains where the master asks for them (`start_event_grains`).
  const value = versionFuns[fun]?.(data) ?? (isObject(data.grains) ? data.grains.saltversion : undefined);
  if (typeof value === 'string' && minion !== 0 && isVersion(value)) versions.set(minion, value);
  return undefined;
}

function readManageVersions(
  caseFile: CaseFile,
  value: Json | undefined,
  versions: Map<number, string>,
): string | undefined {
  if (!isObject(value)) return undefined;
  for (const group of Object.values(value)) {
    if (!isObject(group)) continue;
    for (const [name, version] of Object.entries(group)) {
      const minion = caseFile.dictionary('minion').id(name);
      if (minion !== 0 && typeof version === 'string' && isVersion(version)) versions.set(minion, version);
    }
  }
  return typeof value.Master === 'string' && isVersion(value.Master) ? value.Master : undefined;
}

function isVersion(text: string): boolean {
  return /^\d{1,4}\.\d{1,3}[\w.+-]{0,40}$/.test(text);
}

type Picked = { readonly clock: IdList; readonly lastByFun: ReadonlyMap<number, Uint32Array> };

async function pickEvents(caseFile: CaseFile, scan: Scan, pacer: Pacer): Promise<Picked | undefined> {
  const clock = new IdList();
  const funs = caseFile.dictionary('fun');
  const size = scan.minions.size + 1;
  const lastByFun = new Map<number, Uint32Array>();
  for (const name of Object.keys(versionFuns)) {
    const fun = funs.id(name);
    if (fun !== 0) lastByFun.set(fun, new Uint32Array(size));
  }
  const taken = new Uint8Array(size);
  const windowLength = Math.max(1, Math.ceil(scan.events / windows));
  let window = -1;
  let opened = 0;
  let lastBlock = 0;
  const parts = <N extends 'kind' | 'minion' | 'flags' | 'fun' | 'size' | 'block'>(name: N) =>
    caseFile.columns.segments<N>(name);
  const [kinds, minions, flags, funParts] = [parts('kind'), parts('minion'), parts('flags'), parts('fun')];
  const [sizes, blocks] = [parts('size'), parts('block')];
  for (const [segment, kindPart] of kinds.entries()) {
    const first = segment * segmentLength + 1;
    const count = Math.min(segmentLength, scan.events - first + 1);
    for (let at = 0; at < count; at += 1) {
      const minion = minions[segment]?.[at] ?? 0;
      if (minion === 0) continue;
      const kind = kindPart[at] ?? 0;
      if (kind === retKind) {
        const last = lastByFun.get(funParts[segment]?.[at] ?? 0);
        if (last !== undefined) last[minion] = first + at;
      }
      if (!clockKinds.has(kind)) continue;
      const here = Math.floor((first + at - 1) / windowLength);
      if (here !== window) {
        window = here;
        opened = 0;
        taken.fill(0);
      }
      if ((taken[minion] ?? 0) >= samplesPerWindow || (sizes[segment]?.[at] ?? 0) > largestSample) continue;
      if (((flags[segment]?.[at] ?? 0) & (eventFlags.claimed | eventFlags.stampless)) !== 0) continue;
      const block = blocks[segment]?.[at] ?? 0;
      if (block !== lastBlock) {
        if (opened === blocksPerWindow) continue;
        opened += 1;
        lastBlock = block;
      }
      taken[minion] = (taken[minion] ?? 0) + 1;
      clock.add(first + at);
    }
    if (pacer.isDue() && (await pacer.rest())) return undefined;
  }
  return { clock, lastByFun };
}
