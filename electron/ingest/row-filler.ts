// Fills the rows of one batch: decode, normalise, judge, columns and details; or the short cut, where it applies.
import { outcomeBit, outcomeRules } from '../../shared/salt/job-outcome.ts';
import { isObject, type Json } from '../../shared/salt/json.ts';
import { kindCode } from '../../shared/salt/kind.ts';
import type { SaltEvent } from '../../shared/salt/salt-event.ts';
import { returnOutcome } from '../analysis/return-outcome.ts';
import type { Format, Stretch } from '../formats/format.ts';
import type { PublishDetail } from '../store/batch.ts';
import { eventFlags, listSeparator } from '../store/columns/column-defs.ts';
import { type BatchColumns, batchColumns } from './batch-columns.ts';
import type { LocalDictionaries } from './local-strings.ts';
import { normalise } from './normalise.ts';
import { ProblemList } from './problem-list.ts';
import type { ReturnShortcut, ReturnTemplate } from './return-shortcut.ts';
import type { ShapeIds } from './shape-ids.ts';
import { StateRows } from './state-rows.ts';

/** Largest record that is parsed; a larger one is kept as bytes and noted. Salt's own limit is 1 MB by default. */
export const maxRecordBytes = 64 * 1024 * 1024;

/** What a parser keeps from piece to piece. */
export type ParserMemory = {
  readonly strings: LocalDictionaries;
  readonly shapes: ShapeIds;
  /** Absent: every record goes the long way. */
  readonly shortcut: ReturnShortcut | undefined;
};

const outcomeRuleCodes = new Map<string, number>(outcomeRules.map((rule, position) => [rule, position + 1]));

/** Fills the rows of one batch, record by record, in file order (dictionary ids follow it). */
export class RowFiller {
  count = 0;
  readonly columns: BatchColumns;
  readonly problems: ProblemList;
  readonly publishes: PublishDetail[] = [];
  readonly states: StateRows;
  readonly #strings: LocalDictionaries;
  readonly #shapes: ShapeIds;
  readonly #shortcut: ReturnShortcut | undefined;
  readonly #format: Format;
  readonly #bytes: Buffer;

  constructor({ strings, shapes, shortcut }: ParserMemory, format: Format, bytes: Buffer, room: number) {
    this.#strings = strings;
    this.#shapes = shapes;
    // The one format whose records are an event's JSON and nothing else.
    this.#shortcut = format.name === 'rawfile-json' ? shortcut : undefined;
    this.#format = format;
    this.#bytes = bytes;
    this.columns = batchColumns(room);
    this.problems = new ProblemList(bytes);
    this.states = new StateRows(strings);
  }

  /** Adds a record that lies in a block at an offset; what is no event becomes a problem. */
  addRecord(stretch: Stretch, block: number, blockOffset: number): void {
    if (stretch.broken !== undefined) {
      this.problems.add(stretch.broken, stretch, null);
      return;
    }
    if (stretch.length > maxRecordBytes) {
      this.problems.add('record-too-large', stretch, null);
      return;
    }
    const { columns } = this;
    const row = this.count;
    const { offset: start, length } = stretch;
    columns.block[row] = block;
    columns.offset[row] = blockOffset;
    columns.size[row] = length;
    columns.line[row] = stretch.line;
    const template = this.#shortcut?.look(this.#bytes, start, start + length) ?? 'other';
    if (typeof template !== 'string') {
      this.#fillKnown(row, template);
      return;
    }
    const decoded = this.#format.decode(this.#bytes.subarray(start, start + length));
    if (!decoded.ok) {
      this.problems.add(decoded.code, stretch, null, decoded.detail);
      return;
    }
    const { event, problems } = normalise(decoded);
    this.count += 1;
    for (const { code, detail } of problems) this.problems.add(code, stretch, row, detail);
    const states = this.states.count;
    this.#fillEvent(row, event, problems.length > 0);
    if (template === 'new') this.#learn(row, event, problems.length > 0, this.states.count - states);
  }

  #fillKnown(row: number, template: ReturnTemplate): void {
    const { columns } = this;
    const shortcut = this.#shortcut;
    if (shortcut === undefined) return;
    this.count += 1;
    columns.stamp[row] = shortcut.stamp;
    columns.minion[row] = shortcut.minions.get(this.#bytes, shortcut.minionStart, shortcut.minionEnd);
    columns.jid[row] = shortcut.jids.get(this.#bytes, shortcut.jidStart, shortcut.jidEnd);
    columns.kind[row] = template.kind;
    columns.fun[row] = template.fun;
    columns.user[row] = template.user;
    columns.shape[row] = template.shape;
    columns.retcode[row] = template.retcode;
    columns.success[row] = template.success;
    columns.outcome[row] = template.outcome;
    columns.outcomeRule[row] = template.outcomeRule;
    columns.flags[row] = template.flags;
    if (shortcut.hasStates) this.states.addScanned(row, shortcut.states, this.#bytes);
  }

  /** Keeps what a record that went the long way says, if all its parts are where the short cut finds them. */
  #learn(row: number, event: SaltEvent, isSpecial: boolean, states: number): void {
    const { columns } = this;
    const shortcut = this.#shortcut;
    if (shortcut === undefined) return;
    const isUsual =
      !isSpecial &&
      states === (shortcut.hasStates ? shortcut.states.count : 0) &&
      // Of several functions each has its part of the value.
      typeof event.data['fun'] === 'string' &&
      event.kind === 'ret' &&
      event.claimedBy === undefined &&
      event.stamp === shortcut.stamp &&
      event.minion === this.#text(shortcut.minionStart, shortcut.minionEnd) &&
      event.jid === this.#text(shortcut.jidStart, shortcut.jidEnd);
    const template = {
      kind: columns.kind[row] ?? 0,
      fun: columns.fun[row] ?? 0,
      user: columns.user[row] ?? 0,
      shape: columns.shape[row] ?? 0,
      retcode: columns.retcode[row] ?? 0,
      success: columns.success[row] ?? 0,
      outcome: columns.outcome[row] ?? 0,
      outcomeRule: columns.outcomeRule[row] ?? 0,
      flags: columns.flags[row] ?? 0,
    };
    shortcut.learn(this.#bytes, isUsual ? template : undefined);
  }

  /** Bytes that are known to be ASCII. */
  #text(start: number, end: number): string {
    return this.#bytes.toString('latin1', start, end);
  }

  #fillEvent(row: number, event: SaltEvent, hasProblem: boolean): void {
    const { columns } = this;
    const strings = this.#strings;
    const minion = event.claimedBy ?? event.minion;
    // NaN: the writer gives it the stamp read before it.
    columns.stamp[row] = event.stamp ?? Number.NaN;
    columns.kind[row] = kindCode(event.kind);
    columns.minion[row] = strings.minion.id(minion);
    columns.fun[row] = strings.fun.id(listText(event.fun));
    columns.jid[row] = strings.jid.id(event.jid);
    columns.user[row] = strings.user.id(event.user);
    columns.shape[row] = this.#shapes.id(event.tag, event.jid, minion);
    columns.retcode[row] = strings.retcode.id(listText(event.retcode));
    columns.success[row] = successBits(event.success);
    let flags = 0;
    let isTest = event.isTest;
    if (event.claimedBy !== undefined) {
      flags |= eventFlags.claimed;
    } else if (event.kind === 'ret' || event.kind === 'run-ret' || event.kind === 'wheel-ret') {
      const verdict = returnOutcome(event);
      columns.outcome[row] = outcomeBit(verdict.outcome);
      columns.outcomeRule[row] = outcomeRuleCodes.get(verdict.rule) ?? 0;
      isTest ||= verdict.isTest;
      if (typeof event.data['schedule'] === 'string') flags |= eventFlags.scheduled;
      if (verdict.states.length > 0) this.states.add(row, verdict.states);
    } else if (event.kind === 'new') {
      this.publishes.push(this.#publish(row, event));
    }
    if (event.stamp === undefined) flags |= eventFlags.stampless;
    if (isTest) flags |= eventFlags.test;
    if (event.isInternal) flags |= eventFlags.internal;
    if (hasProblem) flags |= eventFlags.problem;
    columns.flags[row] = flags;
  }

  #publish(row: number, event: SaltEvent): PublishDetail {
    const { data } = event;
    const tgtType = data['tgt_type'];
    return {
      row,
      arg: data['arg'] ?? null,
      tgt: data['tgt'] ?? null,
      tgtType: typeof tgtType === 'string' ? tgtType : undefined,
      expected: this.#minionIds(data['minions']),
      missing: this.#minionIds(data['missing']),
    };
  }

  #minionIds(list: Json | undefined): Uint32Array {
    const names = Array.isArray(list) ? list : isObject(list) ? Object.keys(list) : [];
    const ids = new Uint32Array(names.length);
    let count = 0;
    for (const name of names) {
      if (typeof name !== 'string' || name === '') continue;
      ids[count] = this.#strings.minion.id(name);
      count += 1;
    }
    return ids.subarray(0, count);
  }
}

/** Several values of a multi-function job as one dictionary string. */
function listText(values: readonly (string | number)[]): string | undefined {
  if (values.length === 0) return undefined;
  return values.length === 1 ? String(values[0]) : values.join(listSeparator);
}

function successBits(values: readonly boolean[]): number {
  let bits = 0;
  for (const value of values) bits |= value ? 1 : 2;
  return bits;
}
