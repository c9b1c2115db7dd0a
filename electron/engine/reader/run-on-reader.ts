// Runs the statements of the user on a reader.
import type { SqlRunner } from '../../queries/question.ts';
import type { Reader } from './reader.ts';

/** A runner on this reader. */
export function runOnReader(reader: Reader): SqlRunner {
  return (statement, isCancelled) =>
    reader.ask(
      { type: 'sql', ...statement },
      {
        isCancelled,
        deadlineMs: statement.limits.deadlineMs,
        late: {
          code: 'sql-timeout',
          message: `The statement was stopped after ${statement.limits.deadlineMs / 1000} s.`,
          tip: 'Ask for less, narrow it by time or id, or give it more time.',
        },
        lost: (how) => ({
          code: 'reader-lost',
          message: `The process that ran the statement ended ${how}: it took too much memory, or it crashed.`,
          tip: 'Ask for less at once. The case and the engine are unharmed.',
        }),
      },
    );
}
