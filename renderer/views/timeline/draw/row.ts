// One row of a picture: its ground, its lane, and what is written in and below its bars.
import type { TimelineInside } from '../../../../shared/questions/timeline.ts';
import type { PaintRow } from '../messages.ts';
import type { Grounds } from './grounds.ts';
import { emptyRows, type PlacedState, placeStates, type TakenRows, toneOfState } from './inside.ts';
import { drawLane } from './lane.ts';
import { barBox, fillBox, frameBox, stampSign } from './raster.ts';
import type { DrawnItem, DrawnRow, LanePen, Scene, Text } from './scene.ts';

/** A bar from this width on (px) shows its inside. */
const wideBar = 140;
const mostTexts = 260;

/** Draws a row whose top stands at `top` px; adds to `texts` what is to be written, and to `wide` the bars that want their inside. */
export function drawRow(
  lanePen: LanePen,
  scene: Scene,
  row: PaintRow,
  top: number,
  grounds: Grounds,
  texts: Text[],
  wide: number[],
): DrawnRow {
  const { raster, inks, ratio } = lanePen;
  const { sizes } = scene;
  const px = (value: number) => Math.round(value * ratio);
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
  grounds.lay(px(top), px(bottom) - 1, ground, true);
  fillBox(raster, 0, px(bottom) - 1, raster.width, px(bottom), inks.line);
  if (isHead && row.isOpen) return { row, top, bottom, items: [], parts: [], states: [] };
  const parts = scene.partsOf(row.ref);
  const laneBottom = isHead ? bottom : top + sizes.lane;
  const items = drawLane(lanePen, parts, px(top), px(laneBottom) - 1);
  const states: DrawnRow['states'][number][] = [];
  const takenRows: TakenRows = row.isOpen ? emptyRows() : [];
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
