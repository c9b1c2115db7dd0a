// One message of the bus after normalising: Salt's words, typed. The raw text stays beside it in the case.
import type { Stamp } from '../base/stamp.ts';
import type { JsonObject } from './json.ts';
import type { Kind } from './kind.ts';

/** A normalised event. `undefined` means: not in the event. Lists stand for multi-function jobs (one element otherwise). */
export type SaltEvent = {
  /** The whole tag; rebuilt from the data where the capture lost it (problem `tag-rebuilt`). */
  readonly tag: string;
  readonly kind: Kind;
  /** When the master's bus stamped it; absent when unreadable (problem `stamp-missing` or `stamp-unreadable`). */
  readonly stamp: Stamp | undefined;
  readonly jid: string | undefined;
  /** Who sent the event or is its subject. */
  readonly minion: string | undefined;
  readonly fun: readonly string[];
  readonly user: string | undefined;
  readonly retcode: readonly number[];
  readonly success: readonly boolean[];
  /** The minion that forged a tag only the master sends (diagnosis §1, "Who said it"); never counted as the master's. */
  readonly claimedBy: string | undefined;
  /** True for a dry run as far as this event alone tells. */
  readonly isTest: boolean;
  /** True for find_job polls and the like, as far as this event alone tells. */
  readonly isInternal: boolean;
  /** The event's `data` map as parsed (big integers rounded, last of duplicate keys; the raw text knows better). */
  readonly data: JsonObject;
};
