// What every question about a selection shares: a filter and a piece of time.
import type { Stamp } from '../base/stamp.ts';

/** A piece of time, both ends in µs; `from` inside, `to` outside. */
export type Span = { readonly from: Stamp; readonly to: Stamp };

/** The part every question about a selection shares. An empty filter selects all. */
export type Selection = { readonly filter: string; readonly span?: Span | undefined };
