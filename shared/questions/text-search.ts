// The search for a text in the raw records: asked again and again with where it stopped, so that hits stream in and any pause stops it.
import type { EventRow } from './event-row.ts';

/** What to search for in a selection, and from where on. */
export type TextSearchBody = {
  /** Found as bare text in a filter is: any letter case, escapes read. */
  readonly text: string;
  /** Only events before this one (by stamp and arrival): `next` of the answer before. Absent: begin with the newest. */
  readonly before?: number | undefined;
  /** Answer after about so many ms, whatever was found. */
  readonly budgetMs: number;
  /** Answer after so many hits. */
  readonly limit: number;
};

/** An event that holds the text, with what stands around the first place. Values of secret keys are covered. */
export type TextHit = {
  readonly row: EventRow;
  readonly before: string;
  /** The text as it stands there; `''` where it stands in a covered value only. */
  readonly match: string;
  readonly after: string;
};

/** What was found, newest first, and how far the search is. */
export type TextSearchAnswer = {
  readonly hits: readonly TextHit[];
  /** Ask again with this as `before`; `null` when all is searched. */
  readonly next: number | null;
  /** Selected events searched so far, from the newest on, and all of them. */
  readonly scanned: number;
  readonly total: number;
};
