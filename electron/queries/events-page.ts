// events.page: rows of a selection in time order, from a position, behind an event or around one.
import { done } from '../../shared/base/outcome.ts';
import type { PageStart } from '../../shared/questions/questions.ts';
import type { CaseFile } from '../store/case-file.ts';
import { eventRows } from './event-row.ts';
import { cancelled, type Question } from './question.ts';
import type { Selected } from './selected.ts';
import { positionOf, sliceSelected } from './selected-order.ts';
import { selectEvents } from './selection.ts';

/** Budget: 20 ms at 10 M events, once the selection and the order of time are made (both in slices). */
export const eventsPage: Question<'events.page'> = async (caseFile, body, context) => {
  const selected = await selectEvents(caseFile, body, context);
  if (!selected.ok) return selected;
  const { value } = selected;
  const first = await firstPosition(caseFile, value, body.start, body.limit);
  const ids = await sliceSelected(caseFile, value, first, body.limit);
  if (context.isCancelled()) return cancelled();
  const rows = Array.from(ids, eventRows(caseFile));
  return done({ rows, first, total: value.count, revision: value.revision });
};

async function firstPosition(caseFile: CaseFile, selected: Selected, start: PageStart, limit: number): Promise<number> {
  if ('row' in start) return Math.min(start.row, selected.count);
  if ('after' in start)
    return (await positionOf(caseFile, selected, start.after)) + (selected.has(start.after) ? 1 : 0);
  const position = await positionOf(caseFile, selected, start.around);
  return Math.max(0, Math.min(position - Math.floor(limit / 2), selected.count - limit));
}
