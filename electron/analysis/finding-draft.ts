// What a detector hands over: one thing that went wrong, by the numbers of the case's dictionaries, before it is ranked and put in words.
import type { Stamp } from '../../shared/base/stamp.ts';
import type { Severity } from '../../shared/keep/finding-rule.ts';
import type { FindingValues } from '../../shared/keep/finding-text.ts';
import type { Certainty } from '../../shared/questions/job-row.ts';

/** One finding of one rule. */
export type FindingDraft = {
  readonly rule: string;
  /** Which words of the rule fit; `null`: its own. */
  readonly variant: string | null;
  readonly severity: Severity;
  /** What tells it from other findings of the rule; the same when it is derived anew. */
  readonly key: string;
  readonly certainty: Certainty;
  /** Minions it is about. */
  readonly minions: ReadonlySet<number>;
  /** Jobs it is about, earliest first. */
  readonly jids: ReadonlySet<number>;
  /** Events that show it, the most telling first. */
  readonly events: readonly number[];
  readonly first: Stamp | null;
  readonly last: Stamp | null;
  /** Further things that went wrong because of it and have no finding of their own (cascaded states …). */
  readonly consequences: number;
  /** What the words of the rule name. */
  readonly values: FindingValues;
  /** Words of Salt or of a command, as they came. */
  readonly quote: string | null;
};

/** A draft before the rule's severity is known. */
export type Candidate = Omit<FindingDraft, 'rule' | 'severity' | 'variant' | 'certainty' | 'consequences' | 'quote'> &
  Partial<Pick<FindingDraft, 'variant' | 'certainty' | 'consequences' | 'quote'>>;
