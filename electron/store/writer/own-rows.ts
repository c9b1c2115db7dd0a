// Writes single rows of the tables that hold what a person keeps: few rows, each written when the person says so.
import type { Database } from 'better-sqlite3';
import { assert } from '../../../shared/base/assert.ts';
import type { DerivedRow, OwnTable } from '../case-writer.ts';
import { tableDocs } from '../tables.ts';

/** Puts and removes rows; the first column of a table is its key. */
type OwnRows = {
  readonly put: (table: OwnTable, row: DerivedRow) => void;
  readonly remove: (table: OwnTable, key: string) => void;
};

/** The rows of a connection. */
export function ownRows(db: Database): OwnRows {
  const columnsOf = (table: OwnTable) =>
    tableDocs.find(({ name }) => name === table)?.columns.map(({ name }) => name) ?? [];
  return {
    put: (table, row) => {
      const columns = columnsOf(table);
      for (const name in row) assert(columns.includes(name), `the table ${table} has no column ${name}`);
      const marks = columns.map(() => '?').join(', ');
      db.prepare(`INSERT OR REPLACE INTO ${table} (${columns.join(', ')}) VALUES (${marks})`).run(
        columns.map((name) => row[name] ?? null),
      );
    },
    remove: (table, key) => void db.prepare(`DELETE FROM ${table} WHERE ${columnsOf(table)[0]} = ?`).run(key),
  };
}
