// Every table and column of a case in one sentence each, and what it joins to. `docs/schema.md` and the SQL help come from here;
// a test holds that the real schema has nothing that is not said here. The DDL itself is in `migrations/`.
import { derivedTables } from './tables/derived-tables.ts';
import { findingTable } from './tables/finding-table.ts';
import { keptTables } from './tables/kept-tables.ts';
import { readTables } from './tables/read-tables.ts';
import { speedTables } from './tables/speed-tables.ts';
import type { TableDoc } from './tables/table-doc.ts';

/** All tables of a case. Times are µs since 1970 UTC; NULL means not in the capture, or not known. */
export const tableDocs: readonly TableDoc[] = [
  ...keptTables,
  ...readTables,
  ...derivedTables,
  findingTable,
  ...speedTables,
];
