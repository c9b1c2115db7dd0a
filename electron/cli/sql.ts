// `saltrace sql`: one reading statement over the case, run by a process that Ctrl-C ends.
import type { SqlAnswer, SqlParameters, SqlValue } from '../../shared/questions/sql.ts';
import { sqlRunner } from '../engine/sql-runner.ts';
import type { CommonOptions } from './common-options.ts';
import { exitStatus, note, printOne } from './output.ts';
import { refused, runOnCase } from './run-on-case.ts';
import { listPrinter, type OutputColumn } from './table.ts';

/** What the user allows a statement. */
export type SqlOptions = { readonly limit?: number; readonly timeout?: number };

/** As good as no end: a script waits as long as it likes, and Ctrl-C is there. */
const noDeadlineS = 86_400;
const usualRows = 10_000;
const mostRows = 1_000_000;
const mostCharacters = 100_000_000;

/** Runs the command; gives the exit status. */
export function runSqlCommand(
  path: string,
  sql: string,
  asked: SqlOptions,
  options: CommonOptions,
  values: SqlParameters = {},
): Promise<number> {
  let isStopped = false;
  const stop = () => {
    isStopped = true;
  };
  const { runSql, close } = sqlRunner();
  return runOnCase(
    [path],
    options,
    async (ask) => {
      process.once('SIGINT', stop);
      try {
        const limits = {
          rows: Math.min(asked.limit ?? usualRows, mostRows),
          characters: mostCharacters,
          deadlineMs: (asked.timeout ?? noDeadlineS) * 1000,
        };
        const answer = await ask('sql.run', { sql, values, limits });
        if (!answer.ok) return isStopped ? exitStatus.stopped : refused(answer);
        print(answer.value, options);
        return exitStatus.done;
      } finally {
        process.off('SIGINT', stop);
        close();
      }
    },
    { runSql, isCancelled: () => isStopped },
  );
}

function print(answer: SqlAnswer, options: CommonOptions): void {
  const { columns, rows, truncated } = answer;
  if (options.format === 'json') {
    const shape = { columns: columns.map(({ name, type }) => ({ name, type })), rows, truncated };
    printOne(shape, 'json', () => '');
  } else {
    const names = distinctNames(columns.map(({ name }) => name));
    const printer = listPrinter(
      options,
      columns.map(
        ({ name, type }, at): OutputColumn<readonly SqlValue[]> => ({
          title: name,
          text: (row) => String(row[at] ?? ''),
          isNumber: type === 'integer' || type === 'real',
        }),
      ),
      (row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? null])),
    );
    printer.add(rows);
    printer.end();
  }
  if (truncated && !options.isQuiet) {
    note(`saltrace: there are more than these ${rows.length} rows; --limit gives more.`);
  }
}

/** Objects hold a name once: a second column of the same name is told apart. */
function distinctNames(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name}:${count}`;
  });
}
