// States that an import has read and that nothing has made rows of yet.
import type { Migration } from './migration.ts';

/** What each table and column means stands in `../tables.ts`. */
export const stateBatch0060: Migration = {
  version: 60,
  title: 'state-batch',
  up: (db) => {
    db.exec(`
CREATE TABLE state_batch (
  id INTEGER PRIMARY KEY,
  first_event INTEGER NOT NULL,
  states INTEGER NOT NULL,
  columns BLOB NOT NULL,
  texts TEXT NOT NULL
) STRICT;
`);
  },
};
