// What the timeline asks: lanes, tiles of them at any zoom, the inside of a bar, bands over all lanes, areas, failures, one item's story.
// Large parts are typed arrays, which cross the port as they are; every answer names the revision it is of.
import type { Stamp } from '../base/stamp.ts';
import type { Kind } from '../salt/kind.ts';
import type { EventRow } from './event-row.ts';
import type { Selection, Span } from './selection.ts';
import type {
  FoundFailure,
  InsideState,
  NamedCount,
  TimelineArea,
  TimelineBand,
  TimelineInside,
  TimelineItem,
} from './timeline-stories.ts';

export type { FoundFailure, InsideState, NamedCount, TimelineArea, TimelineBand, TimelineInside, TimelineItem };

/** What lanes can stand for. Each event lies in exactly one lane: the one of its own field, or lane 0 when it has none. */
export const laneFields = ['minion', 'job', 'user', 'fun', 'source', 'master'] as const;
/**
 * See {@link laneFields}. `job` is the field `jid` of the filter; of a job with several functions `fun` is their list. `master` is what
 * {@link masterPath} says, as far as that path is read (`path.promote`); all other events are in lane 0, "not known".
 */
export type LaneField = (typeof laneFields)[number];
/** Where an event says of which master it is: in returns that a syndic passed on, and in some published loads. Most say nothing. */
export const masterPath = 'data.master_id';

/** Cells of a tile, at every level. */
export const tileCells = 256;
/** Largest level: a cell of 2^44 µs (203 days). */
export const highestLevel = 44;
/** A lane with at most so many items in a tile is given as items, else as cells. */
export const itemsPerLaneTile = 128;
/** Where many lanes are asked for at once, fewer items turn a lane to cells: a tile has at most so many items in all. */
export const itemsPerTile = 16_384;
/** Most lanes of one answer and of one asking. */
export const lanesAtOnce = 10_000;
/** Rows into which overlapping bars of one lane are laid; what does not fit lies in the last one. */
export const barDepths = 8;

/** Where tiles lie: a cell is 2^level µs wide, tile n covers [n · 256 · 2^level, (n + 1) · 256 · 2^level) µs since 1970. */
export function tileSpan(level: number, tile: number): Span {
  const width = tileCells * 2 ** level;
  return { from: tile * width, to: (tile + 1) * width };
}

/**
 * Classes of what happens on a lane; the position is the bit in {@link TimelineTile.activity}.
 * `busy`: a job with a known begin is under way in the cell (its bar covers it, wherever it begins and ends).
 */
export const activities = [
  'busy',
  'publish',
  'return',
  'progress',
  'start',
  'beacon',
  'key',
  'presence',
  'error',
  'batch',
  'custom',
  'other',
] as const;
/** See {@link activities}. */
export type Activity = (typeof activities)[number];

/** The class of a kind; what a mark of that kind is drawn as. A return is a bar where its begin is known. */
export function activityOf(kind: Kind): Exclude<Activity, 'busy'> {
  return classes[kind] ?? 'other';
}

const classes: { readonly [K in Kind]?: Exclude<Activity, 'busy'> } = {
  new: 'publish',
  publish: 'publish',
  'bare-jid': 'publish',
  'run-new': 'publish',
  'run-args': 'progress',
  'wheel-new': 'publish',
  ret: 'return',
  'run-ret': 'return',
  'wheel-ret': 'return',
  start: 'progress',
  prog: 'progress',
  'state-result': 'progress',
  'run-progress': 'progress',
  'sub-error': 'error',
  'job-error': 'error',
  'legacy-error': 'error',
  'minion-error': 'error',
  'minion-start': 'start',
  'master-start': 'start',
  beacon: 'beacon',
  auth: 'key',
  key: 'key',
  presence: 'presence',
  batch: 'batch',
  hook: 'custom',
  custom: 'custom',
};

/** How lanes are put into groups. A lane of which nothing is known is in the group of the name `''`. */
export type LaneGrouping =
  /** A part of the name: `web-01.fra.example` by `.`, part 1 → `fra`. Negative parts count from the end (−1 the last). */
  | { readonly by: 'part'; readonly separator: string; readonly part: number }
  /** The most frequent value of a field among the lane's selected events; of `outcome` the worst one. */
  | { readonly by: 'field'; readonly field: 'kind' | 'minion' | 'jid' | 'fun' | 'user' | 'outcome' | 'source' }
  /** A grain of the minion as the capture shows it (start events, grains.items); only for lanes by minion. */
  | { readonly by: 'grain'; readonly grain: string };

/** Orders of lanes. Ties, and lanes without the value, stand in natural order of names. */
export const laneSorts = ['name', 'failures', 'first-failure', 'events', 'similarity'] as const;
/** See {@link laneSorts}. `similarity`: lanes whose failures fall into the same stretches of time stand together. */
export type LaneSort = (typeof laneSorts)[number];

/**
 * Lanes in their order, one element a lane in each list. Groups keep together, in natural order of their names, and the order
 * asked for holds inside each.
 */
export type TimelineLanes = {
  readonly revision: number;
  /** Dictionary ids, the source's id by source; 0 = events without the field (by minion: the master). */
  readonly ids: Uint32Array;
  /** Several functions of a job are joined by `, `; '' for lane 0, by minion `masterName`. */
  readonly names: readonly string[];
  /** Selected events (in the span, where one is given). */
  readonly events: Uint32Array;
  /** Returns that failed, and open bars of missing returns: what is drawn as a failure. */
  readonly failures: Uint32Array;
  /** Stamps, NaN for none: of the first failure, and of the first and last event. */
  readonly firstFailure: Float64Array;
  readonly firstEvent: Float64Array;
  readonly lastEvent: Float64Array;
  /** Place in `groups` of each lane; all 0 without grouping. */
  readonly group: Uint32Array;
  readonly groups: readonly string[];
  /** Lanes there are with the filter and `find`; `ids` holds the first of them, at most {@link lanesAtOnce}. */
  readonly total: number;
  /** Selected events in all lanes together. */
  readonly count: number;
  /** From the first to the last moment of all that the filter selects (whatever `span`), bars included; `null` for nothing. */
  readonly extent: Span | null;
};

/** Bits of {@link TimelineTile.itemFlags}. */
export const itemFlags = {
  /** A bar: begin and end are its own. Without it: a mark, end = begin. */
  bar: 1,
  /** A return that never came: `event` is the `new` event, the end is the last moment it is known to have been awaited. */
  open: 2,
  /** A runner or wheel function on the master; an orchestration has its steps in `timeline.inside`. */
  runner: 4,
  internal: 8,
  test: 16,
  problem: 32,
} as const;

/**
 * A tile of some lanes. Each lane is given in one of two forms, whichever fits what is in it: items (exact bars and marks) or
 * cells (what happens in each 256th part). Row r of `items…` is `itemStarts[r]` up to `itemStarts[r + 1]`, cells alike; a lane has
 * items or cells or, where nothing happens, neither. Neighbouring tiles of a lane may have different forms.
 */
export type TimelineTile = {
  readonly revision: number;
  readonly level: number;
  readonly tile: number;
  /** Per row: selected events stamped in the tile, failed returns among them plus open bars that begin in it. */
  readonly counts: Uint32Array;
  readonly failures: Uint32Array;

  /** One longer than the rows. */
  readonly cellStarts: Uint32Array;
  /** Position of the cell in the tile; only cells in which something is. Rising within a row. */
  readonly cell: Uint8Array;
  /** Events stamped in the cell; failures as above. Sums over a row are its `counts` and `failures`. */
  readonly cellCount: Uint32Array;
  readonly cellFailures: Uint32Array;
  /** Bits of all outcomes (shared/salt/job-outcome.ts) of returns in the cell and open bars that begin in it. Never averaged. */
  readonly cellOutcomes: Uint8Array;
  /** Bits of {@link activities}. */
  readonly cellActivity: Uint16Array;

  /** One longer than the rows. */
  readonly itemStarts: Uint32Array;
  /** µs; a bar may begin before the tile and end after it: it is then in each tile that it touches. Rising begins within a row. */
  readonly itemFrom: Float64Array;
  readonly itemTo: Float64Array;
  /** The event to select: of a bar its return, of an open bar its `new`, of a mark itself. */
  readonly itemEvent: Uint32Array;
  /** Position in shared/salt/kind.ts. */
  readonly itemKind: Uint8Array;
  /** Bits of shared/salt/job-outcome.ts, 0 for what has none. */
  readonly itemOutcome: Uint8Array;
  /** Bits of {@link itemFlags}. */
  readonly itemFlags: Uint8Array;
  /** Row (0 … {@link barDepths} − 1) in which bars that overlap lie apart; the same in every tile of the lane. Marks: 0. */
  readonly itemDepth: Uint8Array;
  /** Number of the job in the dictionary jid, equal for all items of one job; 0 = none. */
  readonly itemJob: Uint32Array;
  /** The minion that an open bar waits for (its lane, by minion): with `event` it names the bar. 0 for all else. */
  readonly itemMinion: Uint32Array;
  /**
   * Place in `labels` of what an item is called beside its lane's name: the function (several joined by `, `); of an item without one,
   * and on lanes by fun or by job, the minion. `labels[0]` is '': it has neither.
   */
  readonly itemLabel: Uint32Array;
  readonly labels: readonly string[];
};

/** Name → body and answer of the timeline's questions. */
export type TimelineQuestions = {
  /**
   * The lanes of a selection. `span` counts only what is inside; it hides lanes without an event in it. `find`: names that contain
   * it, whatever the case of letters. `isDraft`: at once, before the lanes are put in order: no failure is told, no bar counts for
   * `extent`, groups are made of names only, and a lane of which only an open bar is known is not there.
   */
  'timeline.lanes': {
    body: Selection & {
      readonly by: LaneField;
      readonly sort: LaneSort;
      readonly group?: LaneGrouping | undefined;
      readonly find?: string | undefined;
      readonly limit: number;
      readonly isDraft?: boolean | undefined;
    };
    answer: TimelineLanes;
  };
  /**
   * One tile of some lanes (ids of `timeline.lanes`, any order, each once): row r is `lanes[r]`. `isMerged`: all of them as one row
   * of cells, for a collapsed group. Only the filter selects, no span: a tile stays the same while one pans.
   */
  'timeline.tile': {
    body: {
      readonly filter: string;
      readonly by: LaneField;
      readonly level: number;
      readonly tile: number;
      readonly lanes: readonly number[];
      readonly isMerged: boolean;
    };
    answer: TimelineTile;
  };
  /** The inside of the bar that ends with a return. */
  'timeline.inside': { body: { readonly event: number }; answer: TimelineInside };
  /** Gaps and silences, longest first when there are more than `limit`; given in time order. Not filtered. */
  'timeline.bands': {
    body: { readonly limit: number };
    answer: { readonly revision: number; readonly bands: readonly TimelineBand[]; readonly total: number };
  };
  /** What an area holds; `lanes` absent: all of them. */
  'timeline.area': {
    body: {
      readonly filter: string;
      readonly span: Span;
      readonly by: LaneField;
      readonly lanes?: readonly number[] | undefined;
      readonly limit: number;
    };
    answer: TimelineArea;
  };
  /** The nearest failure behind (or before) a time, not at it; `lanes` absent: on any. Several at one time: the first by event. */
  'timeline.next': {
    body: {
      readonly filter: string;
      readonly by: LaneField;
      readonly lanes?: readonly number[] | undefined;
      readonly from: Stamp;
      readonly isBackward: boolean;
    };
    answer: { readonly failure: FoundFailure | null };
  };
  /** The story of an item. `minion`: whom an open bar waits for (`itemMinion`). */
  'timeline.item': {
    body: { readonly event: number; readonly minion?: number | undefined };
    answer: TimelineItem;
  };
  /** Where things stand: the rows of events, and the first event of each job that the case has. In the order asked. */
  'timeline.places': {
    body: { readonly events: readonly number[]; readonly jids: readonly string[] };
    answer: {
      readonly events: readonly EventRow[];
      readonly jobs: readonly { readonly jid: string; readonly first: EventRow }[];
    };
  };
  /** Grains that the capture shows for some minion, by name, with how many minions have them and how many values there are. */
  'timeline.grains': {
    body: Record<string, never>;
    answer: {
      readonly grains: readonly { readonly name: string; readonly minions: number; readonly values: number }[];
    };
  };
};
