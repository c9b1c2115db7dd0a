// timeline.places: the rows of some events and of the first events of some jobs, so that marks on them can be put on their lanes.
import { done } from '../../shared/base/outcome.ts';
import { eventRows } from './event-row.ts';
import { storedJob } from './job-row.ts';
import type { Question } from './question.ts';

/** Budget: a few values of columns for each, a row by key for each job. */
export const timelinePlaces: Question<'timeline.places'> = (caseFile, { events, jids }) => {
  const rowOf = eventRows(caseFile);
  const { length } = caseFile.columns;
  const known = caseFile.dictionary('jid');
  const jobs = jids.flatMap((jid) => {
    const job = storedJob(caseFile, known.id(jid));
    return job === undefined ? [] : [{ jid, first: rowOf(job.event) }];
  });
  return Promise.resolve(done({ events: events.filter((id) => id <= length).map(rowOf), jobs }));
};
