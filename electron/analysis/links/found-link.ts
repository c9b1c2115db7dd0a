// What every finder of links gives, and how an inferred link is judged by its score and its runner-up (diagnosis §5).
import type { LinkCertainty, LinkKind, ScorePart, TraceReason } from '../../../shared/questions/trace.ts';

/** One end of a link, in numbers of the case: a job, one minion in a job, or an event. */
export type LinkEnd = { readonly job: number; readonly minion?: number | undefined } | { readonly event: number };

/** A link between two ends. */
export type FoundLink = {
  readonly kind: LinkKind;
  readonly certainty: LinkCertainty;
  readonly from: LinkEnd;
  readonly to: LinkEnd;
  readonly because: TraceReason;
  readonly evidence: readonly number[];
  readonly score?: number;
  readonly parts?: readonly ScorePart[];
  readonly runnerUp?: { readonly event: number; readonly score: number };
};

/** A candidate with what speaks for it. `event` stands for it where it is only the runner-up. */
export type Scored<T> = { readonly what: T; readonly event: number; readonly parts: readonly ScorePart[] };

/** What a judgement gives: the best candidate, how sure it is, and the next best one. */
export type Judged<T> = {
  readonly best: T;
  readonly certainty: 'inferred' | 'possible';
  readonly score: number;
  readonly parts: readonly ScorePart[];
  readonly runnerUp?: { readonly event: number; readonly score: number };
};

/** Below this a link is not drawn. */
const drawnFrom = 0.6;
/** A runner-up this close is as good. */
const margin = 0.1;
/** Below this it is not even listed. */
const listedFrom = 0.4;

/** The sum of the parts, at most 1, in hundredths. */
export function scoreOf(parts: readonly ScorePart[]): number {
  const sum = parts.reduce((total, { value }) => total + value, 0);
  return Math.round(Math.min(1, Math.max(0, sum)) * 100) / 100;
}

/**
 * The best candidate; earlier ones win a tie. `isSame` tells candidates that are alike (the same beacon fired twice), of which
 * either explains the effect, so that they do not weaken each other. `undefined` when none is worth listing.
 */
export function judge<T>(
  candidates: readonly Scored<T>[],
  isSame: (a: T, b: T) => boolean = () => false,
): Judged<T> | undefined {
  const ranked = candidates
    .map((candidate) => ({ ...candidate, score: scoreOf(candidate.parts) }))
    .sort((a, b) => b.score - a.score);
  const [best, second] = ranked;
  if (best === undefined || best.score < listedFrom) return undefined;
  const rival = ranked.slice(1).find(({ what }) => !isSame(what, best.what));
  const isClear = best.score >= drawnFrom && (rival === undefined || best.score - rival.score >= margin);
  return {
    best: best.what,
    certainty: isClear ? 'inferred' : 'possible',
    score: best.score,
    parts: best.parts,
    ...(second === undefined ? {} : { runnerUp: { event: second.event, score: second.score } }),
  };
}
