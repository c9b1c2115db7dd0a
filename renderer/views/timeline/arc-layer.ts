// The arrows of one picture: what is to be drawn, where it was drawn last, and which of them are under the pointer.
import { type ArcPen, drawArcs } from './draw/arcs.ts';
import { arcsAt, type LaidArcs } from './draw/lay-arcs.ts';
import type { LayFrame } from './draw/row-places.ts';
import type { Hit, PaintArrow } from './messages.ts';
import type { Palette } from './palette.ts';

/** So far beside an arrow it is still meant, in px before the text scale. */
const nearPx = 5;

/** The layer. */
export class ArcLayer {
  #arrows: readonly PaintArrow[] = [];
  #laid: LaidArcs = { arcs: [], stubs: [] };
  #pointed: readonly number[] = [];

  /** Other arrows. */
  show(arrows: readonly PaintArrow[]): void {
    this.#arrows = arrows;
    this.#pointed = [];
  }

  draw(pen: ArcPen, frame: LayFrame, palette: Palette, ratio: number): void {
    this.#laid = drawArcs(pen, this.#arrows, frame, { palette, ratio, pointed: this.#pointed });
  }

  /**
   * What is meant at a place (in px; `null`: the pointer is gone) under which lies `under`: an arrow goes before what it runs over, but
   * not before bars, marks and states, which it joins, nor before notes; a stub goes before all. `isOther`: other arrows than before have to be marked.
   */
  point(
    under: Hit | null,
    place: { readonly x: number; readonly y: number } | null,
    scale: number,
  ): { readonly hit: Hit | null; readonly isOther: boolean } {
    const isThing = ['item', 'state', 'note'].includes(under?.thing.what ?? '');
    const none = { arrows: [], areBeyond: false };
    const found = place === null ? none : arcsAt(this.#laid, place.x, place.y, scale, isThing ? 0 : nearPx * scale);
    const isOther = found.arrows.join() !== this.#pointed.join();
    this.#pointed = found.arrows;
    if (place === null || found.arrows.length === 0) return { hit: under, isOther };
    const { x, y } = place;
    const hit: Hit = { rowKey: under?.rowKey ?? '', x0: x, x1: x, y0: y, y1: y, thing: { what: 'arrows', ...found } };
    return { hit, isOther };
  }
}
