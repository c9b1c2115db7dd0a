// Which values open starts wait for, and in which stages: the one look that most events of a large case are passed over with.
import { kindCode } from '../../../shared/salt/kind.ts';
import type { KeyTable } from './key-table.ts';
import { bitOf } from './marks.ts';

/** Columns by which events are passed over: that of the join value and that of the kind. */
export type AwaitedColumns = {
  /** `undefined`: all events have the same value, 0. */
  readonly values: readonly Uint32Array[] | undefined;
  /** The largest value. */
  readonly size: number;
  /** Given where an event of kind `new` has several values. */
  readonly kinds: readonly Uint8Array[] | undefined;
};

const newKind = kindCode('new');

/** The stages that each value is waited for. */
export class Awaited {
  readonly #columns: AwaitedColumns | undefined;
  readonly #stages: Uint8Array;
  /** By mark: the stages that an event with it would end or move on. */
  readonly #ended = new Uint8Array(256);

  /** Without columns no event is passed over. `untilRole`: -1 when there is none. */
  constructor(columns: AwaitedColumns | undefined, untilRole: number) {
    this.#columns = columns;
    this.#stages = new Uint8Array(columns === undefined ? 0 : columns.size + 1);
    for (let mark = 0; mark < 256; mark++) {
      const isUntil = untilRole !== -1 && (mark & (1 << bitOf(untilRole))) !== 0;
      this.#ended[mark] = isUntil ? 0xff : mark;
    }
  }

  /** The first start of a key waits for a stage. */
  set(keys: KeyTable, key: number, stage: number): void {
    if (this.#columns === undefined) return;
    const value = onlyValue(keys, key);
    this.#stages[value] = (this.#stages[value] ?? 0) | (1 << bitOf(stage));
  }

  /** No start of a key waits for a stage. Where stages share a bit it stays: then an event is looked at in vain. */
  clear(keys: KeyTable, key: number, stage: number): void {
    if (this.#columns === undefined || bitOf(stage + 1) === bitOf(stage)) return;
    const value = onlyValue(keys, key);
    this.#stages[value] = (this.#stages[value] ?? 0) & ~(1 << bitOf(stage));
  }

  /** No start of any of the keys waits. */
  clearAll(keys: KeyTable): void {
    if (this.#columns === undefined) return;
    for (let key = 0; key < keys.size; key++) this.#stages[onlyValue(keys, key)] = 0;
  }

  /** The next row of a segment from `at` on that must be looked at, by the marks of the segment; `end` when there is none. */
  next(segment: number, marks: Uint8Array<ArrayBuffer>, at: number, end: number): number {
    const columns = this.#columns;
    const values = columns?.values?.[segment];
    const kinds = columns?.kinds?.[segment];
    const hasOneValue = columns?.values === undefined;
    const stages = this.#stages;
    const ended = this.#ended;
    const words = new Uint32Array(marks.buffer);
    for (let row = at; row < end; row++) {
      if ((row & 3) === 0) {
        let word = row >>> 2;
        while (words[word] === 0) word += 1;
        row = Math.max(row, word << 2);
        if (row >= end) return end;
      }
      const mark = marks[row] ?? 0;
      if (mark === 0) continue;
      if ((mark & 1) !== 0 || columns === undefined) return row;
      const value = hasOneValue ? 0 : (values?.[row] ?? 0);
      if (((stages[value] ?? 0) & (ended[mark] ?? 0)) !== 0) return row;
      if (kinds !== undefined && kinds[row] === newKind) return row;
    }
    return end;
  }

  /** Whether an event with this mark, not that of a first step, surely ends nothing. */
  isIdle(event: number, mark: number): boolean {
    const columns = this.#columns;
    if (columns === undefined) return false;
    const segment = (event - 1) >>> 16;
    const row = (event - 1) & 0xffff;
    const value = columns.values === undefined ? 0 : (columns.values[segment]?.[row] ?? 0);
    if (((this.#stages[value] ?? 0) & (this.#ended[mark] ?? 0)) !== 0) return false;
    return columns.kinds === undefined || columns.kinds[segment]?.[row] !== newKind;
  }
}

/** The one value of a key; 0 where there is none. */
function onlyValue(keys: KeyTable, key: number): number {
  return keys.width === 0 ? 0 : keys.value(key, 0);
}
