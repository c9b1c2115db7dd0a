// The painter: draws the lanes in a worker, so that neither a busy page nor a slow answer makes a picture late. It draws only when
// something changed, and says which tiles it lacks.
import type { TimelineBand, TimelineInside } from '../../../shared/questions/timeline.ts';
import { plainVisible } from '../../widgets/visible-text.tsx';
import { ArcLayer } from './arc-layer.ts';
import { drawFrame } from './draw/frame.ts';
import { type Inks, inksOf, makeSigns, type Signs, signSize } from './draw/inks.ts';
import { type Raster, rasterOf } from './draw/raster.ts';
import type { DrawnRow } from './draw/scene.ts';
import { hitAt } from './hit-test.ts';
import type { FromPainter, PaintArea, PaintRow, PaintSelection, PaintSizes, ToPainter, Words } from './messages.ts';
import { NoteLayer } from './note-layer.ts';
import type { Palette } from './palette.ts';
import { rowsBetween } from './rows.ts';
import { levelOf, TileDesk, tilesOf } from './tile-desk.ts';
import { type TilePart, TileStore } from './tile-store.ts';

const mostTileBytes = 96_000_000;
const mostInsides = 400;
const insidesAtOnce = 3;
/** Rows above and below the picture whose tiles are fetched ahead. */
const rowsAhead = 12;

const tell = (message: FromPainter): void => self.postMessage(message);

let canvas: OffscreenCanvas | null = null;
let pen: OffscreenCanvasRenderingContext2D | null = null;
let image: ImageData | null = null;
let raster: Raster | null = null;
let sizes: PaintSizes | null = null;
let palette: Palette | null = null;
let inks: Inks | null = null;
let signs: Signs | null = null;
let reader: { zone: string; locale: string; words: Words } = {
  zone: 'UTC',
  locale: 'en',
  words: { blocked: '', gap: '', silence: '' },
};
let pinned: readonly PaintRow[] = [];
let pinnedHeight = 0;
let rows: readonly PaintRow[] = [];
let subject: Extract<ToPainter, { what: 'subject' }> | null = null;
let view = { from: 0, to: 1 };
let scroll = 0;
let bands: readonly TimelineBand[] = [];
let selection: PaintSelection = { events: [], rowKeys: [], at: null };
let area: PaintArea | null = null;
const arcs = new ArcLayer();
const notes = new NoteLayer();
let pointer: { id: number; x: number; y: number } | null = null;
let hover: { rowKey: string; event: number; minion: number } | null = null;
let hoverRow: string | null = null;
let drawn: readonly DrawnRow[] = [];
let isFrameWanted = false;
let wasWaiting = false;

const store = new TileStore(mostTileBytes);
const desk = new TileDesk(
  store,
  (wish, id) => {
    if (subject === null) return;
    const { filter, by } = subject;
    tell({
      what: 'ask-tile',
      id,
      body: { filter, by, level: wish.level, tile: wish.tile, lanes: wish.lanes, isMerged: wish.isMerged },
    });
  },
  (id) => tell({ what: 'cancel', id }),
);
const insides = new Map<number, TimelineInside | null>();
const insidesAsked = new Map<number, number>();
let lastInside = 0;

function wantFrame(): void {
  if (isFrameWanted) return;
  isFrameWanted = true;
  self.requestAnimationFrame(frame);
}

function frame(): void {
  isFrameWanted = false;
  if (canvas === null || pen === null || sizes === null || palette === null || inks === null || signs === null) return;
  if (raster === null || image === null) return;
  const level = levelOf(view.from, view.to, sizes.width);
  const [first, last] = tilesOf(level, view.from, view.to);
  const result = drawFrame(pen, image, raster, {
    sizes,
    palette,
    inks,
    signs,
    ...reader,
    ...view,
    scroll,
    pinned,
    pinnedHeight,
    rows,
    bands,
    selection,
    area,
    hover,
    hoverRow,
    partsOf: (ref) => {
      const parts: TilePart[] = [];
      for (let tile = first; tile <= last; tile++) parts.push(...store.parts(ref, level, tile));
      return parts;
    },
    insideOf: (event) => insides.get(event) ?? undefined,
    visible: plainVisible,
  });
  drawn = result.rows;
  const over = { ...view, ...sizes, scroll, pinned, pinnedHeight, rows };
  notes.draw(pen, over, palette, sizes.ratio);
  arcs.draw(pen, over, palette, sizes.ratio);
  plan();
  askInsides(result.wide.slice(0, mostInsides / 2));
  point();
}

function plan(): void {
  if (sizes === null || subject === null) return;
  const room = sizes.height - sizes.axis - pinnedHeight;
  const [first, end] = rowsBetween(rows, scroll, scroll + room);
  const drawnRow = (row: PaintRow) => row.kind === 'lane' || !row.isOpen;
  desk.plan({
    ...view,
    width: sizes.width,
    rows: [...pinned, ...rows.slice(first, end)].filter(drawnRow),
    near: [...rows.slice(Math.max(0, first - rowsAhead), first), ...rows.slice(end, end + rowsAhead)].filter(drawnRow),
  });
  if (desk.isWaiting === wasWaiting) return;
  wasWaiting = desk.isWaiting;
  tell({ what: 'waiting', isWaiting: wasWaiting });
}

/** The inside of bars in sight is asked for a few at a time; those of bars that went out of sight are taken back. */
function askInsides(wide: readonly number[]): void {
  const wanted = new Set(wide);
  for (const [id, event] of insidesAsked) {
    if (wanted.has(event)) continue;
    insidesAsked.delete(id);
    tell({ what: 'cancel', id: -id });
  }
  const underWay = new Set(insidesAsked.values());
  for (const event of wanted) {
    if (insidesAsked.size >= insidesAtOnce) return;
    if (insides.has(event) || underWay.has(event)) continue;
    lastInside += 1;
    insidesAsked.set(lastInside, event);
    tell({ what: 'ask-inside', id: -lastInside, event });
  }
}

function insideCame(id: number, inside: TimelineInside | null): void {
  const event = insidesAsked.get(-id);
  insidesAsked.delete(-id);
  if (event === undefined) return;
  insides.set(event, inside);
  const oldest = insides.keys().next().value;
  if (insides.size > mostInsides && oldest !== undefined) insides.delete(oldest);
}

/** Says what is under the pointer, and marks it. */
function point(): void {
  if (pointer === null || sizes === null) return;
  const under =
    pointer.y < sizes.axis
      ? null
      : hitAt(drawn, { ...view, width: sizes.width, ratio: sizes.ratio, bands }, pointer.x, pointer.y);
  const { hit, isOther } = arcs.point(notes.point(under, pointer, sizes.scale), pointer, sizes.scale);
  if (isOther) wantFrame();
  const item = hit?.thing.what === 'item' ? hit.thing : null;
  const next = hit === null || item === null ? null : { rowKey: hit.rowKey, event: item.event, minion: item.minion };
  const nextRow = hit === null || hit.rowKey === '' ? null : hit.rowKey;
  if (next?.event !== hover?.event || next?.minion !== hover?.minion || nextRow !== hoverRow) {
    hover = next;
    hoverRow = nextRow;
    wantFrame();
  }
  tell({ what: 'hit', id: pointer.id, hit });
}

function resize(): void {
  if (canvas === null || sizes === null || pen === null) return;
  const width = Math.max(1, Math.round(sizes.width * sizes.ratio));
  const height = Math.max(1, Math.round(sizes.height * sizes.ratio));
  if (canvas.width === width && canvas.height === height && image !== null) return;
  canvas.width = width;
  canvas.height = height;
  image = new ImageData(width, height);
  raster = rasterOf(new Uint32Array(image.data.buffer), width, height);
}

/** Nothing is drawn before the letters are there: a canvas keeps to the ones it drew with first. */
async function takeCanvas(given: OffscreenCanvas, fontUrl: string): Promise<void> {
  // Letters of the page are not those of a worker: it loads its own. Where they cannot be had, the system's serve.
  const { fonts } = self as unknown as { readonly fonts: FontFaceSet };
  const font = new FontFace('Inter Variable', `url(${fontUrl})`, { weight: '100 900' });
  fonts.add(font);
  await font.load().catch(() => undefined);
  canvas = given;
  pen = given.getContext('2d', { alpha: false });
  resize();
  wantFrame();
}

function takeSizes(given: PaintSizes): void {
  const isOtherRatio = sizes?.ratio !== given.ratio || sizes.scale !== given.scale;
  sizes = given;
  if (isOtherRatio || signs === null) {
    const side = Math.ceil(signSize * given.ratio);
    const small = new OffscreenCanvas(side, side).getContext('2d', { willReadFrequently: true });
    if (small !== null) signs = makeSigns(small, given.ratio);
  }
  resize();
}

function take(message: ToPainter): void {
  switch (message.what) {
    case 'canvas':
      void takeCanvas(message.canvas, message.fontUrl);
      return;
    case 'sizes':
      takeSizes(message.sizes);
      break;
    case 'palette':
      palette = message.palette;
      inks = inksOf(palette);
      break;
    case 'reader':
      reader = { zone: message.zone, locale: message.locale, words: message.words };
      break;
    case 'rows':
      ({ pinned, pinnedHeight, rows } = message);
      break;
    case 'subject':
      if (message.isOther) store.clear();
      if (subject?.epoch !== message.epoch) insides.clear();
      subject = message;
      desk.subjectChanged(message.epoch);
      break;
    case 'view':
      view = { from: message.origin + message.view.from, to: message.origin + message.view.to };
      scroll = message.scroll;
      break;
    case 'tile':
      if (desk.answered(message.id, message.tile)) break;
      plan();
      return;
    case 'inside':
      insideCame(message.id, message.inside);
      break;
    case 'bands':
      bands = message.bands;
      break;
    case 'selection':
      selection = message.selection;
      break;
    case 'notes':
      notes.show(message.notes);
      break;
    case 'arrows':
      arcs.show(message.arrows);
      break;
    case 'area':
      area = message.area;
      break;
    case 'pointer':
      pointer = { id: message.id, x: message.x, y: message.y };
      point();
      return;
    case 'pointer-gone':
      pointer = null;
      arcs.point(null, null, 1);
      hover = null;
      hoverRow = null;
      break;
  }
  wantFrame();
}

self.onmessage = ({ data }: MessageEvent<ToPainter>) => take(data);
