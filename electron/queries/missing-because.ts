// Why a return is missing, as it is stored → as it is shown.
import type { JobMinion, MissingReason } from '../../shared/questions/job-row.ts';

/** The part of a row of `job_minion` that says it. */
export type StoredMissing = {
  readonly reason: MissingReason['reason'] | null;
  readonly certainty: MissingReason['certainty'] | null;
  readonly evidence: string | null;
  readonly also: string | null;
};

/** `null` for a return that is there. */
export function missingBecause(member: StoredMissing): JobMinion['missingBecause'] {
  const { reason, certainty } = member;
  if (reason === null || certainty === null) return null;
  return {
    reason,
    certainty,
    evidence: JSON.parse(member.evidence ?? '[]') as number[],
    also: JSON.parse(member.also ?? '[]') as MissingReason[],
  };
}
