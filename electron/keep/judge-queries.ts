// SQL that cannot be run makes a saved query broken, as a malformed filter does: it is judged by SQLite, without being run.
import type { QueryEntry, SavedQuery } from '../../shared/keep/saved-query.ts';
import { judgeSql } from '../store/sql/judge-sql.ts';

/** What is wrong with the SQL of a query, in the words of a list; `undefined` for other kinds, and when nothing is. */
export function sqlFault({ kind, text }: SavedQuery): string | undefined {
  if (kind !== 'sql') return undefined;
  const failure = judgeSql(text);
  if (failure === undefined) return undefined;
  const place = failure.position === undefined ? '' : `position ${failure.position}: `;
  return `text: ${place}${failure.message.replace(/\.$/, '')}`;
}

/** The entry, or what is listed in its place when its SQL cannot be run. */
export function judged(entry: QueryEntry): QueryEntry {
  if (!('query' in entry)) return entry;
  const reason = sqlFault(entry.query);
  if (reason === undefined) return entry;
  return { place: entry.place, file: entry.file, name: entry.query.name, line: null, reason };
}
