// The command line `saltrace`: the same engine as the window, in plain Node, with no display. One file per command group.
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { severities } from '../../shared/keep/finding-rule.ts';
import { CaseError } from '../store/store-failure.ts';
import type { CommonOptions } from './common-options.ts';
import { type CompareOptions, runCompare } from './compare.ts';
import { type DifferOptions, runDiffer } from './differ.ts';
import { runEvents } from './events.ts';
import { type FindingsOptions, runFindings } from './findings.ts';
import { runImport } from './import.ts';
import { runIndex } from './index-case.ts';
import { runInfo } from './info.ts';
import { runJob, runJobs } from './jobs.ts';
import { runMinion, runMinions } from './minions.ts';
import { exitStatus, type OutputFormat, PipeClosed, sayFailure } from './output.ts';
import { type LibraryOption, runQueryCheck, runQueryList, runQueryRun } from './query.ts';
import { runRebuild } from './rebuild.ts';
import { type ReportCommand, runReport } from './report.ts';
import { runSequence } from './sequence.ts';
import { includeNames, readRules, redactNames, runShare, type ShareCommand, withoutNames } from './share.ts';
import { runSqlCommand, type SqlOptions } from './sql.ts';
import { runStates, type StatesOptions } from './states.ts';
import { runSummary } from './summary.ts';
import { runTrace, type TraceOptions } from './trace.ts';
import { isZone } from './zone.ts';

type RawOptions = {
  format?: OutputFormat;
  json?: boolean;
  zone: string;
  quiet?: boolean;
  progress: boolean;
  color: 'auto' | 'always' | 'never';
  as?: string;
};

function common(command: Command): CommonOptions {
  const raw = command.optsWithGlobals<RawOptions>();
  const isTerminal = process.stdout.isTTY === true;
  return {
    format: raw.json ? 'json' : (raw.format ?? 'table'),
    zone: raw.zone,
    isQuiet: raw.quiet === true,
    hasProgress: raw.progress && raw.quiet !== true && process.stderr.isTTY === true,
    hasColor: raw.color === 'always' || (raw.color === 'auto' && isTerminal && !process.env.NO_COLOR),
    captureFormat: raw.as,
  };
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('expected a whole number.');
  return Number(text);
}

/** `name=value` of a repeated option, gathered. */
function parameterValue(text: string, before: Record<string, string> = {}): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('expected name=value.');
  const name = text.slice(0, at);
  if (Object.hasOwn(before, name)) throw new InvalidArgumentError(`${name} is given twice.`);
  return { ...before, [name]: text.slice(at + 1) };
}

function zone(text: string): string {
  if (!isZone(text)) throw new InvalidArgumentError('expected UTC, local or an Area/City.');
  return text;
}

/** Values of a repeated option. */
function gathered(text: string, before: readonly string[]): readonly string[] {
  return [...before, text];
}

/** Names joined by commas. */
function names(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** A parser of lists of rules. */
function rules<R extends string>(names: readonly R[]): (text: string) => readonly R[] {
  return (text) => {
    const read = readRules(text, names);
    if (typeof read === 'string') throw new InvalidArgumentError(read);
    return read;
  };
}

/** Builds the command line; `finish` hears the exit status of the command that ran. */
export function buildProgram(finish: (status: number) => void): Command {
  const program = new Command('saltrace')
    .description(
      'Opens captures of the SaltStack event bus and answers what went wrong. CASE is a case file or a raw capture.',
    )
    .version('0.1.0')
    .showHelpAfterError('(saltrace --help shows the usage)')
    .exitOverride();
  const add = (usage: string, doc: string, parent = program) =>
    parent
      .command(usage)
      .description(doc)
      .addOption(new Option('--format <format>', 'how to print').choices(['table', 'json', 'ndjson', 'csv']))
      .option('--json', 'short for --format json')
      .addOption(
        new Option('--zone <zone>', 'zone of printed times and of times in filters').default('UTC').argParser(zone),
      )
      .option('--as <capture-format>', 'format of a raw capture, instead of detecting it')
      .option('--quiet', 'no notes on standard error')
      .option('--no-progress', 'no progress line')
      .addOption(new Option('--color <when>', 'colours').choices(['auto', 'always', 'never']).default('auto'))
      .exitOverride();

  program
    .command('import')
    .argument('<file...>', 'captures: files, folders, - for standard input')
    .description('read captures into a case and print the account')
    .option('--case <out.saltrace>', 'the case to write (made when it is not there)')
    .option('--format <format>', 'format of the captures (sse, state-event, rawfile-json), or table, json, ndjson, csv')
    .option('--strict', 'exit with 1 when a record was rejected')
    .option('--json', 'print the account as JSON')
    .option('--quiet', 'no notes on standard error')
    .option('--no-progress', 'no progress line')
    .exitOverride()
    .action(async (files: string[], options) => finish(await runImport(files, options)));
  add('info <case...>', 'span, sources, counts per kind, minions, jobs, problems').action(
    async (paths: string[], _o, command: Command) => finish(await runInfo(paths, common(command))),
  );
  add('summary <case...>', 'what a person wants first').action(async (paths: string[], _o, command: Command) =>
    finish(await runSummary(paths, common(command))),
  );
  add('events <case> [filter...]', 'events')
    .option('--limit <n>', 'at most so many', wholeNumber)
    .option('--after <id>', 'begin behind the event with this id', wholeNumber)
    .action(async (path: string, filter: string[], options: { limit?: number; after?: number }, command: Command) =>
      finish(await runEvents(path, filter.join(' '), options, common(command))),
    );
  add('jobs <case> [filter...]', 'jobs with what became of their minions')
    .option('--internal', 'with find_job polls and the like')
    .action(async (path: string, filter: string[], options: { internal?: boolean }, command: Command) =>
      finish(await runJobs(path, filter.join(' '), options.internal === true, common(command))),
    );
  add('job <case> <jid>', "one job's story").action(async (path: string, jid: string, _o, command: Command) =>
    finish(await runJob(path, jid, common(command))),
  );
  add('minions <case> [filter...]', 'minions').action(async (path: string, filter: string[], _o, command: Command) =>
    finish(await runMinions(path, filter.join(' '), common(command))),
  );
  add('minion <case> <id>', 'one minion: its jobs and states').action(
    async (path: string, id: string, _o, command: Command) => finish(await runMinion(path, id, common(command))),
  );
  add('findings <case>', 'what went wrong, most important first')
    .option('--rules <place>', 'a file or folder of rules beside those of the program, instead of your own')
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 when something is at least that bad').choices(severities),
    )
    .action(async (path: string, options: FindingsOptions, command: Command) =>
      finish(await runFindings(path, options, common(command))),
    );
  add('states <case> [filter...]', 'state results, roots apart from cascades; or what each state did over all its runs')
    .addOption(
      new Option(
        '--totals <first>',
        'one line a state over all its runs, test runs left out; which come first',
      ).choices(['failed', 'slowest', 'flapping']),
    )
    .option('--limit <n>', 'with --totals: at most so many', wholeNumber)
    .action(async (path: string, filter: string[], options: StatesOptions, command: Command) =>
      finish(await runStates(path, filter.join(' '), options, common(command))),
    );
  add('trace <case>', 'what led to an event or a job, what followed, and where it began')
    .option('--event <id>', 'trace this event', wholeNumber)
    .option('--jid <jid>', 'trace this job')
    .option('--minion <id>', 'of the job only what became of this minion')
    .action(async (path: string, told: TraceOptions, command: Command) =>
      finish(await runTrace(path, told, common(command))),
    );
  add('differ <case> [filter...]', 'what failing minions have that healthy ones have not')
    .option('--jid <jid>', 'compare the minions of this job')
    .option('--failing <ids>', 'compare these minions, joined by commas ...', names)
    .option('--healthy <ids>', '... with these', names)
    .action(async (path: string, filter: string[], options: DifferOptions, command: Command) =>
      finish(await runDiffer(path, filter.join(' '), options, common(command))),
    );
  add('compare <case>', 'two jobs, or two selections of returns, beside each other')
    .option('--jid <jid>', 'a side: a job; to be given twice, or once with --filter', gathered, [])
    .option('--filter <filter>', 'a side: what a filter selects, such as time:12:00..12:30', gathered, [])
    .action(async (path: string, options: CompareOptions, command: Command) =>
      finish(await runCompare(path, options, common(command))),
    );
  add('share <case> [filter...]', 'write a redacted share of a case: one file that opens elsewhere to the same view')
    .option('-o, --out <file.saltrace>', 'the file to write; nothing is written over')
    .option('--span <from..to>', 'only this time, as in a filter: 12:00..12:30, 2026-03-01..')
    .option('--include <rules>', `show what is hidden otherwise: ${includeNames.join(', ')}`, rules(includeNames))
    .option('--redact <rules>', `hide what is shown otherwise: ${redactNames.join(', ')}`, rules(redactNames))
    .option(
      '--without <things>',
      `leave out what goes along beside the events otherwise: ${withoutNames.join(', ')}`,
      rules(withoutNames),
    )
    .option('--dry-run', 'write nothing, say what the share would hold and hide')
    .action(async (path: string, filter: string[], options: ShareCommand, command: Command) =>
      finish(await runShare(path, filter.join(' '), options, common(command))),
    );
  add('report <case>', 'the report of a case: what was pinned to it, or what the program says by itself')
    .option('-o, --out <file>', 'write it to a file.html or file.md, instead of printing Markdown')
    .option('--standing', 'what the program says by itself, also where a report was made')
    .action(async (path: string, options: ReportCommand, command: Command) =>
      finish(await runReport(path, options, common(command))),
    );
  add('sequence <case> <sequence...>', 'events that follow each other, or do not')
    .option('--limit <n>', 'list at most so many matches; the counts are always of all', wholeNumber)
    .option('--unmatched', 'list the starts that did not match, too')
    .action(async (path: string, words: string[], options: { limit?: number; unmatched?: boolean }, command: Command) =>
      finish(await runSequence(path, words.join(' '), options, common(command))),
    );
  add('sql <case> <statement>', 'one reading SQL statement over the views of docs/schema.md')
    .option('--limit <n>', 'at most so many rows (10000)', wholeNumber)
    .option('--timeout <seconds>', 'stop it after so long', wholeNumber)
    .action(async (path: string, statement: string, asked: SqlOptions, command: Command) =>
      finish(await runSqlCommand(path, statement, asked, common(command))),
    );
  add('rebuild <case>', 'derive everything anew from the raw records').action(
    async (path: string, _o, command: Command) => finish(await runRebuild(path, common(command))),
  );
  addQuery(program, add, finish);
  add(
    'index <case> [path...]',
    'make text search fast, and paths into the data (data.a.b) as fast as built-in fields',
  ).action(async (path: string, paths: string[], _o, command: Command) =>
    finish(await runIndex(path, paths, common(command))),
  );
  return program;
}

type Add = (usage: string, doc: string, parent?: Command) => Command;

function addQuery(program: Command, add: Add, finish: (status: number) => void): void {
  const query = program.command('query').description('saved queries: list, run and check them').exitOverride();
  const library = ['--library <folder>', 'folder of saved queries, instead of your own'] as const;
  add('list [case]', 'the saved queries of a case, of your library and of the program', query)
    .option(...library)
    .action(async (path: string | undefined, options: LibraryOption, command: Command) =>
      finish(await runQueryList(path, options, common(command))),
    );
  add('run <name> <case>', 'run a saved query on a case', query)
    .option('--param <name=value>', 'value of a parameter; may be repeated', parameterValue)
    .option('--limit <n>', 'at most so many', wholeNumber)
    .option(...library)
    .action(
      async (
        name: string,
        path: string,
        options: LibraryOption & { limit?: number; param?: Record<string, string> },
        command: Command,
      ) => finish(await runQueryRun(name, path, options.param ?? {}, options, common(command))),
    );
  query
    .command('check <file...>')
    .description('check files of saved queries; exit with 1 when one is none')
    .option('--quiet', 'say only what is wrong')
    .exitOverride()
    .action((files: string[], options: { quiet?: boolean }) =>
      finish(runQueryCheck(files, { isQuiet: options.quiet === true })),
    );
}

/** Runs the command line on arguments (without node and script) and gives the exit status. */
export async function main(args: readonly string[]): Promise<number> {
  let status: number = exitStatus.done;
  const program = buildProgram((given) => {
    status = given;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof PipeClosed) return exitStatus.done;
    if (error instanceof CaseError) {
      sayFailure(error.failure);
      return exitStatus.unreadable;
    }
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitStatus.done : exitStatus.wrongUse;
    throw error;
  }
  return status;
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
