// The question minion.story: one minion, the jobs it had part in, and the states of its latest runs.
import { done, failed } from '../../shared/base/outcome.ts';
import type { JobRow, StateRow } from '../../shared/questions/job-row.ts';
import { outcomesOf } from '../../shared/salt/job-outcome.ts';
import { kindCode } from '../../shared/salt/kind.ts';
import type { CaseFile } from '../store/case-file.ts';
import { eventFlags, segmentLength } from '../store/columns/column-defs.ts';
import { jobRow, storedJob } from './job-row.ts';
import { minionRow, type StoredMinion } from './minion-row.ts';
import { breathe, cancelled, type Question } from './question.ts';
import { type StoredState, stateRow } from './state-row.ts';

/** A page about one minion shows its latest jobs and states; lists of all are asked with a filter. */
const mostJobs = 500;
const mostStates = 1_000;

/** Answers `minion.story`. */
export const minionStory: Question<'minion.story'> = async (caseFile, body, context) => {
  const id = caseFile.dictionary('minion').id(body.minion);
  const [stored] = id === 0 ? [] : caseFile.rows<StoredMinion>('SELECT * FROM minion WHERE minion = :id', { id });
  if (stored === undefined) {
    const tip = 'Minions are listed by the command minions.';
    return failed({ code: 'minion-unknown', message: `The case has no minion ${body.minion.slice(0, 100)}.`, tip });
  }
  const returns = await returnsOf(caseFile, id, context.isCancelled);
  if (returns === undefined) return cancelled();
  const jobs = await jobsOf(caseFile, id, returns, context.isCancelled);
  if (jobs === undefined) return cancelled();
  return done({ minion: minionRow(caseFile, stored), jobs, states: statesOf(caseFile, returns) });
};

/** The returns of a minion, latest first. */
async function returnsOf(
  caseFile: CaseFile,
  minion: number,
  isCancelled: () => boolean,
): Promise<readonly number[] | undefined> {
  const ids: number[] = [];
  const ret = kindCode('ret');
  const minions = caseFile.columns.segments('minion');
  const kinds = caseFile.columns.segments('kind');
  const flags = caseFile.columns.segments('flags');
  for (const [segment, part] of minions.entries()) {
    const first = segment * segmentLength + 1;
    const count = Math.min(segmentLength, caseFile.columns.length - first + 1);
    for (let at = 0; at < count; at += 1) {
      if (part[at] !== minion || kinds[segment]?.[at] !== ret) continue;
      if (((flags[segment]?.[at] ?? 0) & eventFlags.claimed) === 0) ids.push(first + at);
    }
    if ((segment & 63) !== 63) continue;
    await breathe();
    if (isCancelled()) return undefined;
  }
  const stampOf = (id: number) => caseFile.columns.value('stamp', id);
  return ids.sort((a, b) => stampOf(b) - stampOf(a) || b - a);
}

type JobOfMinion = JobRow & { readonly outcome: string };

/** Its jobs, latest first: those it returned to and those that wait for it. */
async function jobsOf(
  caseFile: CaseFile,
  minion: number,
  returns: readonly number[],
  isCancelled: () => boolean,
): Promise<JobOfMinion[] | undefined> {
  const outcomes = new Map<number, number>();
  for (const event of returns) {
    // Of doubles the first return counts, which comes last here.
    outcomes.set(caseFile.columns.value('jid', event), caseFile.columns.value('outcome', event));
  }
  const waiting = caseFile.rows<{ readonly jid: number; readonly outcome: number }>(
    'SELECT jid, outcome FROM job_minion WHERE minion = :minion AND event IS NULL',
    { minion },
  );
  for (const { jid, outcome } of waiting) outcomes.set(jid, outcome);
  outcomes.delete(0);
  const jids = caseFile.dictionary('jid');
  const latest = [...outcomes].map(([jid, outcome]) => ({ jid, outcome, text: jids.text(jid) }));
  latest.sort((a, b) => (a.text < b.text ? 1 : -1));
  const rows: JobOfMinion[] = [];
  for (const { jid, outcome } of latest) {
    const stored = storedJob(caseFile, jid);
    if (stored === undefined || stored.is_internal === 1) continue;
    rows.push({ ...jobRow(caseFile, stored), outcome: outcomesOf(outcome)[0] ?? 'unknown' });
    if (rows.length === mostJobs) break;
    if (rows.length % 32 !== 0) continue;
    await breathe();
    if (isCancelled()) return undefined;
  }
  return rows;
}

/** The states of its latest runs, latest run first. */
function statesOf(caseFile: CaseFile, returns: readonly number[]): StateRow[] {
  const rows: StateRow[] = [];
  for (const event of returns.slice(0, mostStates)) {
    const states = caseFile.rows<StoredState>('SELECT * FROM state_result WHERE event = :event ORDER BY id', { event });
    if (rows.length > 0 && rows.length + states.length > mostStates) break;
    for (const state of states) rows.push(stateRow(caseFile, state));
  }
  return rows;
}
