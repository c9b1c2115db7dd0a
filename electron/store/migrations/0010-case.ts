// The first shape of a case: sources with their raw blocks, events as columns and as narrow rows, details, derived tables.
import type { Migration } from './migration.ts';

/** What each table and column means stands in `../tables.ts`. */
export const case0010: Migration = {
  version: 10,
  title: 'case',
  up: (db) => {
    db.exec(`
CREATE TABLE meta (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  path TEXT NOT NULL,
  format TEXT NOT NULL,
  bytes INTEGER NOT NULL DEFAULT 0,
  lines INTEGER NOT NULL DEFAULT 0,
  read INTEGER NOT NULL DEFAULT 0,
  accepted INTEGER NOT NULL DEFAULT 0,
  duplicates INTEGER NOT NULL DEFAULT 0,
  rejected INTEGER NOT NULL DEFAULT 0,
  first_stamp INTEGER,
  last_stamp INTEGER,
  is_complete INTEGER NOT NULL DEFAULT 0 CHECK (is_complete IN (0, 1))
) STRICT;

CREATE TABLE block (
  id INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES source (id),
  offset INTEGER NOT NULL,
  first_line INTEGER NOT NULL,
  lines INTEGER NOT NULL,
  length INTEGER NOT NULL,
  codec TEXT NOT NULL CHECK (codec IN ('none', 'deflate', 'zstd')),
  bytes BLOB NOT NULL
) STRICT;

CREATE TABLE dictionary (
  kind INTEGER NOT NULL,
  id INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE segment (
  segment INTEGER NOT NULL,
  column TEXT NOT NULL,
  codec TEXT NOT NULL CHECK (codec IN ('none', 'deflate', 'zstd')),
  bytes BLOB NOT NULL,
  PRIMARY KEY (segment, column)
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  stamp INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  minion INTEGER,
  fun INTEGER,
  jid INTEGER,
  user INTEGER,
  shape INTEGER,
  retcode INTEGER,
  success INTEGER NOT NULL,
  outcome INTEGER NOT NULL,
  flags INTEGER NOT NULL,
  source INTEGER NOT NULL
) STRICT;

CREATE TABLE publish (
  event INTEGER PRIMARY KEY,
  jid INTEGER,
  tgt TEXT NOT NULL,
  tgt_type TEXT,
  arg TEXT NOT NULL,
  expected BLOB NOT NULL,
  missing BLOB NOT NULL
) STRICT;
CREATE INDEX publish_jid ON publish (jid);

CREATE TABLE state_result (
  id INTEGER PRIMARY KEY,
  event INTEGER NOT NULL,
  run_num INTEGER,
  sls INTEGER,
  state_id INTEGER,
  state_fun INTEGER,
  state_name INTEGER,
  result INTEGER,
  changed INTEGER NOT NULL,
  role INTEGER NOT NULL,
  duration_ms REAL,
  comment TEXT NOT NULL,
  blocked_by TEXT
) STRICT;
CREATE INDEX state_result_event ON state_result (event);
CREATE INDEX state_result_failed ON state_result (event) WHERE role > 0;

CREATE TABLE origin (
  event INTEGER NOT NULL,
  source INTEGER NOT NULL REFERENCES source (id),
  offset INTEGER NOT NULL,
  line INTEGER NOT NULL,
  length INTEGER NOT NULL,
  PRIMARY KEY (event, source, offset)
) STRICT, WITHOUT ROWID;

CREATE TABLE problem (
  id INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES source (id),
  code INTEGER NOT NULL,
  line INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  detail TEXT,
  sample TEXT NOT NULL,
  event INTEGER
) STRICT;
CREATE INDEX problem_source ON problem (source, code);
CREATE INDEX problem_event ON problem (event) WHERE event IS NOT NULL;

CREATE TABLE problem_count (
  source INTEGER NOT NULL REFERENCES source (id),
  code INTEGER NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (source, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE job (
  jid INTEGER PRIMARY KEY,
  fun INTEGER,
  arg TEXT NOT NULL,
  user INTEGER,
  tgt TEXT NOT NULL,
  tgt_type TEXT,
  started INTEGER,
  ended INTEGER,
  duration_us INTEGER,
  is_internal INTEGER NOT NULL,
  is_test INTEGER NOT NULL,
  expected INTEGER,
  returned INTEGER NOT NULL,
  succeeded INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  missing INTEGER,
  running INTEGER,
  unknown INTEGER NOT NULL,
  unexpected INTEGER,
  origin_kind TEXT,
  origin_certainty TEXT,
  origin_because TEXT,
  event INTEGER NOT NULL
) STRICT;

CREATE TABLE job_minion (
  jid INTEGER NOT NULL,
  minion INTEGER NOT NULL,
  outcome INTEGER NOT NULL,
  rule INTEGER NOT NULL,
  event INTEGER,
  duration_us INTEGER,
  duplicates INTEGER NOT NULL,
  is_expected INTEGER,
  reason TEXT,
  certainty TEXT,
  evidence TEXT,
  also TEXT,
  PRIMARY KEY (jid, minion)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_minion_missing ON job_minion (minion) WHERE event IS NULL;

CREATE TABLE minion (
  minion INTEGER PRIMARY KEY,
  first_seen INTEGER,
  last_seen INTEGER,
  returns INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  missing INTEGER NOT NULL,
  starts INTEGER NOT NULL,
  is_silent INTEGER NOT NULL,
  salt TEXT,
  skew_s REAL
) STRICT;
`);
  },
};
