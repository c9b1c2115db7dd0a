// Who or what started a job: certain where an event says so, inferred where it is concluded (diagnosis §2).
import type { JobOrigin } from '../../shared/questions/job-row.ts';

/** What the events of a job tell about its beginning. */
export type OriginSigns = {
  readonly user: string | undefined;
  /** A return names the schedule that ran it. */
  readonly isScheduled: boolean;
  /** The orchestration whose step names this job (`__jid__`). */
  readonly step: { readonly orchestration: string; readonly id: string } | undefined;
  /** `salt/batch/<jid>/…` events exist. */
  readonly hasBatchEvents: boolean;
  /** Number of `new` events. */
  readonly newEvents: number;
  /** The runner that was at work and sends such jobs (`manage.up` pings). */
  readonly runner: { readonly fun: string; readonly jid: string } | undefined;
  /** A minion-made event of the one minion the job went to, shortly before it. */
  readonly trigger: { readonly tag: string; readonly beforeMs: number } | undefined;
  /** A return without `new`, `user` and `success`, as salt-call sends it (salt-events §1.8). */
  readonly looksLikeSaltCall: boolean;
};

/** Judges the origin. */
export function jobOrigin(signs: OriginSigns): JobOrigin {
  const certain = (kind: JobOrigin['kind'], because: string): JobOrigin => ({ kind, certainty: 'certain', because });
  const inferred = (kind: JobOrigin['kind'], because: string): JobOrigin => ({ kind, certainty: 'inferred', because });
  const { user, step, runner, trigger } = signs;
  if (signs.isScheduled) return certain('schedule', 'the return names its schedule');
  if (user === 'Reactor') return certain('reaction', 'its user is Reactor');
  if (step !== undefined) {
    return certain('orchestration', `step ${step.id} of orchestration ${step.orchestration} names it`);
  }
  if (signs.hasBatchEvents) return certain('batch', 'salt/batch events carry its jid');
  if (signs.newEvents > 1) return inferred('batch', `it was published ${signs.newEvents} times under one jid`);
  if (runner !== undefined) return inferred('runner', `${runner.fun} ${runner.jid} was at work and sends such jobs`);
  if (trigger !== undefined) {
    return inferred('reaction', `its only minion sent ${trigger.tag} ${trigger.beforeMs} ms before`);
  }
  if (signs.looksLikeSaltCall) return inferred('salt-call', 'a return without new event, user and success');
  if (user === undefined) return inferred('unknown', 'no event tells who started it');
  if (user.startsWith('sudo_')) return inferred('cli', `its user is ${user}: somebody used sudo on the master`);
  if (user === 'root') return inferred('cli', 'its user is root, as on the command line of the master');
  return inferred('unknown', `its user is ${user}, which tells no more`);
}
