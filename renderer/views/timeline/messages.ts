// What the page and the painter say to each other. The painter draws in a worker; the page has the pointer, the keys and the engine.
import type { Body } from '../../../shared/questions/questions.ts';
import type { InsideState, TimelineBand, TimelineInside, TimelineTile } from '../../../shared/questions/timeline.ts';
import type { Palette } from './palette.ts';
import type { TimeView } from './time-view.ts';

/** A row as the painter needs it. */
export type PaintRow = {
  readonly key: string;
  readonly ref: string;
  readonly kind: 'lane' | 'group';
  readonly lanes: readonly number[];
  readonly isOpen: boolean;
  readonly y: number;
  readonly height: number;
};

/** Sizes in CSS px: the picture, its parts, and the device's pixels per px. */
export type PaintSizes = {
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
  /** Text scale. */
  readonly scale: number;
  readonly axis: number;
  readonly lane: number;
};

/** Words that are drawn. `{n}` stands for a number, `{long}` for a duration. */
export type Words = { readonly blocked: string; readonly gap: string; readonly silence: string };

/** What is selected elsewhere, as far as the lanes mark it. */
export type PaintSelection = {
  readonly events: readonly number[];
  readonly rowKeys: readonly string[];
  /** A line through all lanes at this time. */
  readonly at: number | null;
};

/** An arrow between two places. `row` is the key of a row, `null` where no row shows the lane; `at` is a stamp. */
export type PaintArrow = {
  readonly from: { readonly row: string | null; readonly at: number };
  readonly to: { readonly row: string | null; readonly at: number };
  readonly isInferred: boolean;
  readonly role: 'step' | 'cause' | 'consequence';
  /** Of a step: its place in the sequence, 1-based; both ends bear their numbers. */
  readonly step: number | null;
};

/** A note: on a lane at a time, or (`row` `null`) on the axis, about the time from `from` to `to`. */
export type PaintNote = { readonly row: string | null; readonly from: number; readonly to: number };

/** A rectangle in time and in px of the picture. */
export type PaintArea = TimeView & { readonly top: number; readonly bottom: number };

/** Page → painter. Times are stamps, but those of a view count from `origin`. */
export type ToPainter =
  | { readonly what: 'canvas'; readonly canvas: OffscreenCanvas; readonly fontUrl: string }
  | { readonly what: 'sizes'; readonly sizes: PaintSizes }
  | { readonly what: 'palette'; readonly palette: Palette }
  | { readonly what: 'reader'; readonly zone: string; readonly locale: string; readonly words: Words }
  | {
      readonly what: 'rows';
      readonly pinned: readonly PaintRow[];
      readonly pinnedHeight: number;
      readonly rows: readonly PaintRow[];
    }
  /** What tiles are of; another `epoch` makes the tiles there are old, another `by` or case throws them away. */
  | {
      readonly what: 'subject';
      readonly filter: string;
      readonly by: Body<'timeline.tile'>['by'];
      readonly epoch: string;
      readonly isOther: boolean;
    }
  | { readonly what: 'view'; readonly origin: number; readonly view: TimeView; readonly scroll: number }
  | { readonly what: 'tile'; readonly id: number; readonly tile: TimelineTile | null }
  | { readonly what: 'inside'; readonly id: number; readonly inside: TimelineInside | null }
  | { readonly what: 'bands'; readonly bands: readonly TimelineBand[] }
  | { readonly what: 'selection'; readonly selection: PaintSelection }
  | { readonly what: 'arrows'; readonly arrows: readonly PaintArrow[] }
  | { readonly what: 'notes'; readonly notes: readonly PaintNote[] }
  | { readonly what: 'area'; readonly area: PaintArea | null }
  | { readonly what: 'pointer'; readonly id: number; readonly x: number; readonly y: number }
  | { readonly what: 'pointer-gone' };

/** What lies under a place. The box is in px of the picture. */
export type Hit = {
  readonly rowKey: string;
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
  readonly thing:
    | {
        readonly what: 'item';
        readonly event: number;
        /** Whom an open bar waits for; 0 for all else. */
        readonly minion: number;
        readonly from: number;
        readonly to: number;
        readonly isBar: boolean;
      }
    | {
        readonly what: 'cell';
        readonly from: number;
        readonly to: number;
        readonly count: number;
        readonly failures: number;
        readonly outcomes: number;
        readonly activity: number;
      }
    | { readonly what: 'state'; readonly event: number; readonly state: InsideState }
    | { readonly what: 'band'; readonly band: TimelineBand }
    /** A note by its place in the list that the painter was told last. */
    | { readonly what: 'note'; readonly note: number }
    /** Arrows by their place in the list that the painter was told last. */
    | { readonly what: 'arrows'; readonly arrows: readonly number[]; readonly areBeyond: boolean }
    | { readonly what: 'nothing' };
};

/** Painter → page. */
export type FromPainter =
  | { readonly what: 'ask-tile'; readonly id: number; readonly body: Body<'timeline.tile'> }
  | { readonly what: 'ask-inside'; readonly id: number; readonly event: number }
  | { readonly what: 'cancel'; readonly id: number }
  /** True while tiles that are in sight are still asked for. */
  | { readonly what: 'waiting'; readonly isWaiting: boolean }
  | { readonly what: 'hit'; readonly id: number; readonly hit: Hit | null };
