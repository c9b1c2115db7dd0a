// events.page: rows of a selection in time order, from a position, behind an event or around one.
import { done, failed } from '../../shared/base/outcome.ts';
import { readDataPath } from '../../shared/filter/data-path.ts';
import type { PathStep } from '../../shared/filter/filter-tree.ts';
import type { EventRow } from '../../shared/questions/event-row.ts';
import type { PageStart } from '../../shared/questions/questions.ts';
import { eventRows } from './event-row.ts';
import { pathCells } from './path-cells.ts';
import type { Question } from './question.ts';
import type { Selected } from './selected.ts';
import { selectEvents } from './selection.ts';

/** Budget: 20 ms at 10 M events, once the selection is made. */
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
  const first = firstPosition(value, body.start, body.limit);
  const rowOf = eventRows(caseFile);
  const cellsOf = paths.length === 0 ? undefined : pathCells(caseFile, paths);
  const rows = Array.from(value.slice(first, body.limit), (id): EventRow => {
    const row = rowOf(id);
    return cellsOf === undefined ? row : { ...row, values: cellsOf(id) };
  });
  return done({ rows, first, total: value.count, revision: value.revision });
};

function firstPosition(selected: Selected, start: PageStart, limit: number): number {
  if ('row' in start) return Math.min(start.row, selected.count);
  if ('after' in start) return selected.position(start.after) + (selected.has(start.after) ? 1 : 0);
  return Math.max(0, Math.min(selected.position(start.around) - Math.floor(limit / 2), selected.count - limit));
}
