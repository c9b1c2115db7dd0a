// One lane: cells where there is much, bars and marks where each can be told. Of what falls into one pixel the worst is seen, and a
// failure is taller than all else: it is never averaged away.
import { activities, activityOf, itemFlags, tileSpan } from '../../../../shared/questions/timeline.ts';
import { outcomeBit } from '../../../../shared/salt/job-outcome.ts';
import { kinds } from '../../../../shared/salt/kind.ts';
import type { TilePart } from '../tile-store.ts';
import { addToColumn, drawColumns, emptyColumns, gatherCells } from './columns.ts';
import { drawItems, type Found } from './items.ts';
import type { DrawnItem, LanePen } from './scene.ts';

const failedBit = outcomeBit('failed');

/** Draws what lies between `top` and `bottom`, and says which bars and marks there are, in the order of their drawing. */
export function drawLane(pen: LanePen, parts: readonly TilePart[], top: number, bottom: number): DrawnItem[] {
  emptyColumns(pen.raster.width);
  const items: Found[] = [];
  const seen = new Set<number>();
  let hasCells = false;
  for (const part of parts) {
    hasCells = gatherCells(pen.raster.width, pen.left, pen.perUs, part) || hasCells;
    hasCells = gatherItems(pen, part, items, seen) || hasCells;
  }
  if (hasCells) drawColumns(pen.raster, pen.inks, pen.ratio, top, bottom);
  return drawItems(pen, items, top, bottom);
}

/** More items than one in so many px are drawn as cells are: the eye cannot tell them, and neighbouring tiles may be cells. */
const crowdedPx = 9;
/** A bar from this width on is drawn as a bar in a crowd too. */
const ownBarPx = 3;

/** Gathers bars and marks; where they are crowded, the small ones go into the columns. True when some did. */
function gatherItems(pen: LanePen, part: TilePart, items: Found[], seen: Set<number>): boolean {
  const { tile, row, from, to } = part;
  const start = tile.itemStarts[row] ?? 0;
  const end = tile.itemStarts[row + 1] ?? start;
  if (end <= start) return false;
  const { width } = pen.raster;
  const right = pen.left + width / pen.perUs;
  const size = tileSpan(tile.level, tile.tile);
  const isCrowded = end - start > ((size.to - size.from) * pen.perUs) / (crowdedPx * pen.ratio);
  let areSome = false;
  for (let at = start; at < end; at++) {
    const begin = tile.itemFrom[at] ?? 0;
    const finish = tile.itemTo[at] ?? begin;
    if (begin >= to || finish < from || begin > right || finish < pen.left) continue;
    if (isCrowded && (finish - begin) * pen.perUs < ownBarPx * pen.ratio) {
      // In the tile that it begins in, so that it is counted once.
      if (begin >= from) areSome = intoColumn(pen, tile, at, begin) || areSome;
      continue;
    }
    // A bar lies in each tile that it touches: it is drawn whole, once.
    const key = (tile.itemEvent[at] ?? 0) * 65_536 + ((tile.itemMinion[at] ?? 0) % 65_536);
    if (seen.has(key)) continue;
    seen.add(key);
    items.push({ part, at, isClippedLeft: begin < from });
  }
  return areSome;
}

function intoColumn(pen: LanePen, tile: TilePart['tile'], at: number, begin: number): boolean {
  const x = Math.floor((begin - pen.left) * pen.perUs);
  if (x < 0 || x >= pen.raster.width) return false;
  // What Salt asks for itself is no activity of its own where there is a crowd, unless it failed.
  const bits = tile.itemOutcome[at] ?? 0;
  if (((tile.itemFlags[at] ?? 0) & itemFlags.internal) !== 0 && (bits & failedBit) === 0) return false;
  addToColumn(x, bits, 1 << activities.indexOf(activityOf(kinds[tile.itemKind[at] ?? 0] ?? 'unknown')), 1);
  return true;
}
