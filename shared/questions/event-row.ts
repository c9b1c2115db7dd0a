// One event as tables, the command line and the inspector show it.
import type { Stamp } from '../base/stamp.ts';
import type { JobOutcome, OutcomeRule } from '../salt/job-outcome.ts';
import type { Kind } from '../salt/kind.ts';
import type { ProblemCode, Severity } from '../salt/problem.ts';

/** An event without its data: what a table row needs. `null` = not in the event (or not known). */
export type EventRow = {
  readonly id: number;
  readonly stamp: Stamp | null;
  readonly tag: string;
  readonly kind: Kind;
  readonly minion: string | null;
  readonly jid: string | null;
  /** One function, or several of a multi-function job. */
  readonly fun: readonly string[];
  readonly user: string | null;
  readonly retcode: readonly number[];
  readonly success: readonly boolean[];
  /** A return's own outcome (one), or what became of a `new` event's minions (several). Empty: neither. */
  readonly outcomes: readonly JobOutcome[];
  /** Of a return: its stamp − the earliest `new` that expects its minion, in µs. */
  readonly durationUs: number | null;
  readonly isTest: boolean;
  readonly isInternal: boolean;
  readonly claimedBy: string | null;
  readonly hasProblem: boolean;
  /** Bytes of the raw record. */
  readonly size: number;
  /** Name of the source it was first read from. */
  readonly source: string;
  /** What stands at the end of the paths that were asked for, in their order; `null` where there is nothing. */
  readonly values?: readonly (string | null)[];
};

/** Where an event was read: the first one is its home, later ones are duplicates found in other sources. */
export type EventPlace = {
  readonly source: string;
  /** 1-based line, 0-based byte offset and length in the unpacked source. */
  readonly line: number;
  readonly offset: number;
  readonly length: number;
};

/** Everything about one event. */
export type EventDetail = {
  readonly row: EventRow;
  readonly outcomeBy: OutcomeRule | null;
  /** Signals that contradict the outcome, in words ("retcode 0, but 2 states failed"). */
  readonly contradictions: readonly string[];
  /** The event's `data` as valid JSON text; big integers as they came, NaN and Infinity as strings. */
  readonly dataText: string;
  /** The raw record as text, cut at {@link rawLimit} characters. */
  readonly raw: string;
  readonly rawIsCut: boolean;
  readonly places: readonly EventPlace[];
  readonly problems: readonly {
    readonly code: ProblemCode;
    readonly severity: Severity;
    readonly detail: string | null;
  }[];
};

/** Longest raw text and data text sent to the window, in characters. */
export const rawLimit = 2_000_000;
