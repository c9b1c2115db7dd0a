// States over runs: the matrix of states and minions, one state's history on one minion, and which states fail, drag or flap.
import type { Stamp } from '../base/stamp.ts';
import type { Selection } from './selection.ts';

/** One state, as rows of matrices name it. */
export type StateName = {
  readonly sls: string | null;
  readonly id: string /** `module.function`. */;
  readonly state: string;
};

/** What a cell of the matrix says, by its code. `none`: the minion did not run the state. */
export const cellCodes = ['none', 'succeeded', 'changed', 'would-change', 'unknown', 'blocked', 'failed'] as const;
/** See {@link cellCodes}. */
export type CellCode = (typeof cellCodes)[number];

/** Whose states: one or several jobs (of each minion and state the last one of them), or the newest in a selection. */
export type MatrixScope = { readonly jids: readonly string[] } | { readonly selection: Selection };

/** A row of the matrix, with counts over its minions. */
export type MatrixRow = StateName & {
  readonly failed: number;
  readonly blocked: number;
  readonly changed: number;
  /** Minions on which it changed at each of its last runs in the case, three or more; test runs and commands, which always report changes, never count. */
  readonly flapping: number;
};

/** States × minions. Both sorted: failing ones first, then in natural order. */
export type StateMatrix = {
  readonly rows: readonly MatrixRow[];
  readonly minions: readonly { readonly minion: string; readonly failed: number; readonly blocked: number }[];
  /** `rows.length × minions.length` codes, row by row: position in {@link cellCodes}, plus 16 where the state flaps there. */
  readonly cells: Uint8Array;
  /** In the same order: the return that the cell is from, 0 for none. */
  readonly events: Uint32Array;
  /** False where there are too many states to count the runs of each: then nothing is said about flapping. */
  readonly isFlappingKnown: boolean;
  /** Returns that went in, older ones that were left out because there are too many, and states that went in. */
  readonly returns: number;
  readonly left: number;
  readonly states: number;
};

/** One run of a state on a minion. */
export type StateOnce = {
  readonly event: number;
  readonly jid: string | null;
  readonly stamp: Stamp | null;
  readonly outcome: Exclude<CellCode, 'none'>;
  readonly isTest: boolean;
  readonly durationMs: number | null;
  readonly comment: string;
};

/** What was counted of one state over its runs. */
export type StateCounts = {
  readonly minions: number;
  readonly runs: number;
  readonly failed: number;
  readonly blocked: number;
  readonly changed: number;
  readonly flapping: number;
  readonly medianMs: number | null;
  readonly maxMs: number | null;
  readonly totalMs: number;
};

/** A state over all its runs in a selection; test runs are not counted. */
export type StateTotals = StateName & StateCounts;

/** Questions about states over runs. */
export type StateQuestions = {
  'states.matrix': { body: MatrixScope; answer: StateMatrix };
  'states.history': {
    body: StateName & { readonly minion: string; readonly limit: number };
    /** Newest first. */
    answer: { readonly runs: readonly StateOnce[]; readonly total: number };
  };
  'states.totals': {
    body: Selection & { readonly sort: 'failed' | 'slowest' | 'flapping'; readonly limit: number };
    answer: { readonly rows: readonly StateTotals[]; readonly total: number };
  };
};
