// The newest jobs of the case, asked for in one way so that all who choose among them share the answer.
import type { JobRow } from '../../shared/questions/job-row.ts';
import { useAnswer } from './answers-store.ts';

const mostJobs = 300;
const none: readonly JobRow[] = [];

/** They, newest first; none before the answer came. Older ones are left out. */
export function useNewestJobs(): readonly JobRow[] {
  const { answer } = useAnswer('jobs.list', {
    filter: '',
    internal: false,
    sort: 'started',
    descending: true,
    offset: 0,
    limit: mostJobs,
  });
  return answer?.rows ?? none;
}
