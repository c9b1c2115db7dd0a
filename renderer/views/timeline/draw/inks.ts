// The colours as pixels, and the signs as stencils, made once for a theme and a screen.
import { outcomes } from '../../../../shared/salt/job-outcome.ts';
import { mixColour, type Palette, pixelOf } from '../palette.ts';
import type { Sign } from './raster.ts';

/** What a bar, a cell or a state says by its colour and its pattern. */
export type Tone = 'succeeded' | 'changed' | 'failed' | 'missing' | 'running' | 'unknown' | 'blocked' | 'plain';

/** Worst first: of several outcomes in one place the worst is seen. */
const tones = ['failed', 'missing', 'unknown', 'running', 'changed', 'succeeded'] as const;
const toneBits = tones.map((tone) => [tone, 1 << outcomes.indexOf(tone)] as const);

const toneOf = Array.from({ length: 256 }, (_, bits) => toneBits.find(([, bit]) => (bits & bit) !== 0)?.[0] ?? 'plain');

/** The worst tone among bits of outcomes; `plain` for none. */
export function toneOfBits(bits: number): Tone {
  return toneOf[bits & 255] ?? 'plain';
}

/** Pixels of a theme. */
export type Inks = {
  readonly surface: number;
  readonly sunken: number;
  readonly line: number;
  readonly grid: number;
  readonly lineStrong: number;
  readonly groupGround: number;
  readonly selectedGround: number;
  readonly hoverGround: number;
  readonly accent: number;
  readonly text: number;
  readonly muted: number;
  readonly missing: number;
  readonly mark: number;
  /** By tone: full strength, and for what is many and quiet. */
  readonly full: { readonly [T in Tone]: number };
  readonly quiet: { readonly [T in Tone]: number };
  /** Ground of hatched and dotted bars. */
  readonly soft: { readonly [T in Tone]: number };
};

const tokenOf = { blocked: 'cascade', plain: 'traffic' } as const;

/** Makes the pixels. */
export function inksOf(palette: Palette): Inks {
  const { surface } = palette;
  const colour = (tone: Tone) => palette[tone === 'blocked' || tone === 'plain' ? tokenOf[tone] : tone];
  const all = (alpha: number): { readonly [T in Tone]: number } => {
    const ink = (tone: Tone) => pixelOf(colour(tone), surface, alpha);
    return {
      succeeded: ink('succeeded'),
      changed: ink('changed'),
      failed: ink('failed'),
      missing: ink('missing'),
      running: ink('running'),
      unknown: ink('unknown'),
      blocked: ink('blocked'),
      plain: ink('plain'),
    };
  };
  return {
    surface: pixelOf(surface),
    sunken: pixelOf(palette.sunken),
    line: pixelOf(palette.line, surface, 0.75),
    grid: pixelOf(palette.line, surface, 0.55),
    lineStrong: pixelOf(palette.lineStrong),
    groupGround: pixelOf(palette.sunken, surface, 0.8),
    selectedGround: pixelOf(mixColour(palette.accentSoft, surface, 0.7)),
    hoverGround: pixelOf(palette.sunken, surface, 0.6),
    accent: pixelOf(palette.accent),
    text: pixelOf(palette.text),
    muted: pixelOf(palette.muted),
    missing: pixelOf(palette.missing),
    mark: pixelOf(palette.running),
    full: all(1),
    quiet: all(0.62),
    soft: all(0.16),
  };
}

/** Every sign. The first six stand in bars, the others are marks on a lane. */
export const signNames = [
  'failed',
  'changed',
  'missing',
  'unknown',
  'running',
  'blocked',
  'publish',
  'return',
  'progress',
  'start',
  'beacon',
  'key',
  'presence',
  'error',
  'batch',
  'custom',
  'other',
  'disc',
  'ring',
] as const;
/** One sign. */
export type SignName = (typeof signNames)[number];
/** Stencils by name. */
export type Signs = { readonly [N in SignName]: Sign };

/** Side of a sign in px. */
export const signSize = 12;

/** The part of a 2D context that signs are drawn with. */
export type SignPen = Pick<
  CanvasRenderingContext2D,
  | 'clearRect'
  | 'setTransform'
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'arc'
  | 'rect'
  | 'closePath'
  | 'fill'
  | 'stroke'
  | 'getImageData'
  | 'lineWidth'
  | 'lineCap'
>;

type Stroke = (pen: SignPen) => void;

const line =
  (width: number, ...runs: readonly (readonly number[])[]): Stroke =>
  (pen) => {
    pen.lineWidth = width;
    pen.beginPath();
    for (const run of runs)
      for (let at = 0; at < run.length; at += 2)
        if (at === 0) pen.moveTo(run[0] ?? 0, run[1] ?? 0);
        else pen.lineTo(run[at] ?? 0, run[at + 1] ?? 0);
    pen.stroke();
  };
const shape =
  (...run: readonly number[]): Stroke =>
  (pen) => {
    pen.beginPath();
    for (let at = 0; at < run.length; at += 2)
      if (at === 0) pen.moveTo(run[0] ?? 0, run[1] ?? 0);
      else pen.lineTo(run[at] ?? 0, run[at + 1] ?? 0);
    pen.closePath();
    pen.fill();
  };
const ring =
  (radius: number, width: number): Stroke =>
  (pen) => {
    pen.lineWidth = width;
    pen.beginPath();
    pen.arc(6, 6, radius, 0, Math.PI * 2);
    pen.stroke();
  };
const dot =
  (x: number, y: number, radius: number): Stroke =>
  (pen) => {
    pen.beginPath();
    pen.arc(x, y, radius, 0, Math.PI * 2);
    pen.fill();
  };

/** Each sign in a square of 12: told apart by shape alone. */
const strokes: { readonly [N in SignName]: readonly Stroke[] } = {
  failed: [line(1.8, [3, 3, 9, 9], [9, 3, 3, 9])],
  changed: [line(1.6, [6, 2, 6, 7.4], [3.3, 4.7, 8.7, 4.7], [3.3, 9.8, 8.7, 9.8])],
  missing: [
    (pen) => {
      pen.lineWidth = 1.6;
      for (let part = 0; part < 6; part++) {
        pen.beginPath();
        pen.arc(6, 6, 4, part * 1.047, part * 1.047 + 0.6);
        pen.stroke();
      }
    },
  ],
  unknown: [line(1.6, [3.8, 4, 4.4, 2.6, 6, 2, 7.6, 2.6, 8.1, 4, 7.2, 5.3, 6, 6.2, 6, 7.4]), dot(6, 9.9, 1)],
  running: [dot(2.4, 6, 1.2), dot(6, 6, 1.2), dot(9.6, 6, 1.2)],
  blocked: [ring(4, 1.4), line(1.4, [3.2, 8.8, 8.8, 3.2])],
  publish: [shape(3, 2, 9.5, 6, 3, 10)],
  return: [shape(6, 1.8, 10.2, 6, 6, 10.2, 1.8, 6)],
  progress: [line(1.6, [6, 3, 6, 9])],
  start: [line(1.8, [6, 0.6, 6, 3], [6, 9, 6, 11.4]), ring(3, 1.8)],
  beacon: [shape(6, 1.6, 10.6, 10, 1.4, 10)],
  key: [ring(2.6, 1.6), line(1.6, [6, 8.6, 6, 11.6], [6, 11, 8.4, 11])],
  presence: [ring(3.4, 1.5), dot(6, 6, 1.2)],
  error: [shape(6, 0.8, 11.4, 10.6, 0.6, 10.6)],
  batch: [line(1.8, [4.2, 2.4, 4.2, 9.6], [7.8, 2.4, 7.8, 9.6])],
  custom: [shape(6, 0.9, 7.5, 4.4, 11.2, 4.7, 8.4, 7.2, 9.2, 10.9, 6, 9, 2.8, 10.9, 3.6, 7.2, 0.8, 4.7, 4.5, 4.4)],
  other: [dot(6, 6, 2)],
  // Ground behind a mark, and the ring around a selected one.
  disc: [dot(6, 6, 5.9)],
  ring: [ring(5.2, 1.5)],
};

/** Makes the stencils for `ratio` device pixels a px. */
export function makeSigns(pen: SignPen, ratio: number): Signs {
  const size = Math.ceil(signSize * ratio);
  const made = signNames.map((name) => {
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, size, size);
    pen.setTransform(size / 12, 0, 0, size / 12, 0, 0);
    pen.lineCap = 'round';
    for (const stroke of strokes[name]) stroke(pen);
    const { data } = pen.getImageData(0, 0, size, size);
    return [name, { size, cover: Uint8Array.from({ length: size * size }, (_, at) => data[at * 4 + 3] ?? 0) }] as const;
  });
  return Object.fromEntries(made) as Signs;
}
