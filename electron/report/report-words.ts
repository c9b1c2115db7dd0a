// Words of a report that stand in Markdown and in HTML alike.
import type { ReportQuery } from '../../shared/keep/report.ts';
import type { ReportNumber } from '../../shared/questions/report.ts';

/** A number as it is shown; one that is not known is said to be so, never 0. */
export function valueText(value: number | null): string {
  return value === null ? 'not known' : String(value);
}

/** What the number was when it was pinned, in words; empty where nothing was pinned. */
export function wasText({ isPinned, was, value }: ReportNumber): string {
  if (!isPinned) return '';
  return was === value ? 'as when it was pinned' : `this was ${valueText(was)}, now ${valueText(value)}`;
}

/** How a number or table is asked for again, on the command line. */
export function queryText({ ask, text }: ReportQuery): string {
  return text === '' ? `saltrace ${ask} CASE` : `saltrace ${ask} CASE ${shellQuoted(text)}`;
}

/** Quoted for a POSIX shell. */
function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** What stands under a table that does not show all. */
export function moreText(more: number): string {
  return `${more} more ${more === 1 ? 'row' : 'rows'} not shown.`;
}
