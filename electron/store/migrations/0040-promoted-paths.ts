// Paths into the data of events that a person made as fast as the built-in columns.
import type { Migration } from './migration.ts';

/** What each table and column means stands in `../tables.ts`. */
export const promotedPaths0040: Migration = {
  version: 40,
  title: 'promoted-paths',
  up: (db) => {
    db.exec(`
CREATE TABLE promoted (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  events INTEGER NOT NULL DEFAULT 0,
  is_too_varied INTEGER NOT NULL DEFAULT 0 CHECK (is_too_varied IN (0, 1))
) STRICT;

CREATE TABLE promoted_value (
  promoted INTEGER NOT NULL REFERENCES promoted (id) ON DELETE CASCADE,
  id INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (promoted, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE promoted_segment (
  promoted INTEGER NOT NULL REFERENCES promoted (id) ON DELETE CASCADE,
  segment INTEGER NOT NULL,
  codec TEXT NOT NULL CHECK (codec IN ('none', 'deflate', 'zstd')),
  bytes BLOB NOT NULL,
  PRIMARY KEY (promoted, segment)
) STRICT, WITHOUT ROWID;
`);
  },
};
