// `saltrace query`: lists saved queries, runs one with its parameters, checks files of a library.
import { type BoundQuery, bindQuery } from '../../shared/keep/bind-query.ts';
import type { ParameterValues } from '../../shared/keep/parameter-value.ts';
import type { QueryEntry, QueryKind, QueryParameter } from '../../shared/keep/saved-query.ts';
import { looksLikeCase } from '../engine/open-case.ts';
import { allQueries, queryNamed, whereOf } from '../keep/all-queries.ts';
import { builtInFolder } from '../library/built-in.ts';
import { defaultLibraryFolder } from '../library/default-folder.ts';
import { readFile } from '../library/query-folder.ts';
import type { CommonOptions } from './common-options.ts';
import { runEvents } from './events.ts';
import { exitStatus, note, sayFailure } from './output.ts';
import { queryShape } from './query-shape.ts';
import { runOnCase } from './run-on-case.ts';
import { runSequence } from './sequence.ts';
import { runSqlCommand } from './sql.ts';
import { listPrinter, type OutputColumn } from './table.ts';
import { zoneName } from './zone.ts';

/** Where the library is, when the user says. */
export type LibraryOption = { readonly library?: string };

/** Runs a bound query of one kind on a case and prints what it finds; gives the exit status. */
type RunBound<K extends QueryKind> = (
  path: string,
  bound: Extract<BoundQuery, { kind: K }>,
  range: { readonly limit?: number },
  options: CommonOptions,
) => Promise<number>;

/** What runs the queries of each kind: the one place that knows. A kind without a runner is refused. */
const runners: { readonly [K in QueryKind]?: RunBound<K> } = {
  filter: (path, { text }, range, options) => runEvents(path, text, range, options),
  sequence: (path, { text }, range, options) => runSequence(path, text, range, options),
  sql: (path, { text, values }, range, options) => runSqlCommand(path, text, range, options, values),
};

function foldersOf({ library }: LibraryOption) {
  return { library: library ?? defaultLibraryFolder(process.env, process.platform), builtIn: builtInFolder };
}

/** `query list [CASE]`. */
export async function runQueryList(
  path: string | undefined,
  where: LibraryOption,
  options: CommonOptions,
): Promise<number> {
  const entries = await entriesOf(path, where, options);
  if (entries === undefined) return exitStatus.unreadable;
  const printer = listPrinter(options, columns, queryShape);
  if (entries.length > 0) printer.add(entries);
  printer.end();
  return exitStatus.done;
}

/** `query run NAME CASE --param k=v`. */
export async function runQueryRun(
  name: string,
  path: string,
  given: ParameterValues,
  where: LibraryOption & { readonly limit?: number },
  options: CommonOptions,
): Promise<number> {
  const entries = await entriesOf(path, where, options);
  if (entries === undefined) return exitStatus.unreadable;
  const query = queryNamed(entries, name);
  if (!query.ok) {
    sayFailure(query.failure);
    return exitStatus.wrongUse;
  }
  const runner = runners[query.value.kind] as RunBound<QueryKind> | undefined;
  if (runner === undefined) {
    note(`saltrace: ${query.value.name} is a ${query.value.kind} query, which this version cannot run.`);
    return exitStatus.wrongUse;
  }
  const binding = bindQuery(query.value, given, {
    zone: zoneName(options.zone),
    captureFirst: undefined,
    captureLast: undefined,
  });
  if (!binding.ok) {
    note(`saltrace: ${query.value.name} cannot be run: ${binding.faults.map(({ message }) => message).join('; ')}.`);
    return exitStatus.wrongUse;
  }
  return runner(path, binding.bound, where.limit === undefined ? {} : { limit: where.limit }, options);
}

/** `query check FILE…`: for a team's repository; 1 when a file is no query. */
export function runQueryCheck(paths: readonly string[], { isQuiet }: { readonly isQuiet: boolean }): number {
  let bad = 0;
  for (const path of paths) {
    const read = readFile(path);
    if (read.ok) continue;
    bad += 1;
    note(`${path}${read.line === null ? '' : `:${read.line}`}: ${read.reason}`);
  }
  if (!isQuiet) note(`${paths.length - bad} of ${paths.length} files are saved queries`);
  return bad === 0 ? exitStatus.done : exitStatus.bad;
}

/** Only a case file holds queries; a raw capture is not read for that. `undefined`: it could not be opened, which was said. */
async function entriesOf(
  path: string | undefined,
  where: LibraryOption,
  options: CommonOptions,
): Promise<QueryEntry[] | undefined> {
  const folders = foldersOf(where);
  if (path === undefined || !looksLikeCase(path)) return allQueries(undefined, folders);
  let entries: QueryEntry[] | undefined;
  await runOnCase([path], { ...options, hasProgress: false }, async (_ask, caseFile) => {
    entries = allQueries(caseFile, folders);
    return exitStatus.done;
  });
  return entries;
}

const columns: OutputColumn<QueryEntry>[] = [
  { title: 'name', text: (one) => ('query' in one ? one.query.name : (one.name ?? one.file ?? '')) },
  { title: 'place', text: ({ place }) => place },
  { title: 'kind', text: (one) => ('query' in one ? one.query.kind : 'broken') },
  { title: 'parameters', text: (one) => ('query' in one ? one.query.parameters.map(parameterText).join(' ') : '') },
  {
    title: 'description',
    text: (one) => ('query' in one ? one.query.description : `${whereOf(one)}: ${one.reason}`),
    tone: (one) => ('query' in one ? undefined : 'failed'),
  },
];

function parameterText({ name, default: value }: QueryParameter): string {
  return value === null ? name : `${name}=${value}`;
}
