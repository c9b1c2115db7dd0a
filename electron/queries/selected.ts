// What a filter and a span select, as the questions see it: a mask a segment, a count, and the ids in time order on demand.

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
  /** Ids of the selected events ordered by (stamp, arrival). Built when first asked for. */
  readonly ids: () => Uint32Array;
  /** True when the event is selected. */
  readonly has: (id: number) => boolean;
};
