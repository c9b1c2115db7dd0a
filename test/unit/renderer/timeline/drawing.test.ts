// Drawing, pixel by pixel: a failure is seen among ten thousand, outcomes differ in shape as well as in colour, and what was drawn is found again.
import { expect, test } from 'vitest';
import { drawFrame } from '../../../../renderer/views/timeline/draw/frame.ts';
import { inksOf, type Signs, signNames, toneOfBits } from '../../../../renderer/views/timeline/draw/inks.ts';
import { emptyRows, placeStates } from '../../../../renderer/views/timeline/draw/inside.ts';
import { rasterOf } from '../../../../renderer/views/timeline/draw/raster.ts';
import type { FramePen, Scene } from '../../../../renderer/views/timeline/draw/scene.ts';
import { hitAt } from '../../../../renderer/views/timeline/hit-test.ts';
import type { PaintRow } from '../../../../renderer/views/timeline/messages.ts';
import type { Palette } from '../../../../renderer/views/timeline/palette.ts';
import { plainVisible } from '../../../../renderer/widgets/visible-text.tsx';
import type { InsideState, TimelineTile } from '../../../../shared/questions/timeline.ts';
import { tileSpan } from '../../../../shared/questions/timeline.ts';
import { outcomeBit, outcomes } from '../../../../shared/salt/job-outcome.ts';
import { type MadeRow, madeTile } from '../../../support/timeline-tile.ts';

const colours = [
  'ground',
  'surface',
  'sunken',
  'raised',
  'line',
  'lineStrong',
  'text',
  'muted',
  'faint',
  'accent',
  'accentSoft',
  'select',
  'traffic',
  'succeeded',
  'changed',
  'failed',
  'failedSoft',
  'missing',
  'missingSoft',
  'unknown',
  'running',
  'cascade',
] as const;
const palette = Object.fromEntries([
  ...colours.map((name, n) => [
    name,
    name === 'surface' ? '#ffffff' : `#${(0x10_20_30 + n * 0x08_07_05).toString(16).padStart(6, '0')}`,
  ]),
  ['fontUi', 'ui'],
  ['fontData', 'data'],
]) as Palette;
const inks = inksOf(palette);
const sign = { size: 4, cover: new Uint8Array(16).fill(255) };
const signs = Object.fromEntries(signNames.map((name) => [name, sign])) as Signs;
const width = 256;
const height = 120;
const level = 6;
const span = tileSpan(level, 0);

type Drawn = ReturnType<typeof drawFrame> & { readonly texts: string[]; readonly pixels: Uint32Array };

function draw(tile: TimelineTile, change: Partial<Scene> = {}): Drawn {
  const texts: string[] = [];
  const pen: FramePen = {
    setTransform: () => undefined,
    putImageData: () => undefined,
    fillRect: () => undefined,
    fillText: (text: string) => texts.push(text),
    measureText: (text: string) => ({ width: text.length * 6 }) as TextMetrics,
    fillStyle: '',
    font: '',
    textBaseline: 'middle',
    textAlign: 'left',
  };
  const pixels = new Uint32Array(width * height);
  const rows: PaintRow[] = Array.from({ length: tile.cellStarts.length - 1 }, (_, n) => {
    return { key: `l${n}`, ref: `l${n}`, kind: 'lane', lanes: [n], isOpen: false, y: n * 24, height: 24 };
  });
  const scene: Scene = {
    sizes: { width, height, ratio: 1, scale: 1, axis: 20, lane: 24 },
    palette,
    inks,
    signs,
    zone: 'UTC',
    locale: 'en',
    words: { blocked: '{n} blocked', gap: 'gap {long}', silence: 'silent {long}' },
    from: span.from,
    to: span.to,
    scroll: 0,
    pinned: [],
    pinnedHeight: 0,
    rows,
    bands: [],
    selection: { events: [], rowKeys: [], at: null },
    area: null,
    hover: null,
    hoverRow: null,
    partsOf: (ref) => [{ tile, row: Number(ref.slice(1)), ...span }],
    insideOf: () => undefined,
    visible: plainVisible,
    ...change,
  };
  const image = { width, height } as ImageData;
  return { ...drawFrame(pen, image, rasterOf(pixels, width, height), scene), texts, pixels };
}

/** How often a pixel stands in a column of the first lane. */
function tallOf(pixels: Uint32Array, x: number, pixel: number): number {
  let tall = 0;
  for (let y = 20; y < 44; y++) if (pixels[y * width + x] === pixel) tall += 1;
  return tall;
}

const one = (row: MadeRow) => madeTile(level, 0, [row]);

test('one failure among ten thousand returns of a pixel is seen, and taller than they', () => {
  const { pixels } = draw(
    one({
      cells: [
        { cell: 100, count: 10_000, failures: 1, outcomes: ['succeeded', 'failed'] },
        { cell: 120, count: 9, outcomes: ['succeeded'] },
      ],
    }),
  );
  expect(tallOf(pixels, 100, inks.full.failed)).toBeGreaterThan(tallOf(pixels, 120, inks.full.succeeded));
  expect(tallOf(pixels, 101, inks.full.failed)).toBeGreaterThan(0);
  expect(tallOf(pixels, 120, inks.full.succeeded)).toBeGreaterThan(6);
});

test('a failure stays visible when many tiles are drawn into few pixels', () => {
  const tile = one({ cells: [{ cell: 37, count: 3, failures: 1, outcomes: ['succeeded', 'failed'] }] });
  const { pixels } = draw(tile, { from: span.from, to: span.to * 50 });
  expect(tallOf(pixels, 0, inks.full.failed)).toBeGreaterThan(0);
});

test('no two outcomes are drawn alike, even without colour', () => {
  const shapes = outcomes.map((outcome) => {
    const { pixels } = draw(
      one({ items: [{ from: 64 * 40, to: 64 * 200, event: 1, outcome, isOpen: outcome === 'missing' }] }),
    );
    const shape: number[] = [];
    // What is ground and what is not, over one pattern's length.
    for (let y = 20; y < 44; y++)
      for (let x = 60; x < 84; x++) shape.push(pixels[y * width + x] === inks.full[outcome] ? 1 : 0);
    return shape.join('');
  });
  expect(new Set(shapes).size).toBe(outcomes.length);
});

test('the worst of several outcomes is the one that is seen', () => {
  expect(toneOfBits(outcomeBit('succeeded') | outcomeBit('failed') | outcomeBit('missing'))).toBe('failed');
  expect(toneOfBits(outcomeBit('succeeded') | outcomeBit('missing'))).toBe('missing');
  expect(toneOfBits(outcomeBit('succeeded') | outcomeBit('changed'))).toBe('changed');
  expect(toneOfBits(0)).toBe('plain');
});

test('a bar stands where its times are, carries its name, and is found under the pointer', () => {
  const from = 64 * 50;
  const to = 64 * 150;
  const { rows, texts } = draw(one({ items: [{ from, to, event: 7, outcome: 'failed', label: 'state.apply' }] }));
  expect(texts).toContain('state.apply');
  expect(rows[0]?.items).toMatchObject([{ x0: 50, x1: 150, event: 7, tone: 'failed' }]);
  const frame = { ...span, width, ratio: 1, bands: [] };
  expect(hitAt(rows, frame, 100, 32)?.thing).toMatchObject({ what: 'item', event: 7, from, to });
  expect(hitAt(rows, frame, 200, 32)?.thing).toEqual({ what: 'nothing' });
  expect(hitAt(rows, frame, 100, 110)).toBeNull();
});

test('a cell is found with its counts, a failed one before its neighbour', () => {
  const { rows } = draw(
    one({
      cells: [
        { cell: 10, count: 50, outcomes: ['succeeded'] },
        { cell: 12, count: 4, failures: 2, outcomes: ['failed'] },
      ],
    }),
  );
  const frame = { ...span, width, ratio: 1, bands: [] };
  expect(hitAt(rows, frame, 11.4, 32)?.thing).toMatchObject({ what: 'cell', count: 4, failures: 2 });
  expect(hitAt(rows, frame, 7.5, 32)?.thing).toMatchObject({ what: 'cell', count: 50 });
});

test('bars that overlap share the lane, one that does not has it alone; internal ones take no room', () => {
  const { rows } = draw(
    one({
      items: [
        { from: 64 * 10, to: 64 * 60, event: 1, outcome: 'succeeded', depth: 0 },
        { from: 64 * 40, to: 64 * 90, event: 2, outcome: 'succeeded', depth: 1 },
        { from: 64 * 100, to: 64 * 150, event: 3, outcome: 'succeeded', depth: 1 },
        { from: 64 * 110, to: 64 * 120, event: 4, outcome: 'succeeded', depth: 0, isInternal: true },
      ],
    }),
  );
  const item = (event: number) => {
    const found = rows[0]?.items.find((bar) => bar.event === event);
    if (found === undefined) throw new Error('not drawn');
    return found;
  };
  expect(item(1).y1).toBeLessThanOrEqual(item(2).y0);
  expect(item(3).y1 - item(3).y0).toBeGreaterThan(item(1).y1 - item(1).y0 + 3);
  expect(item(4).y0).toBeGreaterThan(item(3).y0 + 8);
});

test('gaps lie through all lanes and below them, and say how long they are', () => {
  const { pixels, texts } = draw(one({ items: [] }), {
    bands: [{ from: 64 * 50, to: 64 * 150, kind: 'gap', around: 0, busy: 0 }],
  });
  expect(pixels[30 * width + 100]).not.toBe(inks.surface);
  expect(pixels[100 * width + 100]).not.toBe(inks.surface);
  expect(pixels[100 * width + 200]).toBe(inks.surface);
  expect(texts.some((text) => text.startsWith('gap '))).toBe(true);
});

test('hostile names are drawn as text that can be seen', () => {
  const { texts } = draw(
    one({ items: [{ from: 0, to: 64 * 250, event: 1, outcome: 'succeeded', label: 'a\u202eb\u0007c' }] }),
  );
  expect(texts).toContain('aU+202Eb␇c');
});

function state(n: number, change: Partial<InsideState> = {}): InsideState {
  return {
    runNum: n,
    from: n * 100,
    to: n * 100 + 90,
    sls: 'web',
    id: `state-${n}`,
    state: 'test.nop',
    name: null,
    result: true,
    isChanged: false,
    role: 'none',
    comment: '',
    jid: null,
    ...change,
  };
}

test('names of states lie on nothing; roots choose first; blocked ones in a row are one piece', () => {
  const root = state(2, { result: false, role: 'root', comment: 'unknown directive' });
  const blocked = [3, 4, 5].map((n) => state(n, { result: false, role: 'cascade' }));
  const states = [state(0), state(1), root, ...blocked, ...Array.from({ length: 60 }, (_, n) => state(n + 6))];
  const inside = { event: 1, from: 0, to: 7000, states, total: states.length, placed: 'clock' as const, ticks: [] };
  for (const perUs of [0.05, 0.5, 3]) {
    const placed = placeStates(
      inside,
      { xOf: (at) => at * perUs, measure: (text) => text.length * 6, blockedText: (n) => `${n} blocked`, width: 1000 },
      emptyRows(),
    );
    expect(placed.filter((one) => one.tone === 'blocked').length).toBeLessThanOrEqual(1);
    for (const a of placed) {
      if (a.text === '') continue;
      for (const b of placed) {
        if (a === b || a.level !== b.level || b.x1 <= a.x0) continue;
        expect(b.x0).toBeGreaterThanOrEqual(a.x1 + a.text.length * 6);
      }
    }
    expect(placed.find((one) => one.tone === 'failed')?.text).toContain('state-2');
  }
});
