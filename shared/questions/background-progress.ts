// What the engine does to the open case while nobody asks anything.
import type { Failure } from '../base/failure.ts';

/** How far it is. `null` as task: nothing is being done; `failure` says why it was given up. */
export type BackgroundProgress = {
  /** `findings`: the rules are run; `promote`: a path into the data becomes a column; `sign`: raw blocks get what makes text search fast. */
  readonly task: 'findings' | 'promote' | 'sign' | null;
  readonly path: string | null;
  /** From 0 to 1. */
  readonly share: number;
  readonly failure?: Failure | undefined;
};
