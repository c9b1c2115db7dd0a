// Arrows among what lies under a place.
import { arcsAt, type LaidArcs } from './draw/lay-arcs.ts';
import type { Hit } from './messages.ts';

/** So far beside an arrow it is still meant, in px before the text scale. */
const nearPx = 5;

/**
 * What is meant at a place under which lies `under`: an arrow goes before what it runs over, but not before bars, marks and states, which
 * it joins; a stub goes before all.
 */
export function hitWithArcs(
  under: Hit | null,
  laid: LaidArcs,
  { x, y }: { readonly x: number; readonly y: number },
  scale: number,
): Hit | null {
  const isThing = under?.thing.what === 'item' || under?.thing.what === 'state';
  const found = arcsAt(laid, x, y, scale, isThing ? 0 : nearPx * scale);
  if (found.arrows.length === 0) return under;
  return { rowKey: under?.rowKey ?? '', x0: x, x1: x, y0: y, y1: y, thing: { what: 'arrows', ...found } };
}
