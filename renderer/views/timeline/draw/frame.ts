// One picture of the timeline: ground, lanes, bands, what is selected and pointed at as pixels, then the axis and the words.
import { timeTicks } from '../../../widgets/time-ticks.ts';
import type { PaintRow } from '../messages.ts';
import { rowsBetween } from '../rows.ts';
import { Grounds } from './grounds.ts';
import { fillBox, frameBox, type Raster, tintBox } from './raster.ts';
import { drawRow } from './row.ts';
import type { DrawnFrame, DrawnRow, FramePen, LanePen, Scene, Text } from './scene.ts';
import { drawAxis, drawTexts, nameBands } from './words.ts';

/** Draws all into `raster`, puts it on the canvas and writes on it. */
export function drawFrame(pen: FramePen, image: ImageData, raster: Raster, scene: Scene): DrawnFrame {
  const { sizes, inks } = scene;
  const { ratio } = sizes;
  const px = (value: number) => Math.round(value * ratio);
  const lanePen: LanePen = {
    raster,
    inks,
    signs: scene.signs,
    ratio,
    left: scene.from,
    perUs: raster.width / (scene.to - scene.from),
    selected: new Set(scene.selection.events),
  };
  const texts: Text[] = [];
  const rows: DrawnRow[] = [];
  const wide: number[] = [];
  raster.clipTop = 0;
  raster.clipBottom = raster.height;
  const ticks = timeTicks(scene.from, scene.to, Math.floor(sizes.width / (130 * sizes.scale)), scene.zone);
  const grounds = new Grounds(lanePen, scene.bands, ticks.stamps);

  const region = (list: readonly PaintRow[], top: number, bottom: number, scroll: number): void => {
    raster.clipTop = px(top);
    raster.clipBottom = Math.min(raster.height, px(bottom));
    const [first, end] = rowsBetween(list, scroll, scroll + bottom - top);
    for (let at = first; at < end; at++) {
      const row = list[at];
      if (row === undefined) continue;
      rows.push(drawRow(lanePen, scene, row, top + row.y - scroll, grounds, texts, wide));
    }
  };
  const scrollTop = sizes.axis + scene.pinnedHeight;
  const last = scene.rows.at(-1);
  const below = last === undefined ? 0 : Math.max(0, last.y + last.height - scene.scroll);
  grounds.lay(px(scrollTop + below), raster.height, inks.surface, false);
  region(scene.rows, scrollTop, sizes.height, scene.scroll);
  region(scene.pinned, sizes.axis, scrollTop, 0);
  raster.clipTop = px(sizes.axis);
  raster.clipBottom = raster.height;
  if (scene.pinnedHeight > 0)
    fillBox(raster, 0, px(scrollTop) - px(1), raster.width, px(scrollTop) + px(1), inks.lineStrong);

  nameBands(lanePen, scene, texts);
  drawSelection(lanePen, scene, px);

  raster.clipTop = 0;
  fillBox(raster, 0, 0, raster.width, px(sizes.axis), inks.surface);
  fillBox(raster, 0, px(sizes.axis) - px(1), raster.width, px(sizes.axis), inks.line);
  for (const stamp of ticks.stamps) {
    const x = Math.round((stamp - scene.from) * lanePen.perUs);
    fillBox(raster, x, px(sizes.axis) - px(5), x + 1, px(sizes.axis), inks.lineStrong);
  }
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.putImageData(image, 0, 0);
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  drawAxis(pen, scene, ticks);
  drawTexts(pen, scene, texts);
  return { rows, wide };
}

function drawSelection({ raster, inks, left, perUs }: LanePen, scene: Scene, px: (value: number) => number): void {
  const { selection, area, sizes } = scene;
  if (selection.at !== null) {
    const x = Math.round((selection.at - left) * perUs);
    tintBox(raster, x, px(sizes.axis), x + px(1), raster.height, inks.accent, 190);
  }
  if (area === null) return;
  const x0 = Math.round((area.from - left) * perUs);
  const x1 = Math.max(x0 + px(1), Math.round((area.to - left) * perUs));
  tintBox(raster, x0, px(area.top), x1, px(area.bottom), inks.accent, 34);
  frameBox(raster, [x0, px(area.top), x1, px(area.bottom)], inks.accent, px(1.5));
}
