// Prints lists: aligned table, JSON, one object a line, CSV. Event text is hostile, so nothing in it reaches a terminal as control.
import { styleText } from 'node:util';
import { type OutputFormat, write } from './output.ts';

/** What a cell says beyond its text; coloured on a terminal, never the only sign. */
export type Tone = 'failed' | 'missing' | 'changed' | 'succeeded' | 'faint';

/** A column of a table or CSV: heading, text of a row's cell, its tone. */
export type OutputColumn<Row> = {
  readonly title: string;
  readonly text: (row: Row) => string;
  readonly tone?: (row: Row) => Tone | undefined;
  readonly isNumber?: boolean;
};

/** How a list is printed. */
export type ListStyle = { readonly format: OutputFormat; readonly hasColor: boolean };

type Cell = { readonly text: string; readonly tone: Tone | undefined };

const styles = { failed: 'red', missing: 'yellow', changed: 'blue', succeeded: 'green', faint: 'dim' } as const;

/** Prints a list bit by bit, so that any number of rows streams out: call `add` with rows, then `end`. */
export function listPrinter<Row>(
  style: ListStyle,
  columns: readonly OutputColumn<Row>[],
  shape: (row: Row) => unknown,
): { add: (rows: readonly Row[]) => void; end: () => void } {
  let count = 0;
  let widths: readonly number[] | undefined;
  const add = (rows: readonly Row[]) => {
    switch (style.format) {
      case 'json':
        write(rows.map((row, i) => `${count + i === 0 ? '[\n' : ',\n'}${JSON.stringify(shape(row))}`).join(''));
        break;
      case 'ndjson':
        write(rows.map((row) => `${JSON.stringify(shape(row))}\n`).join(''));
        break;
      case 'csv': {
        const heads = widths === undefined ? [columns.map((column) => column.title)] : [];
        const lines = [...heads, ...rows.map((row) => columns.map((column) => column.text(row)))];
        write(lines.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join(''));
        widths = [];
        break;
      }
      case 'table': {
        const lines = [...(widths === undefined ? [headOf(columns)] : []), ...rows.map((row) => cellsOf(row, columns))];
        // Widths of the first rows hold for all, so that nothing has to wait for the last row.
        widths ??= widthsOf(lines, columns);
        write(align(lines, widths, columns, style.hasColor));
      }
    }
    count += rows.length;
  };
  const end = () => {
    if (style.format === 'json') write(count === 0 ? '[]\n' : '\n]\n');
    else if (count === 0 && style.format !== 'ndjson') add([]);
  };
  return { add, end };
}

/** Aligns rows under their headings. */
export function alignTable<Row>(
  rows: readonly Row[],
  columns: readonly OutputColumn<Row>[],
  hasColor: boolean,
): string {
  const lines = [headOf(columns), ...rows.map((row) => cellsOf(row, columns))];
  return align(lines, widthsOf(lines, columns), columns, hasColor);
}

/** Replaces control, bidi and zero-width characters by a visible escape, so that a terminal obeys nobody's events. */
export function visible(text: string): string {
  return text.replace(
    /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function headOf(columns: readonly { readonly title: string }[]): Cell[] {
  return columns.map((column) => ({ text: column.title, tone: 'faint' }));
}

function cellsOf<Row>(row: Row, columns: readonly OutputColumn<Row>[]): Cell[] {
  return columns.map((column) => ({ text: visible(column.text(row)), tone: column.tone?.(row) }));
}

function widthsOf(lines: readonly (readonly Cell[])[], columns: readonly unknown[]): number[] {
  return columns.map((_, i) => lines.reduce((width, line) => Math.max(width, displayWidth(line[i]?.text ?? '')), 0));
}

function align(
  lines: readonly (readonly Cell[])[],
  widths: readonly number[],
  columns: readonly { readonly isNumber?: boolean }[],
  hasColor: boolean,
): string {
  const last = columns.length - 1;
  return lines
    .map((line) => {
      const padded = line.map(({ text, tone }, i) => {
        const blank = ' '.repeat(Math.max(0, (widths[i] ?? 0) - displayWidth(text)));
        const coloured =
          hasColor && tone !== undefined ? styleText(styles[tone], text, { validateStream: false }) : text;
        return columns[i]?.isNumber ? blank + coloured : i === last ? coloured : coloured + blank;
      });
      return `${padded.join('  ')}\n`;
    })
    .join('');
}

// A leading = + - @ would be run as a formula by spreadsheet programs.
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

// East Asian wide characters take two columns of a terminal.
function displayWidth(text: string): number {
  let width = 0;
  for (const c of text) width += wide.test(c) ? 2 : 1;
  return width;
}
