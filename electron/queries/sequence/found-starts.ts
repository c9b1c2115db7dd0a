// What a run has found: counts of all starts, and of the first ones of each state their join values and events, in typed arrays.
import type { SequenceState } from '../../../shared/filter/match-sequence.ts';
import { keptStarts } from '../../../shared/questions/sequence.ts';
import { grown, KeyTable } from './key-table.ts';

/** States by their code. */
export const sequenceStates = ['matched', 'unmatched', 'unknown'] as const satisfies readonly SequenceState[];

/** Code of a state. */
export const stateCode = { matched: 0, unmatched: 1, unknown: 2 } as const;

/** The starts of one run. */
export class FoundStarts {
  /** Starts of each state, by its code. */
  readonly counts = new Uint32Array(3);
  unfollowed = 0;
  /** Starts listed. */
  kept = 0;
  readonly #steps: number;
  readonly #width: number;
  #states = new Uint32Array(64);
  #ranks = new Uint32Array(64);
  #events: Uint32Array;
  #tuples: Uint32Array;
  /** The join values of the listed starts, in the order in which they were found. */
  readonly groups: KeyTable;
  #groupCounts = new Uint32Array(3 * 64);
  #order: { readonly kept: number; readonly rows: Float64Array } | undefined;

  /** `steps`: events a start takes at most; `width`: join values of each. */
  constructor(steps: number, width: number) {
    this.#steps = steps;
    this.#width = width;
    this.groups = new KeyTable(width);
    this.#events = new Uint32Array(64 * steps);
    this.#tuples = new Uint32Array(64 * width);
  }

  /** Counts a start; true when it is also to be listed. */
  count(state: number): boolean {
    const before = this.counts[state] ?? 0;
    this.counts[state] = before + 1;
    return before < keptStarts;
  }

  /** Lists a start: the place of its first event in time, its events from a place of an array, its join values. */
  list(state: number, rank: number, events: Uint32Array, at: number, count: number, tuple: Uint32Array): void {
    const row = this.kept++;
    const steps = this.#steps;
    const width = this.#width;
    if (row >= this.#states.length) {
      this.#states = grown(this.#states, row + 1);
      this.#ranks = grown(this.#ranks, row + 1);
      this.#events = grown(this.#events, (row + 1) * steps);
      this.#tuples = grown(this.#tuples, (row + 1) * width);
    }
    this.#states[row] = state;
    this.#ranks[row] = rank;
    for (let i = 0; i < count; i++) this.#events[row * steps + i] = events[at + i] ?? 0;
    for (let i = 0; i < width; i++) this.#tuples[row * width + i] = tuple[i] ?? 0;
    const group = this.groups.add(this.#tuples, row * width) * 3;
    if (group + 3 > this.#groupCounts.length) this.#groupCounts = grown(this.#groupCounts, group + 3);
    this.#groupCounts[group + state] = (this.#groupCounts[group + state] ?? 0) + 1;
  }

  /** Rows in the order of their starts; while the run goes on, of those found so far. */
  order(): Float64Array {
    const known = this.#order;
    if (known?.kept === this.kept) return known.rows;
    const rows = new Float64Array(this.kept);
    // Sorted as numbers, which is ten times as fast as with a comparison: the rank above, the row below.
    for (let row = 0; row < rows.length; row++) rows[row] = (this.#ranks[row] ?? 0) * 0x100000 + row;
    rows.sort();
    for (let i = 0; i < rows.length; i++) rows[i] = (rows[i] ?? 0) % 0x100000;
    this.#order = { kept: this.kept, rows };
    return rows;
  }

  /** Code of the state of a row. */
  state(row: number): number {
    return this.#states[row] ?? 0;
  }

  /** The events a row took, in order. */
  events(row: number): number[] {
    return Array.from(this.#events.subarray(row * this.#steps, (row + 1) * this.#steps)).filter((id) => id !== 0);
  }

  /** The join values of a row. */
  tuple(row: number): Uint32Array {
    return this.#tuples.subarray(row * this.#width, (row + 1) * this.#width);
  }

  /** How many of the listed starts with some join values, a key of {@link groups}, are in a state. */
  inGroup(key: number, state: number): number {
    return this.#groupCounts[key * 3 + state] ?? 0;
  }
}
