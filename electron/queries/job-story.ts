// The question job.story: one job, what became of it on each minion, and the states that failed by themselves.
import { done, type Outcome } from '../../shared/base/outcome.ts';
import type { JobMinion } from '../../shared/questions/job-row.ts';
import { type JobOutcome, outcomeRules, outcomesOf } from '../../shared/salt/job-outcome.ts';
import { naturalOrder } from '../../shared/salt/natural-order.ts';
import { errorText } from '../analysis/error-text.ts';
import { groupRoots } from '../analysis/root-groups.ts';
import type { CaseFile } from '../store/case-file.ts';
import { listSeparator } from '../store/columns/column-defs.ts';
import { type FailedReturn, failedReturns } from './failed-states.ts';
import { jobRow, type StoredJob, storedJob } from './job-row.ts';
import { minionName } from './minion-row.ts';
import { missingBecause, type StoredMissing } from './missing-because.ts';
import { breathe, cancelled, type Question } from './question.ts';
import type { StoredState } from './state-row.ts';
import { unknownJob } from './unknown-job.ts';

/** A row of the table `job_minion`. */
type StoredMember = {
  readonly minion: number;
  readonly outcome: number;
  readonly rule: number;
  readonly event: number | null;
  readonly duration_us: number | null;
  readonly duplicates: number;
  readonly is_expected: number | null;
} & StoredMissing;

const membersSql = `
SELECT minion, outcome, rule, event, duration_us, duplicates, is_expected, reason, certainty, evidence, also
FROM job_minion WHERE jid = :jid`;

/** By the primary key of job_minion and the index state_result_event. */
const failedStatesSql = `
SELECT state_result.* FROM job_minion
JOIN state_result ON state_result.event = job_minion.event
WHERE job_minion.jid = :jid AND job_minion.outcome = 4 AND state_result.role > 0
ORDER BY state_result.event, state_result.run_num, state_result.id`;

const worstFirst: readonly JobOutcome[] = ['failed', 'missing', 'unknown', 'running', 'changed', 'succeeded'];

/** Answers `job.story`. */
export const jobStory: Question<'job.story'> = async (caseFile, body, context) => {
  const stored = findJob(caseFile, body.jid);
  if (!stored.ok) return stored;
  const { jid } = stored.value;
  const failures = failedReturns(caseFile, caseFile.rows<StoredState>(failedStatesSql, { jid }));
  const minions: JobMinion[] = [];
  let read = 0;
  for (const member of caseFile.rows<StoredMember>(membersSql, { jid })) {
    const failure = member.event === null ? undefined : failures.get(member.event);
    minions.push(jobMinion(caseFile, member, failure));
    if (failure === undefined && member.event !== null) read += 1;
    if (read % 64 !== 63) continue;
    await breathe();
    if (context.isCancelled()) return cancelled();
  }
  minions.sort(
    (a, b) => worstFirst.indexOf(a.outcome) - worstFirst.indexOf(b.outcome) || naturalOrder(a.minion, b.minion),
  );
  const newEvents = caseFile.rows<{ readonly event: number }>(
    'SELECT event FROM publish WHERE jid = :jid ORDER BY event',
    {
      jid,
    },
  );
  return done({
    job: jobRow(caseFile, stored.value),
    minions,
    roots: groupRoots([...failures.values()].flatMap(({ roots }) => roots)),
    newEvents: newEvents.map(({ event }) => event),
  });
};

function findJob(caseFile: CaseFile, text: string): Outcome<StoredJob> {
  const jid = caseFile.dictionary('jid').id(text);
  const stored = jid === 0 ? undefined : storedJob(caseFile, jid);
  if (stored !== undefined) return done(stored);
  return unknownJob(text);
}

function jobMinion(caseFile: CaseFile, member: StoredMember, failure: FailedReturn | undefined): JobMinion {
  const { event } = member;
  const { columns } = caseFile;
  const outcome = outcomesOf(member.outcome)[0] ?? 'unknown';
  const retcode = event === null ? 0 : columns.value('retcode', event);
  const success = event === null ? 0 : columns.value('success', event);
  return {
    minion: minionName(caseFile, member.minion),
    outcome,
    outcomeBy: outcomeRules[member.rule - 1] ?? null,
    retcode: retcode === 0 ? [] : caseFile.dictionary('retcode').text(retcode).split(listSeparator).map(Number),
    success: [...((success & 1) === 0 ? [] : [true]), ...((success & 2) === 0 ? [] : [false])],
    returnedAt: event === null ? null : columns.value('stamp', event),
    durationUs: member.duration_us,
    duplicates: member.duplicates,
    isExpected: member.is_expected === null ? null : member.is_expected === 1,
    event,
    missingBecause: missingBecause(member),
    rootFailures: (failure?.roots ?? []).map(({ sls, id, state, comment, output }) => ({
      sls,
      id,
      state,
      comment,
      ...(output === undefined ? {} : { output }),
    })),
    cascade: failure?.cascade ?? 0,
    unresolved: failure?.unresolved ?? 0,
    // What a run did not reach after failhard is not in its return, and nothing else tells which states there were.
    notReached: null,
    errorText:
      event === null || outcome !== 'failed' || failure !== undefined
        ? null
        : (errorText(caseFile.event(event).data.return) ?? null),
  };
}
