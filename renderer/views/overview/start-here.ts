// What is wrong, as a list to start from: every line is something the capture shows, worst first.
import type { Stamp } from '../../../shared/base/stamp.ts';
import type { CaseSummary } from '../../../shared/questions/case-info.ts';
import type { JobRow, RootGroup } from '../../../shared/questions/job-row.ts';

/** One line of the list. */
export type Concern =
  | {
      readonly sort: 'root';
      readonly key: string;
      readonly root: RootGroup;
      readonly minions: number;
      readonly at: Stamp | null;
    }
  | {
      readonly sort: 'failed-job' | 'missing' | 'unknown';
      readonly key: string;
      readonly job: JobRow;
      readonly minions: number;
      readonly at: Stamp | null;
    };

const tiers = { root: 0, 'failed-job': 0, missing: 1, unknown: 2 } as const;

/** How much follows from it: minions, and for a root also the states that it blocked. */
function weight(concern: Concern): number {
  return concern.sort === 'root' ? concern.minions + concern.root.cascade : concern.minions;
}

/**
 * Failures first, then missing returns, then outcomes that cannot be told; inside each the one with the most
 * consequences first, then the earlier one. A failed job is listed by itself only when no failed state explains it.
 */
export function concernsOf(summary: CaseSummary): Concern[] {
  const explained = new Set(summary.failingStates.flatMap((root) => root.jids));
  const roots = summary.failingStates.map(
    (root): Concern => ({
      sort: 'root',
      key: `root ${root.sls} ${root.id} ${root.state} ${root.comment}`,
      root,
      minions: root.minions.length,
      at: root.first,
    }),
  );
  const jobs = summary.jobs.flatMap((job): Concern[] => {
    const at = job.started ?? job.ended;
    const found: Concern[] = [];
    if (job.failed > 0 && !explained.has(job.jid)) {
      found.push({ sort: 'failed-job', key: `failed ${job.jid}`, job, minions: job.failed, at });
    }
    if (job.missing !== null && job.missing > 0) {
      found.push({ sort: 'missing', key: `missing ${job.jid}`, job, minions: job.missing, at });
    }
    if (job.unknown > 0) found.push({ sort: 'unknown', key: `unknown ${job.jid}`, job, minions: job.unknown, at });
    return found;
  });
  return [...roots, ...jobs].sort(
    (a, b) => tiers[a.sort] - tiers[b.sort] || weight(b) - weight(a) || (a.at ?? 0) - (b.at ?? 0),
  );
}
