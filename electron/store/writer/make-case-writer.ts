// The one writer of an open case: transactions, sources, batches, derived rows, and what is written before each commit.
import type { Database } from 'better-sqlite3';
import { assert } from '../../../shared/base/assert.ts';
import { done, failed, type Outcome } from '../../../shared/base/outcome.ts';
import type { CaseDictionary } from '../case-dictionary.ts';
import type { AsideWriter, CaseWriter, DerivedTable } from '../case-writer.ts';
import { type DictionaryKind, dictionaryKinds } from '../columns/column-defs.ts';
import type { EventColumns } from '../columns/event-columns.ts';
import { contentDigest, digestKey, isDigested, isInDigest } from '../content-digest.ts';
import { promotedWriter } from '../promoted/promoted-store.ts';
import { signatureWriter } from '../signatures/signature-store.ts';
import { busyTimeout } from '../sqlite.ts';
import { CaseError, writeFailure } from '../store-failure.ts';
import { bulkInsert } from './bulk-insert.ts';
import { addDerivedRows } from './derived-rows.ts';
import { ownRows } from './own-rows.ts';
import { type SourceAccount, sourceRows } from './source-account.ts';
import { eventSpreader } from './spread-events.ts';
import { batchWriter } from './write-batch.ts';

/** What the writer shares with the reading half of the case. */
export type CaseParts = {
  readonly db: Database;
  readonly path: string;
  readonly columns: EventColumns;
  readonly dictionary: (kind: DictionaryKind) => CaseDictionary;
  readonly meta: (key: string) => string | undefined;
  /** Rises with every commit that may change an answer; kept in the case. */
  revision: number;
  /** Loads anew what another program may have changed. */
  readonly catchUp: () => void;
  /** Forgets what is in memory and not in the file. */
  readonly reload: () => void;
};

/** The writer of a case. */
export function makeCaseWriter(parts: CaseParts): CaseWriter {
  const { db, path, columns, dictionary } = parts;
  const sources = sourceRows(db);
  const batches = batchWriter(db, columns, dictionary);
  const addRows = addDerivedRows(db);
  const own = ownRows(db);
  const asideWriter = { signatures: signatureWriter(db), promoted: promotedWriter(db) };
  const accounts = new Map<number, SourceAccount>();
  const patched = new Set<number>();
  const insertStrings = bulkInsert(
    db,
    2,
    (values) => `INSERT INTO dictionary (kind, id, text) SELECT ?, * FROM (VALUES ${values})`,
  );
  const spreadEvents = eventSpreader(db, columns, dictionary);
  const updateEvent = db.prepare<number[]>('UPDATE event SET outcome = ?, flags = ? WHERE id = ?');
  const putMeta = db.prepare<string[]>('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)');
  const dropMeta = db.prepare<string[]>('DELETE FROM meta WHERE key = ?');
  let hasUnsynced = false;
  const waiting: (() => void)[] = [];
  /** True when more than settings and what a person keeps changed since the last commit. */
  let hasNewContent = false;
  /** The commit under way makes answers old. */
  let isRising = false;

  /** Runs one writing step; when SQLite refuses it, everything since the last commit is undone. */
  function step<T>(write: () => T): Outcome<T> {
    assert(db.inTransaction, 'writing outside begin and commit');
    try {
      return done(write());
    } catch (error) {
      const failure = writeFailure(error, path);
      rollback();
      if (failure === undefined) throw error;
      return failed(failure);
    }
  }

  /** {@link step} for methods whose signature has no room for a Failure. */
  function stepOrThrow<T>(write: () => T): T {
    const written = step(write);
    if (!written.ok) throw new CaseError(written.failure);
    return written.value;
  }

  function begin(): Outcome<void> {
    assert(!db.inTransaction, 'begin inside a transaction');
    try {
      db.exec('BEGIN IMMEDIATE');
    } catch (error) {
      const failure = writeFailure(error, path);
      if (failure === undefined) throw error;
      return failed(failure);
    }
    parts.catchUp();
    return done(undefined);
  }

  function flush(): void {
    columns.flush();
    for (const [kind, name] of dictionaryKinds.entries()) {
      const strings = dictionary(name);
      const texts = strings.unwritten();
      insertStrings(
        texts.length,
        (row, into, at) => {
          into[at] = strings.written + 1 + row;
          into[at + 1] = texts[row] ?? '';
        },
        kind,
      );
      strings.written += texts.length;
    }
    for (const account of accounts.values()) sources.save(account);
    for (const id of patched) updateEvent.run(columns.value('outcome', id), columns.value('flags', id), id);
    patched.clear();
    // A commit that the disk refused is tried again.
    isRising ||= hasNewContent;
    hasNewContent = false;
    if (!isRising) return;
    dropMeta.run(digestKey);
    putMeta.run('revision', String(parts.revision + 1));
  }

  function spreadRows(): boolean {
    if (batches.spreadStates()) return true;
    const spread = spreadEvents();
    if (spread === undefined) return false;
    // They were made of what the columns hold now.
    if (patched.size > 0) for (let id = spread.from; id <= spread.to; id++) patched.delete(id);
    return true;
  }

  function commit(): Outcome<void> {
    const flushed = step(flush);
    if (!flushed.ok) return flushed;
    const isFinished = [...accounts.values()].some(({ isComplete }) => isComplete);
    try {
      db.exec('COMMIT');
    } catch (error) {
      const failure = writeFailure(error, path);
      // A reader in another program only delays a commit: the transaction stays open, and commit may be called again.
      if (failure?.code !== 'database-busy' || !db.inTransaction) rollback();
      if (failure === undefined) throw error;
      return failed(failure);
    }
    if (isRising) parts.revision++;
    isRising = false;
    columns.committed();
    for (const [id, { isComplete }] of accounts) if (isComplete) accounts.delete(id);
    hasUnsynced = true;
    const ended = isFinished ? sync() : done(undefined);
    letIn();
    return ended;
  }

  /** Lets those write that wait for the end of a transaction. */
  function letIn(): void {
    for (const write of waiting.splice(0)) between(write);
  }

  /**
   * Has the disk hold what was committed. Bulk transactions run with synchronous off; one more, tiny one with synchronous
   * full makes SQLite fsync the file, whoever wrote its pages. (An fsync of our own would need a second descriptor, and closing
   * that one drops SQLite's locks.)
   */
  function sync(): Outcome<void> {
    if (!hasUnsynced) return done(undefined);
    db.pragma('synchronous = FULL');
    try {
      putMeta.run('revision', String(parts.revision));
      hasUnsynced = false;
      return done(undefined);
    } catch (error) {
      const failure = writeFailure(error, path);
      if (failure === undefined) throw error;
      // The data is committed; that another program reads or the disk is full delays only the fsync.
      return failure.code === 'database-busy' ? done(undefined) : failed(failure);
    } finally {
      db.pragma('synchronous = OFF');
    }
  }

  function rollback(): void {
    if (db.inTransaction) db.exec('ROLLBACK');
    accounts.clear();
    patched.clear();
    hasNewContent = false;
    isRising = false;
    batches.workers.endAll();
    parts.reload();
    letIn();
  }

  /** Changes content, which a digest that is kept was not made of. */
  function content<T>(write: () => Outcome<T>): Outcome<T> {
    hasNewContent = true;
    return write();
  }

  /** Findings are made anew wherever a case is opened: no digest is of them. */
  function derived(table: DerivedTable, write: () => Outcome<void>): Outcome<void> {
    return isInDigest(table) ? content(write) : write();
  }

  function between(write: () => void): void {
    if (db.inTransaction) waiting.push(write);
    else write();
  }

  function seal(): Outcome<void> {
    const begun = begin();
    if (!begun.ok) return begun;
    const sealed = step(() => {
      if (isDigested(db)) putMeta.run(digestKey, contentDigest(db));
    });
    return sealed.ok ? commit() : sealed;
  }

  function aside(write: (to: AsideWriter) => void): Outcome<void> {
    assert(!db.inTransaction, 'writing aside inside a transaction');
    db.pragma('busy_timeout = 0');
    try {
      db.transaction(() => write(asideWriter)).immediate();
      hasUnsynced = true;
      return done(undefined);
    } catch (error) {
      const failure = writeFailure(error, path);
      if (failure === undefined) throw error;
      return failed(failure);
    } finally {
      db.pragma(`busy_timeout = ${busyTimeout}`);
    }
  }

  function accountOf(source: number): SourceAccount {
    const account = accounts.get(source);
    assert(account !== undefined, `source ${source} is not being read`);
    return account;
  }

  return {
    begin,
    commit,
    rollback,
    sync,
    addSource: (source) => {
      hasNewContent = true;
      const account = stepOrThrow(() => sources.add(source));
      accounts.set(account.id, account);
      return account.id;
    },
    writeBatch: (source, worker, batch, duplicateOf) =>
      content(() => step(() => batches.write(accountOf(source), worker, batch, duplicateOf))),
    finishSource: (source) => {
      hasNewContent = true;
      accountOf(source).isComplete = true;
    },
    endWorker: (worker) => batches.workers.end(worker),
    spreadRows: () => content(() => step(spreadRows)),
    emptyTable: (table) => derived(table, () => step(() => void db.exec(`DELETE FROM ${table}`))),
    addRows: (table, rows) => derived(table, () => step(() => addRows(table, rows))),
    putRow: (table, row) => step(() => own.put(table, row)),
    removeRow: (table, key) => step(() => own.remove(table, key)),
    patch: (column, id, value) => {
      assert(db.inTransaction, 'patch outside begin and commit');
      hasNewContent = true;
      columns.set(column, id, value);
      if (column !== 'durationUs') patched.add(id);
    },
    aside,
    between,
    setMeta: (key, value) => void stepOrThrow(() => putMeta.run(key, value)),
    getMeta: parts.meta,
    seal,
  };
}
