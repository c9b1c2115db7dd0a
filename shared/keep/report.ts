// What a person pins to the report of a case, and the words written between.
import type { Stamp } from '../base/stamp.ts';

/** Parts of the report that the program writes by itself, in order. */
export const standingParts = ['what-happened', 'roots', 'worst-jobs', 'missing', 'timeline', 'account'] as const;
/** See {@link standingParts}. */
export type StandingPart = (typeof standingParts)[number];

/** How a number is asked for again: in the words of the command line. */
export type ReportQuery = {
  readonly ask: 'events' | 'jobs' | 'minions' | 'sequence' | 'sql';
  readonly text: string;
};

/** One thing of a report. An event is named by its number in the open case. */
export type ReportThing =
  | { readonly is: 'heading'; readonly text: string }
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'event'; readonly event: number }
  | { readonly is: 'job'; readonly jid: string }
  | { readonly is: 'note'; readonly key: string }
  | ({ readonly is: 'query'; readonly name: string } & ReportQuery)
  | {
      readonly is: 'chart';
      readonly filter: string;
      readonly span: { readonly from: Stamp; readonly to: Stamp } | null;
      readonly stack: 'kind' | 'outcome';
    }
  | { readonly is: 'standing'; readonly part: StandingPart };

/** A number as it was when it was pinned; `null`: not known. */
export type PinnedNumber = { readonly label: string; readonly value: number | null };

/** One block of the report as the case keeps it. `thing` is `null` where an event is not in this case (any more). */
export type ReportBlock = {
  readonly key: string;
  readonly thing: ReportThing | null;
  /** What stood there when it was pinned. */
  readonly was: readonly PinnedNumber[];
};

/** Bounds of what is kept. */
export const reportBounds = { blocks: 500, text: 20_000, heading: 300, numbers: 50, label: 200 } as const;
