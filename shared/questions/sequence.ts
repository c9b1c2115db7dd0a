// What is asked and answered about sequences (docs/filter.md, Sequences).
import type { Stamp } from '../base/stamp.ts';
import type { SequenceState } from '../filter/match-sequence.ts';
import type { EventRow } from './event-row.ts';

/** The part every question about a sequence shares: a selection of events, which narrows the starts that count. */
export type SequenceAsked = {
  readonly filter: string;
  readonly span?: { readonly from: Stamp; readonly to: Stamp } | undefined;
  /** The text of the sequence. */
  readonly sequence: string;
  /** Answers with what was found so far after so many ms; a run goes on while it is asked for again within seconds. */
  readonly waitMs: number;
};

/** How far a run is, and its counts: exact, whatever is listed. A start counts when one of the events it took is selected. */
export type SequenceCounts = {
  readonly matched: number;
  readonly unmatched: number;
  /** Starts that the end of the capture or a gap left undecided. */
  readonly unknown: number;
  /** Starts that were not followed because too many were open at once; in no other count. */
  readonly unfollowed: number;
  /** Starts listed, at most {@link keptStarts} of each state: fewer than the counts when there are more. */
  readonly kept: number;
  readonly isDone: boolean;
  /** Events gone through, of how many. */
  readonly scanned: number;
  readonly events: number;
  readonly revision: number;
};

/** Starts of each state that are listed. */
export const keptStarts = 200_000;

/** The starts with the same join values; of those listed. */
export type SequenceGroup = {
  readonly by: readonly string[];
  readonly matched: number;
  readonly unmatched: number;
  readonly unknown: number;
};

/** One start: its join values, in the order of `by`, and the events it took. */
export type SequenceMatch = {
  readonly by: readonly string[];
  readonly state: SequenceState;
  /** The first event, then those of the next steps as far as they came. */
  readonly events: readonly EventRow[];
  /** From the first to the last of these, in µs. */
  readonly spanUs: number;
};

/** Name → body and answer of the questions about sequences.  */
export type SequenceQuestions = {
  'sequence.run': {
    body: SequenceAsked & { readonly offset: number; readonly limit: number };
    answer: SequenceCounts & {
      /** Names of the join fields, as in the first step. */
      readonly by: readonly string[];
      /** A page of the groups, most matches first. */
      readonly groups: readonly SequenceGroup[];
      readonly groupTotal: number;
    };
  };
  'sequence.matches': {
    body: SequenceAsked & {
      readonly states: readonly SequenceState[];
      /** Only the starts with these join values. */
      readonly by?: readonly string[] | undefined;
      readonly offset: number;
      readonly limit: number;
    };
    answer: SequenceCounts & { readonly rows: readonly SequenceMatch[]; readonly total: number };
  };
};
