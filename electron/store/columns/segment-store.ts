// One column's piece of 65,536 events as it lies in the case file: little-endian elements, compressed.
import type { Database } from 'better-sqlite3';
import { assert } from '../../../shared/base/assert.ts';
import { type Codec, packBytes, unpackBytes } from '../blocks/pack-block.ts';
import { CaseError, damagedCase, reading } from '../store-failure.ts';
import { type ColumnArray, type ColumnName, columnDefs, segmentLength } from './column-defs.ts';

/** Any column's typed array. */
export type AnyArray = ColumnArray<ColumnName>;

const constructors = new Map<ColumnName, (typeof columnDefs)[number]['type']>(
  columnDefs.map(({ name, type }) => [name, type]),
);

/** A new array of a column, all zero. */
export function newColumnArray(name: ColumnName, length: number): AnyArray {
  const type = constructors.get(name);
  assert(type !== undefined, `no column ${name}`);
  return new type(length);
}

/** Reads and writes segments. */
export type SegmentStore = {
  /** The segment's first `count` elements in an array of full length; {@link CaseError} when it is not there or damaged. */
  readonly read: (name: ColumnName, segment: number, count: number) => AnyArray;
  readonly write: (name: ColumnName, segment: number, array: AnyArray, count: number) => void;
};

type SegmentRow = { readonly codec: Codec; readonly bytes: Uint8Array };

/** The segments of one case. */
export function segmentStore(db: Database, path: string): SegmentStore {
  assert(new Uint8Array(new Uint16Array([1]).buffer)[0] === 1, 'columns are little-endian, this machine is not');
  // One segment, by its primary key.
  const select = db.prepare<[number, string], SegmentRow>(
    'SELECT codec, bytes FROM segment WHERE segment = ? AND column = ?',
  );
  // One segment, new or changed.
  const upsert = db.prepare('INSERT OR REPLACE INTO segment (segment, column, codec, bytes) VALUES (?, ?, ?, ?)');

  function read(name: ColumnName, segment: number, count: number): AnyArray {
    const array = newColumnArray(name, segmentLength);
    if (count === 0) return array;
    const row = reading(path, () => select.get(segment, name));
    const length = count * array.BYTES_PER_ELEMENT;
    const bytes = row === undefined ? undefined : unpackBytes(row, length);
    if (bytes === undefined) {
      const what = row === undefined ? 'is not there' : `does not hold ${count} elements`;
      throw new CaseError(damagedCase(path, `segment ${segment} of the column ${name} ${what}`));
    }
    new Uint8Array(array.buffer).set(bytes);
    return array;
  }

  function write(name: ColumnName, segment: number, array: AnyArray, count: number): void {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, count * array.BYTES_PER_ELEMENT);
    const packed = packBytes(bytes);
    upsert.run(segment, name, packed.codec, packed.bytes);
  }

  return { read, write };
}
