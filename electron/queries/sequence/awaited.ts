// Which values open starts wait for, and in which stages: the one look that most events of a large case are passed over with.
import { kindCode } from '../../../shared/salt/kind.ts';
import { several } from './join-space.ts';
import type { Keys } from './key-table.ts';
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

  /** The first start of a key, which is its value, waits for a stage. */
  set(key: number, stage: number): void {
    if (this.#columns === undefined) return;
    this.#stages[key] = (this.#stages[key] ?? 0) | (1 << bitOf(stage));
  }

  /** No start of a key waits for a stage. Where stages share a bit it stays: then an event is looked at in vain. */
  clear(key: number, stage: number): void {
    if (this.#columns === undefined || bitOf(stage + 1) === bitOf(stage)) return;
    this.#stages[key] = (this.#stages[key] ?? 0) & ~(1 << bitOf(stage));
  }

  /** No start of any of the keys waits. */
  clearAll(keys: Keys): void {
    if (this.#columns === undefined) return;
    keys.each((key) => {
      this.#stages[key] = 0;
    });
  }

  /** The next row of a segment from `at` on that must be looked at, by the marks of four rows an element; `end` without one. */
  next(segment: number, words: Uint32Array, at: number, end: number): number {
    const columns = this.#columns;
    const values = columns?.values?.[segment];
    const kinds = columns?.kinds?.[segment];
    const stages = this.#stages;
    const ended = this.#ended;
    // The rows before `at` are left out of the first element.
    let four = (words[at >>> 2] ?? 0) & (-1 << ((at & 3) * 8));
    for (let row = at & ~3; row < end; four = words[row >>> 2] ?? 0) {
      for (let own = row; four !== 0; own++, four >>>= 8) {
        const mark = four & 0xff;
        if (mark === 0) continue;
        if ((mark & 1) !== 0 || columns === undefined) return own;
        const value = values === undefined ? 0 : (values[own] ?? 0);
        if (((stages[value] ?? 0) & (ended[mark] ?? 0)) !== 0) return own;
        if (kinds !== undefined && kinds[own] === newKind) return own;
      }
      row += 4;
    }
    return end;
  }

  /** The value of an event where a look tells it, `several` where it has a list or takes more. */
  value(event: number): number {
    const columns = this.#columns;
    if (columns === undefined) return several;
    const segment = (event - 1) >>> 16;
    const row = (event - 1) & 0xffff;
    if (columns.kinds !== undefined && columns.kinds[segment]?.[row] === newKind) return several;
    return columns.values === undefined ? 0 : (columns.values[segment]?.[row] ?? 0);
  }

  /** Whether an event with this mark, not that of a first step, surely ends nothing. */
  isIdle(value: number, mark: number): boolean {
    return value !== several && ((this.#stages[value] ?? 0) & (this.#ended[mark] ?? 0)) === 0;
  }
}
