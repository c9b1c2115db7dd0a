// Columns of pixels are filled in an order that is quick; what comes out is what a pixel by pixel filling gives.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addToColumn, drawColumns, emptyColumns } from '../../../../renderer/views/timeline/draw/columns.ts';
import { inksOf, toneOfBits } from '../../../../renderer/views/timeline/draw/inks.ts';
import { rasterOf } from '../../../../renderer/views/timeline/draw/raster.ts';
import type { Palette } from '../../../../renderer/views/timeline/palette.ts';
import { activities } from '../../../../shared/questions/timeline.ts';
import { outcomeBit } from '../../../../shared/salt/job-outcome.ts';

// Each name its own colour.
let last = 0x101010;
const palette = new Proxy({} as Palette, {
  get: () => {
    last += 0x030507;
    return `#${last.toString(16)}`;
  },
});
const inks = inksOf(palette);
const width = 60;
const height = 70;
const ground = 0xff_00_00_01;
const bit = (name: (typeof activities)[number]) => 1 << activities.indexOf(name);
const marks = ['start', 'beacon', 'key', 'presence', 'error', 'batch', 'custom', 'other'] as const;

type Column = { readonly outcome: number; readonly activity: number; readonly count: number };

/** The pixel of a column so far from the middle; `undefined` where the ground is seen. */
function naive(columns: readonly Column[], x: number, y: number, top: number, bottom: number, ratio: number) {
  const middle = (top + bottom) >> 1;
  const px = Math.max(1, Math.round(ratio));
  const away = y < middle ? middle - y : y - middle + 1;
  const half = (value: number) => Math.max(1, Math.round(value));
  const isFailed = (at: number) => ((columns[at]?.outcome ?? 0) & outcomeBit('failed')) !== 0;
  for (let back = 0; back < Math.ceil(2 * ratio); back++)
    if (isFailed(x - back)) return away <= half((bottom - top) / 2 - 2 * ratio) ? inks.full.failed : undefined;
  const { outcome = 0, activity = 0, count = 0 } = columns[x] ?? {};
  if (outcome === 0 && activity === 0) return undefined;
  const tone = toneOfBits(outcome);
  if (tone === 'plain') {
    const hasMark = marks.some((name) => (activity & bit(name)) !== 0);
    const isLoud = (activity & bit('error')) !== 0;
    const isQuiet = (activity & ~bit('busy')) === 0;
    const pixel = isLoud ? inks.full.failed : hasMark ? inks.mark : isQuiet ? inks.quiet.plain : inks.full.plain;
    return away <= half((hasMark ? 4 : isQuiet ? 2 : 3) * ratio) ? pixel : undefined;
  }
  const tall = half((tone === 'succeeded' ? 6 : 7) * ratio);
  if (away > tall) return undefined;
  if (tone === 'changed' && y >= middle && away > tall - 2 * px && away <= tall - px) return undefined;
  if (tone === 'missing' && (x + y) % (4 * px) >= 2 * px) return undefined;
  if (tone === 'unknown' && (x % (3 * px) >= px || y % (3 * px) >= px)) return undefined;
  if (tone === 'running' && away > px && away < tall) return undefined;
  const isFull = count > 8 || (tone !== 'succeeded' && tone !== 'changed');
  return isFull ? inks.full[tone] : inks.quiet[tone];
}

const column = fc.record({
  outcome: fc.oneof(fc.constant(0), fc.nat(63)),
  activity: fc.oneof(fc.constant(0), fc.nat(2 ** activities.length - 1)),
  count: fc.nat(20),
});

test('columns look as if each pixel had been asked for', () => {
  fc.assert(
    fc.property(
      fc.array(column, { minLength: width, maxLength: width }),
      fc.constantFrom(1, 1.25, 1.5, 2),
      fc.integer({ min: -10, max: 30 }),
      fc.integer({ min: 0, max: 20 }),
      (columns, ratio, top, clip) => {
        const raster = rasterOf(new Uint32Array(width * height).fill(ground), width, height);
        raster.clipTop = clip;
        raster.clipBottom = height - clip;
        const bottom = top + Math.round(23 * ratio);
        emptyColumns(width);
        for (const [x, { outcome, activity, count }] of columns.entries()) addToColumn(x, outcome, activity, count);
        drawColumns(raster, inks, ratio, top, bottom);
        const isInside = (y: number) => y >= Math.max(top, clip) && y < Math.min(bottom, height - clip);
        const wanted = Uint32Array.from({ length: width * height }, (_, at) => {
          const [x, y] = [at % width, Math.floor(at / width)];
          return (isInside(y) ? naive(columns, x, y, top, bottom, ratio) : undefined) ?? ground;
        });
        expect(raster.pixels).toEqual(wanted);
      },
    ),
    { seed: 11, numRuns: 60 },
  );
});
