// The promoted paths of a case: which there are, and the column of each, read when first asked for.
import type { Database } from 'better-sqlite3';
import type { Json } from '../../../shared/salt/json.ts';
import { type Codec, packBytes, unpackBytes } from '../blocks/pack-block.ts';
import { segmentLength } from '../columns/column-defs.ts';
import { CaseError, damagedCase, reading } from '../store-failure.ts';
import { readPathValues } from './path-values.ts';

/** One promoted path. */
export type PromotedPath = {
  readonly id: number;
  /** As it stands in a filter, canonical. */
  readonly path: string;
  /** Events 1…events were read for it. */
  readonly events: number;
  readonly isTooVaried: boolean;
};

/** The column of a path. Numbers are positions in `values`; 0 = the event has no value there. */
export type PromotedColumn = {
  /** Events 1…events have their number in it. */
  readonly events: number;
  /** The values of one event each. */
  readonly values: readonly (readonly Json[])[];
  /** The same as they are stored. */
  readonly texts: readonly string[];
  /** As the segments of the built-in columns. */
  readonly segments: readonly Uint32Array[];
};

/** The promoted paths of one case, for reading. */
export type PromotedReader = {
  readonly list: () => readonly PromotedPath[];
  /** The column of a path; `undefined` when it is none, or a too varied one. */
  readonly column: (path: string) => PromotedColumn | undefined;
  /** Forgets what is in memory. */
  readonly clear: () => void;
};

type PathRow = {
  readonly id: number;
  readonly path: string;
  readonly events: number;
  readonly is_too_varied: number;
};
type SegmentRow = { readonly codec: Codec; readonly bytes: Uint8Array };
type Kept = {
  readonly id: number;
  readonly texts: string[];
  readonly values: (readonly Json[])[];
  readonly segments: { readonly count: number; readonly array: Uint32Array }[];
};

/** A reader of one case. */
export function promotedReader(db: Database, path: string): PromotedReader {
  const selectPaths = db.prepare<[], PathRow>('SELECT id, path, events, is_too_varied FROM promoted ORDER BY path');
  // Values that came since, by the primary key.
  const selectValues = db
    .prepare<[number, number]>('SELECT id, value FROM promoted_value WHERE promoted = ? AND id >= ? ORDER BY id')
    .raw();
  // One segment, by its primary key.
  const selectSegment = db.prepare<[number, number], SegmentRow>(
    'SELECT codec, bytes FROM promoted_segment WHERE promoted = ? AND segment = ?',
  );
  const kept = new Map<string, Kept>();

  function list(): PromotedPath[] {
    const rows = reading(path, () => selectPaths.all());
    return rows.map(({ id, path: name, events, is_too_varied }) => ({
      id,
      path: name,
      events,
      isTooVaried: is_too_varied === 1,
    }));
  }

  function fail(found: string): never {
    throw new CaseError(damagedCase(path, found));
  }

  function column(name: string): PromotedColumn | undefined {
    const promoted = list().find((each) => each.path === name);
    if (promoted === undefined || promoted.isTooVaried) return undefined;
    const { id, events } = promoted;
    const before = kept.get(name);
    const own: Kept = before?.id === id ? before : { id, texts: [''], values: [[]], segments: [] };
    kept.set(name, own);
    loadValues(own, name);
    const segments = Array.from({ length: Math.ceil(events / segmentLength) }, (_, number) => {
      const count = Math.min(segmentLength, events - number * segmentLength);
      const known = own.segments[number];
      if (known !== undefined && known.count >= count) return known.array;
      const array = readSegment(own, name, number, count);
      own.segments[number] = { count, array };
      return array;
    });
    return { events, values: own.values, texts: own.texts, segments };
  }

  function loadValues(own: Kept, name: string): void {
    const rows = reading(path, () => selectValues.all(own.id, own.texts.length) as [number, string][]);
    for (const [id, text] of rows) {
      const values = readPathValues(text);
      if (id !== own.texts.length || values === undefined) fail(`the values of the promoted path ${name} are damaged`);
      own.texts.push(text);
      own.values.push(values);
    }
  }

  function readSegment(own: Kept, name: string, segment: number, count: number): Uint32Array {
    const row = reading(path, () => selectSegment.get(own.id, segment));
    const array = new Uint32Array(segmentLength);
    const bytes = row === undefined ? undefined : unpackBytes(row, count * 4);
    if (bytes === undefined) fail(`segment ${segment} of the promoted path ${name} does not hold ${count} events`);
    new Uint8Array(array.buffer).set(bytes);
    for (let at = 0; at < count; at++)
      if ((array[at] ?? 0) >= own.texts.length) fail(`the promoted path ${name} has a value without text`);
    return array;
  }

  return { list, column, clear: () => kept.clear() };
}

/** What one step of reading found. */
export type PromotedPiece = {
  readonly segment: number;
  /** Numbers of values of the first events of the segment. */
  readonly ids: Uint32Array;
  /** Values not stored yet; the first one has the number `firstValue`. */
  readonly firstValue: number;
  readonly newTexts: readonly string[];
};

/** Writes promoted paths; inside a transaction. */
export type PromotedWriter = {
  /** Adds a path, of which nothing is read yet. */
  readonly add: (path: string) => void;
  readonly remove: (path: string) => void;
  readonly put: (id: number, piece: PromotedPiece) => void;
  /** Marks a path as too varied and drops what was read of it. */
  readonly giveUp: (id: number) => void;
};

/** A writer of one case. */
export function promotedWriter(db: Database): PromotedWriter {
  const insert = db.prepare<[string]>('INSERT OR IGNORE INTO promoted (path) VALUES (?)');
  const remove = db.prepare<[string]>('DELETE FROM promoted WHERE path = ?');
  const putSegment = db.prepare<(number | string | Uint8Array)[]>(
    'INSERT OR REPLACE INTO promoted_segment (promoted, segment, codec, bytes) VALUES (?, ?, ?, ?)',
  );
  const putValue = db.prepare<[number, number, string]>(
    'INSERT INTO promoted_value (promoted, id, value) VALUES (?, ?, ?)',
  );
  const setEvents = db.prepare<[number, number]>('UPDATE promoted SET events = ? WHERE id = ?');
  const mark = db.prepare<[number]>('UPDATE promoted SET is_too_varied = 1, events = 0 WHERE id = ?');
  const dropSegments = db.prepare<[number]>('DELETE FROM promoted_segment WHERE promoted = ?');
  const dropValues = db.prepare<[number]>('DELETE FROM promoted_value WHERE promoted = ?');
  return {
    add: (path) => void insert.run(path),
    remove: (path) => void remove.run(path),
    put: (id, { segment, ids, firstValue, newTexts }) => {
      const { codec, bytes } = packBytes(new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength));
      putSegment.run(id, segment, codec, bytes);
      for (const [at, text] of newTexts.entries()) putValue.run(id, firstValue + at, text);
      setEvents.run(segment * segmentLength + ids.length, id);
    },
    giveUp: (id) => {
      mark.run(id);
      dropSegments.run(id);
      dropValues.run(id);
    },
  };
}
