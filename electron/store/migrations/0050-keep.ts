// What a person keeps in a case: saved queries, named views, and notes that name the thing they are about instead of its number.
import type { Migration } from './migration.ts';

/** What each table and column means stands in `../tables.ts`. */
export const keep0050: Migration = {
  version: 50,
  title: 'keep',
  up: (db) => {
    db.exec(`
CREATE TABLE saved_query (
  name TEXT NOT NULL PRIMARY KEY,
  description TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('filter', 'sequence', 'sql')),
  text TEXT NOT NULL,
  parameters TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE saved_view (
  name TEXT NOT NULL PRIMARY KEY,
  view TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE note (
  key TEXT NOT NULL PRIMARY KEY,
  what TEXT NOT NULL CHECK (what IN ('event', 'job', 'span')),
  tag TEXT,
  stamp INTEGER,
  until INTEGER,
  jid TEXT,
  event INTEGER,
  is_bookmarked INTEGER NOT NULL CHECK (is_bookmarked IN (0, 1)),
  text TEXT NOT NULL,
  tags TEXT NOT NULL,
  changed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`);
  },
};
