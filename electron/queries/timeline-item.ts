// timeline.item: the story of one bar or mark, light enough for hovering: a few look-ups by key.
import { done, failed } from '../../shared/base/outcome.ts';
import type { TimelineItem } from '../../shared/questions/timeline.ts';
import { outcomesOf } from '../../shared/salt/job-outcome.ts';
import { kindCode } from '../../shared/salt/kind.ts';
import type { CaseFile } from '../store/case-file.ts';
import { eventRows } from './event-row.ts';
import { jobRow, storedJob } from './job-row.ts';
import { missingBecause, type StoredMissing } from './missing-because.ts';
import { cancelled, type Question } from './question.ts';
import { type StoredState, stateNames } from './state-row.ts';
import { openBars } from './timeline/open-bars.ts';

const returnKinds = new Set([kindCode('ret'), kindCode('run-ret'), kindCode('wheel-ret')]);
const shownRoots = 3;

/** Budget: 50 ms. */
export const timelineItem: Question<'timeline.item'> = async (caseFile, body, context) => {
  const { columns } = caseFile;
  const { event } = body;
  if (event > columns.length) return failed({ code: 'event-unknown', message: `The case has no event ${event}.` });
  const row = eventRows(caseFile)(event);
  const jid = columns.value('jid', event);
  const stored = jid === 0 ? undefined : storedJob(caseFile, jid);
  const job = stored === undefined ? null : jobRow(caseFile, stored);
  const end = columns.value('stamp', event);
  const isReturn = returnKinds.has(columns.value('kind', event));
  const item: TimelineItem = {
    event: row,
    from: isReturn && row.durationUs !== null ? end - row.durationUs : end,
    to: end,
    isOpen: false,
    minion: row.minion,
    outcome: isReturn ? (row.outcomes[0] ?? null) : null,
    job,
    missingBecause: null,
    states: isReturn ? statesOf(caseFile, event) : null,
  };
  if (body.minion === undefined) return done(item);
  const bars = await openBars(caseFile, caseFile.revision(), context.isCancelled);
  if (bars === undefined) return cancelled();
  const bar = bars.event.findIndex((id, at) => id === event && bars.minion[at] === body.minion);
  if (bar < 0) {
    return failed({ code: 'event-unknown', message: `Event ${event} waits for no minion ${body.minion}.` });
  }
  return done({
    ...item,
    from: bars.from[bar] ?? 0,
    to: bars.to[bar] ?? 0,
    isOpen: true,
    minion: caseFile.dictionary('minion').text(body.minion),
    outcome: outcomesOf(bars.outcome[bar] ?? 0)[0] ?? null,
    missingBecause: reasonOf(caseFile, jid, body.minion),
  });
};

function reasonOf(caseFile: CaseFile, jid: number, minion: number): TimelineItem['missingBecause'] {
  // By the primary key.
  const [member] = caseFile.rows<StoredMissing>(
    'SELECT reason, certainty, evidence, also FROM job_minion WHERE jid = :jid AND minion = :minion',
    { jid, minion },
  );
  return member === undefined ? null : missingBecause(member);
}

function statesOf(caseFile: CaseFile, event: number): TimelineItem['states'] {
  // By the index state_result_event.
  const [counts] = caseFile.rows<{ total: number; changed: number; failed: number; cascades: number }>(
    `SELECT count(*) AS total, coalesce(sum(changed), 0) AS changed, coalesce(sum(result = 0), 0) AS failed,
       coalesce(sum(role IN (2, 3)), 0) AS cascades
     FROM state_result WHERE event = :event`,
    { event },
  );
  if (counts === undefined || counts.total === 0) return null;
  const roots = caseFile.rows<StoredState>(
    `SELECT * FROM state_result WHERE event = :event AND role = 1 ORDER BY run_num, id LIMIT ${shownRoots}`,
    { event },
  );
  return {
    ...counts,
    roots: roots.map((state) => {
      const { sls, id } = stateNames(caseFile, state);
      return { sls, id, comment: state.comment };
    }),
  };
}
