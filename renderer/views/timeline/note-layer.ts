// The notes of one picture: small ribbons on the lanes of what they are about, and on the axis over the time that they are about.
import { type LayFrame, placeOfTime, rowPlace } from './draw/row-places.ts';
import type { Hit, PaintNote } from './messages.ts';
import type { Palette } from './palette.ts';

/** The part of a 2D context that notes are drawn with. */
export type NotePen = Pick<
  OffscreenCanvasRenderingContext2D,
  | 'setTransform'
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'closePath'
  | 'fill'
  | 'stroke'
  | 'fillRect'
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
>;

type LaidNote = {
  readonly note: number;
  readonly x: number;
  readonly end: number;
  readonly top: number;
  readonly bottom: number;
};

/** Half the width of a ribbon, and its height, in px before the text scale. */
const half = 4;
const tall = 10;
/** So far beside a note it is still meant. */
const nearPx = 2;

/** The layer. */
export class NoteLayer {
  #notes: readonly PaintNote[] = [];
  #laid: readonly LaidNote[] = [];

  /** Other notes. */
  show(notes: readonly PaintNote[]): void {
    this.#notes = notes;
  }

  draw(pen: NotePen, frame: LayFrame, palette: Palette, ratio: number): void {
    this.#laid = layNotes(this.#notes, frame);
    if (this.#laid.length === 0) return;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    const { scale } = frame;
    for (const { x, end, top } of this.#laid) {
      pen.fillStyle = palette.accent;
      if (end > x) pen.fillRect(x, top, end - x, 3 * scale);
      ribbon(pen, x, top, scale);
      pen.fill();
      pen.strokeStyle = palette.surface;
      pen.lineWidth = scale;
      pen.stroke();
    }
  }

  /** The note at a place; `under` where there is none. */
  point(under: Hit | null, { x, y }: { readonly x: number; readonly y: number }, scale: number): Hit | null {
    const near = (half + nearPx) * scale;
    const found = this.#laid.findLast(
      (one) =>
        x >= one.x - near && x <= Math.max(one.end, one.x + near) && y >= one.top - nearPx && y <= one.bottom + nearPx,
    );
    if (found === undefined) return under;
    return {
      rowKey: under?.rowKey ?? '',
      x0: found.x,
      x1: found.end,
      y0: found.top,
      y1: found.bottom,
      thing: { what: 'note', note: found.note },
    };
  }
}

/** The notes in sight. */
function layNotes(notes: readonly PaintNote[], frame: LayFrame): LaidNote[] {
  const { width, height, scale } = frame;
  return notes.flatMap(({ row, from, to }, note) => {
    const x = placeOfTime(from, frame);
    const end = placeOfTime(to, frame);
    if (x > width || Math.max(x, end) < 0) return [];
    if (row === null)
      return [{ note, x: Math.max(0, x), end: Math.min(width, Math.max(end, x + 2)), top: 0, bottom: tall * scale }];
    const place = rowPlace(row, frame);
    if (place === null || place.top < place.highest || place.top > height) return [];
    return [{ note, x, end: x, top: place.top, bottom: place.top + tall * scale }];
  });
}

function ribbon(pen: NotePen, x: number, top: number, scale: number): void {
  const side = half * scale;
  const foot = top + tall * scale;
  pen.beginPath();
  pen.moveTo(x - side, top);
  pen.lineTo(x + side, top);
  pen.lineTo(x + side, foot);
  pen.lineTo(x, foot - 3 * scale);
  pen.lineTo(x - side, foot);
  pen.closePath();
}
