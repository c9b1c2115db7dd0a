// A picture as bare pixels: boxes, hatching, rounded bars and small signs, written straight into memory. Thousands of bars a frame cost
// less this way than as paths, and do not depend on a graphics card.

/** Something to draw on. All lengths are device pixels. Nothing is drawn outside `clipTop` … `clipBottom`. */
export type Raster = {
  readonly pixels: Uint32Array;
  readonly width: number;
  readonly height: number;
  clipTop: number;
  clipBottom: number;
};

/** A small sign: how much of its colour each of its pixels takes, 0 … 255. */
export type Sign = { readonly size: number; readonly cover: Uint8Array };

/** A raster over pixels that are there. */
export function rasterOf(pixels: Uint32Array, width: number, height: number): Raster {
  return { pixels, width, height, clipTop: 0, clipBottom: height };
}

/** `pixel` over `under` by `cover` of 255; two channels at once. */
export function blend(pixel: number, under: number, cover: number): number {
  const share = cover + (cover >> 7);
  const rest = 256 - share;
  const outer = (((pixel & 0xff00ff) * share + (under & 0xff00ff) * rest) >>> 8) & 0xff00ff;
  const inner = (((pixel & 0x00ff00) * share + (under & 0x00ff00) * rest) >>> 8) & 0x00ff00;
  return (0xff000000 | outer | inner) >>> 0;
}

/** Fills a box. */
export function fillBox(raster: Raster, x0: number, y0: number, x1: number, y1: number, pixel: number): void {
  const left = Math.max(0, x0);
  const right = Math.min(raster.width, x1);
  if (right <= left) return;
  const bottom = Math.min(raster.clipBottom, y1);
  for (let y = Math.max(raster.clipTop, y0); y < bottom; y++)
    raster.pixels.fill(pixel, y * raster.width + left, y * raster.width + right);
}

/** Lays a colour thinly over a box. */
export function tintBox(
  raster: Raster,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  pixel: number,
  cover: number,
): void {
  each(raster, x0, y0, x1, y1, (at) => {
    raster.pixels[at] = blend(pixel, raster.pixels[at] ?? 0, cover);
  });
}

/** Slanted lines, `thick` wide every `step`; they stand still while the box moves over them unless `phase` moves along. */
export function hatchBox(
  raster: Raster,
  box: readonly [x0: number, y0: number, x1: number, y1: number],
  pixel: number,
  step: number,
  thick: number,
  cover: number,
  phase = 0,
): void {
  each(raster, ...box, (at, x, y) => {
    const place = (((x - phase + y) % step) + step) % step;
    if (place < thick) raster.pixels[at] = blend(pixel, raster.pixels[at] ?? 0, cover);
  });
}

/** Dots every `step`. */
export function dotBox(
  raster: Raster,
  box: readonly [x0: number, y0: number, x1: number, y1: number],
  pixel: number,
  step: number,
  size: number,
  phase = 0,
): void {
  each(raster, ...box, (at, x, y) => {
    const across = (((x - phase) % step) + step) % step;
    if (across < size && (y - box[1]) % step < size) raster.pixels[at] = pixel;
  });
}

/** A frame of `thick` inside a box; `dash` > 0 breaks its level sides into pieces of that length. */
export function frameBox(
  raster: Raster,
  box: readonly [x0: number, y0: number, x1: number, y1: number],
  pixel: number,
  thick: number,
  dash = 0,
  isOpenRight = false,
): void {
  const [x0, y0, x1, y1] = box;
  if (dash === 0) {
    fillBox(raster, x0, y0, x1, y0 + thick, pixel);
    fillBox(raster, x0, y1 - thick, x1, y1, pixel);
  } else {
    const first = Math.max(0, Math.floor(-x0 / (dash * 2)));
    for (let x = x0 + first * dash * 2; x < Math.min(x1, raster.width); x += dash * 2) {
      fillBox(raster, x, y0, Math.min(x1, x + dash), y0 + thick, pixel);
      fillBox(raster, x, y1 - thick, Math.min(x1, x + dash), y1, pixel);
    }
  }
  fillBox(raster, x0, y0, x0 + thick, y1, pixel);
  if (!isOpenRight) fillBox(raster, x1 - thick, y0, x1, y1, pixel);
}

/** A bar with round corners at the ends that are its own. */
export function barBox(
  raster: Raster,
  box: readonly [x0: number, y0: number, x1: number, y1: number],
  pixel: number,
  radius: number,
  isRoundLeft: boolean,
  isRoundRight: boolean,
): void {
  const [x0, y0, x1, y1] = box;
  const round = Math.floor(Math.min(radius, (y1 - y0) / 2, (x1 - x0) / 2));
  if (round < 1 || (!isRoundLeft && !isRoundRight)) {
    fillBox(raster, x0, y0, x1, y1, pixel);
    return;
  }
  const left = isRoundLeft ? x0 + round : x0;
  const right = isRoundRight ? x1 - round : x1;
  fillBox(raster, left, y0, right, y1, pixel);
  for (const isLeft of [true, false]) {
    if (isLeft ? !isRoundLeft : !isRoundRight) continue;
    fillBox(raster, isLeft ? x0 : right, y0 + round, isLeft ? left : x1, y1 - round, pixel);
    for (let dy = 0; dy < round; dy++)
      for (let dx = 0; dx < round; dx++) {
        const cover = cornerCover(dx, dy, round);
        if (cover === 0) continue;
        const x = isLeft ? x0 + dx : x1 - 1 - dx;
        dab(raster, x, y0 + dy, pixel, cover);
        dab(raster, x, y1 - 1 - dy, pixel, cover);
      }
  }
}

/** Puts a sign with its middle at a place. */
export function stampSign(raster: Raster, sign: Sign, middleX: number, middleY: number, pixel: number): void {
  const left = Math.round(middleX - sign.size / 2);
  const top = Math.round(middleY - sign.size / 2);
  const firstX = Math.max(0, -left);
  const endX = Math.min(sign.size, raster.width - left);
  const endY = Math.min(sign.size, raster.clipBottom - top);
  const { pixels } = raster;
  for (let y = Math.max(0, raster.clipTop - top); y < endY; y++) {
    const line = (top + y) * raster.width + left;
    for (let x = firstX; x < endX; x++) {
      const cover = sign.cover[y * sign.size + x] ?? 0;
      if (cover === 0) continue;
      pixels[line + x] = cover === 255 ? pixel : blend(pixel, pixels[line + x] ?? 0, cover);
    }
  }
}

function dab(raster: Raster, x: number, y: number, pixel: number, cover: number): void {
  if (x < 0 || x >= raster.width || y < raster.clipTop || y >= raster.clipBottom) return;
  const at = y * raster.width + x;
  raster.pixels[at] = cover >= 255 ? pixel : blend(pixel, raster.pixels[at] ?? 0, cover);
}

/** How much of a pixel lies inside the corner of a circle. */
function cornerCover(dx: number, dy: number, radius: number): number {
  const distance = Math.hypot(radius - dx - 0.5, radius - dy - 0.5);
  return Math.round(Math.max(0, Math.min(1, radius - distance + 0.5)) * 255);
}

function each(
  raster: Raster,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  draw: (at: number, x: number, y: number) => void,
): void {
  const left = Math.max(0, x0);
  const right = Math.min(raster.width, x1);
  const bottom = Math.min(raster.clipBottom, y1);
  for (let y = Math.max(raster.clipTop, y0); y < bottom; y++) {
    const line = y * raster.width;
    for (let x = left; x < right; x++) draw(line + x, x, y);
  }
}
