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
      /** Minions of the job on which a listed state failed; for other sorts 0. At most: a group may span jobs. */
      readonly explained: number;
      readonly at: Stamp | null;
    };

const tiers = { root: 0, 'failed-job': 0, missing: 1, unknown: 2 } as const;

/** How much follows from it: minions, and for a root also the states that it blocked. */
function weight(concern: Concern): number {
  return concern.sort === 'root' ? concern.minions + concern.root.cascade : concern.minions - concern.explained;
}

/**
 * Failures first, then missing returns, then outcomes that cannot be told; inside each the one with the most
 * consequences first, then the earlier one. A failed job is listed by itself only as far as no failed state explains it.
 */
export function concernsOf(summary: CaseSummary): Concern[] {
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
    const explained = minionsWithRoots(summary.failingStates, job.jid);
    if (job.failed > explained) {
      found.push({ sort: 'failed-job', key: `failed ${job.jid}`, job, minions: job.failed, explained, at });
    }
    if (job.missing !== null && job.missing > 0) {
      found.push({ sort: 'missing', key: `missing ${job.jid}`, job, minions: job.missing, explained: 0, at });
    }
    if (job.unknown > 0) {
      found.push({ sort: 'unknown', key: `unknown ${job.jid}`, job, minions: job.unknown, explained: 0, at });
    }
    return found;
  });
  return [...roots, ...jobs].sort(
    (a, b) => tiers[a.sort] - tiers[b.sort] || weight(b) - weight(a) || (a.at ?? 0) - (b.at ?? 0),
  );
}

function minionsWithRoots(roots: readonly RootGroup[], jid: string): number {
  return new Set(roots.filter((root) => root.jids.includes(jid)).flatMap((root) => root.minions)).size;
}
