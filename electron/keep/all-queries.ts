// Every saved query there is, from all three places, and the one that a name means.
import { done, failed, type Outcome } from '../../shared/base/outcome.ts';
import { suggest } from '../../shared/filter/suggest.ts';
import { type QueryEntry, type QueryPlace, queryPlaces, type SavedQuery } from '../../shared/keep/saved-query.ts';
import { listQueries } from '../library/query-folder.ts';
import type { CaseFile } from '../store/case-file.ts';
import { caseQueries } from './case-queries.ts';
import { judged } from './judge-queries.ts';

/** Where the queries outside a case lie. */
export type QueryFolders = { readonly library: string; readonly builtIn: string };

/** The case's (where one is open), the library's, the program's own. */
export function allQueries(caseFile: CaseFile | undefined, folders: QueryFolders): QueryEntry[] {
  return [
    ...(caseFile === undefined ? [] : caseQueries(caseFile)),
    ...listQueries(folders.library, 'library'),
    ...listQueries(folders.builtIn, 'built-in'),
  ].map(judged);
}

/** The query of a name, `place:name` where the place matters; else the case's goes before the library's, that before the program's. */
export function queryNamed(entries: readonly QueryEntry[], asked: string): Outcome<SavedQuery> {
  const [, place, rest] = /^(case|library|built-in):(.*)$/s.exec(asked) ?? [];
  const name = (rest ?? asked).trim();
  const places = place === undefined ? queryPlaces : [place as QueryPlace];
  for (const here of places) {
    const found = entries.find((entry) => entry.place === here && isNamed(entry, name));
    if (found === undefined) continue;
    if ('query' in found) return done(found.query);
    return failed({
      code: 'query-malformed',
      message: `The saved query ${name} (${whereOf(found)}) cannot be read: ${found.reason}.`,
      tip: 'Correct it there.',
    });
  }
  const names = entries.flatMap((entry) => ('query' in entry ? [entry.query.name] : []));
  const lower = suggest(name, [...new Set(names.map((one) => one.toLowerCase()))]);
  const near = lower.flatMap((one) => names.find((other) => other.toLowerCase() === one) ?? []);
  return failed({
    code: 'query-unknown',
    message: `There is no saved query named ${name}.`,
    tip: 'saltrace query list shows all.',
    ...(near.length === 0 ? {} : { suggestions: near }),
  });
}

/** A broken file has no name that is known: its file name stands for it. */
function isNamed(entry: QueryEntry, name: string): boolean {
  if ('query' in entry) return entry.query.name === name;
  return entry.name === name || entry.file === name || entry.file === `${name}.yaml`;
}

/** Where a broken query is, with its line. */
export function whereOf({ place, file, line }: Extract<QueryEntry, { reason: string }>): string {
  return `${place}${file === null || file === '' ? '' : ` ${file}`}${line === null ? '' : ` line ${line}`}`;
}
