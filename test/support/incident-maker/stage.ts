// The bus of a made-up incident: its clock, what is going to happen on it, and how one line of Salt writes its events.
import { Random } from '../log-maker/random.ts';
import { StampWriter, Timeline } from '../log-maker/timeline.ts';

/** A line of Salt: they differ in stamps and in which events there are. */
export type SaltLine = '3006' | '3007' | '3008';

export const second = 1_000_000;

/** The public key that every minion of a made-up fleet shows: the same at every authentication. */
export const publicKey = `-----BEGIN PUBLIC KEY-----\n${'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA'}\n-----END PUBLIC KEY-----`;

/** Writes events in time order and plans later ones. */
export class Stage {
  readonly random: Random;
  readonly line: SaltLine;
  readonly #timeline = new Timeline();
  readonly #stamps = new StampWriter();
  readonly #sink: (line: string) => void;
  #lastJid = 0;
  /** Time of what is being written, µs since 1970. */
  now: number;
  /** Events written so far. */
  events = 0;

  constructor(seed: number, sink: (line: string) => void) {
    this.random = new Random(seed + 7919);
    this.line = this.random.pick(['3006', '3007', '3008', '3008'] as const);
    this.#sink = sink;
    this.now =
      Date.UTC(2026, this.random.below(12), 1 + this.random.below(28), this.random.below(24), this.random.below(60)) *
      1000;
  }

  /** Plans something, `after` µs from now. */
  in(after: number, act: () => void): void {
    this.#timeline.at(this.now + Math.max(1, Math.floor(after)), act);
  }

  /** Lets everything happen that was planned until a time. */
  runUntil(end: number): void {
    while (this.#timeline.next <= end) {
      const next = this.#timeline.take();
      if (next === undefined) break;
      this.now = next.time;
      next.act();
    }
  }

  /** Writes an event now; its members stand before the stamp, `after` behind it. */
  write(tag: string, data: object, after: object = {}): void {
    this.events += 1;
    this.#sink(JSON.stringify({ data: { ...data, _stamp: this.stamp(), ...after }, tag }));
  }

  /** The stamp of now, as this line of Salt writes it. */
  stamp(): string {
    const stamp = this.#stamps.stamp(this.now);
    return this.line === '3008' ? stamp : stamp.slice(0, -6);
  }

  /** Time of day of a moment, as in `start_time` of a state. */
  timeOfDay(time: number): string {
    return this.#stamps.timeOfDay(time);
  }

  /** Now in whole seconds, as minions send it in `ts`. */
  seconds(skew = 0): number {
    return Math.floor(this.now / second) + skew;
  }

  /** A jid that no other job has. */
  newJid(): string {
    this.#lastJid = Math.max(this.#lastJid + 1, Math.floor(this.now));
    return this.#stamps.jid(this.#lastJid);
  }

  /** Some of a list, in its order. */
  some<T>(list: readonly T[], count: number): T[] {
    const left = list.map((_, at) => at);
    for (let at = left.length - 1; at > 0; at -= 1) {
      const other = this.random.below(at + 1);
      [left[at], left[other]] = [left[other] ?? 0, left[at] ?? 0];
    }
    const taken = new Set(left.slice(0, count));
    return list.filter((_, at) => taken.has(at));
  }
}
