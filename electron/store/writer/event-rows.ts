// Writes the narrow event rows, four numbers a row: binding a value costs more than taking it apart again in SQL.
import type { Database } from 'better-sqlite3';
import type { AnyArray } from '../columns/segment-store.ts';
import { type BulkInsert, bulkInsert } from './bulk-insert.ts';

/** Columns that the event table shares with the segments, after mapping. */
type EventRowColumns = {
  readonly stamp: AnyArray;
  readonly kind: AnyArray;
  readonly minion: AnyArray;
  readonly fun: AnyArray;
  readonly jid: AnyArray;
  readonly user: AnyArray;
  readonly shape: AnyArray;
  readonly retcode: AnyArray;
  readonly success: AnyArray;
  readonly outcome: AnyArray;
  readonly flags: AnyArray;
};

/** Sizes of the dictionaries that events refer to. */
type DictionarySizes = { readonly [K in 'minion' | 'fun' | 'jid' | 'user' | 'shape' | 'retcode']: number };

/** Bits of each part in its number; a double holds 53. */
const bits = {
  kind: 8,
  success: 2,
  outcome: 8,
  flags: 16,
  minion: 24,
  fun: 16,
  jid: 28,
  user: 12,
  shape: 24,
  retcode: 16,
};

function times(width: number): number {
  return 2 ** width;
}

/** Inserts rows behind those there are. */
type EventInsert = (columns: EventRowColumns, count: number, source: number, sizes: DictionarySizes) => void;

/** Prepares both forms of the insert: packed, and plain for dictionaries that have outgrown their bits. */
export function eventInsert(db: Database): EventInsert {
  const packed = packedInsert(db);
  const plain = bulkInsert(
    db,
    11,
    (values) => `
INSERT INTO event (source, stamp, kind, minion, fun, jid, user, shape, retcode, success, outcome, flags)
SELECT ?, * FROM (VALUES ${values})`,
  );
  return (columns, count, source, sizes) => {
    const fits =
      sizes.minion < times(bits.minion) &&
      sizes.fun < times(bits.fun) &&
      sizes.jid < times(bits.jid) &&
      sizes.user < times(bits.user) &&
      sizes.shape < times(bits.shape) &&
      sizes.retcode < times(bits.retcode);
    if (fits) insertPacked(packed, columns, count, source);
    else insertPlain(plain, columns, count, source);
  };
}

function field(column: string, shift: number, width: number): string {
  return `${column} >> ${shift} & ${times(width) - 1}`;
}

function packedInsert(db: Database): BulkInsert {
  const success = bits.kind;
  const outcome = success + bits.success;
  const flags = outcome + bits.outcome;
  const retcode = flags + bits.flags;
  const user = bits.minion + bits.fun;
  return bulkInsert(
    db,
    4,
    (values) => `
INSERT INTO event (source, stamp, kind, success, outcome, flags, retcode, minion, fun, user, jid, shape)
SELECT ?, column1,
  ${field('column2', 0, bits.kind)},
  ${field('column2', success, bits.success)},
  ${field('column2', outcome, bits.outcome)},
  ${field('column2', flags, bits.flags)},
  nullif(${field('column2', retcode, bits.retcode)}, 0),
  nullif(${field('column3', 0, bits.minion)}, 0),
  nullif(${field('column3', bits.minion, bits.fun)}, 0),
  nullif(${field('column3', user, bits.user)}, 0),
  nullif(${field('column4', 0, bits.jid)}, 0),
  nullif(${field('column4', bits.jid, bits.shape)}, 0)
FROM (VALUES ${values})`,
  );
}

function insertPacked(insert: BulkInsert, columns: EventRowColumns, count: number, source: number): void {
  const { stamp, kind, success, outcome, flags, retcode, minion, fun, user, jid, shape } = columns;
  const [timesSuccess, timesOutcome] = [times(bits.kind), times(bits.kind + bits.success)];
  const timesFlags = timesOutcome * times(bits.outcome);
  const timesRetcode = timesFlags * times(bits.flags);
  const [timesFun, timesUser] = [times(bits.minion), times(bits.minion + bits.fun)];
  const timesShape = times(bits.jid);
  insert(
    count,
    (row, into, at) => {
      into[at] = stamp[row] ?? 0;
      into[at + 1] =
        (kind[row] ?? 0) +
        (success[row] ?? 0) * timesSuccess +
        (outcome[row] ?? 0) * timesOutcome +
        (flags[row] ?? 0) * timesFlags +
        (retcode[row] ?? 0) * timesRetcode;
      into[at + 2] = (minion[row] ?? 0) + (fun[row] ?? 0) * timesFun + (user[row] ?? 0) * timesUser;
      into[at + 3] = (jid[row] ?? 0) + (shape[row] ?? 0) * timesShape;
    },
    source,
  );
}

function insertPlain(insert: BulkInsert, columns: EventRowColumns, count: number, source: number): void {
  const { stamp, kind, minion, fun, jid, user, shape, retcode, success, outcome, flags } = columns;
  insert(
    count,
    (row, into, at) => {
      into[at] = stamp[row] ?? 0;
      into[at + 1] = kind[row] ?? 0;
      into[at + 2] = minion[row] || null;
      into[at + 3] = fun[row] || null;
      into[at + 4] = jid[row] || null;
      into[at + 5] = user[row] || null;
      into[at + 6] = shape[row] || null;
      into[at + 7] = retcode[row] || null;
      into[at + 8] = success[row] ?? 0;
      into[at + 9] = outcome[row] ?? 0;
      into[at + 10] = flags[row] ?? 0;
    },
    source,
  );
}
