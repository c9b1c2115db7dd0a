// Prints answers: table, json, ndjson or csv on standard output; notes and failures on standard error.
import { writeSync } from 'node:fs';
import type { Failure } from '../../shared/base/failure.ts';

/** How answers are printed. */
export type OutputFormat = 'table' | 'json' | 'ndjson' | 'csv';

/** A column of a table or CSV: heading and the text of a row's cell. */
export type OutputColumn<Row> = {
  readonly title: string;
  readonly text: (row: Row) => string;
  readonly isNumber?: boolean;
};

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

/** Prints a list bit by bit, so that any number of rows streams out: call `add` with rows, then `end`. */
export function listPrinter<Row>(
  format: OutputFormat,
  columns: readonly OutputColumn<Row>[],
  shape: (row: Row) => unknown,
): { add: (rows: readonly Row[]) => void; end: () => void } {
  let count = 0;
  let widths: readonly number[] | undefined;
  const cellsOf = (rows: readonly Row[]) => rows.map((row) => columns.map((column) => column.text(row)));
  const titles = columns.map((column) => column.title);
  const add = (rows: readonly Row[]) => {
    if (format === 'json')
      write(rows.map((row, i) => `${count + i === 0 ? '[\n' : ',\n'}${JSON.stringify(shape(row))}`).join(''));
    if (format === 'ndjson') write(rows.map((row) => `${JSON.stringify(shape(row))}\n`).join(''));
    if (format === 'csv') {
      const lines = [...(widths === undefined ? [titles] : []), ...cellsOf(rows)];
      write(lines.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join(''));
      widths = [];
    }
    if (format === 'table') {
      const lines = [...(widths === undefined ? [titles] : []), ...cellsOf(rows).map((cells) => cells.map(visible))];
      // Widths of the first rows hold for all, so that nothing has to wait for the last row.
      widths ??= titles.map((_, i) => Math.max(...lines.map((line) => displayWidth(line[i] ?? ''))));
      write(alignLines(lines, widths, columns));
    }
    count += rows.length;
  };
  const end = () => {
    if (format === 'json') write(count === 0 ? '[]\n' : '\n]\n');
    else if (count === 0 && (format === 'csv' || format === 'table')) add([]);
  };
  return { add, end };
}

/** Prints a list that is at hand as a whole. */
export function printList<Row>(
  rows: readonly Row[],
  format: OutputFormat,
  columns: readonly OutputColumn<Row>[],
  shape: (row: Row) => unknown,
): void {
  const printer = listPrinter(format, columns, shape);
  if (rows.length > 0) printer.add(rows);
  printer.end();
}

/** Prints one value: JSON in the machine formats, the given text otherwise. */
export function printOne(value: unknown, format: OutputFormat, text: () => string): void {
  write(format === 'table' ? text() : `${JSON.stringify(value, null, format === 'json' ? 1 : undefined)}\n`);
}

// A leading = + - @ would be run as a formula by spreadsheet programs, and event text is hostile.
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Aligns rows under their headings; control characters are made visible, because event text is hostile. */
export function alignTable<Row>(rows: readonly Row[], columns: readonly OutputColumn<Row>[]): string {
  const lines = [columns.map((column) => column.title), ...rows.map((row) => columns.map((c) => visible(c.text(row))))];
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => displayWidth(line[i] ?? ''))));
  return alignLines(lines, widths, columns);
}

function alignLines(
  lines: readonly (readonly string[])[],
  widths: readonly number[],
  columns: readonly { readonly isNumber?: boolean }[],
): string {
  return lines
    .map((line) => {
      const padded = line.map((cell, i) => {
        const blank = ' '.repeat(Math.max(0, (widths[i] ?? 0) - displayWidth(cell)));
        return columns[i]?.isNumber ? blank + cell : cell + blank;
      });
      return `${padded.join('  ').trimEnd()}\n`;
    })
    .join('');
}

/** Replaces control, bidi and zero-width characters by a visible escape, so that a terminal obeys nobody's events. */
export function visible(text: string): string {
  return text.replace(
    // biome-ignore lint/suspicious/noMisleadingCharacterClass: single code points on purpose
    /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

// East Asian wide characters take two columns of a terminal.
function displayWidth(text: string): number {
  let width = 0;
  for (const c of text)
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u.test(
        c,
      )
        ? 2
        : 1;
  return width;
}
