// Jobs as boards, pages and the command line show them (diagnosis §1, §2, §4).
import type { Stamp } from '../base/stamp.ts';
import type { JobOutcome, OutcomeRule } from '../salt/job-outcome.ts';
import type { Json } from '../salt/json.ts';

/** Certain: the capture says so. Inferred: concluded. */
export type Certainty = 'certain' | 'inferred';

/** Who or what started a job. */
export type JobOrigin = {
  readonly kind:
    | 'cli'
    | 'salt-call'
    | 'schedule'
    | 'reaction'
    | 'orchestration'
    | 'batch'
    | 'api'
    | 'runner'
    | 'unknown';
  readonly certainty: Certainty;
  readonly because: string;
};

/** One job. Counts that are not known are `null`, never 0. */
export type JobRow = {
  readonly jid: string;
  readonly fun: readonly string[];
  readonly arg: Json;
  readonly user: string | null;
  readonly tgt: Json;
  readonly tgtType: string | null;
  readonly started: Stamp | null;
  readonly ended: Stamp | null;
  readonly durationUs: number | null;
  readonly isInternal: boolean;
  readonly isTest: boolean;
  readonly expected: number | null;
  readonly returned: number;
  readonly succeeded: number;
  readonly changed: number;
  readonly failed: number;
  readonly missing: number | null;
  readonly running: number | null;
  readonly unknown: number;
  readonly unexpected: number | null;
  readonly origin: JobOrigin;
  /** First `new` event of the job (or its first event where there is none). */
  readonly event: number;
};

/** Why a return is missing (diagnosis §3). */
export type MissingReason = {
  readonly reason:
    | 'not-accepted'
    | 'restarted-mid-job'
    | 'hung'
    | 'lost-connection'
    | 'still-running'
    | 'finished-without-return'
    | 'no-answer-to-find-job'
    | 'key-problem'
    | 'capture-ended'
    | 'gap'
    | 'never-seen'
    | 'unexplained';
  readonly certainty: Certainty;
  /** Event ids that show it. */
  readonly evidence: readonly number[];
};

/** One failed state of one return. */
export type FailedState = {
  readonly sls: string | null;
  readonly id: string;
  /** `module.function`. */
  readonly state: string;
  readonly comment: string;
  /** What its command printed (`changes.stderr`, else `stdout`), where it ran one: often the only words on the cause. */
  readonly output?: string | undefined;
};

/** Stands for the minion where a runner or wheel function ran: on the master itself. */
export const masterName = '(master)';

/** One minion in one job. */
export type JobMinion = {
  readonly minion: string;
  readonly outcome: JobOutcome;
  readonly outcomeBy: OutcomeRule | null;
  readonly retcode: readonly number[];
  readonly success: readonly boolean[];
  readonly returnedAt: Stamp | null;
  readonly durationUs: number | null;
  /** Further equal returns of the same minion (Salt sends some twice under load); counted once. */
  readonly duplicates: number;
  readonly isExpected: boolean | null;
  /** The return event, where there is one. */
  readonly event: number | null;
  readonly missingBecause: (MissingReason & { readonly also: readonly MissingReason[] }) | null;
  /** States that failed by themselves. */
  readonly rootFailures: readonly FailedState[];
  /** States that failed because a requisite failed. */
  readonly cascade: number;
  /** Cascades whose requisite is not in the run (other spelling, failhard, trimmed). */
  readonly unresolved: number;
  readonly notReached: number | null;
  /** The error text of a return that is no state run (first lines), when it failed. */
  readonly errorText: string | null;
};

/** One broken thing on many minions: roots equal in sls, id, function and comment with its numbers, paths and names folded. */
export type RootGroup = {
  readonly sls: string | null;
  readonly id: string;
  readonly state: string;
  /** Comment of one of them, as it came. */
  readonly comment: string;
  /** Output of the same one, see {@link FailedState}. */
  readonly output?: string | undefined;
  readonly minions: readonly string[];
  readonly jids: readonly string[];
  /** Return events that hold it. */
  readonly events: readonly number[];
  /** States that failed because of it, over all minions. */
  readonly cascade: number;
  readonly first: Stamp | null;
};

/** The story of one job. */
export type JobStory = {
  readonly job: JobRow;
  readonly minions: readonly JobMinion[];
  readonly roots: readonly RootGroup[];
  /** Ids of the job's `new` events. */
  readonly newEvents: readonly number[];
};

/** One state of one run of one minion. */
export type StateRow = {
  readonly event: number;
  readonly minion: string;
  readonly jid: string | null;
  readonly sls: string | null;
  readonly id: string;
  /** `module.function`. */
  readonly state: string;
  readonly name: string | null;
  readonly result: boolean | null;
  readonly isChanged: boolean;
  readonly role: 'root' | 'cascade' | 'none';
  /** For a cascade: the roots it was blocked by, as `sls.id`; names that are not in the run are kept as they stand. */
  readonly blockedBy: readonly string[];
  readonly durationMs: number | null;
  readonly runNum: number | null;
  readonly comment: string;
};

/** One minion over the whole capture. */
export type MinionRow = {
  readonly minion: string;
  readonly firstSeen: Stamp | null;
  readonly lastSeen: Stamp | null;
  readonly returns: number;
  readonly failed: number;
  readonly missing: number;
  readonly starts: number;
  readonly salt: string | null;
  /** Seconds the minion's clock is ahead of the master's (diagnosis §8); from at least five pairs. */
  readonly skewS: number | null;
};
