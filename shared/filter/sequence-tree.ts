// A read sequence as plain data (docs/filter.md, Sequences), and the same as the strings it was written in.
import type { FilterTree, PathStep } from './filter-tree.ts';

/** A field by which steps are joined: a name of {@link joinFields}, or `data` with a path. */
export type JoinField = { readonly field: string; readonly path?: readonly PathStep[] };

/** One step: which events fit, and by which of their fields they are joined (as many as every other step). */
export type SequenceStep = { readonly filter: FilterTree; readonly by: readonly JoinField[] };

/** A sequence. */
export type SequenceTree = {
  /** Two or more steps that must come, one when there is an `absent`. */
  readonly steps: readonly SequenceStep[];
  /** `![…]`: no such event behind the last step before `maxspanUs` ends. There only with `maxspanUs`. */
  readonly absent: SequenceStep | undefined;
  readonly until: SequenceStep | undefined;
  /** From the first to the last event, in µs, inside. `undefined`: without end. */
  readonly maxspanUs: number | undefined;
};

/** One step as written, without its brackets. */
export type StepDraft = {
  readonly filter: string /** Fields behind the step's own `by`; empty: none. */;
  readonly by: string;
};

/** A sequence as written: what a person fills in. Nothing in it need be right. */
export type SequenceDraft = {
  /** Fields of the sequence's `by`; empty: none. */
  readonly by: string;
  readonly maxspan: string;
  readonly steps: readonly StepDraft[];
  readonly absent: StepDraft | undefined;
  readonly until: StepDraft | undefined;
};

/** Fields that steps can be joined by, besides paths into the data. */
export const joinFields = ['minion', 'jid', 'fun', 'user', 'expected', 'source'] as const;

/** Most steps of a sequence, `![…]` included: more than anybody reads, few enough that a run stays small. */
export const maxSteps = 32;
