// The columns of all events in memory: loaded from the case when first asked for, growing while an import runs.
import { assert } from '../../../shared/base/assert.ts';
import type { Columns } from '../case-file.ts';
import { type ColumnArray, type ColumnName, columnDefs, segmentLength } from './column-defs.ts';
import type { AnyArray, SegmentStore } from './segment-store.ts';
import { newColumnArray } from './segment-store.ts';

type Slots = (AnyArray | undefined)[];

/** Arrays of new rows, one a column, all of the same length. */
type NewRows = ReadonlyMap<ColumnName, AnyArray>;

/**
 * Life of a segment: rows are appended in memory; when it is full it is written, and dropped unless somebody reads that
 * column; partial and patched ones are written by `flush` before a commit. After a rollback all is loaded anew.
 */
export class EventColumns implements Columns {
  /** Committed events. */
  length: number;
  /** Events with those of the open transaction. */
  total: number;
  readonly #store: SegmentStore;
  readonly #slots = new Map<ColumnName, Slots>();
  readonly #asked = new Set<ColumnName>();
  readonly #changed = new Map<ColumnName, Set<number>>();

  constructor(store: SegmentStore, length: number) {
    this.#store = store;
    this.length = length;
    this.total = length;
    for (const { name } of columnDefs) {
      this.#slots.set(name, []);
      this.#changed.set(name, new Set());
    }
  }

  segments<N extends ColumnName>(name: N): readonly ColumnArray<N>[] {
    this.#asked.add(name);
    const arrays: AnyArray[] = [];
    for (let segment = 0; segment * segmentLength < this.length; segment++) arrays.push(this.#slot(name, segment));
    // Each column's slots hold that column's arrays only.
    return arrays as ColumnArray<N>[];
  }

  /** A segment for one look: when nobody has asked for the column, it is not kept. */
  glance(name: ColumnName, segment: number): AnyArray {
    return this.#slotsOf(name)[segment] ?? this.#store.read(name, segment, this.#countIn(segment));
  }

  value(name: ColumnName, id: number): number {
    const position = id - 1;
    assert(position >= 0 && position < this.total, `no event ${id}`);
    return this.#slot(name, Math.floor(position / segmentLength))[position % segmentLength] ?? 0;
  }

  /** Appends rows behind the last one; they become visible with the next {@link committed}. */
  append(rows: NewRows, count: number): void {
    for (const { name } of columnDefs) {
      const from = rows.get(name);
      assert(from !== undefined && from.length === count, `column ${name} has not ${count} new rows`);
      this.#appendColumn(name, from, count);
    }
    this.total += count;
  }

  #appendColumn(name: ColumnName, from: AnyArray, count: number): void {
    const slots = this.#slotsOf(name);
    let taken = 0;
    while (taken < count) {
      const position = this.total + taken;
      const segment = Math.floor(position / segmentLength);
      const at = position % segmentLength;
      const array = at === 0 ? newColumnArray(name, segmentLength) : this.#slot(name, segment);
      slots[segment] = array;
      const some = Math.min(segmentLength - at, count - taken);
      array.set(from.subarray(taken, taken + some), at);
      taken += some;
      if (at + some === segmentLength) this.#finish(name, segment, array);
      else this.#changedOf(name).add(segment);
    }
  }

  #finish(name: ColumnName, segment: number, array: AnyArray): void {
    this.#store.write(name, segment, array, segmentLength);
    this.#changedOf(name).delete(segment);
    if (!this.#asked.has(name)) this.#slotsOf(name)[segment] = undefined;
  }

  /** Changes one value. */
  set(name: ColumnName, id: number, value: number): void {
    const position = id - 1;
    assert(position >= 0 && position < this.total, `no event ${id}`);
    const segment = Math.floor(position / segmentLength);
    this.#slot(name, segment)[position % segmentLength] = value;
    this.#changedOf(name).add(segment);
  }

  /** Writes what is not written yet. */
  flush(): void {
    for (const [name, segments] of this.#changed) {
      for (const segment of segments) {
        this.#store.write(name, segment, this.#slot(name, segment), this.#countIn(segment));
      }
      segments.clear();
    }
  }

  /** The transaction that held the new rows is committed. */
  committed(): void {
    this.length = this.total;
  }

  /** Forgets everything in memory: after a rollback, or when another program wrote to the case. */
  reload(length: number): void {
    for (const slots of this.#slots.values()) slots.length = 0;
    for (const segments of this.#changed.values()) segments.clear();
    this.length = length;
    this.total = length;
  }

  #slot(name: ColumnName, segment: number): AnyArray {
    const slots = this.#slotsOf(name);
    const kept = slots[segment];
    if (kept !== undefined) return kept;
    const loaded = this.#store.read(name, segment, this.#countIn(segment));
    slots[segment] = loaded;
    return loaded;
  }

  /** Events of a segment. */
  #countIn(segment: number): number {
    return Math.min(segmentLength, this.total - segment * segmentLength);
  }

  #slotsOf(name: ColumnName): Slots {
    const slots = this.#slots.get(name);
    assert(slots !== undefined, `no column ${name}`);
    return slots;
  }

  #changedOf(name: ColumnName): Set<number> {
    const changed = this.#changed.get(name);
    assert(changed !== undefined, `no column ${name}`);
    return changed;
  }
}
