// `saltrace report`: the report of a case as Markdown, as one HTML file, or as JSON.
import { writeFileSync } from 'node:fs';
import type { ReportDocument } from '../../shared/questions/report.ts';
import { sqlRunner } from '../engine/sql-runner.ts';
import { toHtml } from '../report/html.ts';
import { toMarkdown } from '../report/markdown.ts';
import type { CommonOptions } from './common-options.ts';
import { exitStatus, note, printOne, sayFailure } from './output.ts';
import { refused, runOnCase } from './run-on-case.ts';

/** What the command is told. */
export type ReportCommand = { readonly out?: string; readonly standing?: boolean };

/** Runs the command; gives the exit status. A file that is there is written anew. */
export function runReport(path: string, { out, standing }: ReportCommand, options: CommonOptions): Promise<number> {
  const form =
    out === undefined ? undefined : /\.html?$/i.test(out) ? 'html' : /\.(md|markdown)$/i.test(out) ? 'markdown' : null;
  if (form === null) {
    note(`saltrace: ${out} is neither .html nor .md; a report is written as one of these. The window writes PDF.`);
    return Promise.resolve(exitStatus.wrongUse);
  }
  const { runSql, close } = sqlRunner();
  return runOnCase(
    [path],
    options,
    async (ask) => {
      try {
        const read = await ask('report.read', { which: standing === true ? 'standing' : 'auto' });
        if (!read.ok) return refused(read);
        if (out === undefined) {
          printOne(reportShape(read.value), options.format, () => toMarkdown(read.value));
          return exitStatus.done;
        }
        return save(out, form === 'html' ? toHtml(read.value) : toMarkdown(read.value), options);
      } finally {
        close();
      }
    },
    { runSql },
  );
}

function save(out: string, text: string, { isQuiet }: CommonOptions): number {
  try {
    writeFileSync(out, text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    sayFailure({
      code: 'report-unwritable',
      message: `The report could not be written to ${out}: ${why}.`,
      tip: 'Choose another place.',
    });
    return exitStatus.unreadable;
  }
  if (!isQuiet) note(`report ${out}`);
  return exitStatus.done;
}

/** The document in the words of the command line. */
function reportShape({ title, about, sections }: ReportDocument): unknown {
  return {
    title,
    about,
    sections: sections.map(({ key, title: heading, parts, gone }) => ({
      key,
      title: heading,
      gone,
      parts: parts.map((part) => {
        if (part.is === 'numbers') {
          const numbers = part.numbers.map(({ label, value, was, isPinned, query }) => ({
            label,
            value,
            ...(isPinned ? { was } : {}),
            query,
          }));
          return { is: 'numbers', numbers };
        }
        if (part.is === 'table') {
          const { caption, columns, rows, more, query } = part;
          return { is: 'table', caption, columns: columns.map((column) => column.title), rows, more, query };
        }
        return part;
      }),
    })),
  };
}
