// From a job to what differs, its states as a matrix, and its comparison with the run before it.
import { GitCompareArrows, Grid3x3, Split } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { JobStory } from '../../../shared/questions/job-row.ts';
import { useCompareStore } from '../../stores/compare-store.ts';
import { useDifferStore } from '../../stores/differ-store.ts';
import { funWithArgs } from '../../stores/job-text.ts';
import { useMatrixStore } from '../../stores/matrix-store.ts';
import { useNewestJobs } from '../../stores/newest-jobs.ts';

/** The buttons; one that would show nothing is not there. */
export function JobDoors({ story }: { readonly story: JobStory }) {
  const { t } = useTranslation();
  const { job } = story;
  const before = useRunBefore(story);
  const isStates = job.fun.some((fun) => fun.includes('state.'));
  const hasFailed = job.failed > 0 || (job.missing ?? 0) > 0;
  return (
    <p className="jp-doors">
      {hasFailed ? (
        <button type="button" className="btn" onClick={() => useDifferStore.getState().differWanted({ jid: job.jid })}>
          <Split size={13} aria-hidden="true" />
          {t('screen.differ')}
        </button>
      ) : null}
      {isStates ? (
        <button type="button" className="btn" onClick={() => useMatrixStore.getState().matrixWanted([job.jid])}>
          <Grid3x3 size={13} aria-hidden="true" />
          {t('jobs.doors.states')}
        </button>
      ) : null}
      <button
        type="button"
        className="btn"
        onClick={() =>
          useCompareStore.getState().compareWanted(before === null ? null : { jid: before }, { jid: job.jid })
        }
      >
        <GitCompareArrows size={13} aria-hidden="true" />
        {before === null ? t('jobs.doors.compare') : t('jobs.doors.before')}
      </button>
    </p>
  );
}

/** The last job before this one that ran the same, `null` when there is none among the newest. */
function useRunBefore({ job }: JobStory): string | null {
  const jobs = useNewestJobs();
  const began = job.started ?? job.ended;
  const same = jobs.find((one) => {
    const at = one.started ?? one.ended;
    return one.jid !== job.jid && at !== null && began !== null && at < began && funWithArgs(one) === funWithArgs(job);
  });
  return same?.jid ?? null;
}
