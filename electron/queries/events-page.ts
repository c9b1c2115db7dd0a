// events.page: rows of a selection in time order, from a position, behind an event or around one.
import { done, failed } from '../../shared/base/outcome.ts';
import { readDataPath } from '../../shared/filter/data-path.ts';
import type { PathStep } from '../../shared/filter/filter-tree.ts';
import type { EventRow } from '../../shared/questions/event-row.ts';
import type { PageStart } from '../../shared/questions/questions.ts';
import type { CaseFile } from '../store/case-file.ts';
import { eventRows } from './event-row.ts';
import { pathCells } from './path-cells.ts';
import { cancelled, type Question } from './question.ts';
import type { Selected } from './selected.ts';
import { positionOf, sliceSelected } from './selected-order.ts';
import { selectEvents } from './selection.ts';

/** Budget: 20 ms at 10 M events, once the selection and the order of time are made (both in slices). */
export const eventsPage: Question<'events.page'> = async (caseFile, body, context) => {
  const paths: (readonly PathStep[])[] = [];
  for (const text of body.paths ?? []) {
    const path = readDataPath(text);
    if (path === undefined) {
      return failed({ code: 'request-malformed', message: `${text} is no path into the data, such as data.return.` });
    }
    paths.push(path);
  }
  const selected = await selectEvents(caseFile, body, context);
  if (!selected.ok) return selected;
  const { value } = selected;
  const first = await firstPosition(caseFile, value, body.start, body.limit);
  const ids = await sliceSelected(caseFile, value, first, body.limit);
  if (context.isCancelled()) return cancelled();
  const rowOf = eventRows(caseFile);
  const cellsOf = paths.length === 0 ? undefined : pathCells(caseFile, paths);
  const rows = Array.from(ids, (id): EventRow => {
    const row = rowOf(id);
    return cellsOf === undefined ? row : { ...row, values: cellsOf(id) };
  });
  return done({ rows, first, total: value.count, revision: value.revision });
};

async function firstPosition(caseFile: CaseFile, selected: Selected, start: PageStart, limit: number): Promise<number> {
  if ('row' in start) return Math.min(start.row, selected.count);
  if ('after' in start)
    return (await positionOf(caseFile, selected, start.after)) + (selected.has(start.after) ? 1 : 0);
  const position = await positionOf(caseFile, selected, start.around);
  return Math.max(0, Math.min(position - Math.floor(limit / 2), selected.count - limit));
}
