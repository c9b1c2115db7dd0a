// `saltrace import`: reads captures into a case and prints the account.
import { captureStem, importIntoCase } from '../engine/open-case.ts';
import { accountTable } from './info.ts';
import { exitStatus, note, type OutputFormat, printOne, sayFailure } from './output.ts';
import { progressLine } from './progress-line.ts';
import { sourceShape } from './shapes.ts';
import { alignTable } from './table.ts';

type ImportOptions = {
  readonly case?: string;
  readonly format?: string;
  readonly strict?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly progress?: boolean;
};

const outputFormats: readonly string[] = ['table', 'json', 'ndjson', 'csv'];

/** Runs the command; gives the exit status. Ctrl-C stops it and keeps what was accepted. */
export async function runImport(files: readonly string[], options: ImportOptions): Promise<number> {
  // --format names the capture's format (design) or, as everywhere else, the output's; the words do not overlap.
  const isOutput = options.format !== undefined && outputFormats.includes(options.format);
  const output = (options.json ? 'json' : isOutput ? options.format : 'table') as OutputFormat;
  const hasColor = process.stdout.isTTY === true && !process.env.NO_COLOR;
  const progress = progressLine(options.progress !== false && !options.quiet && process.stderr.isTTY === true);
  let isStopped = false;
  const stop = () => {
    isStopped = true;
  };
  process.once('SIGINT', stop);
  const account = await importIntoCase(options.case ?? `${captureStem(files[0])}.saltrace`, files, {
    format: isOutput ? undefined : options.format,
    onProgress: progress.show,
    isCancelled: () => isStopped,
  });
  process.removeListener('SIGINT', stop);
  progress.clear();
  if (!account.ok) {
    sayFailure(account.failure);
    return account.failure.code === 'format-not-named' ? exitStatus.wrongUse : exitStatus.unreadable;
  }
  const { sources, wasCancelled, failures } = account.value;
  printOne({ case: account.value.case, sources: sources.map(sourceShape) }, output, () => {
    const problems = sources.flatMap((source) =>
      source.problems.map((problem) => ({ source: source.name, ...problem })),
    );
    return [
      accountTable({ sources }, hasColor),
      ...(problems.length === 0
        ? []
        : [
            alignTable(
              problems,
              [
                { title: 'problem', text: (row) => row.code },
                { title: 'severity', text: (row) => row.severity },
                { title: 'count', text: (row) => String(row.count), isNumber: true },
                { title: 'first at', text: (row) => `${row.source}:${row.sample.line}` },
                { title: 'text', text: (row) => row.sample.text.slice(0, 80) },
              ],
              hasColor,
            ),
          ]),
    ].join('\n');
  });
  if (!options.quiet) note(`case ${account.value.case}`);
  for (const failure of failures) sayFailure(failure);
  if (wasCancelled) {
    note('stopped; what was accepted is in the case, importing again completes it');
    return exitStatus.stopped;
  }
  if (failures.length > 0) return exitStatus.unreadable;
  return options.strict && sources.some((source) => source.rejected > 0) ? exitStatus.bad : exitStatus.done;
}
