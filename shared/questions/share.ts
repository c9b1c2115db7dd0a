// A share of a case: what is chosen, what would go along, and what was written. None of it ever holds a value that is hidden.
import type { Stamp } from '../base/stamp.ts';
import type { RedactionChoices, RedactionGroup, RedactionRule } from '../salt/redaction.ts';

/** What can go along beside the events: what the window shows now, saved queries, bookmarks with notes and tags, named views. */
export const carriedThings = ['view', 'queries', 'notes', 'views'] as const;
/** One of them. */
export type CarriedThing = (typeof carriedThings)[number];

/** What is hidden, and what is left out of what stands beside the events. */
export type ShareChoices = { readonly choices: RedactionChoices; readonly without: readonly CarriedThing[] };

/** How much of one goes along. */
export type CarriedCount = {
  readonly thing: CarriedThing;
  /** False when it is left out by choice. */
  readonly isOn: boolean;
  /** How many there are to go along. */
  readonly count: number;
  /** How many cannot: notes about what does not go along, and what cannot be read. */
  readonly left: number;
};

/** What a rule would hide. */
export type SharedRule = {
  readonly rule: RedactionRule;
  readonly group: RedactionGroup;
  /** False when it was turned off, or not turned on: what it found stays as it is. */
  readonly isOn: boolean;
  /** Places where it hides something; `null` for a rule that is off and was not looked for. */
  readonly values: number | null;
  readonly events: number | null;
  /** A few of them: where, and how many characters are hidden; event 0 stands for what goes along beside the events. */
  readonly places: readonly { readonly event: number; readonly place: string; readonly length: number }[];
};

/** How much goes along. */
export type ShareScope = {
  readonly kind: 'all' | 'filter' | 'span';
  /** Events that the filter and the span select. */
  readonly selected: number;
  /** Events that go along because they belong to the selected ones: the rest of their jobs, and signs of life of minions. */
  readonly added: number;
  /** Events in the case. */
  readonly of: number;
};

/** Looked at before a share is written. */
export type SharePreview = {
  readonly scope: ShareScope;
  readonly rules: readonly SharedRule[];
  /** Secrets that are hidden where they were found, but not looked for elsewhere: too short, or words of Salt. */
  readonly unfollowed: number;
  /** Sources of which events go along; their names and paths do not. */
  readonly sources: number;
  /** What the case has beside its events. */
  readonly carried: readonly CarriedCount[];
  /** Lines and records that are no events: never taken along, counted only when the whole case is shared. */
  readonly rejected: number;
  /** About how large the file will be, in bytes. */
  readonly bytes: number;
  readonly first: Stamp | null;
  readonly last: Stamp | null;
  /** False when only the first `looked` events were looked at: writing looks at all. */
  readonly isComplete: boolean;
  readonly looked: number;
};

/** What a share says of itself; kept in it. */
export type ShareLabel = {
  readonly version: 1;
  /** When it was made; `null` where it does not say. */
  readonly made: Stamp | null;
  readonly scope: ShareScope;
  readonly choices: RedactionChoices;
  /** Places where each rule hid something. */
  readonly hidden: readonly { readonly rule: RedactionRule; readonly values: number }[];
  /** Records of the sources that were no events, `null` where only a part of the case was shared. */
  readonly rejected: number | null;
};

/** A share in one line: when it was made, and with which choices. */
export type ShareMark = Pick<ShareLabel, 'made' | 'choices'>;

/** What came of writing one. */
export type ShareReport = {
  readonly path: string;
  readonly bytes: number;
  readonly label: ShareLabel;
  readonly rules: readonly SharedRule[];
  readonly unfollowed: number;
  readonly carried: readonly CarriedCount[];
  /** Values that the finished file was searched for, and how many bytes of it and of what it packs were searched. */
  readonly searched: { readonly values: number; readonly bytes: number };
};

/** How far the writing is. */
export type ShareProgress = {
  readonly stage: 'looking' | 'writing' | 'deriving' | 'searching';
  /** From 0 to 1 within the stage. */
  readonly share: number;
};
