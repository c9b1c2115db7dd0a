// Stores one batch: strings mapped, blocks, columns, details, problems, and the account of the source.
import type { Database } from 'better-sqlite3';
import { assert } from '../../../shared/base/assert.ts';
import type { Batch, BatchColumn } from '../batch.ts';
import type { CaseDictionary } from '../case-dictionary.ts';
import { type ColumnName, columnDefs, type DictionaryKind, eventFlags } from '../columns/column-defs.ts';
import type { EventColumns } from '../columns/event-columns.ts';
import { type AnyArray, newColumnArray } from '../columns/segment-store.ts';
import { type DetailRows, detailRows, type Origin, problemNumber } from './detail-rows.ts';
import type { SourceAccount } from './source-account.ts';
import { stateBatches } from './state-batches.ts';
import { type IdMap, type WorkerStrings, workerStrings } from './worker-strings.ts';

/** Stores batches. A thrown SQLite error leaves memory and file apart: the caller rolls back. */
type BatchWriter = {
  readonly write: (account: SourceAccount, worker: number, batch: Batch, duplicateOf?: Uint32Array) => void;
  readonly workers: WorkerStrings;
  /** Makes rows of the states that wait longest; false when none wait. */
  readonly spreadStates: () => boolean;
};

/** Rows of a batch that become events: all (`rows` undefined), or those listed. */
type Kept = { readonly rows: Uint32Array | undefined; readonly count: number };

type BlockPlace = { readonly offset: number };

/** Columns whose values are ids of the worker's dictionaries. */
const dictionaryColumns = [
  'minion',
  'fun',
  'jid',
  'user',
  'shape',
  'retcode',
] as const satisfies readonly DictionaryKind[];

const isDictionaryColumn = new Set<string>(dictionaryColumns);

/** Prepares the statements. */
export function batchWriter(
  db: Database,
  columns: EventColumns,
  dictionary: (kind: DictionaryKind) => CaseDictionary,
): BatchWriter {
  const workers = workerStrings(dictionary);
  const details = detailRows(db);
  const states = stateBatches(db, () => ({
    sls: dictionary('sls').size,
    id: dictionary('state_id').size,
    fun: dictionary('state_fun').size,
  }));
  const insertBlock = db.prepare<(number | string | Uint8Array)[]>(
    'INSERT INTO block (id, source, offset, first_line, lines, length, codec, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  // The largest block id, by the primary key.
  const lastBlock = db.prepare<[], number>('SELECT coalesce(max(id), 0) FROM block').pluck();

  function write(account: SourceAccount, worker: number, batch: Batch, duplicateOf?: Uint32Array): void {
    const maps = workers.take(worker, batch.strings);
    const firstBlock = (lastBlock.get() ?? 0) + 1;
    const blocks = writeBlocks(account, batch, firstBlock);
    const kept = keptRows(batch.n, duplicateOf);
    const firstId = columns.total + 1;
    const newIds = idsOf(batch.n, kept, firstId);
    const newId = newIds === undefined ? (row: number) => firstId + row : (row: number) => newIds[row] ?? 0;
    const eventOf = (row: number): number => newId(row) || (duplicateOf?.[row] ?? 0);

    const rows = new Map<ColumnName, AnyArray>();
    for (const { name } of columnDefs) {
      const array = newColumnArray(name, kept.count);
      rows.set(name, array);
      if (name === 'source') array.fill(account.id);
      else if (name === 'durationUs') array.fill(Number.NaN);
      else
        fillColumn(name, array, kept, batch, isDictionaryColumn.has(name) ? maps[name as DictionaryKind] : undefined);
    }
    shift(column(rows, 'block'), firstBlock);
    shift(column(rows, 'line'), account.lines + 1);
    fillStamps(account, batch.columns.stamp, kept, column(rows, 'stamp'), column(rows, 'flags'), firstId);
    markProblems(batch, newId, firstId, column(rows, 'flags'));
    columns.append(rows, kept.count);

    details.addPublishes(batch.publishes, newId, (row) => maps.jid[batch.columns.jid[row] ?? 0] ?? 0, maps.minion);
    const { sls, state_id: id, state_fun: fun, state_name: name } = maps;
    states.add(batch.states, newId, { sls, id, fun, name });
    if (duplicateOf !== undefined) details.addOrigins(originsOf(account, batch, duplicateOf, blocks));
    writeProblems(details, account, batch, eventOf);
    count(account, batch, kept.count);
  }

  /** Blocks joined are the source: each begins where the one before ended. */
  function writeBlocks(account: SourceAccount, batch: Batch, firstId: number): BlockPlace[] {
    let offset = account.bytes;
    let line = account.lines + 1;
    const places = batch.blocks.map(({ length, lines, codec, bytes }, index) => {
      const place = { offset };
      insertBlock.run(firstId + index, account.id, offset, line, lines, length, codec, bytes);
      offset += length;
      line += lines;
      return place;
    });
    assert(offset === account.bytes + batch.bytes, 'the blocks of a batch are not its bytes');
    assert(line === account.lines + 1 + batch.lines, 'the lines of the blocks of a batch are not its lines');
    return places;
  }

  /** A row without a stamp gets that of the row before it in the source; the first ones get the first stamp there is. */
  function fillStamps(
    account: SourceAccount,
    given: Float64Array,
    kept: Kept,
    stamps: AnyArray,
    flags: AnyArray,
    firstId: number,
  ): void {
    let at = 0;
    for (let row = 0; row < given.length; row++) {
      const stamp = given[row] ?? Number.NaN;
      const isKept = kept.rows === undefined || kept.rows[at] === row;
      if (Number.isNaN(stamp)) {
        if (!isKept) continue;
        flags[at] = (flags[at] ?? 0) | eventFlags.stampless;
        if (account.latest === undefined) putOff(account, firstId + at);
        stamps[at] = account.latest ?? 0;
      } else {
        if (account.latest === undefined) settle(account, stamp, stamps, firstId);
        account.latest = stamp;
        if (account.first === null || stamp < account.first) account.first = stamp;
        if (account.last === null || stamp > account.last) account.last = stamp;
      }
      if (isKept) at++;
    }
  }

  function putOff(account: SourceAccount, id: number): void {
    const last = account.waiting.at(-1);
    if (last !== undefined && last[0] + last[1] === id) last[1]++;
    else account.waiting.push([id, 1]);
  }

  /** Gives the source's first stamp to the events that waited for it: those stored before, and those of this batch. */
  function settle(account: SourceAccount, stamp: number, stamps: AnyArray, firstId: number): void {
    for (const [first, n] of account.waiting) {
      for (let id = first; id < first + n; id++) {
        if (id >= firstId) stamps[id - firstId] = stamp;
        else columns.set('stamp', id, stamp);
      }
    }
    account.waiting = [];
  }

  return { write, workers, spreadStates: states.spread };
}

function column(rows: ReadonlyMap<ColumnName, AnyArray>, name: ColumnName): AnyArray {
  const array = rows.get(name);
  assert(array !== undefined, `no column ${name}`);
  return array;
}

function keptRows(n: number, duplicateOf: Uint32Array | undefined): Kept {
  if (duplicateOf === undefined) return { rows: undefined, count: n };
  assert(duplicateOf.length === n, 'duplicateOf has not one element a row');
  const rows = new Uint32Array(n);
  let count = 0;
  for (let row = 0; row < n; row++) if (duplicateOf[row] === 0) rows[count++] = row;
  return count === n ? { rows: undefined, count } : { rows: rows.subarray(0, count), count };
}

function idsOf(n: number, { rows }: Kept, firstId: number): Uint32Array | undefined {
  if (rows === undefined) return undefined;
  const ids = new Uint32Array(n);
  for (let at = 0; at < rows.length; at++) ids[rows[at] ?? 0] = firstId + at;
  return ids;
}

function fillColumn(
  name: BatchColumn,
  into: AnyArray,
  { rows, count }: Kept,
  batch: Batch,
  map: IdMap | undefined,
): void {
  const from = batch.columns[name];
  assert(from.length === batch.n, `column ${name} of a batch has not ${batch.n} rows`);
  if (map === undefined && rows === undefined) {
    into.set(from);
    return;
  }
  for (let at = 0; at < count; at++) {
    const value = from[rows === undefined ? at : (rows[at] ?? 0)] ?? 0;
    into[at] = map === undefined ? value : (map[value] ?? 0);
  }
}

function shift(array: AnyArray, by: number): void {
  for (let at = 0; at < array.length; at++) array[at] = (array[at] ?? 0) + by;
}

function markProblems(batch: Batch, newId: (row: number) => number, firstId: number, flags: AnyArray): void {
  for (const { row } of batch.problems) {
    const id = row === null ? 0 : newId(row);
    if (id !== 0) flags[id - firstId] = (flags[id - firstId] ?? 0) | eventFlags.problem;
  }
}

function originsOf(
  account: SourceAccount,
  batch: Batch,
  duplicateOf: Uint32Array,
  blocks: readonly BlockPlace[],
): Origin[] {
  const origins: Origin[] = [];
  const { block, offset, line, size } = batch.columns;
  for (let row = 0; row < batch.n; row++) {
    const event = duplicateOf[row] ?? 0;
    if (event === 0) continue;
    origins.push({
      event,
      source: account.id,
      offset: (blocks[block[row] ?? 0]?.offset ?? 0) + (offset[row] ?? 0),
      line: account.lines + 1 + (line[row] ?? 0),
      length: size[row] ?? 0,
    });
  }
  return origins;
}

function writeProblems(
  details: DetailRows,
  account: SourceAccount,
  batch: Batch,
  eventOf: (row: number) => number,
): void {
  const placed = batch.problems.map(({ code, line, offset, detail, sample, row }) => ({
    source: account.id,
    code: problemNumber(code),
    line: account.lines + 1 + line,
    offset: account.bytes + offset,
    detail: detail ?? null,
    sample,
    event: row === null ? null : eventOf(row) || null,
  }));
  details.addProblems(placed);
  for (const [code, n] of batch.problemCounts.entries()) {
    if (n > 0) account.problems.set(code, (account.problems.get(code) ?? 0) + n);
  }
}

function count(account: SourceAccount, batch: Batch, kept: number): void {
  assert(batch.read === batch.n + batch.rejected, 'a batch does not account for its records');
  account.bytes += batch.bytes;
  account.lines += batch.lines;
  account.read += batch.read;
  account.accepted += kept;
  account.duplicates += batch.n - kept;
  account.rejected += batch.rejected;
}
