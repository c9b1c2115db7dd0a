// Asks for a list page by page and prints each page as it comes, so that any number of rows streams out.
import type { Outcome } from '../../shared/base/outcome.ts';
import { exitStatus } from './output.ts';
import { refused } from './run-on-case.ts';
import { type ListStyle, listPrinter, type OutputColumn } from './table.ts';

const pageLimit = 1000;

/** A page of a list and how many rows the whole list has. */
type Page<Row> = { readonly rows: readonly Row[]; readonly total: number };

/** Prints all pages that `ask` gives; gives the exit status. */
export async function printPages<Row>(
  style: ListStyle,
  columns: readonly OutputColumn<Row>[],
  shape: (row: Row) => unknown,
  ask: (page: { readonly offset: number; readonly limit: number }) => Promise<Outcome<Page<Row>>>,
): Promise<number> {
  const printer = listPrinter(style, columns, shape);
  for (let offset = 0; ; offset += pageLimit) {
    const page = await ask({ offset, limit: pageLimit });
    if (!page.ok) return refused(page);
    if (page.value.rows.length > 0) printer.add(page.value.rows);
    if (offset + pageLimit >= page.value.total) break;
  }
  printer.end();
  return exitStatus.done;
}
