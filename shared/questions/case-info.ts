// What a case holds, and the account of how it came in.
import type { Stamp } from '../base/stamp.ts';
import type { Kind } from '../salt/kind.ts';
import type { ProblemCode, Severity } from '../salt/problem.ts';
import type { JobRow, MinionRow, RootGroup } from './job-row.ts';
import type { ShareLabel } from './share.ts';

/** One code of problems of one source, counted, with the first one as sample. */
export type ProblemCount = {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly count: number;
  readonly sample: { readonly line: number; readonly offset: number; readonly text: string };
};

/** One source with its account: read = accepted + duplicates + rejected. */
export type SourceInfo = {
  readonly id: number;
  readonly name: string;
  readonly path: string;
  readonly format: string;
  /** Unpacked bytes read. */
  readonly bytes: number;
  readonly read: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly first: Stamp | null;
  readonly last: Stamp | null;
  readonly problems: readonly ProblemCount[];
  /** False while it is being read, or when the import was stopped or died. */
  readonly isComplete: boolean;
};

/** Time we were not listening. */
export type Gap = { readonly from: Stamp; readonly to: Stamp; readonly reason: string };

/** A path into the data that is a column. */
export type PromotedInfo = {
  readonly path: string;
  /** Events read for it; the column is whole when it has all of the case. */
  readonly events: number;
  /** True when it has more different values than a column can hold: then it stays an ordinary path. */
  readonly isTooVaried: boolean;
};

/** What a case holds. */
export type CaseInfo = {
  /** Path of the case file. */
  readonly path: string;
  readonly name: string;
  readonly isReadOnly: boolean;
  readonly revision: number;
  /** Salt versions seen in the events (grains, start events, `_stamp` spelling tells nothing certain). */
  readonly salt: readonly string[];
  readonly first: Stamp | null;
  readonly last: Stamp | null;
  readonly events: number;
  readonly sources: readonly SourceInfo[];
  readonly kinds: readonly { readonly kind: Kind; readonly count: number }[];
  readonly minions: number;
  readonly jobs: number;
  readonly gaps: readonly Gap[];
  readonly problems: readonly { readonly code: ProblemCode; readonly severity: Severity; readonly count: number }[];
  /** Paths into the data that were made columns. */
  readonly promoted: readonly PromotedInfo[];
  /** Raw blocks with a signature, and all of them: what is not signed is read by every text search. */
  readonly signed: { readonly blocks: number; readonly of: number };
  /** True once jobs, minions and outcomes are derived from all that was accepted. */
  readonly isDerived: boolean;
  /** What the case says of itself when it is a redacted share of another; `null` when it is none. */
  readonly share: ShareLabel | null;
};

/** What a person wants first. */
export type CaseSummary = {
  readonly info: CaseInfo;
  /** Worst ten: failed, then missing, then unknown. */
  readonly jobs: readonly JobRow[];
  /** Minions that some job expected and that never returned anything after. */
  readonly silent: readonly MinionRow[];
  readonly failingStates: readonly RootGroup[];
};

/** One defect in its place. */
export type ProblemRow = {
  readonly id: number;
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly source: string;
  readonly line: number;
  readonly offset: number;
  readonly detail: string | null;
  readonly sample: string;
  /** The event that came of the record, if one did. */
  readonly event: number | null;
};
