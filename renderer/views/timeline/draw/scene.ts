// What a picture of the timeline is drawn from, and what is known of it afterwards.
import type { TimelineBand, TimelineInside } from '../../../../shared/questions/timeline.ts';
import type { PaintArea, PaintRow, PaintSelection, PaintSizes, Words } from '../messages.ts';
import type { Palette } from '../palette.ts';
import type { TilePart } from '../tile-store.ts';
import type { Inks, Signs, Tone } from './inks.ts';
import type { PlacedState } from './inside.ts';
import type { Raster } from './raster.ts';

/** Everything a picture shows. */
export type Scene = {
  readonly sizes: PaintSizes;
  readonly palette: Palette;
  readonly inks: Inks;
  readonly signs: Signs;
  readonly zone: string;
  readonly locale: string;
  readonly words: Words;
  /** Stamps at the left and right edge. */
  readonly from: number;
  readonly to: number;
  readonly scroll: number;
  readonly pinned: readonly PaintRow[];
  readonly pinnedHeight: number;
  readonly rows: readonly PaintRow[];
  readonly bands: readonly TimelineBand[];
  readonly selection: PaintSelection;
  readonly area: PaintArea | null;
  readonly hover: { readonly rowKey: string; readonly event: number; readonly minion: number } | null;
  readonly hoverRow: string | null;
  partsOf(ref: string): readonly TilePart[];
  insideOf(event: number): TimelineInside | undefined;
  /** A text of the bus without hidden characters. */
  visible(text: string): string;
};

/** The part of a 2D context that a picture is drawn with. */
export type FramePen = Pick<
  OffscreenCanvasRenderingContext2D,
  | 'setTransform'
  | 'putImageData'
  | 'fillText'
  | 'measureText'
  | 'fillStyle'
  | 'fillRect'
  | 'font'
  | 'textBaseline'
  | 'textAlign'
>;

/** A row as it was drawn, for what is under the pointer. Px of the picture. */
export type DrawnRow = {
  readonly row: PaintRow;
  readonly top: number;
  readonly bottom: number;
  /** Device pixels. */
  readonly items: readonly DrawnItem[];
  readonly parts: readonly TilePart[];
  readonly states: readonly (PlacedState & { readonly event: number; readonly y0: number; readonly y1: number })[];
};

/** What came of drawing. */
export type DrawnFrame = {
  readonly rows: readonly DrawnRow[];
  /** Events of bars wide enough for their inside. */
  readonly wide: readonly number[];
};

/** Words to be written over the pixels. Px of the picture. */
export type Text = {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly room: number;
  readonly ink: string;
  readonly isBold: boolean;
  /** Laid behind the words, where they would lie on something. */
  readonly ground?: string;
};

/** What every lane of a frame is drawn with. Lengths are device pixels. */
export type LanePen = {
  readonly raster: Raster;
  readonly inks: Inks;
  readonly signs: Signs;
  /** Device pixels a px. */
  readonly ratio: number;
  /** Stamp at the left edge, and device pixels a µs. */
  readonly left: number;
  readonly perUs: number;
  readonly selected: ReadonlySet<number>;
};

/** A bar or a mark as it was drawn: what labels, hovering and the inside of bars go by. */
export type DrawnItem = {
  readonly event: number;
  readonly minion: number;
  readonly from: number;
  readonly to: number;
  readonly isBar: boolean;
  readonly isOpen: boolean;
  readonly tone: Tone;
  readonly label: string;
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
};
