// The starts of a sequence that are still open, by join value and by the step they wait for. Lists in typed arrays: ten million
// starts would be too many objects. A start moves through the lists once a step, so that a run is linear in its events.
import { hasListened, type Stretch } from '../../analysis/coverage.ts';
import { breathe } from '../question.ts';
import type { Awaited } from './awaited.ts';
import { type FoundStarts, stateCode } from './found-starts.ts';
import { grown, type Keys, keysOf } from './key-table.ts';

/** Most starts open at once; about 60 bytes each. */
export const mostOpen = 4_000_000;

/** Join values beyond which those that no open start has are worth forgetting. */
const manyKeys = 65_536;

/** What a run knows about its sequence. */
export type Plan = {
  /** Steps that must come. */
  readonly steps: number;
  readonly hasAbsent: boolean;
  readonly maxspanUs: number;
  /** Join values that tell starts apart. */
  readonly width: number;
  /** The join values of a start from those, written to a buffer that holds until the next call. */
  readonly tuple: (keys: Keys, key: number) => Uint32Array;
  /** Hears which stages each value is waited for, where one value tells starts apart. */
  readonly awaited: Awaited;
  readonly listening: readonly Stretch[];
  readonly stampOf: (event: number) => number;
  /** Whether a start counts: any of the events in a part of an array is selected. */
  readonly isWanted: (events: Uint32Array, at: number, count: number) => boolean;
};

/** Where in the numbers of a start they stand. */
const field = { next: 0, key: 1, rank: 2, events: 3 } as const;

/** Open starts. A stage is the step waited for; behind the last one is that of `![…]`. */
export class OpenStarts {
  readonly #plan: Plan;
  readonly #found: FoundStarts;
  readonly #most: number;
  #keys: Keys;
  /** First start of each key and stage, by their numbers from 1; 0 none. */
  #heads = new Uint32Array(1024);
  /** The numbers of a start lie together: next of its list, key, rank, and the events it took. */
  readonly #width: number;
  #numbers: Uint32Array;
  #began = new Float64Array(1024);
  /** 0 for a free place. */
  #stage = new Uint8Array(1024);
  #free = 0;
  #used = 1;
  #open = 0;

  constructor(plan: Plan, found: FoundStarts, most = mostOpen) {
    this.#plan = plan;
    this.#found = found;
    this.#most = most;
    this.#keys = keysOf(plan.width);
    this.#width = field.events + plan.steps;
    this.#numbers = new Uint32Array(1024 * this.#width);
  }

  /** Starts that are open. */
  get size(): number {
    return this.#open;
  }

  /** The key of some join values, -1 when no start has them. A single value, or 0 for none, is its own key. */
  find(buffer: Uint32Array, at: number): number {
    return this.#keys.find(buffer, at);
  }

  /** Begins a start for each of the first tuples of a buffer, with an event that is the rank-th in time. */
  begin(buffer: Uint32Array, count: number, event: number, rank: number, stamp: number): void {
    const follows = Math.min(count, this.#most - this.#open);
    this.#found.unfollowed += count - follows;
    const width = this.#width;
    for (let at = 0; at < follows; at++) {
      const start = this.#place();
      const key = this.#keys.add(buffer, at * this.#plan.width);
      const numbers = this.#numbers;
      const first = start * width;
      numbers[first + field.key] = key;
      numbers[first + field.rank] = rank;
      numbers[first + field.events] = event;
      // Not with fill(), which takes as long as all the rest.
      for (let other = first + field.events + 1; other < first + width; other++) numbers[other] = 0;
      this.#began[start] = stamp;
      this.#wait(start, key, 1);
    }
    this.#open += follows;
  }

  /** Gives an event to the starts of a key that wait for a stage. */
  advance(key: number, stage: number, event: number, stamp: number): void {
    const { steps, hasAbsent, maxspanUs } = this.#plan;
    for (let start = this.#take(key, stage); start !== 0; ) {
      const next = this.#numbers[start * this.#width] ?? 0;
      if (stamp - (this.#began[start] ?? 0) > maxspanUs) this.#runOut(start);
      else if (stage === steps) this.#close(start, stateCode.unmatched);
      else {
        this.#numbers[start * this.#width + field.events + stage] = event;
        if (stage + 1 < steps || hasAbsent) this.#wait(start, key, stage + 1);
        else this.#close(start, stateCode.matched);
      }
      start = next;
    }
  }

  /** Ends the starts of a key: the `until` of the sequence came. */
  stop(key: number, stamp: number): void {
    const { steps, maxspanUs } = this.#plan;
    for (let stage = 1; stage <= steps; stage++) {
      for (let start = this.#take(key, stage); start !== 0; ) {
        const next = this.#numbers[start * this.#width] ?? 0;
        const began = this.#began[start] ?? 0;
        if (stamp - began > maxspanUs) this.#runOut(start);
        else if (stage === steps || hasListened(this.#plan.listening, began, stamp))
          this.#close(start, stateCode.unmatched);
        else this.#close(start, stateCode.unknown);
        start = next;
      }
    }
  }

  /** True when room is better made before more starts begin. */
  isTight(): boolean {
    const length = this.#stage.length;
    if (this.#free === 0 && this.#used + Math.max(256, length >>> 3) > length) return true;
    return this.#keys.size >= manyKeys && this.#keys.size > this.#open * 4;
  }

  /** Ends the starts whose time has run out at a stamp and forgets join values that no start has. False when given up. */
  async makeRoom(stamp: number, slice: () => boolean, isGivenUp: () => boolean): Promise<boolean> {
    const old = this.#keys;
    const { maxspanUs, width } = this.#plan;
    this.#keys = keysOf(width);
    this.#plan.awaited.clearAll(old);
    this.#heads = new Uint32Array(this.#heads.length);
    this.#free = 0;
    const tuple = new Uint32Array(width);
    for (let start = 1; start < this.#used; start++) {
      if ((start & 1023) === 0 && slice()) {
        await breathe();
        if (isGivenUp()) return false;
      }
      const stage = this.#stage[start] ?? 0;
      const first = start * this.#width;
      if (stage !== 0 && stamp - (this.#began[start] ?? 0) <= maxspanUs) {
        const oldKey = this.#numbers[first + field.key] ?? 0;
        for (let i = 0; i < width; i++) tuple[i] = old.value(oldKey, i);
        const key = this.#keys.add(tuple, 0);
        this.#numbers[first + field.key] = key;
        this.#wait(start, key, stage);
      } else if (stage !== 0) this.#runOut(start, old);
      else this.#giveBack(start);
    }
    if (this.#open * 2 > this.#stage.length) this.#grow();
    return true;
  }

  /** Ends all starts and forgets their join values: no more events come. False when given up. */
  async end(slice: () => boolean, isGivenUp: () => boolean): Promise<boolean> {
    for (let start = this.#runOutSome(1); start < this.#used; start = this.#runOutSome(start)) {
      if (!slice()) continue;
      await breathe();
      if (isGivenUp()) return false;
    }
    this.endNow();
    return true;
  }

  /** The same where few are open; the places are used anew. */
  endNow(): void {
    for (let start = 1; start < this.#used; start = this.#runOutSome(start));
    const { awaited, steps } = this.#plan;
    awaited.clearAll(this.#keys);
    this.#keys.each((key) => {
      for (let at = key * steps; at < (key + 1) * steps; at++) this.#heads[at] = 0;
    });
    this.#keys.clear();
    this.#free = 0;
    this.#used = 1;
  }

  /** Ends the next thousand; gives the one behind. */
  #runOutSome(from: number): number {
    const to = Math.min(this.#used, from + 1024);
    for (let start = from; start < to; start++) if (this.#stage[start] !== 0) this.#runOut(start);
    return to;
  }

  /** The list of a key and stage, which is empty then. */
  #take(key: number, stage: number): number {
    const at = key * this.#plan.steps + stage - 1;
    const start = this.#heads[at] ?? 0;
    if (start === 0) return 0;
    this.#heads[at] = 0;
    this.#plan.awaited.clear(key, stage);
    return start;
  }

  #wait(start: number, key: number, stage: number): void {
    const at = key * this.#plan.steps + stage - 1;
    if (at >= this.#heads.length) this.#heads = grown(this.#heads, at + 1);
    this.#stage[start] = stage;
    const head = this.#heads[at] ?? 0;
    this.#numbers[start * this.#width] = head;
    this.#heads[at] = start;
    if (head === 0) this.#plan.awaited.set(key, stage);
  }

  /** No event came in time: with `![…]` that is a match, else none; unknown where the capture did not listen. */
  #runOut(start: number, keys = this.#keys): void {
    const { steps, listening, maxspanUs, stampOf } = this.#plan;
    const began = this.#began[start] ?? 0;
    const isWaiting = this.#stage[start] === steps;
    const last = this.#numbers[(start + 1) * this.#width - 1] ?? 0;
    const from = isWaiting ? stampOf(last) : began;
    const isKnown = hasListened(listening, from, began + maxspanUs);
    const state = isWaiting ? stateCode.matched : stateCode.unmatched;
    this.#close(start, isKnown ? state : stateCode.unknown, keys);
  }

  #close(start: number, state: number, keys = this.#keys): void {
    const { steps, isWanted, tuple } = this.#plan;
    const numbers = this.#numbers;
    const first = start * this.#width;
    const at = first + field.events;
    let count = 1;
    while (count < steps && numbers[at + count] !== 0) count += 1;
    if (isWanted(numbers, at, count) && this.#found.count(state)) {
      const values = tuple(keys, numbers[first + field.key] ?? 0);
      this.#found.list(state, numbers[first + field.rank] ?? 0, numbers, at, count, values);
    }
    this.#giveBack(start);
    this.#open -= 1;
  }

  #giveBack(start: number): void {
    this.#stage[start] = 0;
    this.#numbers[start * this.#width] = this.#free;
    this.#free = start;
  }

  #place(): number {
    const start = this.#free;
    if (start !== 0) {
      this.#free = this.#numbers[start * this.#width] ?? 0;
      return start;
    }
    if (this.#used >= this.#stage.length) this.#grow();
    return this.#used++;
  }

  #grow(): void {
    const length = this.#stage.length * 2;
    this.#numbers = grown(this.#numbers, length * this.#width);
    const stage = new Uint8Array(length);
    stage.set(this.#stage);
    this.#stage = stage;
    const began = new Float64Array(length);
    began.set(this.#began);
    this.#began = began;
  }
}
