// Fills derived tables with rows given as plain objects whose keys are the columns.
import type { Database } from 'better-sqlite3';
import { assert } from '../../../shared/base/assert.ts';
import type { DerivedRow, DerivedTable } from '../case-writer.ts';
import { tableDocs } from '../tables.ts';
import { type BulkInsert, bulkInsert } from './bulk-insert.ts';

/** Adds rows; a column that a row does not name is NULL. Rows in the order of the primary key go in fastest. */
type AddRows = (table: DerivedTable, rows: Iterable<DerivedRow>) => void;

type Prepared = {
  readonly columns: readonly string[];
  readonly known: ReadonlySet<string>;
  readonly insert: BulkInsert;
};

/** Rows gathered before they are inserted. */
const gathered = 1_000;

/** Prepares a statement for each table when it first gets rows. */
export function addDerivedRows(db: Database): AddRows {
  const inserts = new Map<DerivedTable, Prepared>();

  function prepared(table: DerivedTable): Prepared {
    const made = inserts.get(table);
    if (made !== undefined) return made;
    const columns = tableDocs.find(({ name }) => name === table)?.columns.map(({ name }) => name) ?? [];
    const sql = (values: string): string => `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${values}`;
    const making = { columns, known: new Set(columns), insert: bulkInsert(db, columns.length, sql) };
    inserts.set(table, making);
    return making;
  }

  return (table, rows) => {
    const { columns, known, insert } = prepared(table);
    const some: DerivedRow[] = [];
    const flush = (): void => {
      insert(some.length, (index, into, at) => {
        const row = some[index] ?? {};
        for (let i = 0; i < columns.length; i++) into[at + i] = row[columns[i] ?? ''] ?? null;
      });
      some.length = 0;
    };
    for (const row of rows) {
      for (const name in row) assert(known.has(name), `the table ${table} has no column ${name}`);
      some.push(row);
      if (some.length === gathered) flush();
    }
    flush();
  };
}
