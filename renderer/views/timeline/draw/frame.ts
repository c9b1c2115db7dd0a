// One picture of the timeline: ground, lanes, bands, what is selected and pointed at as pixels, then the axis and the words.
import type { TimelineBand, TimelineInside } from '../../../../shared/questions/timeline.ts';
import { formatClock, formatDay, formatDuration } from '../../../widgets/format-time.ts';
import { timeTicks } from '../../../widgets/time-ticks.ts';
import { plainVisible } from '../../../widgets/visible-text.tsx';
import type { PaintArea, PaintRow, PaintSelection, PaintSizes, Words } from '../messages.ts';
import type { Palette } from '../palette.ts';
import { rowsBetween } from '../rows.ts';
import type { TilePart } from '../tile-store.ts';
import type { Inks, Signs } from './inks.ts';
import { emptyRows, type PlacedState, placeStates, type TakenRows, toneOfState } from './inside.ts';
import { type DrawnItem, drawLane, type LanePen } from './lane.ts';
import { barBox, blend, fillBox, frameBox, hatchBox, type Raster, stampSign, tintBox } from './raster.ts';

/** Everything a picture shows. */
export type Scene = {
  readonly sizes: PaintSizes;
  readonly palette: Palette;
  readonly inks: Inks;
  readonly signs: Signs;
  readonly zone: string;
  readonly locale: string;
  readonly words: Words;
  /** Stamps at the left and right edge. */
  readonly from: number;
  readonly to: number;
  readonly scroll: number;
  readonly pinned: readonly PaintRow[];
  readonly pinnedHeight: number;
  readonly rows: readonly PaintRow[];
  readonly bands: readonly TimelineBand[];
  readonly selection: PaintSelection;
  readonly area: PaintArea | null;
  readonly hover: { readonly rowKey: string; readonly event: number; readonly minion: number } | null;
  readonly hoverRow: string | null;
  partsOf(ref: string): readonly TilePart[];
  insideOf(event: number): TimelineInside | undefined;
};

/** The part of a 2D context that a picture is drawn with. */
export type FramePen = Pick<
  OffscreenCanvasRenderingContext2D,
  | 'setTransform'
  | 'putImageData'
  | 'fillText'
  | 'measureText'
  | 'fillStyle'
  | 'fillRect'
  | 'font'
  | 'textBaseline'
  | 'textAlign'
>;

/** A row as it was drawn, for what is under the pointer. Px of the picture. */
export type DrawnRow = {
  readonly row: PaintRow;
  readonly top: number;
  readonly bottom: number;
  /** Device pixels. */
  readonly items: readonly DrawnItem[];
  readonly parts: readonly TilePart[];
  readonly states: readonly (PlacedState & { readonly event: number; readonly y0: number; readonly y1: number })[];
};

/** What came of drawing. */
export type DrawnFrame = {
  readonly rows: readonly DrawnRow[];
  /** Events of bars wide enough for their inside. */
  readonly wide: readonly number[];
};

type Text = {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly room: number;
  readonly ink: string;
  readonly isBold: boolean;
  /** Laid behind the words, where they would lie on something. */
  readonly ground?: string;
};

/** A bar from this width on (px) shows its inside. */
const wideBar = 140;
const mostTexts = 260;

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
  raster.pixels.fill(inks.surface);
  const ticks = timeTicks(scene.from, scene.to, Math.floor(sizes.width / (130 * sizes.scale)), scene.zone);

  const region = (list: readonly PaintRow[], top: number, bottom: number, scroll: number): void => {
    raster.clipTop = px(top);
    raster.clipBottom = Math.min(raster.height, px(bottom));
    const [first, end] = rowsBetween(list, scroll, scroll + bottom - top);
    for (let at = first; at < end; at++) {
      const row = list[at];
      if (row === undefined) continue;
      rows.push(drawRow(lanePen, scene, row, top + row.y - scroll, px, ticks.stamps, texts, wide));
    }
  };
  const scrollTop = sizes.axis + scene.pinnedHeight;
  const last = scene.rows.at(-1);
  const below = last === undefined ? 0 : Math.max(0, last.y + last.height - scene.scroll);
  region(scene.rows, scrollTop, sizes.height, scene.scroll);
  region(scene.pinned, sizes.axis, scrollTop, 0);
  raster.clipTop = px(sizes.axis);
  raster.clipBottom = raster.height;
  if (scene.pinnedHeight > 0)
    fillBox(raster, 0, px(scrollTop) - px(1), raster.width, px(scrollTop) + px(1), inks.lineStrong);
  groundBands(lanePen, scene.bands, px(Math.min(sizes.height, scrollTop + below)), raster.height, inks.surface);
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

function drawRow(
  lanePen: LanePen,
  scene: Scene,
  row: PaintRow,
  top: number,
  px: (value: number) => number,
  ticks: readonly number[],
  texts: Text[],
  wide: number[],
): DrawnRow {
  const { raster, inks, ratio } = lanePen;
  const { sizes } = scene;
  const bottom = top + row.height;
  const isSelected = scene.selection.rowKeys.includes(row.key);
  const isHead = row.kind === 'group';
  const ground = isSelected
    ? inks.selectedGround
    : isHead
      ? inks.groupGround
      : row.key === scene.hoverRow
        ? inks.hoverGround
        : inks.surface;
  if (ground !== inks.surface) fillBox(raster, 0, px(top), raster.width, px(bottom), ground);
  groundBands(lanePen, scene.bands, px(top), px(bottom), ground);
  for (const stamp of ticks) {
    const x = Math.round((stamp - lanePen.left) * lanePen.perUs);
    fillBox(raster, x, px(top), x + 1, px(bottom), inks.grid);
  }
  fillBox(raster, 0, px(bottom) - 1, raster.width, px(bottom), inks.line);
  if (isHead && row.isOpen) return { row, top, bottom, items: [], parts: [], states: [] };
  const parts = scene.partsOf(row.ref);
  const laneBottom = isHead ? bottom : top + sizes.lane;
  const items = drawLane(lanePen, parts, px(top), px(laneBottom) - 1);
  const states: DrawnRow['states'][number][] = [];
  const takenRows = emptyRows();
  for (const item of items) {
    if (!item.isBar) continue;
    const width = (item.x1 - item.x0) / ratio;
    if (width < 18) continue;
    let taken = 0;
    if (
      scene.hover !== null &&
      scene.hover.rowKey === row.key &&
      scene.hover.event === item.event &&
      scene.hover.minion === item.minion
    )
      frameBox(raster, [item.x0, item.y0 - 1, item.x1, item.y1 + 1], inks.text, px(1));
    if (!item.isOpen && (width >= wideBar || row.isOpen)) {
      wide.push(item.event);
      const inside = scene.insideOf(item.event);
      if (inside !== undefined && inside.placed !== 'none') {
        if (row.isOpen) drawWaterfall(lanePen, scene, inside, laneBottom, px, texts, states, takenRows);
        else if (item.y1 - item.y0 >= 15 * ratio) taken = drawStrip(lanePen, inside, item);
      }
    }
    labelBar(lanePen, item, scene, texts, taken);
  }
  return { row, top, bottom, items, parts, states };
}

/** Sign and name in a bar. Px of device in, px out. */
function labelBar(
  { raster, inks, signs, ratio }: LanePen,
  item: DrawnItem,
  scene: Scene,
  texts: Text[],
  taken: number,
): void {
  const { palette, sizes } = scene;
  const x0 = Math.max(0, item.x0);
  const width = (Math.min(raster.width, item.x1) - x0) / ratio;
  if (item.y1 - item.y0 < 11 * ratio) return;
  const isSolid = !item.isOpen && item.tone !== 'missing' && item.tone !== 'unknown' && item.tone !== 'running';
  let used = 5;
  if (item.tone !== 'succeeded' && item.tone !== 'plain' && width >= 16) {
    const ink = isSolid ? inks.surface : inks.full[item.tone];
    stampSign(raster, signs[item.tone], x0 + 9 * ratio, (item.y0 + item.y1 - taken) / 2, ink);
    used = 18;
  }
  if (width - used < 26 || item.label === '' || texts.length >= mostTexts) return;
  const ink = isSolid
    ? item.tone === 'plain'
      ? palette.text
      : palette.surface
    : palette[item.tone === 'blocked' || item.tone === 'plain' ? 'muted' : item.tone];
  if (item.y0 / ratio < sizes.axis) return;
  texts.push({
    text: item.label,
    x: x0 / ratio + used,
    y: (item.y0 + item.y1 - taken) / 2 / ratio,
    room: width - used - 4,
    ink,
    isBold: true,
  });
}

/** The states as a thin strip at the foot of their bar. Says how much of the bar it takes. */
function drawStrip({ raster, inks, ratio, left, perUs }: LanePen, inside: TimelineInside, item: DrawnItem): number {
  const tall = Math.round(4 * ratio);
  const y0 = item.y1 - tall;
  const line = Math.max(1, Math.round(ratio));
  fillBox(raster, Math.max(item.x0, 0), y0 - line, item.x1, item.y1, inks.surface);
  fillBox(raster, Math.max(item.x0, 0), y0, item.x1, item.y1, inks.soft[item.tone]);
  for (const state of inside.states) {
    const x0 = Math.max(item.x0, Math.round((state.from - left) * perUs));
    const x1 = Math.min(item.x1, Math.max(x0 + line, Math.round((state.to - left) * perUs) - line));
    fillBox(raster, x0, y0, x1, item.y1, inks.full[toneOfState(state)]);
  }
  return tall + line;
}

function drawWaterfall(
  { raster, inks, ratio, left, perUs }: LanePen,
  scene: Scene,
  inside: TimelineInside,
  top: number,
  px: (value: number) => number,
  texts: Text[],
  states: (PlacedState & { readonly event: number; readonly y0: number; readonly y1: number })[],
  takenRows: TakenRows,
): void {
  const { scale, width } = scene.sizes;
  const step = 15 * scale;
  const placed = placeStates(
    inside,
    {
      xOf: (at) => ((at - left) * perUs) / ratio,
      measure: (text) => text.length * 6.1 * scale,
      blockedText: (n) => scene.words.blocked.replace('{n}', String(n)),
      width,
    },
    takenRows,
  );
  for (const state of placed) {
    const y0 = top + 2 * scale + state.level * step;
    const y1 = y0 + 11 * scale;
    states.push({ ...state, event: inside.event, y0, y1 });
    barBox(
      raster,
      [px(state.x0), px(y0), Math.max(px(state.x0) + px(2), px(state.x1) - px(1)), px(y1)],
      inks.full[state.tone],
      2.5 * ratio,
      true,
      true,
    );
    if (state.text === '' || texts.length >= mostTexts) continue;
    const { palette } = scene;
    texts.push({
      text: state.text,
      x: Math.max(4, state.x1 + 5),
      y: (y0 + y1) / 2,
      room: 420,
      ink: state.tone === 'failed' ? palette.failed : palette.muted,
      isBold: state.tone === 'failed',
    });
  }
}

/** The bands' ground in one row: they lie behind what is drawn on it, through all lanes. */
function groundBands(
  { raster, inks, ratio, left, perUs }: LanePen,
  bands: readonly TimelineBand[],
  top: number,
  bottom: number,
  ground: number,
): void {
  for (const band of bands) {
    const x0 = Math.round((band.from - left) * perUs);
    const x1 = Math.max(x0 + Math.round(2 * ratio), Math.round((band.to - left) * perUs));
    if (x1 < 0 || x0 > raster.width) continue;
    if (band.kind === 'gap') {
      fillBox(raster, x0, top, x1, bottom, blend(inks.missing, ground, 16));
      const thick = Math.max(1, Math.round(1.2 * ratio));
      hatchBox(raster, [x0, top, x1, bottom], inks.missing, Math.round(8 * ratio), thick, 80);
    } else fillBox(raster, x0, top, x1, bottom, blend(inks.sunken, ground, 200));
  }
}

/** Says at the foot of the picture how long the bands are. */
function nameBands({ raster, ratio, left, perUs }: LanePen, scene: Scene, texts: Text[]): void {
  const { sizes, palette, words, locale } = scene;
  for (const band of scene.bands) {
    const begin = Math.max(0, (band.from - left) * perUs) / ratio;
    const room = Math.min(raster.width, (band.to - left) * perUs) / ratio - begin - 10;
    const isGap = band.kind === 'gap';
    if (room < (isGap ? 50 : 110)) continue;
    texts.push({
      text: (isGap ? words.gap : words.silence).replace('{long}', formatDuration(band.to - band.from, locale)),
      x: begin + 6,
      y: sizes.height - 11,
      room,
      ink: isGap ? palette.missing : palette.muted,
      isBold: isGap,
      ground: palette.surface,
    });
  }
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

function drawAxis(pen: FramePen, scene: Scene, ticks: ReturnType<typeof timeTicks>): void {
  const { sizes, palette, zone, locale } = scene;
  pen.font = `450 ${10.5 * sizes.scale}px ${palette.fontUi}`;
  pen.textBaseline = 'middle';
  pen.textAlign = 'center';
  pen.fillStyle = palette.muted;
  const perUs = sizes.width / (scene.to - scene.from);
  for (const stamp of ticks.stamps) {
    const x = (stamp - scene.from) * perUs;
    const text = ticks.areDays ? formatDay(stamp, zone, locale) : formatClock(stamp, zone, ticks.precision);
    const half = pen.measureText(text).width / 2;
    if (x - half >= 2 && x + half <= sizes.width - 2) pen.fillText(text, x, sizes.axis / 2 - 1);
  }
}

const widths = new Map<string, number>();

/** Widths of texts in bars are asked for in every frame: they are kept. */
function widthOf(pen: FramePen, text: string, font: string): number {
  const key = `${font} ${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  if (widths.size > 4000) widths.clear();
  const { width } = pen.measureText(text);
  widths.set(key, width);
  return width;
}

function drawTexts(pen: FramePen, scene: Scene, texts: readonly Text[]): void {
  const { sizes, palette } = scene;
  pen.textAlign = 'left';
  pen.textBaseline = 'middle';
  for (const isBold of [false, true]) {
    const font = `${isBold ? 600 : 450} ${10.5 * sizes.scale}px ${palette.fontUi}`;
    pen.font = font;
    for (const text of texts) {
      if (text.isBold !== isBold) continue;
      const shown = fitted(pen, plainVisible(text.text.slice(0, 200)), text.room, font);
      if (shown === '') continue;
      if (text.ground !== undefined) {
        pen.fillStyle = text.ground;
        pen.fillRect(text.x - 3, text.y - 7, widthOf(pen, shown, font) + 6, 14);
      }
      pen.fillStyle = text.ink;
      pen.fillText(shown, text.x, text.y + 0.5);
    }
  }
}

function fitted(pen: FramePen, text: string, room: number, font: string): string {
  const width = widthOf(pen, text, font);
  if (width <= room) return text;
  const keep = Math.floor((text.length * room) / width) - 1;
  return keep < 5 ? '' : `${text.slice(0, keep)}…`;
}
