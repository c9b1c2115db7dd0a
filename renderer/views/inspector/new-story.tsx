// What became of the job that a `new` event began.
import { useAnswer } from '../../stores/answers-store.ts';
import { JobCounts } from './job-counts.tsx';

/** The part of the story that only the beginning of a job has. */
export function NewStory({ jid }: { readonly jid: string }) {
  const { answer } = useAnswer('job.story', { jid });
  return answer === undefined ? null : <JobCounts job={answer.job} />;
}
