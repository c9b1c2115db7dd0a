// The one shape in which expected failures travel: a value, never an exception (house: Problem, Failure, Bug).
import type { Failure } from './failure.ts';

/** What an operation that may be refused by the world gives back. `Result` is Salt's word, so ours is `Outcome`. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** Wraps a value that was obtained. */
export function done<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

/** Wraps an expected failure. */
export function failed<T = never>(failure: Failure): Outcome<T> {
  return { ok: false, failure };
}
