// Watches progress events for the 3007 stall: each item of a generator function holds the job up for a minute (salt-live §1).
import type { Stamp } from '../../../shared/base/stamp.ts';

/** A pause between two progress events of one minion in one job. */
export type Pause = {
  readonly jid: number;
  readonly minion: number;
  readonly from: number;
  readonly to: number;
  readonly lengthUs: number;
  readonly stamp: Stamp;
};

/** Pauses worth keeping: around the known minute and multiples that a busy minion makes of it. */
const shortest = 30_000_000;
/** What was seen longer ago than this is no progress any more. */
const longest = 900_000_000;
const mostPauses = 100_000;

/** Fed with progress events in the order of reading. */
export class StallWatch {
  readonly pauses: Pause[] = [];
  readonly #last = new Map<string, { readonly stamp: Stamp; readonly event: number }>();

  /** Takes one progress event. */
  see(jid: number, minion: number, stamp: Stamp, event: number): void {
    const key = `${jid} ${minion}`;
    const before = this.#last.get(key);
    this.#last.set(key, { stamp, event });
    if (before === undefined || this.pauses.length === mostPauses) return;
    const lengthUs = stamp - before.stamp;
    if (lengthUs >= shortest && lengthUs <= longest) {
      this.pauses.push({ jid, minion, from: before.event, to: event, lengthUs, stamp });
    }
  }

  /** Drops what is too old to be gone on with. */
  forget(now: Stamp): void {
    for (const [key, { stamp }] of this.#last) if (stamp < now - longest) this.#last.delete(key);
  }
}
