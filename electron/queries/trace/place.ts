// The places between which the operators of a trace walk, in numbers of the case, and their keys.

import type { RootGroup } from '../../../shared/questions/job-row.ts';
import {
  eventKey,
  type LinkCertainty,
  type LinkKind,
  type ScorePart,
  type TraceReason,
} from '../../../shared/questions/trace.ts';
import type { MemberGroup } from './members.ts';

/** A place; several alike things are one place. */
export type Place = { readonly key: string } & (
  | { readonly what: 'event'; readonly events: readonly number[] }
  /** One job, or several alike (the polls about one job). */
  | { readonly what: 'job'; readonly jids: readonly number[] }
  | { readonly what: 'result'; readonly jid: number }
  | { readonly what: 'return'; readonly group: MemberGroup }
  | { readonly what: 'state'; readonly group: MemberGroup; readonly root: RootGroup }
  /** A state that did not fail, but changed something before another failed. */
  | { readonly what: 'change'; readonly group: MemberGroup; readonly change: ChangedState }
  | { readonly what: 'schedule'; readonly minion: number; readonly name: string }
);

/** A state that changed a file in a run that failed later. */
export type ChangedState = {
  readonly sls: string | null;
  readonly id: string;
  readonly fun: string;
  readonly comment: string;
  /** Returns in which it did. */
  readonly events: readonly number[];
};

/** A link to another place. */
export type Step = {
  readonly to: Place;
  readonly kind: LinkKind;
  readonly certainty: LinkCertainty;
  readonly because: TraceReason;
  readonly score?: number | undefined;
  readonly parts?: readonly ScorePart[] | undefined;
  readonly runnerUp?: { readonly event: number; readonly score: number } | undefined;
  readonly evidence: readonly number[];
  readonly count: number;
};

/** Most events named as evidence of one link or node. */
export const mostEvidence = 20;

/** A certain link without a score. */
export function certainStep(
  to: Place,
  kind: LinkKind,
  because: TraceReason,
  evidence: readonly number[],
  count = 1,
): Step {
  return { to, kind, certainty: 'certain', because, evidence: evidence.slice(0, mostEvidence), count };
}

/** The place of one event, or of several alike. */
export function eventPlace(events: readonly number[]): Place {
  const [first = 0] = events;
  return { what: 'event', key: events.length === 1 ? eventKey(first) : `events:${first}+${events.length}`, events };
}
