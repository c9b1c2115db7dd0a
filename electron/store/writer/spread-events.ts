// Makes the narrow rows for SQL of the events whose columns are there: not while a capture is read, which has no need of them.
import type { Database } from 'better-sqlite3';
import type { CaseDictionary } from '../case-dictionary.ts';
import { type DictionaryKind, segmentLength } from '../columns/column-defs.ts';
import type { EventColumns } from '../columns/event-columns.ts';
import type { AnyArray } from '../columns/segment-store.ts';
import { eventInsert } from './event-rows.ts';

/** Rows made at once: a few ms. */
const rowsAtOnce = 8_192;

const rowColumns = [
  'stamp',
  'kind',
  'minion',
  'fun',
  'jid',
  'user',
  'shape',
  'retcode',
  'success',
  'outcome',
  'flags',
  'source',
] as const;
type Segment = Record<(typeof rowColumns)[number], AnyArray>;

/** A stretch of events, ids `from` to `to`. */
export type SpreadEvents = { readonly from: number; readonly to: number };

/** Makes some of the rows that are not there yet, and says of which events; `undefined` when all are there. */
export function eventSpreader(
  db: Database,
  columns: EventColumns,
  dictionary: (kind: DictionaryKind) => CaseDictionary,
): () => SpreadEvents | undefined {
  const insert = eventInsert(db);
  // The last row, by the primary key; ids have no gaps.
  const lastRow = db.prepare<[], number>('SELECT coalesce(max(id), 0) FROM event').pluck();

  function slice(segment: number, start: number, end: number): Segment {
    const parts = rowColumns.map((name) => [name, columns.glance(name, segment).subarray(start, end)]);
    return Object.fromEntries(parts) as Segment;
  }

  return () => {
    const first = lastRow.get() ?? 0;
    if (first >= columns.total) return undefined;
    const segment = Math.floor(first / segmentLength);
    const start = first % segmentLength;
    const some = slice(segment, start, start + Math.min(rowsAtOnce, segmentLength - start, columns.total - first));
    const source = some.source[0] ?? 0;
    // The rows of one source: a statement names it once.
    const next = some.source.findIndex((other: number) => other !== source);
    const count = next === -1 ? some.source.length : next;
    insert(some, count, source, {
      minion: dictionary('minion').size,
      fun: dictionary('fun').size,
      jid: dictionary('jid').size,
      user: dictionary('user').size,
      shape: dictionary('shape').size,
      retcode: dictionary('retcode').size,
    });
    return { from: first + 1, to: first + count };
  };
}
