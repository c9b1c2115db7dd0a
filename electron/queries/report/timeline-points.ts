// The main points of a case in time: when bad jobs began and first failed, minions that started or were lost, and key work.
import type { Stamp } from '../../../shared/base/stamp.ts';
import type { CaseSummary } from '../../../shared/questions/case-info.ts';
import type { EventRow } from '../../../shared/questions/event-row.ts';
import type { ReportPart } from '../../../shared/questions/report.ts';
import { eventsPage } from '../events-page.ts';
import { jobStory } from '../job-story.ts';
import { paragraph, type ReportDesk, table } from './desk.ts';

type Point = { readonly at: Stamp; readonly what: string; readonly event: number | null };

/** Bad jobs whose points are told, and events of each other sort. */
const [mostJobs, mostEvents, mostPoints] = [6, 12, 40];

/** Other events that mark a point, each with what it says. */
const marks: readonly { readonly filter: string; readonly says: (row: EventRow) => string }[] = [
  { filter: 'kind:minion-start', says: ({ minion }) => `minion ${minion ?? '?'} started` },
  { filter: 'kind:key', says: ({ minion, tag }) => `key work on ${minion ?? tag}` },
];

/** The part "Main points in time". */
export async function timelineParts(desk: ReportDesk, { jobs }: CaseSummary): Promise<ReportPart[]> {
  const points: Point[] = [];
  for (const job of jobs.filter(({ failed, missing }) => failed > 0 || (missing ?? 0) > 0).slice(0, mostJobs)) {
    const name = `${job.fun.join(', ')} (${job.jid})`;
    if (job.started !== null)
      points.push({
        at: job.started,
        what: `${name} begins${job.user === null ? '' : `, by ${job.user}`}`,
        event: job.event,
      });
    const failed = (await desk.ask(jobStory, { jid: job.jid })).minions.filter(({ outcome }) => outcome === 'failed');
    const [first] = failed.toSorted((a, b) => (a.returnedAt ?? 0) - (b.returnedAt ?? 0));
    if (first !== undefined && first.returnedAt !== null) {
      const root = first.rootFailures[0];
      const why =
        root === undefined
          ? (first.errorText?.split('\n')[0] ?? `retcode ${first.retcode.join(', ')}`)
          : `${root.id} failed`;
      points.push({ at: first.returnedAt, what: `${name} fails first on ${first.minion}: ${why}`, event: first.event });
    }
  }
  for (const { filter, says } of marks) {
    const { rows } = await desk.ask(eventsPage, { filter, start: { row: 0 }, limit: mostEvents });
    for (const row of rows) if (row.stamp !== null) points.push({ at: row.stamp, what: says(row), event: row.id });
  }
  if (points.length === 0) return [paragraph('Nothing stands out in time.')];
  const seen = new Set<string>();
  const rows = points
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, what, event }) => [desk.when(at), what, event === null ? '–' : String(event)])
    // minion_start and salt/minion/…/start say the same thing.
    .filter(([, what = '']) => !seen.has(what) && seen.add(what) !== undefined)
    .slice(0, mostPoints);
  return [table('', ['time', 'what', 'event #'], rows)];
}
