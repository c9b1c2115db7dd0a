// The functions that SQL can call, over one open case; what each means stands in shared/questions/sql-views.ts.
import { RE2JS, RE2JSException } from 're2js';
import { faultText } from '../../../shared/filter/filter-fault.ts';
import { parseFilter } from '../../../shared/filter/parse-filter.ts';
import { compileFnmatch } from '../../../shared/salt/fnmatch.ts';
import { captureEnds } from '../../queries/capture-ends.ts';
import { passesOne } from '../../queries/filter/passes-one.ts';
import { rawText } from '../../queries/filter/record.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { type SqlArgument, SqlArgumentError, type SqlFunction } from '../../store/sql/sql-function.ts';

/** Compiled patterns and filters kept; a statement has a few, unless it makes one of each row. */
const mostKept = 64;

/** All functions, by name. `zone` is that of times in a filter that name none. */
export function caseFunctions(caseFile: CaseFile, zone: string): Readonly<Record<string, SqlFunction>> {
  const globs = kept(compileFnmatch);
  const patterns = kept(finder);
  const filters = kept((text) => {
    const parsed = parseFilter(text);
    if (!parsed.ok) throw new SqlArgumentError(`event_passes: ${faultText(parsed)}`);
    const { first, last } = captureEnds(caseFile);
    return passesOne(parsed.tree, caseFile, { zone, captureFirst: first, captureLast: last });
  });
  const event = (id: SqlArgument): number | undefined => {
    const number = typeof id === 'bigint' ? Number(id) : id;
    const isThere =
      typeof number === 'number' && Number.isInteger(number) && number >= 1 && number <= caseFile.columns.length;
    return isThere ? number : undefined;
  };
  const ofEvent = (read: (id: number) => string | number | null) => (id: SqlArgument) => {
    const known = event(id);
    return known === undefined ? null : read(known);
  };
  return {
    event_data: ofEvent((id) => caseFile.event(id).dataText()),
    event_raw: ofEvent((id) => rawText(caseFile.raw(id))),
    event_size: ofEvent((id) => caseFile.columns.value('size', id)),
    event_duration: ofEvent((id) => {
      const us = caseFile.columns.value('durationUs', id);
      return Number.isNaN(us) ? null : us;
    }),
    event_passes: (id: SqlArgument, filter: SqlArgument) => {
      const known = event(id);
      return known === undefined ? null : Number(filters(asText('event_passes', filter))(known));
    },
    salt_glob: (text: SqlArgument, pattern: SqlArgument) =>
      text === null ? null : Number(globs(asText('salt_glob', pattern))(String(text))),
    salt_regexp: (text: SqlArgument, pattern: SqlArgument) =>
      text === null ? null : Number(patterns(asText('salt_regexp', pattern))(String(text))),
  };
}

function asText(name: string, value: SqlArgument): string {
  if (typeof value === 'string') return value;
  throw new SqlArgumentError(`${name}: the second argument must be a text`);
}

function finder(pattern: string): (text: string) => boolean {
  try {
    const compiled = RE2JS.compile(pattern);
    return (text) => compiled.matcher(text).find();
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    throw new SqlArgumentError(`salt_regexp: ${error.message}`);
  }
}

/** A function that remembers what it made of the last few texts. */
function kept<T>(make: (text: string) => T): (text: string) => T {
  const made = new Map<string, T>();
  return (text) => {
    const known = made.get(text);
    if (known !== undefined) return known;
    if (made.size >= mostKept) made.clear();
    const value = make(text);
    made.set(text, value);
    return value;
  };
}
