// What the one writer of a case can do. Implemented by the store; used by ingest (batches) and derive (derived tables).
import type { Outcome } from '../../shared/base/outcome.ts';
import type { Batch } from './batch.ts';
import type { PromotedWriter } from './promoted/promoted-store.ts';
import type { SignatureWriter } from './signatures/signature-store.ts';

/** A source about to be read. */
export type NewSource = { readonly name: string; readonly path: string; readonly format: string };

/** The tables that are made anew from the others. */
export type DerivedTable = 'job' | 'job_minion' | 'minion' | 'link' | 'finding';

/** The tables of what a person keeps in a case; the first column is the key. */
export type OwnTable = 'saved_query' | 'saved_view' | 'note' | 'report_block';

/** Rows of the derived tables; ids are dictionary ids (minion, jid) or event ids. JSON parts are text. */
export type DerivedRow = Readonly<Record<string, string | number | null>>;

/** Writes what makes questions faster and changes no answer. */
export type AsideWriter = { readonly signatures: SignatureWriter; readonly promoted: PromotedWriter };

/**
 * Writes to a case. Between `begin` and `commit` lies one transaction; a crash or `rollback` leaves the last commit, and so does
 * every Failure in between, which rolls back by itself (but `database-busy` from `commit`: then it may be called again).
 */
export type CaseWriter = {
  /**
   * Bulk imports use the rollback journal with synchronous off and one fsync at the end (house §5.10): the commit after a
   * `finishSource` does it.
   */
  readonly begin: () => Outcome<void>;
  readonly commit: () => Outcome<void>;
  /** Undoes everything since `begin`. The dictionaries of all workers are forgotten with it: end them. */
  readonly rollback: () => void;
  /** Has the disk hold all commits; `commit` does it when a source was finished, `close` in any case. */
  readonly sync: () => Outcome<void>;
  readonly addSource: (source: NewSource) => number;
  /**
   * Stores one batch: dictionaries mapped (`worker` names the dictionary it speaks), blocks, columns, details, problems.
   `duplicateOf[row]` > 0: the event exists already under that id; only its place is added.
   */
  readonly writeBatch: (source: number, worker: number, batch: Batch, duplicateOf?: Uint32Array) => Outcome<void>;
  /** Forgets the dictionary of a worker that has ended; numbers of workers that still speak are never given anew. */
  readonly endWorker: (worker: number) => void;
  readonly finishSource: (source: number) => void;
  /**
   * Makes some of the rows of events and states that imports have left to whoever derives, inside a transaction; false when
   * all are there.
   */
  readonly spreadRows: () => Outcome<boolean>;
  /** Empties a derived table, inside the transaction. */
  readonly emptyTable: (table: DerivedTable) => Outcome<void>;
  /** Adds rows to a derived table, inside the transaction; called with slices, so that no call takes long. */
  readonly addRows: (table: DerivedTable, rows: Iterable<DerivedRow>) => Outcome<void>;
  /** Adds a row to a table of the person's own, or replaces the one with its key, inside the transaction. */
  readonly putRow: (table: OwnTable, row: DerivedRow) => Outcome<void>;
  /** Takes the row with that key out. */
  readonly removeRow: (table: OwnTable, key: string) => Outcome<void>;
  /** Changes derived columns of events in memory and marks their segments to be written at commit. */
  readonly patch: (column: 'outcome' | 'flags' | 'durationUs', id: number, value: number) => void;
  /**
   * Runs `write` in a short transaction of its own, outside of any other. The revision stays, because no answer changes. Does
   * not wait for another program that writes (`database-busy`).
   */
  readonly aside: (write: (to: AsideWriter) => void) => Outcome<void>;
  /**
   * Runs `write` where no transaction is open: now, or as soon as the one that is has ended, well or not. It may begin and commit one of
   * its own, and must not throw.
   */
  readonly between: (write: () => void) => void;
  /** Small settings of the case (saved view, derivation version). */
  readonly setMeta: (key: string, value: string) => void;
  readonly getMeta: (key: string) => string | undefined;
  /**
   * Keeps the digest of all that is in the case, in a transaction of its own: a share that does not have it any more is refused when it
   * is opened. The next change of anything but settings drops it.
   */
  readonly seal: () => Outcome<void>;
};
