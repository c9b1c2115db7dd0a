// The JSON of a saved query on the command line.
import type { QueryEntry } from '../../shared/keep/saved-query.ts';

/** One entry of `query list --json`; a broken one has `reason` and no `kind`. */
export function queryShape(entry: QueryEntry): unknown {
  if (!('query' in entry)) {
    const { place, file, name, line, reason } = entry;
    return { name, place, file, line, reason };
  }
  const { name, description, kind, text, parameters } = entry.query;
  return { name, place: entry.place, file: entry.file, kind, description, text, parameters };
}
