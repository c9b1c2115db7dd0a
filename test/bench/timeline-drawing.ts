// What a picture of the timeline costs the painter, as CPU time of the one thread: `node test/bench/timeline-drawing.ts
// [millions] [case] [recording]`.
// The tiles that a scripted hand needs are taken from the case once, then its pictures are drawn into memory without a window. Ends with
// a digest of all pixels: the same before and after a change that only makes drawing faster.
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { QuestionContext } from '../../electron/queries/question.ts';
import { timelineBands } from '../../electron/queries/timeline-bands.ts';
import { timelineLanes } from '../../electron/queries/timeline-lanes.ts';
import { timelineTile } from '../../electron/queries/timeline-tile.ts';
import { drawFrame } from '../../renderer/views/timeline/draw/frame.ts';
import { inksOf, type Signs, signNames } from '../../renderer/views/timeline/draw/inks.ts';
import { rasterOf } from '../../renderer/views/timeline/draw/raster.ts';
import type { FramePen, Scene } from '../../renderer/views/timeline/draw/scene.ts';
import type { PaintRow } from '../../renderer/views/timeline/messages.ts';
import type { Palette } from '../../renderer/views/timeline/palette.ts';
import { rowsBetween } from '../../renderer/views/timeline/rows.ts';
import { levelOf, TileDesk, type TileWish, tilesOf } from '../../renderer/views/timeline/tile-desk.ts';
import { TileStore } from '../../renderer/views/timeline/tile-store.ts';
import { panView, type TimeView, zoomView } from '../../renderer/views/timeline/time-view.ts';
import type { TimelineBand, TimelineTile } from '../../shared/questions/timeline.ts';
import { madeCase, must } from '../support/made-case.ts';

const millions = Number(process.argv[2] ?? 10);
const [casePath, recording] = process.argv.slice(3);

const sizes = { width: 1167, height: 663, ratio: 1, scale: 1, axis: 26, lane: 24 } as const;
const context: QuestionContext = { isCancelled: () => false, zone: 'UTC' };
const epoch = 'one';

type Asked = { readonly wish: TileWish; readonly tile: TimelineTile };
type Recording = {
  readonly lanes: readonly number[];
  readonly whole: TimeView;
  readonly bands: readonly TimelineBand[];
  readonly asked: readonly Asked[];
};
type Shot = { readonly from: number; readonly to: number; readonly scroll: number };

/** The views of the scripted hand, as test/bench/timeline-frames.ts turns the wheel. */
function script(whole: TimeView): ReadonlyMap<string, readonly Shot[]> {
  const shots = new Map<string, Shot[]>();
  let view = whole;
  let scroll = 0;
  for (const [name, turns, across, along] of [
    ['pan, whole capture', 60, 'swing', 0],
    ['zoom in', 240, '', -24],
    ['pan, deep', 180, 'swing', 0],
    ['zoom out', 240, '', 24],
    ['zoom to a tenth', 60, '', -18],
    ['pan', 240, 'swing', 0],
    ['scroll over lanes and pan', 300, 'lanes', 0],
  ] as const) {
    const own: Shot[] = [];
    for (let n = 0; n < turns; n += 1) {
      const swing = Math.sin((n / turns) * Math.PI * 2) * 60;
      if (across === 'lanes') scroll = Math.max(0, scroll + (n < turns / 2 ? 40 : -40));
      const px = across === 'lanes' ? 6 : across === 'swing' ? swing : 0;
      const perPx = (view.to - view.from) / sizes.width;
      view =
        along === 0
          ? panView(view, whole, px * perPx)
          : zoomView(view, whole, view.from + (view.to - view.from) * 0.55, Math.exp(along * 0.0022));
      own.push({ ...view, scroll });
    }
    shots.set(name, own);
  }
  return shots;
}

function rowsOf(lanes: readonly number[]): PaintRow[] {
  return lanes.map((id, at) => ({
    key: `l${id}`,
    ref: `l${id}`,
    kind: 'lane',
    lanes: [id],
    isOpen: false,
    y: at * sizes.lane,
    height: sizes.lane,
  }));
}

async function record(): Promise<Recording> {
  const folder = mkdtempSync(join(tmpdir(), 'saltrace-drawing-'));
  const caseFile = await madeCase(casePath ?? join(folder, 'bench.saltrace'), folder, millions * 1e6);
  const question = { filter: '', by: 'minion' } as const;
  const answer = must(await timelineLanes(caseFile, { ...question, sort: 'name', limit: 10_000 }, context));
  const { extent } = answer;
  if (extent === null) throw new Error('the case has no events');
  const asked: Asked[] = [];
  const store = new TileStore(4e9);
  const rows = rowsOf([...answer.ids]);
  const wishes: { readonly wish: TileWish; readonly id: number }[] = [];
  const desk = new TileDesk(
    store,
    (wish, id) => wishes.push({ wish, id }),
    () => undefined,
  );
  desk.subjectChanged(epoch);
  for (const shot of [...script(extent).values()].flat()) {
    const [first, end] = rowsBetween(rows, shot.scroll, shot.scroll + sizes.height - sizes.axis);
    const view = { ...shot, width: sizes.width, rows: rows.slice(first, end), near: rows.slice(end, end + 12) };
    for (desk.plan(view); wishes.length > 0; desk.plan(view)) {
      for (const { wish, id } of wishes.splice(0)) {
        const { level, tile, lanes, isMerged } = wish;
        const made = must(await timelineTile(caseFile, { ...question, level, tile, lanes, isMerged }, context));
        asked.push({ wish, tile: made });
        desk.answered(id, made);
      }
    }
  }
  const { bands } = must(await timelineBands(caseFile, { limit: 500 }, context));
  caseFile.close();
  rmSync(folder, { recursive: true, force: true });
  return { lanes: [...answer.ids], whole: extent, bands, asked };
}

const colours = {
  ground: '#f4f5f7',
  surface: '#ffffff',
  sunken: '#eef0f3',
  raised: '#ffffff',
  line: '#dfe3e8',
  lineStrong: '#b9c0ca',
  text: '#1b1f24',
  muted: '#5b6572',
  faint: '#8b94a0',
  accent: '#2450b8',
  accentSoft: '#dfe8fb',
  select: '#dfe8fb',
  traffic: '#a9b2be',
  succeeded: '#0d6b54',
  changed: '#1f5fae',
  failed: '#b42d10',
  failedSoft: '#fbe3dc',
  missing: '#8a5a00',
  missingSoft: '#f8ecd2',
  unknown: '#6b6f76',
  running: '#5b3bc4',
  cascade: '#9a9fa7',
  fontUi: 'ui',
  fontData: 'data',
} satisfies Palette;

function replay({ lanes, whole, bands, asked }: Recording): void {
  const store = new TileStore(4e9);
  for (const { wish, tile } of asked) store.put(tile, wish.refs, epoch);
  const { width, height } = sizes;
  const image = { width, height, data: new Uint8ClampedArray(width * height * 4) } as unknown as ImageData;
  const pixels = new Uint32Array(image.data.buffer as ArrayBuffer);
  const raster = rasterOf(pixels, width, height);
  const sign = {
    size: 12,
    cover: Uint8Array.from({ length: 144 }, (_, at) => (at % 3 === 0 ? 255 : at % 3 === 1 ? 90 : 0)),
  };
  const signs = Object.fromEntries(signNames.map((name) => [name, sign])) as Signs;
  const texts = createHash('sha256');
  let isWatched = false;
  const pen: FramePen = {
    setTransform: () => undefined,
    putImageData: () => undefined,
    fillRect: () => undefined,
    fillText: (text, x, y) => {
      if (isWatched) texts.update(`${text} ${x} ${y}\n`);
    },
    measureText: (text) => ({ width: text.length * 6 }) as TextMetrics,
    fillStyle: '',
    font: '',
    textBaseline: 'middle',
    textAlign: 'left',
  };
  const still: Omit<Scene, 'from' | 'to' | 'scroll' | 'partsOf'> = {
    sizes,
    palette: colours,
    inks: inksOf(colours),
    signs,
    zone: 'UTC',
    locale: 'en',
    words: { blocked: '{n} blocked', gap: 'gap {long}', silence: 'silent {long}' },
    pinned: [],
    pinnedHeight: 0,
    rows: rowsOf(lanes),
    bands,
    selection: { events: [], rowKeys: [], at: null },
    area: null,
    hover: null,
    hoverRow: null,
    insideOf: () => undefined,
    visible: (text) => text,
  };
  const draw = (shot: Shot): void => {
    const level = levelOf(shot.from, shot.to, width);
    const [first, last] = tilesOf(level, shot.from, shot.to);
    drawFrame(pen, image, raster, {
      ...still,
      ...shot,
      partsOf: (ref) => {
        const parts = [];
        for (let tile = first; tile <= last; tile++) parts.push(...store.parts(ref, level, tile));
        return parts;
      },
    });
  };
  const scenes = script(whole);
  const digest = createHash('sha256');
  isWatched = true;
  for (const shots of scenes.values())
    for (const [n, shot] of shots.entries()) {
      draw(shot);
      if (n % 7 === 0) digest.update(pixels);
    }
  isWatched = false;
  const pictures = { wall: [] as number[], cpu: 0 };
  for (const [name, shots] of scenes) {
    const wall: number[] = [];
    const begin = process.threadCpuUsage();
    for (const shot of shots) {
      const began = performance.now();
      draw(shot);
      wall.push(performance.now() - began);
    }
    const { user, system } = process.threadCpuUsage(begin);
    wall.sort((a, b) => a - b);
    const at = (part: number) => (wall[Math.floor((wall.length - 1) * part)] ?? 0).toFixed(2).padStart(7);
    const mean = ((user + system) / 1000 / shots.length).toFixed(2).padStart(7);
    console.log(
      `${name.padEnd(28)} CPU ${mean} ms a picture   by the clock p50 ${at(0.5)}  p95 ${at(0.95)}  max ${at(1)}`,
    );
    pictures.cpu += (user + system) / 1000;
    pictures.wall.push(...wall);
  }
  console.log(`all ${pictures.wall.length} pictures: CPU ${(pictures.cpu / pictures.wall.length).toFixed(2)} ms each`);
  console.log(
    `pixels ${digest.digest('hex').slice(0, 16)}, words ${texts.digest('hex').slice(0, 16)}, ${asked.length} tiles, ${bands.length} bands`,
  );
}

const known =
  recording !== undefined && existsSync(recording)
    ? (deserialize(readFileSync(recording)) as Recording)
    : await record();
if (recording !== undefined && !existsSync(recording)) writeFileSync(recording, serialize(known));
replay(known);
