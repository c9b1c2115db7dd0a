// Brings a database from one version to the newest, a transaction a step; and knows what the schema of each version is.
import type { Database } from 'better-sqlite3';
import type { Migration } from './migration.ts';
import { applicationId } from './migrations.ts';

/** One row of `sqlite_schema`. */
export type SchemaItem = {
  readonly type: string;
  readonly name: string;
  readonly tbl_name: string;
  readonly sql: string | null;
};

/** Runs every step above the file's version. A step that throws leaves the file at the version before it, and the rest undone. */
export function migrate(db: Database, steps: readonly Migration[]): void {
  const from = schemaVersion(db);
  for (const step of steps) {
    if (step.version <= from) continue;
    db.transaction(() => {
      step.up(db);
      db.pragma(`application_id = ${applicationId}`);
      db.pragma(`user_version = ${step.version}`);
    })();
  }
}

/** The file's `user_version`: the version of the last step that ran, 0 of an empty database. */
export function schemaVersion(db: Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/** Everything the schema declares, sorted. */
export function schemaItems(db: Database): SchemaItem[] {
  // What the file declares, in a fixed order.
  return db.prepare<[], SchemaItem>('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name').all();
}
