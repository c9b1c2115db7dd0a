// What one step from an older to a newer case file is.
import type { Database } from 'better-sqlite3';

/** One forward step. Shipped steps are never edited: a test keeps their hashes. */
export type Migration = {
  /** Becomes the file's `user_version`; rises in tens, so that a forgotten step finds room. */
  readonly version: number;
  readonly title: string;
  /** Runs inside a transaction that the caller began. */
  readonly up: (db: Database) => void;
};
