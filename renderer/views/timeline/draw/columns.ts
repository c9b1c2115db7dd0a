// What is too much to be told one by one: each column of pixels says what happens in it, the worst of it, failures tallest. Nothing is averaged.
import { activities, tileSpan } from '../../../../shared/questions/timeline.ts';
import { outcomeBit } from '../../../../shared/salt/job-outcome.ts';
import type { TilePart } from '../tile-store.ts';
import { type Inks, toneOfBits } from './inks.ts';
import type { Raster } from './raster.ts';

const failedBit = outcomeBit('failed');
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
let columnPixel = new Uint32Array(0);
let columnTall = new Uint16Array(0);
let columnFill = new Uint8Array(0);
let solidColumns = new Uint32Array(0);
let solidPixels = new Uint32Array(0);

/** Empties the columns for another lane; they are the same memory for all lanes. */
export function emptyColumns(width: number): void {
  if (outcomeColumns.length < width) {
    outcomeColumns = new Uint8Array(width);
    activityColumns = new Uint16Array(width);
    countColumns = new Uint32Array(width);
    columnPixel = new Uint32Array(width);
    columnTall = new Uint16Array(width);
    columnFill = new Uint8Array(width);
    solidColumns = new Uint32Array(width);
    solidPixels = new Uint32Array(width);
  }
  outcomeColumns.fill(0);
  activityColumns.fill(0);
  countColumns.fill(0);
}

/** Adds to a column: bits of outcomes and of activities, and how many events they are. */
export function addToColumn(x: number, outcome: number, activity: number, count: number): void {
  outcomeColumns[x] = (outcomeColumns[x] ?? 0) | outcome;
  activityColumns[x] = (activityColumns[x] ?? 0) | activity;
  countColumns[x] = (countColumns[x] ?? 0) + count;
}

/** Adds the cells of a row of a tile; `left` and `perUs` as in a pen of lanes. True when there were some. */
export function gatherCells(width: number, left: number, perUs: number, { tile, row, from, to }: TilePart): boolean {
  const start = tile.cellStarts[row] ?? 0;
  const end = tile.cellStarts[row + 1] ?? start;
  if (end <= start) return false;
  const origin = tileSpan(tile.level, tile.tile).from;
  const size = 2 ** tile.level;
  const least = Math.max(0, Math.floor((from - left) * perUs));
  const most = Math.min(width, Math.ceil((to - left) * perUs));
  for (let at = start; at < end; at++) {
    const begin = origin + (tile.cell[at] ?? 0) * size;
    const x0 = Math.max(least, Math.floor((begin - left) * perUs));
    const x1 = Math.min(most, Math.max(x0 + 1, Math.floor((begin + size - left) * perUs)));
    const outcome = tile.cellOutcomes[at] ?? 0;
    const activity = tile.cellActivity[at] ?? 0;
    const count = tile.cellCount[at] ?? 0;
    for (let x = x0; x < x1; x++) addToColumn(x, outcome, activity, count);
  }
  return true;
}

/** How a column is filled: all of it, ruled below, hatched, dotted, or a line through a light ground. */
const fills = { solid: 0, ruled: 1, hatched: 2, dotted: 3, lined: 4 } as const;

/** Says of each column what it is, then fills them. */
export function drawColumns(raster: Raster, inks: Inks, ratio: number, top: number, bottom: number): void {
  const { width } = raster;
  // Failures are at least two px wide, whatever stands beside them.
  let failedUntil = -1;
  const wide = Math.ceil(2 * ratio);
  for (let x = 0; x < width; x++) {
    const outcome = outcomeColumns[x] ?? 0;
    if ((outcome & failedBit) !== 0) failedUntil = x + wide;
    if (x < failedUntil) {
      setColumn(x, inks.full.failed, (bottom - top) / 2 - 2 * ratio, fills.solid);
      continue;
    }
    const activity = activityColumns[x] ?? 0;
    if (outcome === 0 && activity === 0) columnTall[x] = 0;
    else describeColumn(x, outcome, activity, inks, ratio);
  }
  fillColumns(raster, ratio, top, bottom);
}

function setColumn(x: number, pixel: number, half: number, fill: number): void {
  columnPixel[x] = pixel;
  columnTall[x] = Math.max(1, Math.round(half));
  columnFill[x] = fill;
}

function describeColumn(x: number, outcome: number, activity: number, inks: Inks, ratio: number): void {
  const tone = toneOfBits(outcome);
  if (tone === 'plain') {
    if ((activity & errorBit) !== 0) setColumn(x, inks.full.failed, 4 * ratio, fills.solid);
    else if ((activity & markBits) !== 0) setColumn(x, inks.mark, 4 * ratio, fills.solid);
    else if ((activity & ~busyBit) !== 0) setColumn(x, inks.full.plain, 3 * ratio, fills.solid);
    else setColumn(x, inks.quiet.plain, 2 * ratio, fills.solid);
    return;
  }
  const isMany = (countColumns[x] ?? 0) > 8;
  const pixel = isMany || (tone !== 'succeeded' && tone !== 'changed') ? inks.full[tone] : inks.quiet[tone];
  if (tone === 'succeeded') setColumn(x, pixel, 6 * ratio, fills.solid);
  else if (tone === 'changed') setColumn(x, pixel, 7 * ratio, fills.ruled);
  else
    setColumn(
      x,
      pixel,
      7 * ratio,
      tone === 'missing' ? fills.hatched : tone === 'unknown' ? fills.dotted : fills.lined,
    );
}

function fillColumns(raster: Raster, ratio: number, top: number, bottom: number): void {
  const middle = (top + bottom) >> 1;
  const px = Math.max(1, Math.round(ratio));
  const from = Math.max(top, raster.clipTop);
  const end = Math.min(bottom, raster.clipBottom);
  for (let x = 0; x < raster.width; x++) {
    const tall = columnTall[x] ?? 0;
    if (tall === 0 || columnFill[x] === fills.solid) continue;
    fillPatterned(raster, x, px, middle, Math.max(from, middle - tall), Math.min(end, middle + tall));
  }
  fillSolid(raster, middle, from, end);
}

/** Columns of one colour, tallest first: on each line of pixels some first ones of them are seen. */
function fillSolid({ pixels, width }: Raster, middle: number, from: number, end: number): void {
  let most = 0;
  for (let x = 0; x < width; x++) if (columnFill[x] === fills.solid) most = Math.max(most, columnTall[x] ?? 0);
  // Columns of this height or more.
  const atLeast = new Uint32Array(most + 2);
  for (let x = 0; x < width; x++)
    if (columnFill[x] === fills.solid) atLeast[columnTall[x] ?? 0] = (atLeast[columnTall[x] ?? 0] ?? 0) + 1;
  for (let tall = most - 1; tall >= 1; tall--) atLeast[tall] = (atLeast[tall] ?? 0) + (atLeast[tall + 1] ?? 0);
  const next = atLeast.slice(1);
  for (let x = 0; x < width; x++) {
    const tall = columnTall[x] ?? 0;
    if (tall === 0 || columnFill[x] !== fills.solid) continue;
    const at = next[tall] ?? 0;
    next[tall] = at + 1;
    solidColumns[at] = x;
    solidPixels[at] = columnPixel[x] ?? 0;
  }
  for (let y = from; y < end; y++) {
    const count = atLeast[y < middle ? middle - y : y - middle + 1] ?? 0;
    const line = y * width;
    for (let at = 0; at < count; at++) pixels[line + (solidColumns[at] ?? 0)] = solidPixels[at] ?? 0;
  }
}

function fillPatterned({ pixels, width }: Raster, x: number, px: number, middle: number, from: number, end: number) {
  const pixel = columnPixel[x] ?? 0;
  const tall = columnTall[x] ?? 0;
  const fill = columnFill[x] ?? 0;
  if (fill === fills.dotted && x % (3 * px) >= px) return;
  for (let y = from; y < end; y++) {
    const away = y < middle ? middle - y : y - middle + 1;
    if (fill === fills.ruled && y >= middle && away > tall - 2 * px && away <= tall - px) continue;
    if (fill === fills.hatched && (x + y) % (4 * px) >= 2 * px) continue;
    if (fill === fills.dotted && y % (3 * px) >= px) continue;
    if (fill === fills.lined && away > px && away < tall) continue;
    pixels[y * width + x] = pixel;
  }
}
