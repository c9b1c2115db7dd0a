// The saved queries of a case. A case may come from anybody: a row that is no query is listed as such, with the reason.
import { done, failed, type Outcome } from '../../shared/base/outcome.ts';
import { queryFault } from '../../shared/keep/check-query.ts';
import { querySchema } from '../../shared/keep/query-schema.ts';
import type { QueryEntry, SavedQuery } from '../../shared/keep/saved-query.ts';
import type { CaseFile } from '../store/case-file.ts';
import type { CaseWriter } from '../store/case-writer.ts';
import { sqlFault } from './judge-queries.ts';
import { isOwn, writeOwn } from './write-own.ts';

type Row = {
  readonly name: string;
  readonly description: string;
  readonly kind: string;
  readonly text: string;
  readonly parameters: string;
};

/** A case that has more was not made by hand. */
const mostQueries = 1_000;

/** All of them, by name. */
export function caseQueries(caseFile: CaseFile): QueryEntry[] {
  // All rows, by the primary key.
  const rows = caseFile.rows<Row>(
    'SELECT name, description, kind, text, parameters FROM saved_query ORDER BY name LIMIT :most',
    { most: mostQueries },
  );
  return rows.map((row) => {
    const read = readRow(row);
    if (typeof read !== 'string') return { place: 'case', file: null, query: read };
    return { place: 'case', file: null, name: row.name.slice(0, 200), line: null, reason: read };
  });
}

function readRow(row: Row): SavedQuery | string {
  let parameters: unknown;
  try {
    parameters = JSON.parse(row.parameters);
  } catch {
    return 'its parameters are no JSON';
  }
  const checked = querySchema.safeParse({ ...row, parameters });
  if (!checked.success) return checked.error.issues[0]?.message ?? 'odd shape';
  return queryFault(checked.data)?.message ?? checked.data;
}

/** Puts a query into the case. `replaces` names the query that it stands in for; a name that another has is refused. */
export function putCaseQuery(caseFile: CaseFile, query: SavedQuery, replaces: string | null): Outcome<void> {
  const fault = queryFault(query)?.message ?? sqlFault(query);
  if (fault !== undefined) return failed({ code: 'query-malformed', message: `The query cannot be saved: ${fault}.` });
  if (query.name !== replaces && isOwn(caseFile, 'saved_query', query.name)) {
    return failed({
      code: 'query-exists',
      message: `The case has a query named ${query.name} already.`,
      tip: 'Choose another name.',
    });
  }
  return writeOwn(caseFile, (writer) => {
    const removed = replaces === null ? done(undefined) : writer.removeRow('saved_query', replaces);
    if (!removed.ok) return removed;
    return putQueryRow(writer, query);
  });
}

/** Writes a query into a case; a transaction is open. */
export function putQueryRow(writer: CaseWriter, query: SavedQuery): Outcome<void> {
  return writer.putRow('saved_query', { ...query, parameters: JSON.stringify(query.parameters) });
}

/** Takes a query out of the case, readable or not; the result puts it back as it was. */
export function removeCaseQuery(caseFile: CaseFile, name: string): Outcome<() => Outcome<void>> {
  const [row] = caseFile.rows<Row>(
    'SELECT name, description, kind, text, parameters FROM saved_query WHERE name = :name',
    { name },
  );
  if (row === undefined) return failed({ code: 'query-unknown', message: `The case has no query named ${name}.` });
  const removed = writeOwn(caseFile, (writer) => writer.removeRow('saved_query', name));
  if (!removed.ok) return removed;
  return done(() => writeOwn(caseFile, (writer) => writer.putRow('saved_query', row)));
}
