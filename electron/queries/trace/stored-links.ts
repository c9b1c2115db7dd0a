// Reads the rows of the table `link` at one end.
import type { LinkCertainty, LinkKind, ScorePart, TraceReason } from '../../../shared/questions/trace.ts';
import type { CaseFile } from '../../store/case-file.ts';

/** A row of the table `link`. */
export type StoredLink = {
  readonly id: number;
  readonly kind: LinkKind;
  readonly certainty: LinkCertainty;
  readonly from_job: number | null;
  readonly from_minion: number | null;
  readonly from_event: number | null;
  readonly to_job: number | null;
  readonly to_minion: number | null;
  readonly to_event: number | null;
  readonly because: string;
  readonly evidence: string;
  readonly score: number | null;
  readonly parts: string | null;
  readonly runner_up: number | null;
  readonly runner_up_score: number | null;
};

/** Rows read at one end: a job that blocked, or is asked about by, thousands is told by its first ones. */
const mostRows = 5_000;

/** Links whose cause is a job or one of its minions. */
export function linksFromJob(caseFile: CaseFile, job: number): StoredLink[] {
  return caseFile.rows(`SELECT * FROM link WHERE from_job = :job ORDER BY id LIMIT ${mostRows}`, { job });
}

/** Links whose effect is a job or one of its minions. */
export function linksToJob(caseFile: CaseFile, job: number): StoredLink[] {
  return caseFile.rows(`SELECT * FROM link WHERE to_job = :job ORDER BY id LIMIT ${mostRows}`, { job });
}

/** Links whose cause is an event. */
export function linksFromEvent(caseFile: CaseFile, event: number): StoredLink[] {
  return caseFile.rows(`SELECT * FROM link WHERE from_event = :event ORDER BY id LIMIT ${mostRows}`, { event });
}

/** Links whose effect is an event. */
export function linksToEvent(caseFile: CaseFile, event: number): StoredLink[] {
  return caseFile.rows(`SELECT * FROM link WHERE to_event = :event ORDER BY id LIMIT ${mostRows}`, { event });
}

/** What a row says of the link itself. */
type LinkParts = {
  readonly kind: LinkKind;
  readonly certainty: LinkCertainty;
  readonly because: TraceReason;
  readonly score: number | undefined;
  readonly parts: readonly ScorePart[] | undefined;
  readonly runnerUp: { readonly event: number; readonly score: number } | undefined;
  readonly evidence: readonly number[];
};

/** Reads what a row says of the link itself. */
export function linkParts(link: StoredLink): LinkParts {
  const because: TraceReason = JSON.parse(link.because);
  const parts: readonly ScorePart[] | undefined = link.parts === null ? undefined : JSON.parse(link.parts);
  const evidence: readonly number[] = JSON.parse(link.evidence);
  return {
    kind: link.kind,
    certainty: link.certainty,
    because,
    score: link.score ?? undefined,
    parts,
    runnerUp: link.runner_up === null ? undefined : { event: link.runner_up, score: link.runner_up_score ?? 0 },
    evidence,
  };
}
