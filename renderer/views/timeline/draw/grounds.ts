// What lies behind the lanes: the ground of a row with its marks of time and its bands. It is the same on every line of pixels, so it is
// made once a picture and colour, and then only copied.
import type { TimelineBand } from '../../../../shared/questions/timeline.ts';
import { blend, hatchBox, type Raster, rasterOf } from './raster.ts';
import type { LanePen } from './scene.ts';

type Lines = { readonly ground: number; readonly hasTicks: boolean; readonly lines: Raster };

/** The grounds of one picture. */
export class Grounds {
  readonly #pen: LanePen;
  readonly #bands: readonly TimelineBand[];
  readonly #ticks: readonly number[];
  /** Hatching of gaps comes back after so many lines. */
  readonly #step: number;
  readonly #made: Lines[] = [];

  /** `ticks`: stamps of the marks of time. */
  constructor(pen: LanePen, bands: readonly TimelineBand[], ticks: readonly number[]) {
    const right = pen.left + pen.raster.width / pen.perUs;
    const least = (2 * pen.ratio + 1) / pen.perUs;
    this.#pen = pen;
    this.#bands = bands.filter((band) => Math.max(band.to, band.from + least) >= pen.left && band.from <= right);
    this.#ticks = ticks;
    this.#step = this.#bands.some((band) => band.kind === 'gap') ? Math.round(8 * pen.ratio) : 1;
  }

  /** Lays a ground over all of the width. */
  lay(top: number, bottom: number, ground: number, hasTicks: boolean): void {
    const { raster } = this.#pen;
    const { width, pixels } = raster;
    const from = Math.max(raster.clipTop, top);
    const end = Math.min(raster.clipBottom, bottom);
    if (end <= from) return;
    const lines = this.#linesOf(ground, hasTicks).pixels;
    const step = this.#step;
    for (let y = from; y < Math.min(end, from + step); y++) {
      const line = (y % step) * width;
      pixels.set(lines.subarray(line, line + width), y * width);
    }
    // What comes below is what stands above, a period further up.
    for (let done = step; from + done < end; done *= 2)
      pixels.copyWithin((from + done) * width, from * width, Math.min(from + done, end - done) * width);
  }

  #linesOf(ground: number, hasTicks: boolean): Raster {
    const known = this.#made.find((one) => one.ground === ground && one.hasTicks === hasTicks);
    if (known !== undefined) return known.lines;
    const { width } = this.#pen.raster;
    const lines = rasterOf(new Uint32Array(width * this.#step).fill(ground), width, this.#step);
    this.#drawBands(lines, ground);
    if (hasTicks) this.#drawTicks(lines);
    this.#made.push({ ground, hasTicks, lines });
    return lines;
  }

  #drawBands(lines: Raster, ground: number): void {
    const { inks, ratio, left, perUs } = this.#pen;
    const { pixels, width, height } = lines;
    const gap = blend(inks.missing, ground, 16);
    const silence = blend(inks.sunken, ground, 200);
    const thick = Math.max(1, Math.round(1.2 * ratio));
    for (const band of this.#bands) {
      const begin = Math.round((band.from - left) * perUs);
      const x0 = Math.max(0, begin);
      const x1 = Math.min(width, Math.max(begin + Math.round(2 * ratio), Math.round((band.to - left) * perUs)));
      const pixel = band.kind === 'gap' ? gap : silence;
      for (let y = 0; y < height; y++) for (let x = x0; x < x1; x++) pixels[y * width + x] = pixel;
      if (band.kind === 'gap') hatchBox(lines, [x0, 0, x1, height], inks.missing, this.#step, thick, 80);
    }
  }

  #drawTicks({ pixels, width, height }: Raster): void {
    const { inks, left, perUs } = this.#pen;
    for (const stamp of this.#ticks) {
      const x = Math.round((stamp - left) * perUs);
      if (x < 0 || x >= width) continue;
      for (let y = 0; y < height; y++) pixels[y * width + x] = inks.grid;
    }
  }
}
