// Two runs or two spans beside each other: what is asked, and what comes back. Mirrored: exchanging the sides exchanges the answer.
import type { Stamp } from '../base/stamp.ts';
import type { JobOutcome } from '../salt/job-outcome.ts';
import type { Selection } from './selection.ts';

/** One side: a job, or the returns of a selection (of each minion and state the last one). */
export type CompareSide = { readonly jid: string } | { readonly selection: Selection };

/** What became of a state in a run; `absent` where the minion ran, but not this state. */
export type StateOutcome = 'succeeded' | 'changed' | 'would-change' | 'failed' | 'blocked' | 'unknown' | 'absent';

/** What a side is. */
export type SideFacts = {
  readonly jid: string | null;
  readonly events: number;
  /** Minions with a part in it. */
  readonly minions: number;
  readonly first: Stamp | null;
  readonly last: Stamp | null;
};

/** A state that ended otherwise, with the minions on which it did in this same way. */
export type StateChange = {
  readonly sls: string | null;
  readonly id: string;
  readonly state: string;
  readonly a: StateOutcome;
  readonly b: StateOutcome;
  readonly minions: readonly string[];
};

/** Something that took clearly longer or shorter: a state, or the whole run of minions (`id` null). Medians over the minions of both sides. */
export type DurationChange = {
  readonly sls: string | null;
  readonly id: string | null;
  readonly state: string | null;
  readonly aMs: number;
  readonly bMs: number;
  readonly minions: number;
};

/** The comparison; all lists are empty where both sides are the same. */
export type CompareAnswer = {
  readonly a: SideFacts;
  readonly b: SideFacts;
  readonly minions: {
    readonly onlyA: readonly string[];
    readonly onlyB: readonly string[];
    /** Minions of both sides that ended otherwise, worst first. */
    readonly changed: readonly { readonly minion: string; readonly a: JobOutcome; readonly b: JobOutcome }[];
  };
  /** Worst first: what failed on one side alone, on most minions. */
  readonly states: readonly StateChange[];
  /** The largest difference first. */
  readonly durations: readonly DurationChange[];
  /** Forms of tags, with `<jid>`, `<minion>` and `<n>` for what differs anyway. */
  readonly tags: { readonly onlyA: readonly string[]; readonly onlyB: readonly string[] };
};

/** Questions that set two sides beside each other. */
export type CompareQuestions = {
  'compare.sides': { body: { readonly a: CompareSide; readonly b: CompareSide }; answer: CompareAnswer };
};
