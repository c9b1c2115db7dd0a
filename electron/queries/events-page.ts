// events.page: rows of a selection in time order, from a position, behind an event or around one.
import { done } from '../../shared/base/outcome.ts';
import type { PageStart } from '../../shared/questions/questions.ts';
import { eventRows } from './event-row.ts';
import type { Question } from './question.ts';
import type { Selected } from './selected.ts';
import { selectEvents } from './selection.ts';

/** Budget: 20 ms at 10 M events, once the selection is made. */
export const eventsPage: Question<'events.page'> = async (caseFile, body, context) => {
  const selected = await selectEvents(caseFile, body, context);
  if (!selected.ok) return selected;
  const { value } = selected;
  const first = firstPosition(value, body.start, body.limit);
  const rowOf = eventRows(caseFile);
  const rows = Array.from(value.slice(first, body.limit), rowOf);
  return done({ rows, first, total: value.count, revision: value.revision });
};

function firstPosition(selected: Selected, start: PageStart, limit: number): number {
  if ('row' in start) return Math.min(start.row, selected.count);
  if ('after' in start) return selected.position(start.after) + (selected.has(start.after) ? 1 : 0);
  return Math.max(0, Math.min(selected.position(start.around) - Math.floor(limit / 2), selected.count - limit));
}
