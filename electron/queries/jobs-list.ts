// The question jobs.list: jobs with at least one selected event, a page of them in some order.
import { done } from '../../shared/base/outcome.ts';
import type { JobRow } from '../../shared/questions/job-row.ts';
import { jobIndex } from './job-index.ts';
import { jobRow, storedJob } from './job-row.ts';
import { markSelected } from './mark-selected.ts';
import { cancelled, type Question } from './question.ts';
import { selectEvents } from './selection.ts';

/** Answers `jobs.list`. */
export const jobsList: Question<'jobs.list'> = async (caseFile, body, context) => {
  const selected = await selectEvents(caseFile, body, context);
  if (!selected.ok) return selected;
  const index = await jobIndex(caseFile, context.isCancelled);
  if (index === undefined) return cancelled();
  const marks = selected.value.isAll
    ? undefined
    : await markSelected(caseFile, 'jid', selected.value, context.isCancelled);
  if (context.isCancelled()) return cancelled();
  const rows: JobRow[] = [];
  let total = 0;
  for (const at of index.order(body.sort, body.descending)) {
    const jid = index.jid[at] ?? 0;
    if ((!body.internal && index.isInternal[at] === 1) || (marks !== undefined && marks[jid] !== 1)) continue;
    if (total >= body.offset && rows.length < body.limit) {
      const stored = storedJob(caseFile, jid);
      if (stored !== undefined) rows.push(jobRow(caseFile, stored));
    }
    total += 1;
  }
  return done({ rows, total });
};
