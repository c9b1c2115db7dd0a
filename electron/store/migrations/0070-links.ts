// Links between jobs, returns and events that had to be concluded; what a table or the columns tell at once is not stored.
import type { Migration } from './migration.ts';

function textOf(dictionary: number, id: string): string {
  return `(SELECT d.text FROM dictionary AS d WHERE d.kind = ${dictionary} AND d.id = ${id})`;
}

/** What each table and column means stands in `../tables.ts`, that of the view in `shared/questions/sql-views.ts`. */
export const links0070: Migration = {
  version: 70,
  title: 'links',
  up: (db) => {
    db.exec(`
CREATE TABLE link (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  certainty TEXT NOT NULL,
  from_job INTEGER,
  from_minion INTEGER,
  from_event INTEGER,
  to_job INTEGER,
  to_minion INTEGER,
  to_event INTEGER,
  because TEXT NOT NULL,
  evidence TEXT NOT NULL,
  score REAL,
  parts TEXT,
  runner_up INTEGER,
  runner_up_score REAL
) STRICT;
CREATE INDEX link_from_job ON link (from_job) WHERE from_job IS NOT NULL;
CREATE INDEX link_from_event ON link (from_event) WHERE from_event IS NOT NULL;
CREATE INDEX link_to_job ON link (to_job) WHERE to_job IS NOT NULL;
CREATE INDEX link_to_event ON link (to_event) WHERE to_event IS NOT NULL;

CREATE VIEW links AS
SELECT
  l.id AS id,
  l.kind AS kind,
  l.certainty AS certainty,
  ${textOf(2, 'l.from_job')} AS from_jid,
  ${textOf(0, 'l.from_minion')} AS from_minion,
  l.from_event AS from_event,
  ${textOf(2, 'l.to_job')} AS to_jid,
  ${textOf(0, 'l.to_minion')} AS to_minion,
  l.to_event AS to_event,
  l.because AS because,
  l.evidence AS evidence,
  l.score AS score,
  l.parts AS parts,
  l.runner_up AS runner_up,
  l.runner_up_score AS runner_up_score
FROM link AS l;
`);
  },
};
