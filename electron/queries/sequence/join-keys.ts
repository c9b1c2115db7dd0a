// The join values of an event for one step: all combinations of the values of its `by` fields, as tuples of numbers in a buffer.
import type { SequenceStep } from '../../../shared/filter/sequence-tree.ts';
import type { CaseFile } from '../../store/case-file.ts';
import type { AwaitedColumns } from './awaited.ts';
import { type FieldReader, type JoinSpace, joinSpace, several } from './join-space.ts';
import { grown, type Keys } from './key-table.ts';

/** Reads the join values of events; all roles (steps, absent, until) write to one buffer. */
export class JoinKeys {
  /** Fields of `by`. */
  readonly fields: number;
  /** The field by which events can be grouped before anything else, -1 when there is none: each event has one job at most. */
  readonly groupField: number;
  /** The values of that field. */
  readonly groupColumn: readonly Uint32Array[];
  /** Fields a tuple: all but that one. */
  readonly width: number;
  readonly readsRecords: boolean;
  /** The tuples of the last event read, one behind the other. */
  buffer = new Uint32Array(64);
  readonly #spaces: readonly JoinSpace[];
  readonly #readers: readonly (readonly FieldReader[])[];
  readonly #whole: Uint32Array;

  /** `mayGroup`: events need not be read in time order. */
  constructor(caseFile: CaseFile, roles: readonly SequenceStep[], mayGroup: boolean) {
    this.fields = roles[0]?.by.length ?? 0;
    this.#spaces = Array.from({ length: this.fields }, (_, position) =>
      joinSpace(
        caseFile,
        roles.flatMap((role) => role.by[position] ?? []),
      ),
    );
    this.readsRecords = this.#spaces.some(({ readers }) => readers.some((reader) => reader.readsRecords));
    const isOwn = mayGroup && !this.readsRecords && this.fields > 1;
    this.groupField = isOwn
      ? this.#spaces.findIndex((_, position) => roles.every(({ by }) => by[position]?.field === 'jid'))
      : -1;
    this.groupColumn = caseFile.columns.segments('jid');
    this.width = this.fields - (this.groupField === -1 ? 0 : 1);
    const spaces = this.#spaces.filter((_, position) => position !== this.groupField);
    this.#readers = roles.map((_, role) => spaces.flatMap((space) => space.readers[role] ?? []));
    this.#whole = new Uint32Array(this.fields);
  }

  /** Writes the tuples of an event in a role to the buffer; gives how many. An event that lacks a value has none. */
  read(role: number, event: number): number {
    const { width } = this;
    const readers = this.#readers[role] ?? [];
    let isSingle = true;
    for (let position = 0; position < width; position++) {
      const value = readers[position]?.value(event) ?? 0;
      if (value === 0) return 0;
      this.buffer[position] = value;
      if (value === several) isSingle = false;
    }
    return isSingle ? 1 : this.#readLists(readers, event);
  }

  /** All join values of a key, in the group of a value; the same buffer again and again. */
  whole(keys: Keys, key: number, group: number): Uint32Array {
    const { fields, groupField } = this;
    for (let position = 0, at = 0; position < fields; position++)
      this.#whole[position] = position === groupField ? group : keys.value(key, at++);
    return this.#whole;
  }

  /** The columns that tell the value of an event in all roles but the first alike; `undefined` where that takes more than a look. */
  columns(caseFile: CaseFile): AwaitedColumns | undefined {
    if (this.width === 0) return { values: undefined, size: 0, kinds: undefined };
    // Events of the first step are looked at in any case.
    const columns = this.#readers.slice(1).map(([reader]) => reader?.column);
    const [first] = columns;
    if (this.width > 1 || first === undefined) return undefined;
    if (columns.some((column) => column?.segments[0] !== first.segments[0])) return undefined;
    const kinds = first.hasLists ? caseFile.columns.segments('kind') : undefined;
    return { values: first.segments, size: first.size, kinds };
  }

  /** The text of a value in a position of all join values. */
  text(position: number, value: number): string {
    return this.#spaces[position]?.text(value) ?? '';
  }

  #readLists(readers: readonly FieldReader[], event: number): number {
    const { width } = this;
    if (width === 1) return this.#readList(readers[0]?.list(event) ?? []);
    const lists = readers.map((reader, position) => {
      const value = this.buffer[position] ?? 0;
      return value === several ? reader.list(event) : [value];
    });
    const count = lists.reduce((product, list) => product * list.length, 1);
    this.#makeRoom(count);
    // Each value of a position stands for all combinations of the positions behind it, again and again.
    let repeat = count;
    for (const [position, list] of lists.entries()) {
      repeat /= list.length;
      for (let at = 0; at < count; ) {
        for (let i = 0; i < list.length; i++) {
          const value = list[i] ?? 0;
          for (let end = at + repeat; at < end; at++) this.buffer[at * width + position] = value;
        }
      }
    }
    return count;
  }

  #readList(list: ArrayLike<number>): number {
    this.#makeRoom(list.length);
    for (let at = 0; at < list.length; at++) this.buffer[at] = list[at] ?? 0;
    return list.length;
  }

  #makeRoom(tuples: number): void {
    if (this.buffer.length < tuples * this.width) this.buffer = grown(this.buffer, tuples * this.width);
  }
}
