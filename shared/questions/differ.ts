// What differs between failing and healthy minions (diagnosis §6): what is asked, and what comes back.
import type { FailedState } from './job-row.ts';
import type { Selection } from './selection.ts';

/**
 * Whom to compare: the minions of a job, two chosen sets of minions, or those with failed against those with good returns in
 * a selection (an area of the timeline).
 */
export type DifferBody =
  | { readonly jid: string }
  | { readonly failing: readonly string[]; readonly healthy: readonly string[] }
  | { readonly selection: Selection };

/** One field and the value that tells the minions apart. */
export type FieldValue = { readonly field: string; readonly value: string };

/** How many minions of a group have a value, among those of whom the field is known. */
export type Share = { readonly count: number; readonly of: number };

/** One value, or a pair of values together, that failing minions have more often (or less often) than healthy ones. */
export type Difference = {
  /** One field, or two that tell the minions apart only together. */
  readonly fields: readonly FieldValue[];
  readonly failing: Share;
  readonly healthy: Share;
  /** 0…1: the part of what is unknown about who fails that this explains, less what chance explains in groups of this size. */
  readonly score: number;
  /** 0…1: at most so probable by chance alone, corrected for all that was tried. */
  readonly chance: number;
  /** True where it may as well follow from the failure: it never decides the verdict. */
  readonly mayFollow: boolean;
  /** Other values that divide the minions in exactly the same way. */
  readonly also: readonly FieldValue[];
  /** Events that show it: returns of minions on both sides, and what told the field. */
  readonly support: readonly number[];
};

/** Whether something stands out; `too-few`: something separates perfectly, but in groups this small it may be chance. */
export type DifferVerdict = 'stands-out' | 'nothing-stands-out' | 'too-few';

/** One thing that went wrong, and what its minions have that the healthy ones have not. */
export type DifferCause = {
  /**
   * `root`: one state failed by itself; `error`: the same error text; `missing`: no return; `chosen`: the minions were named.
   */
  readonly kind: 'root' | 'error' | 'missing' | 'chosen';
  /** Of a root: the state. */
  readonly root: FailedState | null;
  /** Of an error: the beginning of its text. */
  readonly text: string | null;
  readonly failing: readonly string[];
  /** Best first. That a difference explains the failure is always inferred; the counts are certain. */
  readonly differences: readonly Difference[];
  readonly verdict: DifferVerdict;
  /** How many ways of dividing the minions were tried. */
  readonly tried: number;
};

/** What differs. */
export type DifferAnswer = {
  readonly jid: string | null;
  readonly healthy: readonly string[];
  /** The causes apart from each other, those with most minions first, missing returns last; empty where nothing failed. */
  readonly causes: readonly DifferCause[];
  /** How many minions any grain is known of. */
  readonly withGrains: number;
  /** Minions whose return was read for the words of its states; fewer than all where that would take too long. */
  readonly withWords: number;
};

/** Questions about what differs. */
export type DifferQuestions = {
  'differ.find': { body: DifferBody; answer: DifferAnswer };
};
