// Rows of the events table as text for elsewhere: JSON, CSV, Markdown. Times in UTC, so that a paste means the same everywhere.
import { formatStamp } from '../../../shared/base/stamp.ts';
import type { EventRow } from '../../../shared/questions/event-row.ts';

/** What rows can be copied as. */
export type RowsFormat = 'json' | 'csv' | 'markdown';

const heads = ['time', 'kind', 'minion', 'jid', 'fun', 'outcome', 'user', 'tag', 'size', 'source'] as const;

function cells(row: EventRow): readonly string[] {
  return [
    row.stamp === null ? '' : formatStamp(row.stamp),
    row.kind,
    row.minion ?? '',
    row.jid ?? '',
    row.fun.join(' '),
    row.outcomes.join(' '),
    row.user ?? '',
    row.tag,
    String(row.size),
    row.source,
  ];
}

/** Writes rows in the order given. */
export function rowsText(rows: readonly EventRow[], format: RowsFormat): string {
  if (format === 'json') {
    const plain = rows.map((row) => ({ ...row, stamp: row.stamp === null ? null : formatStamp(row.stamp) }));
    return `${JSON.stringify(plain, null, 2)}\n`;
  }
  if (format === 'csv') {
    return `${[heads, ...rows.map(cells)].map((line) => line.map(csvCell).join(',')).join('\r\n')}\r\n`;
  }
  const lines = [heads, heads.map(() => '---'), ...rows.map((row) => cells(row).map(markdownCell))];
  return `${lines.map((line) => `| ${line.join(' | ')} |`).join('\n')}\n`;
}

function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function markdownCell(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('|', '\\|')
    .replaceAll(/[\r\n]+/g, ' ');
}
