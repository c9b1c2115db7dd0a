// What a filter and a span select, as the questions see it: a mask a segment and how many that are.
import { segmentLength } from '../store/columns/column-defs.ts';

/** The events of one selection at one revision. Shared by all questions that ask for the same; never written to. */
export type Selected = {
  readonly revision: number;
  /** Number of selected events. */
  readonly count: number;
  /** Events in the case when the selection was made; ids above are not part of it. */
  readonly length: number;
  /** True when every event up to `length` is selected: scans may skip the masks. */
  readonly isAll: boolean;
  /** One byte an event, 1 = selected, in arrays of `segmentLength` like the columns (event id = position + 1). */
  readonly masks: readonly Uint8Array[];
  /** How many are selected in each segment. */
  readonly ones: readonly number[];
  /** True when the event is selected. */
  readonly has: (id: number) => boolean;
};

/** Makes a selection of finished masks. */
export function selectedOf(made: Omit<Selected, 'has'>): Selected {
  const { masks, length } = made;
  return { ...made, has: (id) => id >= 1 && id <= length && masks[(id - 1) >>> 16]?.[(id - 1) & 0xffff] === 1 };
}

/** Events of a segment in a selection of `length` events. */
export function countInSegment(length: number, segment: number): number {
  return Math.min(segmentLength, length - segment * segmentLength);
}
