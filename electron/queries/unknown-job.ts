// The failure of questions about a job that the case does not have.
import { failed, type Outcome } from '../../shared/base/outcome.ts';

/** Says that there is no such job, and where jobs are listed. */
export function unknownJob<T>(jid: string): Outcome<T> {
  const tip = 'Jobs are listed by the command jobs, polls of Salt itself with --internal.';
  return failed({ code: 'job-unknown', message: `The case has no job ${jid.slice(0, 60)}.`, tip });
}
