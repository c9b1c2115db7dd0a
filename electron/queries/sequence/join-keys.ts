// The join values of an event for one step: all combinations of the values of its `by` fields, as tuples of numbers in a buffer.
import type { SequenceStep } from '../../../shared/filter/sequence-tree.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { type FieldReader, type JoinSpace, joinSpace, several } from './join-space.ts';
import { grown } from './key-table.ts';

/** Reads the join values of events; all roles (steps, absent, until) write to one buffer. */
export class JoinKeys {
  /** Fields a tuple. */
  readonly width: number;
  readonly readsRecords: boolean;
  /** The tuples of the last event read, one behind the other. */
  buffer = new Uint32Array(64);
  readonly #spaces: readonly JoinSpace[];
  readonly #readers: readonly (readonly FieldReader[])[];

  constructor(caseFile: CaseFile, roles: readonly SequenceStep[]) {
    this.width = roles[0]?.by.length ?? 0;
    this.#spaces = Array.from({ length: this.width }, (_, position) =>
      joinSpace(
        caseFile,
        roles.flatMap((role) => role.by[position] ?? []),
      ),
    );
    this.#readers = roles.map((_, role) => this.#spaces.flatMap((space) => space.readers[role] ?? []));
    this.readsRecords = this.#readers.flat().some((reader) => reader.readsRecords);
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

  /** The text of a value in a position of the tuple. */
  text(position: number, value: number): string {
    return this.#spaces[position]?.text(value) ?? '';
  }

  #readLists(readers: readonly FieldReader[], event: number): number {
    const { width } = this;
    const lists = readers.map((reader, position) => {
      const value = this.buffer[position] ?? 0;
      return value === several ? reader.list(event) : [value];
    });
    const count = lists.reduce((product, list) => product * list.length, 1);
    if (this.buffer.length < count * width) this.buffer = grown(this.buffer, count * width);
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
}
