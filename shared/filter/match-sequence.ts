// The reference meaning of a sequence: plain loops over plain events. The engine's matcher is tested against it.
import type { Stamp } from '../base/stamp.ts';
import { somePathValue } from './data-path.ts';
import { type FilterEvent, matches } from './matches.ts';
import type { JoinField, SequenceStep, SequenceTree } from './sequence-tree.ts';
import type { TimeContext } from './times.ts';

/** An event and where it stands in time (its stamp; without one, that of its neighbour). */
export type PlacedEvent = { readonly event: FilterEvent; readonly at: Stamp };

/** A stretch in which the capture listened, both ends inside. Between two of them is a gap. */
export type Listening = { readonly from: Stamp; readonly to: Stamp };

/** What became of one start. `unknown`: the capture ended, or had a gap, where it would have been decided. */
export type SequenceState = 'matched' | 'unmatched' | 'unknown';

/** One start: its join values, the events it took (places in the list, the first one first), what became of it. */
export type FoundSequence = {
  readonly by: readonly string[];
  readonly events: readonly number[];
  readonly state: SequenceState;
};

/** A step asked of every event: whether it fits, and its join values. */
type AskedStep = { readonly fits: readonly boolean[]; readonly values: readonly (readonly string[][])[] };

/** All starts of a sequence over events in order of arrival; one for each event of the first step and its join values. */
export function matchSequence(
  tree: SequenceTree,
  events: readonly PlacedEvent[],
  context: TimeContext,
  listening: readonly Listening[],
): FoundSequence[] {
  const ask = (step: SequenceStep): AskedStep => ({
    fits: events.map(({ event }) => matches(step.filter, event, context)),
    values: events.map(({ event }) => joinValues(step, event)),
  });
  const asked = {
    steps: tree.steps.map(ask),
    absent: tree.absent === undefined ? undefined : ask(tree.absent),
    until: tree.until === undefined ? undefined : ask(tree.until),
  };
  const at = events.map((placed) => placed.at);
  const order = events.map((_, index) => index).sort((a, b) => (at[a] ?? 0) - (at[b] ?? 0) || a - b);
  const found: FoundSequence[] = [];
  for (const [place, start] of order.entries()) {
    const [first] = asked.steps;
    if (first?.fits[start] !== true) continue;
    for (const by of first.values[start] ?? []) {
      found.push({ by, ...follow(asked, tree.maxspanUs, at, listening, by, order.slice(place)) });
    }
  }
  return found;
}

/** Follows one start; `order`: it and all later events. */
function follow(
  asked: {
    readonly steps: readonly AskedStep[];
    readonly absent: AskedStep | undefined;
    readonly until: AskedStep | undefined;
  },
  maxspanUs: number | undefined,
  at: readonly Stamp[],
  listening: readonly Listening[],
  by: readonly string[],
  [start = 0, ...later]: readonly number[],
): Pick<FoundSequence, 'events' | 'state'> {
  const stampOf = (index: number | undefined): Stamp => at[index ?? start] ?? Number.NaN;
  const isJoined = (step: AskedStep, index: number): boolean =>
    step.fits[index] === true && (step.values[index] ?? []).some((values) => isSame(values, by));
  const deadline = stampOf(start) + (maxspanUs ?? Number.POSITIVE_INFINITY);
  const inTime = later.filter((index) => stampOf(index) <= deadline);
  const { steps, absent, until } = asked;
  const stop = until === undefined ? -1 : inTime.findIndex((index) => isJoined(until, index));
  // The event that ends a start may itself be its last one: what it fits is asked first.
  const usable = stop === -1 ? inTime : inTime.slice(0, stop + 1);
  const taken = [start];
  let place = 0;
  for (const step of steps.slice(1)) {
    const next = usable.findIndex((index, position) => position >= place && isJoined(step, index));
    if (next === -1) {
      const end = stop === -1 ? deadline : stampOf(inTime[stop]);
      return { events: taken, state: hasListened(listening, stampOf(start), end) ? 'unmatched' : 'unknown' };
    }
    taken.push(usable[next] ?? start);
    place = next + 1;
  }
  if (absent === undefined) return { events: taken, state: 'matched' };
  const isBroken = stop !== -1 || usable.some((index, position) => position >= place && isJoined(absent, index));
  if (isBroken) return { events: taken, state: 'unmatched' };
  return { events: taken, state: hasListened(listening, stampOf(taken.at(-1)), deadline) ? 'matched' : 'unknown' };
}

/** True when the capture listened from the one time to the other; without an end, to the end of the capture. */
function hasListened(listening: readonly Listening[], from: Stamp, to: Stamp): boolean {
  const end = Math.max(...listening.map((stretch) => stretch.to));
  const until = to === Number.POSITIVE_INFINITY ? end : to;
  return listening.some((stretch) => stretch.from <= from && from <= stretch.to && until <= stretch.to);
}

/** Every combination of an event's values of the fields of a step; none when it lacks one of them. */
function joinValues(step: SequenceStep, event: FilterEvent): readonly string[][] {
  return step.by.reduce<string[][]>(
    (before, field) => before.flatMap((values) => valuesOf(field, event).map((value) => [...values, value])),
    [[]],
  );
}

/** The different values of a field; text as it is, numbers and `true`, `false` as they are written. */
function valuesOf({ field, path }: JoinField, event: FilterEvent): readonly string[] {
  const values: string[] = [];
  if (path !== undefined) {
    somePathValue(event.data, path, (value) => {
      if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
        values.push(String(value));
      return false;
    });
  } else if (field === 'minion') {
    // A new event is about every minion it expects.
    if (event.kind === 'new') values.push(...event.expected);
    else if (event.minion !== undefined) values.push(event.minion);
  } else if (field === 'expected') values.push(...event.expected);
  else if (field === 'fun') values.push(...event.fun);
  else if (field === 'source') values.push(event.source);
  else {
    const value = field === 'jid' ? event.jid : event.user;
    if (value !== undefined) values.push(value);
  }
  return [...new Set(values)];
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.every((value, at) => value === b[at]);
}
