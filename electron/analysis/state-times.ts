// When the states of a run ran, as far as its return tells: start times by the minion's own clock and zone, and durations.
import { isObject, type Json } from '../../shared/salt/json.ts';
import { splitLowTag } from '../../shared/salt/low-tag.ts';

/** One state of a return. */
export type StateTime = {
  /** µs since midnight by the minion's clock; `undefined` where it is not told. */
  readonly startUs: number | undefined;
  /** The job that a step of an orchestration started. */
  readonly jid: string | undefined;
};

/** A key under which a state of one return is found again. */
export function stateTimeKey(runNum: number | null | undefined, fun: string, id: string): string {
  return `${runNum ?? ''} ${fun} ${id}`;
}

/** The states of a return by their key; those of an orchestration stand two maps deeper. */
export function stateTimes(
  value: Json | undefined,
  depth = 3,
  into = new Map<string, StateTime>(),
): Map<string, StateTime> {
  if (!isObject(value) || depth === 0) return into;
  for (const [tag, state] of Object.entries(value)) {
    const low = splitLowTag(tag);
    if (low === undefined) {
      stateTimes(state, depth - 1, into);
      continue;
    }
    if (!isObject(state)) continue;
    const runNum = typeof state.__run_num__ === 'number' ? state.__run_num__ : undefined;
    const id = typeof state.__id__ === 'string' ? state.__id__ : low.id;
    const jid = typeof state.__jid__ === 'string' ? state.__jid__ : undefined;
    const start = typeof state.start_time === 'string' ? timeOfDay(state.start_time) : undefined;
    into.set(stateTimeKey(runNum, `${low.state}.${low.fun}`, id), { startUs: start, jid });
  }
  return into;
}

const dayUs = 86_400_000_000;

/** `04:13:27.538839` → µs since midnight. */
export function timeOfDay(text: string): number | undefined {
  const m = /^(\d{1,2}):(\d\d):(\d\d)(?:\.(\d{1,6}))?$/.exec(text);
  if (m === null) return undefined;
  const [, hours, minutes, seconds, fraction = ''] = m;
  const us = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1e6 + Number(fraction.padEnd(6, '0'));
  return us < dayUs ? us : undefined;
}

/** One state's place, in µs from the begin of the first one. */
export type Placed = { readonly from: number; readonly to: number };

/** What {@link placeStates} found. */
export type Placing = {
  readonly placed: 'clock' | 'sequence' | 'none';
  readonly states: readonly Placed[];
  /** From the first begin to the last end. */
  readonly length: number;
};

/**
 * Lays states (in order of execution) beside each other: as their clock says where all tell it, else one behind the other. A run over
 * midnight goes on the next day.
 */
export function placeStates(
  states: readonly { readonly startUs: number | undefined; readonly durationUs: number }[],
): Placing {
  if (states.length === 0) return { placed: 'none', states: [], length: 0 };
  const isClock = states.every(({ startUs }) => startUs !== undefined);
  const placed = isClock ? byClock(states) : inSequence(states);
  const first = Math.min(...placed.map(({ from }) => from));
  const shifted = placed.map(({ from, to }) => ({ from: from - first, to: to - first }));
  return {
    placed: isClock ? 'clock' : 'sequence',
    states: shifted,
    length: shifted.reduce((most, { to }) => Math.max(most, to), 0),
  };
}

function byClock(states: readonly { readonly startUs: number | undefined; readonly durationUs: number }[]): Placed[] {
  let day = 0;
  let before = states[0]?.startUs ?? 0;
  return states.map(({ startUs = 0, durationUs }) => {
    // Parallel states may start a little before the one in front; half a day back is midnight.
    if (startUs < before - dayUs / 2) day += dayUs;
    before = startUs;
    return { from: day + startUs, to: day + startUs + durationUs };
  });
}

function inSequence(states: readonly { readonly durationUs: number }[]): Placed[] {
  let at = 0;
  return states.map(({ durationUs }) => {
    const from = at;
    at += durationUs;
    return { from, to: at };
  });
}
