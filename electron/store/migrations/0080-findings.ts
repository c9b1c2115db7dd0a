// What the rules found, one row a finding.
import type { Migration } from './migration.ts';

/** What each table and column means stands in `../tables.ts`. */
export const findings0080: Migration = {
  version: 80,
  title: 'findings',
  up: (db) => {
    db.exec(`
CREATE TABLE finding (
  id INTEGER PRIMARY KEY,
  rule TEXT NOT NULL,
  variant TEXT,
  severity TEXT NOT NULL,
  certainty TEXT NOT NULL,
  title TEXT NOT NULL,
  explain TEXT NOT NULL,
  next TEXT NOT NULL,
  translated TEXT NOT NULL,
  quote TEXT,
  minions TEXT NOT NULL,
  jids TEXT NOT NULL,
  events TEXT NOT NULL,
  event_total INTEGER NOT NULL,
  first INTEGER,
  last INTEGER,
  because_of INTEGER,
  tie TEXT,
  followers INTEGER NOT NULL
) STRICT;
`);
  },
};
