// Signatures of the raw blocks, so that a search for a text skips the blocks that surely lack it.
import type { Migration } from './migration.ts';

/** What each table and column means stands in `../tables.ts`. */
export const textSignatures0030: Migration = {
  version: 30,
  title: 'text-signatures',
  up: (db) => {
    db.exec(`
CREATE TABLE signed (
  first_block INTEGER PRIMARY KEY,
  blocks INTEGER NOT NULL,
  method INTEGER NOT NULL
) STRICT;

CREATE TABLE signature (
  first_block INTEGER NOT NULL REFERENCES signed (first_block) ON DELETE CASCADE,
  part INTEGER NOT NULL,
  codec TEXT NOT NULL CHECK (codec IN ('none', 'deflate', 'zstd')),
  bytes BLOB NOT NULL,
  PRIMARY KEY (first_block, part)
) STRICT, WITHOUT ROWID;
`);
  },
};
