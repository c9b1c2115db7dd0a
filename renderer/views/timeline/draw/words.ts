// What is written on a picture: the times of the axis, the names in bars, how long the bands are.
import { formatClock, formatDay, formatDuration } from '../../../widgets/format-time.ts';
import type { TimeTicks } from '../../../widgets/time-ticks.ts';
import type { FramePen, LanePen, Scene, Text } from './scene.ts';

/** Says at the foot of the picture how long the bands are. */
export function nameBands({ raster, ratio, left, perUs }: LanePen, scene: Scene, texts: Text[]): void {
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

/** Writes the times. */
export function drawAxis(pen: FramePen, scene: Scene, ticks: TimeTicks): void {
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

/** Writes what the rows left to be written. */
export function drawTexts(pen: FramePen, scene: Scene, texts: readonly Text[]): void {
  const { sizes, palette } = scene;
  pen.textAlign = 'left';
  pen.textBaseline = 'middle';
  for (const isBold of [false, true]) {
    const font = `${isBold ? 600 : 450} ${10.5 * sizes.scale}px ${palette.fontUi}`;
    pen.font = font;
    for (const text of texts) {
      if (text.isBold !== isBold) continue;
      const shown = fitted(pen, scene.visible(text.text.slice(0, 200)), text.room, font);
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
