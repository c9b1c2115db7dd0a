// One lane: cells where there is much, bars and marks where each can be told. Of what falls into one pixel the worst is seen, and a
// failure is taller than all else: it is never averaged away.
import { activities, activityOf, itemFlags, tileSpan } from '../../../../shared/questions/timeline.ts';
import { kinds } from '../../../../shared/salt/kind.ts';
import type { TilePart } from '../tile-store.ts';
import { type Inks, type SignName, type Signs, type Tone, toneOfBits } from './inks.ts';
import { barBox, dotBox, fillBox, frameBox, hatchBox, type Raster, stampSign } from './raster.ts';

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

const failedBit = 4;
const busyBit = 1 << activities.indexOf('busy');
/** Activity that is seen as a mark of its own among cells; what jobs do is told by the outcomes. */
const markBits = (['start', 'beacon', 'key', 'presence', 'error', 'batch', 'custom', 'other'] as const).reduce(
  (bits, name) => bits | (1 << activities.indexOf(name)),
  0,
);
const errorBit = 1 << activities.indexOf('error');

let outcomeColumns = new Uint8Array(0);
let activityColumns = new Uint16Array(0);
let countColumns = new Uint32Array(0);

/** Draws what lies between `top` and `bottom`, and says which bars and marks there are, in the order of their drawing. */
export function drawLane(pen: LanePen, parts: readonly TilePart[], top: number, bottom: number): DrawnItem[] {
  const { raster } = pen;
  if (outcomeColumns.length < raster.width) {
    outcomeColumns = new Uint8Array(raster.width);
    activityColumns = new Uint16Array(raster.width);
    countColumns = new Uint32Array(raster.width);
  }
  outcomeColumns.fill(0);
  activityColumns.fill(0);
  countColumns.fill(0);
  const items: Found[] = [];
  const seen = new Set<number>();
  let hasCells = false;
  for (const part of parts) {
    hasCells = gatherCells(pen, part) || hasCells;
    gatherItems(pen, part, items, seen);
  }
  if (hasCells) drawColumns(pen, top, bottom);
  return drawItems(pen, items, top, bottom);
}

function gatherCells(pen: LanePen, { tile, row, from, to }: TilePart): boolean {
  const start = tile.cellStarts[row] ?? 0;
  const end = tile.cellStarts[row + 1] ?? start;
  if (end <= start) return false;
  const origin = tileSpan(tile.level, tile.tile).from;
  const size = 2 ** tile.level;
  const { width } = pen.raster;
  const least = Math.max(0, Math.floor((from - pen.left) * pen.perUs));
  const most = Math.min(width, Math.ceil((to - pen.left) * pen.perUs));
  for (let at = start; at < end; at++) {
    const begin = origin + (tile.cell[at] ?? 0) * size;
    const x0 = Math.max(least, Math.floor((begin - pen.left) * pen.perUs));
    const x1 = Math.min(most, Math.max(x0 + 1, Math.floor((begin + size - pen.left) * pen.perUs)));
    const outcome = tile.cellOutcomes[at] ?? 0;
    const activity = tile.cellActivity[at] ?? 0;
    const count = tile.cellCount[at] ?? 0;
    for (let x = x0; x < x1; x++) {
      outcomeColumns[x] = (outcomeColumns[x] ?? 0) | outcome;
      activityColumns[x] = (activityColumns[x] ?? 0) | activity;
      countColumns[x] = (countColumns[x] ?? 0) + count;
    }
  }
  return true;
}

/** Runs of columns that say the same are drawn as one box. */
function drawColumns(pen: LanePen, top: number, bottom: number): void {
  const { raster, ratio } = pen;
  const { width } = raster;
  for (let x = 0; x < width; ) {
    const outcome = outcomeColumns[x] ?? 0;
    const activity = activityColumns[x] ?? 0;
    const isMany = (countColumns[x] ?? 0) > 8;
    let end = x + 1;
    while (
      end < width &&
      outcomeColumns[end] === outcome &&
      activityColumns[end] === activity &&
      (countColumns[end] ?? 0) > 8 === isMany
    )
      end += 1;
    if (outcome !== 0 || activity !== 0) drawColumn(pen, x, end, outcome & ~failedBit, activity, isMany, top, bottom);
    x = end;
  }
  // Failures last and at least two px wide, whatever stands beside them.
  const wide = Math.ceil(2 * ratio);
  for (let x = 0; x < width; x++) {
    if (((outcomeColumns[x] ?? 0) & failedBit) === 0) continue;
    let end = x + 1;
    while (end < width && ((outcomeColumns[end] ?? 0) & failedBit) !== 0) end += 1;
    fillBox(
      raster,
      x,
      top + Math.round(2 * ratio),
      Math.max(end, x + wide),
      bottom - Math.round(2 * ratio),
      pen.inks.full.failed,
    );
    x = end;
  }
}

function drawColumn(
  pen: LanePen,
  x0: number,
  x1: number,
  outcome: number,
  activity: number,
  isMany: boolean,
  top: number,
  bottom: number,
): void {
  const { raster, inks, ratio } = pen;
  const middle = (top + bottom) >> 1;
  const tall = (px: number): readonly [number, number] => [
    middle - Math.round((px * ratio) / 2),
    middle + Math.round((px * ratio) / 2),
  ];
  const tone = toneOfBits(outcome);
  if ((activity & busyBit) !== 0 && (tone === 'plain' || tone === 'succeeded' || tone === 'changed')) {
    const [y0, y1] = tall(4);
    fillBox(raster, x0, y0, x1, y1, inks.quiet.plain);
  }
  if (tone === 'plain') {
    if ((activity & markBits) !== 0) {
      const [y0, y1] = tall(8);
      fillBox(raster, x0, y0, x1, y1, (activity & errorBit) !== 0 ? inks.full.failed : inks.mark);
    } else if ((activity & ~busyBit) !== 0) {
      const [y0, y1] = tall(6);
      fillBox(raster, x0, y0, x1, y1, inks.full.plain);
    }
    return;
  }
  const [y0, y1] = tall(tone === 'changed' ? 14 : tone === 'succeeded' ? 12 : 14);
  if (tone === 'missing' || tone === 'unknown' || tone === 'running') patterned(pen, [x0, y0, x1, y1], tone, false);
  else {
    fillBox(raster, x0, y0, x1, y1, isMany ? inks.full[tone] : inks.quiet[tone]);
    if (tone === 'changed') fillBox(raster, x0, y1 - Math.max(1, Math.round(ratio)), x1, y1, inks.surface);
  }
}

type Found = {
  readonly part: TilePart;
  readonly at: number;
  readonly isClippedLeft: boolean;
};

function gatherItems(pen: LanePen, part: TilePart, items: Found[], seen: Set<number>): void {
  const { tile, row, from, to } = part;
  const start = tile.itemStarts[row] ?? 0;
  const end = tile.itemStarts[row + 1] ?? start;
  const right = pen.left + pen.raster.width / pen.perUs;
  for (let at = start; at < end; at++) {
    const begin = tile.itemFrom[at] ?? 0;
    const finish = tile.itemTo[at] ?? begin;
    if (begin >= to || finish < from || begin > right || finish < pen.left) continue;
    // A bar lies in each tile that it touches: it is drawn whole, once.
    const key = (tile.itemEvent[at] ?? 0) * 65_536 + ((tile.itemMinion[at] ?? 0) % 65_536);
    if (seen.has(key)) continue;
    seen.add(key);
    items.push({ part, at, isClippedLeft: begin < from });
  }
}

type Bar = DrawnItem & { readonly flags: number; readonly isClippedLeft: boolean; readonly depth: number };
type Mark = DrawnItem & { readonly sign: SignName; readonly isFailure: boolean };

function drawItems(pen: LanePen, items: readonly Found[], top: number, bottom: number): DrawnItem[] {
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
    const item: DrawnItem = {
      event: tile.itemEvent[at] ?? 0,
      minion: tile.itemMinion[at] ?? 0,
      from,
      to,
      isBar: (flags & itemFlags.bar) !== 0,
      isOpen: (flags & itemFlags.open) !== 0,
      tone: toneOfBits(bits),
      label: tile.labels[tile.itemLabel[at] ?? 0] ?? '',
      x0,
      x1: Math.max(x0 + Math.ceil(2 * ratio), Math.round((to - pen.left) * pen.perUs)),
      y0: 0,
      y1: 0,
    };
    if (item.isBar) bars.push({ ...item, flags, isClippedLeft, depth: tile.itemDepth[at] ?? 0 });
    else {
      const size = Math.round(6 * ratio);
      const box = { x0: x0 - size, x1: x0 + size, y0: middle - size, y1: middle + size };
      const sign = activityOf(kinds[tile.itemKind[at] ?? 0] ?? 'unknown');
      marks.push({ ...item, ...box, sign, isFailure: (bits & failedBit) !== 0 || sign === 'error' });
    }
  }
  const placed = placeBars(bars, top, bottom, ratio);
  const drawn: DrawnItem[] = [];
  const later: Bar[] = [];
  for (const bar of placed) {
    if (bar.tone === 'failed') later.push(bar);
    else {
      drawBar(pen, bar);
      drawn.push(bar);
    }
  }
  drawMarks(pen, marks, placed, drawn, middle);
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
function placeBars(bars: readonly Bar[], top: number, bottom: number, ratio: number): Bar[] {
  const middle = (top + bottom) >> 1;
  const tall = Math.min(
    Math.round(barPx * ratio * Math.max(1, (bottom - top) / (24 * ratio))),
    bottom - top - Math.round(6 * ratio),
  );
  const placed: Bar[] = [];
  const own: Bar[] = [];
  for (const bar of bars) {
    if ((bar.flags & itemFlags.internal) === 0) own.push(bar);
    else placed.push({ ...bar, y0: bottom - Math.round((internalPx + 1) * ratio), y1: bottom - Math.round(ratio) });
  }
  own.sort((a, b) => a.from - b.from);
  for (let first = 0; first < own.length; ) {
    let end = first + 1;
    let until = own[first]?.to ?? 0;
    while (end < own.length && (own[end]?.from ?? 0) < until) {
      until = Math.max(until, own[end]?.to ?? 0);
      end += 1;
    }
    const rows = [...new Set(own.slice(first, end).map((bar) => bar.depth))].sort((a, b) => a - b);
    for (const bar of own.slice(first, end)) {
      const row = rows.indexOf(bar.depth);
      if (rows.length === 1) {
        const extra = bar.tone === 'failed' ? Math.round(failedPx * ratio) : 0;
        placed.push({ ...bar, y0: middle - (tall >> 1) - extra, y1: middle - (tall >> 1) + tall + extra });
      } else {
        const room = bottom - top - Math.round(4 * ratio);
        const y0 = top + Math.round(2 * ratio) + Math.round((row * room) / rows.length);
        const y1 = top + Math.round(2 * ratio) + Math.round(((row + 1) * room) / rows.length) - Math.round(ratio);
        placed.push({ ...bar, y0, y1: Math.max(y0 + 1, y1) });
      }
    }
    first = end;
  }
  return placed;
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
