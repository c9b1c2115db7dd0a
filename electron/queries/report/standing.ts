// The parts of a report that the program writes by itself: what happened, why, when, and what the capture cannot tell.

import type { StandingPart } from '../../../shared/keep/report.ts';
import type { CaseSummary } from '../../../shared/questions/case-info.ts';
import type { JobRow, RootGroup } from '../../../shared/questions/job-row.ts';
import type { ReportPart, ReportSection } from '../../../shared/questions/report.ts';
import { jobStory } from '../job-story.ts';
import { caseSummary } from '../summary.ts';
import { accountParts } from './account.ts';
import { names, paragraph, type ReportDesk, section, table } from './desk.ts';
import { timelineParts } from './timeline-points.ts';

const titles: { readonly [P in StandingPart]: string } = {
  'what-happened': 'What happened',
  roots: 'Root causes',
  'worst-jobs': 'Worst jobs',
  missing: 'Missing returns',
  timeline: 'Main points in time',
  account: 'The capture, and what it cannot tell',
};

/** Jobs whose minions are looked at one by one. */
const mostStories = 10;

/** Writes one part. */
export async function standingSection(desk: ReportDesk, part: StandingPart): Promise<ReportSection> {
  const summary = await desk.ask(caseSummary, {});
  return section(titles[part], await partsOf(desk, part, summary));
}

function partsOf(desk: ReportDesk, part: StandingPart, summary: CaseSummary): Promise<ReportPart[]> | ReportPart[] {
  switch (part) {
    case 'what-happened':
      return whatHappened(desk, summary);
    case 'roots':
      return rootParts(desk, summary);
    case 'worst-jobs':
      return jobParts(desk, summary.jobs.filter(isBad));
    case 'missing':
      return missingParts(desk, summary.jobs);
    case 'timeline':
      return timelineParts(desk, summary);
    case 'account':
      return accountParts(desk, summary.info);
  }
}

const isBad = ({ failed, missing, unknown }: JobRow): boolean => failed > 0 || (missing ?? 0) > 0 || unknown > 0;

async function whatHappened(desk: ReportDesk, summary: CaseSummary): Promise<ReportPart[]> {
  const numbers = [
    await desk.counted('events', 'events', ''),
    await desk.counted('minions', 'minions', ''),
    await desk.counted('jobs', 'jobs', ''),
    await desk.counted('failed returns', 'events', 'kind:ret outcome:failed'),
    await desk.counted('jobs with a failed return', 'jobs', 'kind:ret outcome:failed'),
    await desk.counted('jobs with a missing return', 'jobs', 'kind:new outcome:missing internal:false'),
  ];
  const sentences = [
    ...worstSentence(desk, summary.jobs),
    ...summary.failingStates.slice(0, 3).map(rootSentence),
    ...(summary.silent.length === 0
      ? []
      : [`Expected by some job and silent since: ${names(summary.silent.map(({ minion }) => minion))}.`]),
  ];
  const said = sentences.length === 0 ? ['No return failed and none is missing.'] : sentences;
  return [...said.map(paragraph), { is: 'numbers', numbers }];
}

function worstSentence(desk: ReportDesk, jobs: readonly JobRow[]): string[] {
  const [worst] = jobs.filter(isBad);
  if (worst === undefined) return [];
  const of = worst.expected ?? worst.returned;
  const ends = [
    ...(worst.failed > 0 ? [`${worst.failed} failed`] : []),
    ...((worst.missing ?? 0) > 0 ? [`${worst.missing} never returned`] : []),
    ...(worst.unknown > 0 ? [`of ${worst.unknown} it is not known`] : []),
  ];
  const who = worst.user === null ? '' : ` of ${worst.user}`;
  return [
    `The worst job is ${worst.fun.join(', ')}${who} at ${desk.when(worst.started)} (${worst.jid}): of ${of} minions ${ends.join(', ')}.`,
  ];
}

/** What one broken thing did, as far as it is certain. */
function rootSentence({ sls, id, state, minions, cascade }: RootGroup): string {
  const follow = cascade === 0 ? '' : `; ${cascade} further ${cascade === 1 ? 'state' : 'states'} failed because of it`;
  return `The state ${nameOf(sls, id)} (${state}) failed by itself on ${names(minions, 6)}${follow}.`;
}

const nameOf = (sls: string | null, id: string): string => (sls === null ? id : `${sls}.${id}`);

function rootParts(desk: ReportDesk, { failingStates }: CaseSummary): ReportPart[] {
  if (failingStates.length === 0) return [paragraph('No state failed by itself.')];
  const rows = failingStates.map((root) => [
    nameOf(root.sls, root.id),
    root.state,
    desk.when(root.first),
    names(root.minions),
    String(root.minions.length),
    String(root.cascade),
    (root.output ?? root.comment).trim(),
  ]);
  const columns = ['state', 'function', 'first', 'minions', 'minions #', 'states that followed #', 'what it said'];
  return [
    table(
      'States that failed by themselves, alike ones grouped; states that failed because of a requisite are counted beside.',
      columns,
      rows,
      {
        ask: 'events',
        text: 'kind:ret outcome:failed sls:*',
      },
    ),
  ];
}

/** The table of jobs. */
export function jobParts(
  desk: ReportDesk,
  jobs: readonly JobRow[],
  caption = 'Jobs with failed, missing or unknown returns, worst first.',
): ReportPart[] {
  if (jobs.length === 0) return [paragraph('Every return of every job came back well.')];
  const count = (value: number | null): string => (value === null ? 'not known' : String(value));
  const rows = jobs.map((job) => [
    job.jid,
    job.fun.join(', '),
    job.user ?? '–',
    desk.when(job.started),
    count(job.expected),
    count(job.returned),
    count(job.failed),
    count(job.missing),
    `${job.origin.kind} (${job.origin.certainty})`,
  ]);
  const columns = [
    'jid',
    'function',
    'user',
    'started',
    'expected #',
    'returned #',
    'failed #',
    'missing #',
    'started by',
  ];
  return [table(caption, columns, rows, { ask: 'jobs', text: '' })];
}

async function missingParts(desk: ReportDesk, jobs: readonly JobRow[]): Promise<ReportPart[]> {
  const rows: string[][] = [];
  for (const job of jobs.filter(({ missing, unknown }) => (missing ?? 0) > 0 || unknown > 0).slice(0, mostStories)) {
    for (const part of (await desk.ask(jobStory, { jid: job.jid })).minions) {
      const because = part.missingBecause;
      if (because === null || (part.outcome !== 'missing' && part.outcome !== 'unknown')) continue;
      const also = because.also.map(({ reason }) => reason).join(', ');
      rows.push([
        job.jid,
        part.minion,
        part.outcome,
        because.reason,
        because.certainty,
        also,
        because.evidence.slice(0, 6).join(', '),
      ]);
    }
  }
  if (rows.length === 0) return [paragraph('No return is missing.')];
  const columns = ['jid', 'minion', 'outcome', 'why', 'certainty', 'also', 'events that show it'];
  const query = { ask: 'events', text: 'kind:new outcome:missing' } as const;
  return [table('Returns that never came, each with the first reason that holds.', columns, rows, query)];
}
