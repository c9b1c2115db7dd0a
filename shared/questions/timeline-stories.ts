// What the timeline tells beside its tiles: the inside of a bar, bands, areas, failures and the story of one item.
import type { Stamp } from '../base/stamp.ts';
import type { JobOutcome } from '../salt/job-outcome.ts';
import type { Kind } from '../salt/kind.ts';
import type { EventRow } from './event-row.ts';
import type { JobMinion, JobRow } from './job-row.ts';
import type { Span } from './selection.ts';

/** One state of a run, or one step of an orchestration, where it lies in time. */
export type InsideState = {
  readonly runNum: number | null;
  readonly from: Stamp;
  readonly to: Stamp;
  readonly sls: string | null;
  readonly id: string;
  /** `module.function`. */
  readonly state: string;
  readonly name: string | null;
  /** `null`: would change (test run), or not readable. */
  readonly result: boolean | null;
  readonly isChanged: boolean;
  readonly role: 'root' | 'cascade' | 'none';
  readonly comment: string;
  /** The job that a step of an orchestration started. */
  readonly jid: string | null;
};

/** The inside of one bar. */
export type TimelineInside = {
  readonly event: number;
  readonly from: Stamp;
  readonly to: Stamp;
  /** By `__run_num__`; the first {@link insideLimit}. */
  readonly states: readonly InsideState[];
  readonly total: number;
  /**
   * How the states were laid: `clock`: as far apart as the minion's own `start_time` says, the last ending with the return, because
   * its clock and zone are not the master's; `sequence`: one behind the other, where no start times are told; `none`: no states.
   */
  readonly placed: 'clock' | 'sequence' | 'none';
  /** Progress and start events of this job on this minion, in time order. */
  readonly ticks: readonly { readonly event: number; readonly stamp: Stamp; readonly kind: Kind }[];
};

/** Most states and ticks of one {@link TimelineInside}. */
export const insideLimit = 2_000;

/** A stretch in which nothing at all came, whatever the filter. */
export type TimelineBand = Span & {
  /**
   * `gap`: no source covers it: each ends before or begins after, nobody listened.
   * `silence`: inside a source nothing came, although of the stretches of a third of that length around it (`around`, at most thirty
   * on each side, thirty at least) nine in ten or more (`busy`) hold events. That says it is unusual, not why.
   */
  readonly kind: 'gap' | 'silence';
  readonly around: number;
  readonly busy: number;
};

/** A count of one value. */
export type NamedCount = { readonly value: string; readonly count: number };

/** What a rectangle of span × lanes holds. */
export type TimelineArea = {
  readonly revision: number;
  /** Selected events in it. */
  readonly events: number;
  readonly lanes: number;
  /** Open bars that begin in it: returns awaited in vain. They are no events and stand in no other count. */
  readonly open: number;
  readonly kinds: readonly NamedCount[];
  /** Of the returns in it (kinds ret, run-ret, wheel-ret). */
  readonly outcomes: readonly { readonly outcome: JobOutcome; readonly count: number }[];
  /** The most frequent ones, and how many there are. */
  readonly funs: readonly NamedCount[];
  readonly minions: readonly NamedCount[];
  readonly distinctFuns: number;
  readonly distinctMinions: number;
  /**
   * A filter that, with the span, selects the same events; `null` where the language cannot say it (a name that cannot be written,
   * more than 1,000 lanes).
   */
  readonly filter: string | null;
};

/** A failure found by going along the time. */
export type FoundFailure = {
  /** The failed return, or the `new` event of a missing one. */
  readonly event: number;
  /** End of a failed bar, begin of an open one: where the failure is drawn. */
  readonly stamp: Stamp;
  readonly lane: number;
  readonly outcome: JobOutcome;
  /** Of a missing return: whom it waits for; else 0. */
  readonly minion: number;
};

/** The story of one item: what hovering says. */
export type TimelineItem = {
  readonly event: EventRow;
  /** Of a bar; a mark has `from` = `to`. */
  readonly from: Stamp;
  readonly to: Stamp;
  readonly isOpen: boolean;
  readonly minion: string | null;
  readonly outcome: JobOutcome | null;
  readonly job: JobRow | null;
  /** Why an open bar is open, as far as the capture tells. */
  readonly missingBecause: JobMinion['missingBecause'];
  /** Of a state run. `roots`: the first three that failed by themselves. */
  readonly states: {
    readonly total: number;
    readonly changed: number;
    readonly failed: number;
    readonly cascades: number;
    readonly roots: readonly { readonly sls: string | null; readonly id: string; readonly comment: string }[];
  } | null;
};
