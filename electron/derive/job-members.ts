// Who belongs to one job: the minions it expected and those that returned, each once. Arrays are reused from job to job.
import type { ColumnReader } from './column-reader.ts';
import type { PublishRow } from './publishes.ts';

/** The members of the job that was joined last; each array has one element a member. */
export type JobMembers = {
  count: number;
  /** Dictionary ids; 0 is the master itself, where a runner or wheel function ran. */
  readonly minion: number[];
  /** First `new` event that expects the minion; 0 when none does. */
  readonly asked: number[];
  /** Earliest stamp of a `new` event that expects it; NaN when none does. */
  readonly askedAt: number[];
  /** Its return; 0 when there is none. */
  readonly ret: number[];
  readonly duplicates: number[];
};

/** Joins jobs one after another. */
export class JobJoin {
  readonly members: JobMembers = { count: 0, minion: [], asked: [], askedAt: [], ret: [], duplicates: [] };
  readonly #stampOf: ColumnReader;
  /** Who sent an event. */
  readonly minionOf: ColumnReader;
  /** Round in which a minion was seen last, and its place in that round. */
  readonly #round: Uint32Array;
  readonly #place: Uint32Array;
  #now = 0;

  constructor(minions: number, stampOf: ColumnReader, minionOf: ColumnReader) {
    this.#stampOf = stampOf;
    this.minionOf = minionOf;
    this.#round = new Uint32Array(minions + 1);
    this.#place = new Uint32Array(minions + 1);
  }

  /** Joins one job's `new` events and returns; `members` holds the result until the next call. */
  join(publishes: readonly PublishRow[], returns: Uint32Array): JobMembers {
    const { members } = this;
    this.#now += 1;
    members.count = 0;
    for (const { event, expected } of publishes) {
      const stamp = this.#stampOf(event);
      for (const minion of expected) {
        const at = this.#member(minion);
        if (members.asked[at] === 0) members.asked[at] = event;
        if (!((members.askedAt[at] ?? 0) <= stamp)) members.askedAt[at] = stamp;
      }
    }
    for (const ret of returns) {
      const at = this.#member(this.minionOf(ret));
      if (members.ret[at] === 0) members.ret[at] = ret;
      else members.duplicates[at] = (members.duplicates[at] ?? 0) + 1;
    }
    return members;
  }

  /** Place of a minion among the members of the last job; undefined when it is none. */
  placeOf(minion: number): number | undefined {
    return this.#round[minion] === this.#now ? this.#place[minion] : undefined;
  }

  #member(minion: number): number {
    if (this.#round[minion] === this.#now) return this.#place[minion] ?? 0;
    const { members } = this;
    const at = members.count;
    members.count += 1;
    this.#round[minion] = this.#now;
    this.#place[minion] = at;
    members.minion[at] = minion;
    members.asked[at] = 0;
    members.askedAt[at] = Number.NaN;
    members.ret[at] = 0;
    members.duplicates[at] = 0;
    return at;
  }
}
