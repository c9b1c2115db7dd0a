// Bars and marks of one lane, each to be told: bars that overlap share its height, failed ones are drawn last.
import { activityOf, itemFlags } from '../../../../shared/questions/timeline.ts';
import { outcomeBit } from '../../../../shared/salt/job-outcome.ts';
import { kinds } from '../../../../shared/salt/kind.ts';
import type { TilePart } from '../tile-store.ts';
import { type Inks, type SignName, type Tone, toneOfBits } from './inks.ts';
import { barBox, dotBox, fillBox, frameBox, hatchBox, stampSign } from './raster.ts';
import type { DrawnItem, LanePen } from './scene.ts';

const failedBit = outcomeBit('failed');

/** An item of a tile that is to be drawn; `isClippedLeft`: its begin lies in a tile before. */
export type Found = { readonly part: TilePart; readonly at: number; readonly isClippedLeft: boolean };

type Bar = Omit<DrawnItem, 'y0' | 'y1'> & {
  y0: number;
  y1: number;
  readonly flags: number;
  readonly isClippedLeft: boolean;
  readonly depth: number;
};
type Mark = DrawnItem & { readonly sign: SignName; readonly isFailure: boolean };

/** Draws bars and marks between `top` and `bottom`, and gives them in the order of their drawing. */
export function drawItems(pen: LanePen, items: readonly Found[], top: number, bottom: number): DrawnItem[] {
  const { ratio } = pen;
  const middle = (top + bottom) >> 1;
  const bars: Bar[] = [];
  const marks: Mark[] = [];
  for (const { part, at, isClippedLeft } of items) {
    const { tile } = part;
    const flags = tile.itemFlags[at] ?? 0;
    const from = tile.itemFrom[at] ?? 0;
    const to = tile.itemTo[at] ?? from;
    const bits = tile.itemOutcome[at] ?? 0;
    const x0 = Math.round((from - pen.left) * pen.perUs);
    const isBar = (flags & itemFlags.bar) !== 0;
    const half = isBar ? 0 : Math.round(6 * ratio);
    const sign: SignName = isBar ? 'return' : activityOf(kinds[tile.itemKind[at] ?? 0] ?? 'unknown');
    const item = {
      event: tile.itemEvent[at] ?? 0,
      minion: tile.itemMinion[at] ?? 0,
      from,
      to,
      isBar,
      isOpen: (flags & itemFlags.open) !== 0,
      tone: toneOfBits(bits),
      label: tile.labels[tile.itemLabel[at] ?? 0] ?? '',
      x0: x0 - half,
      x1: isBar ? Math.max(x0 + Math.ceil(2 * ratio), Math.round((to - pen.left) * pen.perUs)) : x0 + half,
      y0: middle - half,
      y1: middle + half,
      flags,
      isClippedLeft,
      depth: tile.itemDepth[at] ?? 0,
      sign,
      isFailure: (bits & failedBit) !== 0 || sign === 'error',
    };
    (isBar ? bars : marks).push(item);
  }
  placeBars(bars, top, bottom, ratio);
  const drawn: DrawnItem[] = [];
  const later: Bar[] = [];
  for (const bar of bars) {
    if (bar.tone === 'failed') later.push(bar);
    else {
      drawBar(pen, bar);
      drawn.push(bar);
    }
  }
  drawMarks(pen, marks, bars, drawn, middle);
  for (const bar of later) drawBar(pen, bar);
  drawn.push(...later);
  return drawn;
}

/** Height of a bar that has the lane for itself, in px; a failed one is taller by `failedPx` on each side. */
const barPx = 16;
const failedPx = 2;
const internalPx = 4;

/**
 * Bars that overlap share the height of the lane, each in its row; all others take all of it. What Salt asks for itself (find_job and
 * the like) is a thin line below, so that it takes no room from what people ran.
 */
function placeBars(bars: readonly Bar[], top: number, bottom: number, ratio: number): void {
  const middle = (top + bottom) >> 1;
  const tall = Math.min(
    Math.round(barPx * ratio * Math.max(1, (bottom - top) / (24 * ratio))),
    bottom - top - Math.round(6 * ratio),
  );
  const own: Bar[] = [];
  for (const bar of bars) {
    if ((bar.flags & itemFlags.internal) === 0) own.push(bar);
    else {
      bar.y0 = bottom - Math.round((internalPx + 1) * ratio);
      bar.y1 = bottom - Math.round(ratio);
    }
  }
  own.sort((a, b) => a.from - b.from);
  for (let first = 0; first < own.length; ) {
    let end = first + 1;
    let until = own[first]?.to ?? 0;
    while (end < own.length && (own[end]?.from ?? 0) < until) {
      until = Math.max(until, own[end]?.to ?? 0);
      end += 1;
    }
    if (end === first + 1) {
      const bar = own[first];
      const extra = bar?.tone === 'failed' ? Math.round(failedPx * ratio) : 0;
      if (bar !== undefined) {
        bar.y0 = middle - (tall >> 1) - extra;
        bar.y1 = middle - (tall >> 1) + tall + extra;
      }
    } else shareLane(own.slice(first, end), top, bottom, ratio);
    first = end;
  }
}

function shareLane(bars: readonly Bar[], top: number, bottom: number, ratio: number): void {
  const rows = [...new Set(bars.map((bar) => bar.depth))].sort((a, b) => a - b);
  const room = bottom - top - Math.round(4 * ratio);
  for (const bar of bars) {
    const row = rows.indexOf(bar.depth);
    bar.y0 = top + Math.round(2 * ratio) + Math.round((row * room) / rows.length);
    const y1 = top + Math.round(2 * ratio) + Math.round(((row + 1) * room) / rows.length) - Math.round(ratio);
    bar.y1 = Math.max(bar.y0 + 1, y1);
  }
}

/**
 * A mark is left out where another one of its kind stands already within a few px, but never a failed one. Progress, and what else
 * belongs to a job, is a small notch where a bar of a job is drawn already.
 */
function drawMarks(
  pen: LanePen,
  marks: readonly Mark[],
  bars: readonly Bar[],
  drawn: DrawnItem[],
  middle: number,
): void {
  const { inks, ratio, raster, signs } = pen;
  const lastX = new Map<SignName, number>();
  const late: Mark[] = [];
  for (const mark of marks) {
    drawn.push(mark);
    if (mark.isFailure) {
      late.push(mark);
      continue;
    }
    const x = (mark.x0 + mark.x1) >> 1;
    if (x - (lastX.get(mark.sign) ?? Number.NEGATIVE_INFINITY) < 5 * ratio) continue;
    lastX.set(mark.sign, x);
    const under = isSmall(mark.sign)
      ? bars.find((bar) => bar.x0 <= x && bar.x1 >= x && bar.y1 - bar.y0 > 8 * ratio)
      : undefined;
    if (under !== undefined) {
      // Not through the bar's name.
      if (x - Math.max(0, under.x0) > (24 + under.label.length * 6.4) * ratio)
        fillBox(
          raster,
          x,
          under.y0,
          x + Math.max(1, Math.round(ratio)),
          under.y0 + Math.round(2 * ratio),
          inks.surface,
        );
      continue;
    }
    if (pen.selected.has(mark.event)) stampSign(raster, signs.ring, x, middle, inks.accent);
    else if (!isSmall(mark.sign)) stampSign(raster, signs.disc, x, middle, inks.surface);
    stampSign(raster, signs[mark.sign], x, middle, inkOf(mark, inks));
  }
  for (const mark of late) {
    stampSign(raster, signs.disc, (mark.x0 + mark.x1) / 2, middle, inks.surface);
    stampSign(
      raster,
      signs[mark.sign === 'error' ? 'error' : 'failed'],
      (mark.x0 + mark.x1) / 2,
      middle,
      inks.full.failed,
    );
  }
}

function isSmall(sign: SignName): boolean {
  return sign === 'progress' || sign === 'other' || sign === 'publish';
}

function inkOf(mark: Mark, inks: Inks): number {
  if (mark.tone !== 'plain') return inks.full[mark.tone];
  if (mark.sign === 'start') return inks.missing;
  const isLoud = mark.sign === 'beacon' || mark.sign === 'key' || mark.sign === 'custom' || mark.sign === 'batch';
  return isLoud ? inks.mark : inks.muted;
}

function drawBar(pen: LanePen, item: Bar): void {
  const { raster, inks, ratio } = pen;
  const { x0, x1, y0, y1, tone } = item;
  const box = [x0, y0, x1, y1] as const;
  const isInternal = (item.flags & itemFlags.internal) !== 0;
  if (pen.selected.has(item.event)) {
    const ring = Math.round(2 * ratio);
    barBox(raster, [x0 - ring - 1, y0 - ring - 1, x1 + ring + 1, y1 + ring + 1], inks.accent, 6 * ratio, true, true);
    barBox(raster, [x0 - 1, y0 - 1, x1 + 1, y1 + 1], inks.surface, 4 * ratio, true, true);
  }
  if (item.isOpen || tone === 'missing' || tone === 'unknown' || tone === 'running') {
    patterned(pen, box, tone === 'plain' ? 'unknown' : tone, item.isOpen);
    return;
  }
  barBox(raster, box, isInternal ? inks.quiet[tone] : inks.full[tone], 3 * ratio, !item.isClippedLeft, true);
  if (tone === 'changed' && x1 - x0 >= 6 * ratio && y1 - y0 >= 12 * ratio) {
    // Ruled below: changed is told from succeeded without its colour.
    const inset = Math.round(2 * ratio);
    fillBox(raster, x0 + inset, y1 - Math.round(3 * ratio), x1 - inset, y1 - inset, inks.surface);
  }
}

/** Missing is hatched, unknown dotted, running light with a line; `isOpen` leaves the end open. */
function patterned(pen: LanePen, box: readonly [number, number, number, number], tone: Tone, isOpen: boolean): void {
  const { raster, inks, ratio } = pen;
  const [x0, y0, x1, y1] = box;
  const px = Math.max(1, Math.round(ratio));
  fillBox(raster, x0, y0, x1, y1, inks.soft[tone]);
  if (tone === 'missing')
    hatchBox(raster, box, inks.full.missing, Math.round(6 * ratio), Math.max(1, Math.round(1.4 * ratio)), 150, x0);
  else if (tone === 'unknown') dotBox(raster, box, inks.full.unknown, Math.round(4 * ratio), px, x0);
  else {
    const middle = (y0 + y1) >> 1;
    fillBox(raster, x0, middle - (px >> 1), x1, middle - (px >> 1) + px, inks.full[tone]);
  }
  if (x1 - x0 >= 4 * ratio) frameBox(raster, box, inks.full[tone], px, Math.round(4 * ratio), isOpen);
}
