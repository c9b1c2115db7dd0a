// What the parts of the log maker share.
import type { Random } from './random.ts';
import type { StampWriter, Timeline } from './timeline.ts';

/** The shared means of the parts that write events. */
export type Desk = {
  readonly random: Random;
  readonly timeline: Timeline;
  readonly stamps: StampWriter;
  /** Writes an event now. `body`: the members of its data before `_stamp`, as JSON; `after`: those behind it. */
  readonly write: (tag: string, body: string, after?: string, isAscii?: boolean) => void;
  /** Time of what is being written, µs. */
  readonly now: () => number;
  /** A jid that no other job has. */
  readonly newJid: () => string;
};
