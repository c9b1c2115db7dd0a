// What lies under a place of the last picture: the smallest thing first, and a failure before what stands around it.
import { itemFlags, type TimelineBand, tileSpan } from '../../../shared/questions/timeline.ts';
import { outcomeBit } from '../../../shared/salt/job-outcome.ts';
import type { DrawnItem, DrawnRow } from './draw/scene.ts';
import type { Hit } from './messages.ts';
import type { TilePart } from './tile-store.ts';

/** How the picture lies in time: stamps at its edges, px across, device pixels a px. */
export type HitFrame = {
  readonly from: number;
  readonly to: number;
  readonly width: number;
  readonly ratio: number;
  readonly bands: readonly TimelineBand[];
};

/** So far beside a thing it is still meant, in px. */
const nearPx = 3;

/** The thing at (x, y); `null` where there is no row. */
export function hitAt(rows: readonly DrawnRow[], frame: HitFrame, x: number, y: number): Hit | null {
  // Pinned rows were drawn last and lie on top.
  const drawn = rows.findLast((row) => y >= row.top && y < row.bottom);
  const stamp = frame.from + (x / Math.max(1, frame.width)) * (frame.to - frame.from);
  const band = frame.bands.find((one) => stamp >= one.from && stamp < one.to);
  const bandHit = (rowKey: string, top: number, bottom: number): Hit | null =>
    band === undefined
      ? null
      : {
          rowKey,
          x0: xOf(frame, band.from),
          x1: xOf(frame, band.to),
          y0: top,
          y1: bottom,
          thing: { what: 'band', band },
        };
  if (drawn === undefined) return bandHit('', y, y);
  const rowKey = drawn.row.key;
  const state = drawn.states.findLast(
    (one) => y >= one.y0 && y < one.y1 && x >= one.x0 - 1 && x < Math.max(one.x1, one.x0 + 4),
  );
  if (state !== undefined)
    return {
      rowKey,
      x0: state.x0,
      x1: state.x1,
      y0: state.y0,
      y1: state.y1,
      thing: { what: 'state', event: state.event, state: state.state },
    };
  const item = itemAt(drawn.items, x * frame.ratio, y * frame.ratio, nearPx * frame.ratio);
  if (item !== undefined)
    return {
      rowKey,
      x0: item.x0 / frame.ratio,
      x1: item.x1 / frame.ratio,
      y0: item.y0 / frame.ratio,
      y1: item.y1 / frame.ratio,
      thing: {
        what: 'item',
        event: item.event,
        minion: item.minion,
        from: item.from,
        to: item.to,
        isBar: item.isBar,
      },
    };
  const small = smallItemAt(drawn.parts, frame, stamp);
  if (small !== null) return { rowKey, ...small, y0: drawn.top, y1: drawn.bottom };
  const cell = cellAt(drawn.parts, frame, stamp);
  if (cell !== null) return { rowKey, ...cell, y0: drawn.top, y1: drawn.bottom };
  return (
    bandHit(rowKey, drawn.top, drawn.bottom) ?? {
      rowKey,
      x0: x,
      x1: x,
      y0: drawn.top,
      y1: drawn.bottom,
      thing: { what: 'nothing' },
    }
  );
}

function xOf(frame: HitFrame, at: number): number {
  return ((at - frame.from) / (frame.to - frame.from)) * frame.width;
}

/** Marks lie on bars; a failed bar lies on its neighbours; of the rest the nearest. Device pixels. */
function itemAt(items: readonly DrawnItem[], x: number, y: number, near: number): DrawnItem | undefined {
  let best: DrawnItem | undefined;
  let bestScore = Number.POSITIVE_INFINITY;
  for (const item of items) {
    if (y < item.y0 - near || y > item.y1 + near) continue;
    const beside = Math.max(item.x0 - x, x - item.x1, 0);
    if (beside > near) continue;
    const across = Math.max(item.y0 - y, y - item.y1, 0);
    const score = beside + across * 2 + (item.tone === 'failed' ? -2 : 0) + (item.isBar ? 1 : 0);
    if (score <= bestScore) {
      best = item;
      bestScore = score;
    }
  }
  return best;
}

/** An item too small among many to have been drawn by itself; a failed one before its neighbours. */
function smallItemAt(
  parts: readonly TilePart[],
  frame: HitFrame,
  stamp: number,
): Pick<Hit, 'x0' | 'x1' | 'thing'> | null {
  const around = ((frame.to - frame.from) / Math.max(1, frame.width)) * nearPx;
  const failed = outcomeBit('failed');
  let best: { at: number; part: TilePart; score: number } | null = null;
  for (const part of parts) {
    if (stamp < part.from - around || stamp >= part.to + around) continue;
    const { tile, row } = part;
    const end = tile.itemStarts[row + 1] ?? 0;
    for (let at = tile.itemStarts[row] ?? 0; at < end; at++) {
      const from = tile.itemFrom[at] ?? 0;
      const beside = Math.max(from - stamp, stamp - (tile.itemTo[at] ?? from), 0);
      if (beside > around) continue;
      const score = beside - (((tile.itemOutcome[at] ?? 0) & failed) !== 0 ? around : 0);
      if (best === null || score < best.score) best = { at, part, score };
    }
  }
  if (best === null) return null;
  const { tile } = best.part;
  const from = tile.itemFrom[best.at] ?? 0;
  const to = tile.itemTo[best.at] ?? from;
  return {
    x0: xOf(frame, from),
    x1: xOf(frame, to),
    thing: {
      what: 'item',
      event: tile.itemEvent[best.at] ?? 0,
      minion: tile.itemMinion[best.at] ?? 0,
      from,
      to,
      isBar: ((tile.itemFlags[best.at] ?? 0) & itemFlags.bar) !== 0,
    },
  };
}

function cellAt(parts: readonly TilePart[], frame: HitFrame, stamp: number): Pick<Hit, 'x0' | 'x1' | 'thing'> | null {
  const around = ((frame.to - frame.from) / Math.max(1, frame.width)) * nearPx;
  let best: { at: number; part: TilePart; score: number } | null = null;
  for (const part of parts) {
    if (stamp < part.from - around || stamp >= part.to + around) continue;
    const { tile, row } = part;
    const size = 2 ** tile.level;
    const origin = tileSpan(tile.level, tile.tile).from;
    const end = tile.cellStarts[row + 1] ?? 0;
    for (let at = tile.cellStarts[row] ?? 0; at < end; at++) {
      const from = origin + (tile.cell[at] ?? 0) * size;
      const beside = Math.max(from - stamp, stamp - from - size, 0);
      if (beside > around) continue;
      const score = beside - ((tile.cellFailures[at] ?? 0) > 0 ? around : 0);
      if (best === null || score < best.score) best = { at, part, score };
    }
  }
  if (best === null) return null;
  const { tile } = best.part;
  const size = 2 ** tile.level;
  const from = tileSpan(tile.level, tile.tile).from + (tile.cell[best.at] ?? 0) * size;
  return {
    x0: xOf(frame, from),
    x1: xOf(frame, from + size),
    thing: {
      what: 'cell',
      from,
      to: from + size,
      count: tile.cellCount[best.at] ?? 0,
      failures: tile.cellFailures[best.at] ?? 0,
      outcomes: tile.cellOutcomes[best.at] ?? 0,
      activity: tile.cellActivity[best.at] ?? 0,
    },
  };
}
