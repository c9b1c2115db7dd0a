// The running account of one source while it is read: what came, where the next piece begins, which stamp was last.
import type { Database } from 'better-sqlite3';
import type { Stamp } from '../../../shared/base/stamp.ts';
import type { NewSource } from '../case-writer.ts';

/** Grows with each batch; written to the source's row before a commit. */
export type SourceAccount = {
  readonly id: number;
  bytes: number;
  lines: number;
  read: number;
  accepted: number;
  duplicates: number;
  rejected: number;
  first: Stamp | null;
  last: Stamp | null;
  /** The stamp read last; `undefined` before the first one. */
  latest: Stamp | undefined;
  /** Events before the source's first stamp, as [first id, count]: they wait for it. */
  waiting: [first: number, count: number][];
  readonly problems: Map<number, number>;
  isComplete: boolean;
};

/** Writes accounts. */
type SourceRows = {
  readonly add: (source: NewSource) => SourceAccount;
  readonly save: (account: SourceAccount) => void;
};

/** Prepares the statements. */
export function sourceRows(db: Database): SourceRows {
  const insert = db.prepare<string[]>('INSERT INTO source (name, path, format) VALUES (?, ?, ?)');
  const update = db.prepare<(number | null)[]>(`
UPDATE source
SET bytes = ?, lines = ?, read = ?, accepted = ?, duplicates = ?, rejected = ?, first_stamp = ?, last_stamp = ?, is_complete = ?
WHERE id = ?`);
  const count = db.prepare<number[]>('INSERT OR REPLACE INTO problem_count (source, code, count) VALUES (?, ?, ?)');
  return {
    add: ({ name, path, format }) => ({
      id: Number(insert.run(name, path, format).lastInsertRowid),
      bytes: 0,
      lines: 0,
      read: 0,
      accepted: 0,
      duplicates: 0,
      rejected: 0,
      first: null,
      last: null,
      latest: undefined,
      waiting: [],
      problems: new Map(),
      isComplete: false,
    }),
    save: (account) => {
      const { id, bytes, lines, read, accepted, duplicates, rejected, first, last, isComplete } = account;
      update.run(bytes, lines, read, accepted, duplicates, rejected, first, last, Number(isComplete), id);
      for (const [code, n] of account.problems) count.run(id, code, n);
    },
  };
}
