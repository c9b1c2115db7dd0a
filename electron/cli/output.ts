// Where a command's words go: data to standard output, notes and failures to standard error; and its exit status.
import { writeSync } from 'node:fs';
import type { Failure } from '../../shared/base/failure.ts';

/** How answers are printed. */
export type OutputFormat = 'table' | 'json' | 'ndjson' | 'csv';

/** Exit statuses (docs/cli.md). */
export const exitStatus = { done: 0, bad: 1, wrongUse: 2, unreadable: 3, stopped: 130 } as const;

/** Thrown by a broken pipe: the reader has gone, so the command ends quietly. */
export class PipeClosed extends Error {}

/** Writes all of a text to standard output; a closed pipe ends the command quietly, a full one is waited for. */
export function write(text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EAGAIN') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
      else if (code === 'EPIPE') throw new PipeClosed();
      else throw error;
    }
  }
}

/** Writes one note to standard error. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Says a failure in one line: what happened, to what, what can be done. */
export function sayFailure(failure: Failure): void {
  const guess = failure.suggestions?.length ? ` Did you mean ${failure.suggestions.join(' or ')}?` : '';
  note(`saltrace: ${failure.message}${guess}${failure.tip === undefined ? '' : ` ${failure.tip}`}`);
}

/** Says that a command was used wrongly; gives the exit status for it. */
export function sayUse(message: string): number {
  note(`saltrace: ${message}`);
  return exitStatus.wrongUse;
}

/** Prints one value: JSON in the machine formats, the given text otherwise. */
export function printOne(value: unknown, format: OutputFormat, text: () => string): void {
  write(format === 'table' ? text() : `${JSON.stringify(value, null, format === 'json' ? 1 : undefined)}\n`);
}
