// The question case.summary: what a person wants first. Worst jobs, silent minions, states that failed by themselves.
import { done } from '../../shared/base/outcome.ts';
import type { RootGroup } from '../../shared/questions/job-row.ts';
import { naturalOrder } from '../../shared/salt/natural-order.ts';
import { groupRoots, type Root } from '../analysis/root-groups.ts';
import type { CaseFile } from '../store/case-file.ts';
import { readCaseInfo } from './case-info.ts';
import { failedReturns } from './failed-states.ts';
import { jobIndex } from './job-index.ts';
import { jobRow, storedJob } from './job-row.ts';
import { minionRow, type StoredMinion } from './minion-row.ts';
import { breathe, cancelled, type Question, type QuestionContext } from './question.ts';
import type { StoredState } from './state-row.ts';

const mostJobs = 10;
const mostGroups = 20;
/** Failed states looked at; a capture with more has its groups from the first ones. */
const mostFailedStates = 50_000;
const statesPerSlice = 2_000;
/** Returns put together before others have their turn: a record of each may have to be unpacked. */
const returnsAtOnce = 12;

/** Answers `case.summary`. */
export const caseSummary: Question<'case.summary'> = async (caseFile, _, context) => {
  const index = await jobIndex(caseFile, context.isCancelled);
  const failingStates = index && (await failingGroups(caseFile, context));
  if (index === undefined || failingStates === undefined) return cancelled();
  const jobs = [];
  for (const at of index.order('worst', true)) {
    if (index.isInternal[at] === 1) continue;
    const stored = storedJob(caseFile, index.jid[at] ?? 0);
    if (stored !== undefined) jobs.push(jobRow(caseFile, stored));
    if (jobs.length === mostJobs) break;
  }
  const silent = caseFile
    .rows<StoredMinion>('SELECT * FROM minion WHERE is_silent = 1')
    .map((stored) => minionRow(caseFile, stored))
    .sort((a, b) => naturalOrder(a.minion, b.minion));
  return done({ info: readCaseInfo(caseFile), jobs, silent, failingStates });
};

/** Failed states in slices by the index state_result_failed, whole returns together. */
const failedSql = `
SELECT * FROM state_result WHERE role > 0 AND event > :after
ORDER BY event, run_num, id LIMIT ${statesPerSlice}`;

async function failingGroups(caseFile: CaseFile, context: QuestionContext): Promise<RootGroup[] | undefined> {
  const roots: Root[] = [];
  let after = 0;
  for (let seen = 0; seen < mostFailedStates; ) {
    const slice = caseFile.rows<StoredState>(failedSql, { after });
    const whole = slice.length < statesPerSlice ? slice : withoutLastReturn(slice);
    const returns = byReturn(whole);
    for (let at = 0; at < returns.length; at += returnsAtOnce) {
      const states = returns.slice(at, at + returnsAtOnce).flat();
      for (const { roots: found } of failedReturns(caseFile, states, at).values()) roots.push(...found);
      await breathe();
      await context.giveWay?.();
      if (context.isCancelled()) return undefined;
    }
    seen += whole.length;
    after = whole.at(-1)?.event ?? after;
    if (slice.length < statesPerSlice) break;
  }
  return groupRoots(roots).slice(0, mostGroups);
}

function byReturn(states: readonly StoredState[]): StoredState[][] {
  const returns: StoredState[][] = [];
  for (const state of states) {
    const last = returns.at(-1);
    if (last?.[0]?.event === state.event) last.push(state);
    else returns.push([state]);
  }
  return returns;
}

/** The last return of a full slice may go on in the next one. One that alone fills a slice is taken as it is. */
function withoutLastReturn(states: readonly StoredState[]): readonly StoredState[] {
  const last = states.at(-1)?.event;
  const whole = states.filter(({ event }) => event !== last);
  return whole.length === 0 ? states : whole;
}
