// The blocks of a case's report: what a person pinned, in order, with the numbers as they were then.
import type { Migration } from './migration.ts';

/** What each table and column means stands in `../tables.ts`. */
export const report0100: Migration = {
  version: 100,
  title: 'report',
  up: (db) => {
    db.exec(`
CREATE TABLE report_block (
  key TEXT NOT NULL PRIMARY KEY,
  position INTEGER NOT NULL,
  thing TEXT NOT NULL,
  was TEXT NOT NULL,
  anchor TEXT,
  tag TEXT,
  stamp INTEGER
) STRICT, WITHOUT ROWID;
`);
  },
};
