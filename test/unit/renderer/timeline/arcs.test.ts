// Arrows over the lanes: where they run, what becomes of ends out of sight, how they are found again, and that inferred ones are dashed.
import { expect, test } from 'vitest';
import { ArcLayer } from '../../../../renderer/views/timeline/arc-layer.ts';
import { type ArcPen, drawArcs } from '../../../../renderer/views/timeline/draw/arcs.ts';
import { arcsAt, layArcs, pointOn } from '../../../../renderer/views/timeline/draw/lay-arcs.ts';
import type { LayFrame } from '../../../../renderer/views/timeline/draw/row-places.ts';
import type { Hit, PaintArrow, PaintRow } from '../../../../renderer/views/timeline/messages.ts';
import type { Palette } from '../../../../renderer/views/timeline/palette.ts';

const row = (n: number, y = n * 24): PaintRow => ({
  key: `l${n}`,
  ref: `l${n}`,
  kind: 'lane',
  lanes: [n],
  isOpen: false,
  y,
  height: 24,
});
const frame: LayFrame = {
  from: 1_000,
  to: 2_000,
  width: 500,
  height: 260,
  axis: 20,
  lane: 24,
  scale: 1,
  scroll: 0,
  pinned: [],
  pinnedHeight: 0,
  rows: Array.from({ length: 40 }, (_, n) => row(n)),
};
const arrow = (from: [string | null, number], to: [string | null, number], more: Partial<PaintArrow> = {}) => ({
  from: { row: from[0], at: from[1] },
  to: { row: to[0], at: to[1] },
  isInferred: false,
  role: 'cause' as const,
  step: null,
  ...more,
});

test('an arrow begins and ends in the middle of its lanes at its times', () => {
  const { arcs, stubs } = layArcs([arrow(['l1', 1_200], ['l3', 1_600])], frame);
  expect(stubs).toEqual([]);
  expect(arcs[0]).toMatchObject({ arrow: 0, isFromSeen: true, isToSeen: true });
  const curve = arcs[0]?.curve ?? [0, 0, 0, 0, 0, 0, 0, 0];
  expect(pointOn(curve, 0)).toEqual([100, 20 + 36]);
  expect(pointOn(curve, 1)).toEqual([300, 20 + 84]);
});

test('along one lane it bows away from the lane, and stays below the axis', () => {
  for (const lane of ['l0', 'l5']) {
    const { arcs } = layArcs([arrow([lane, 1_200], [lane, 1_600])], frame);
    const curve = arcs[0]?.curve ?? [0, 0, 0, 0, 0, 0, 0, 0];
    const [, y] = pointOn(curve, 0.5);
    expect(Math.abs(y - curve[1])).toBeGreaterThan(10);
    expect(y).toBeGreaterThan(frame.axis);
  }
});

test('a pinned lane keeps its place while the others scroll', () => {
  const pinned = {
    ...frame,
    pinned: [row(7, 0)],
    pinnedHeight: 24,
    scroll: 48,
    rows: frame.rows.filter((one) => one.key !== 'l7'),
  };
  const { arcs } = layArcs([arrow(['l7', 1_200], ['l4', 1_600])], pinned);
  const curve = arcs[0]?.curve ?? [0, 0, 0, 0, 0, 0, 0, 0];
  expect(curve[1]).toBe(20 + 12);
  expect(curve[7]).toBe(20 + 24 + 4 * 24 - 48 + 12);
});

test('ends out of sight are counted at the edge they lie behind; those close together in one stub', () => {
  const { arcs, stubs } = layArcs(
    [
      arrow(['l1', 1_500], ['l2', 9e15]),
      arrow(['l1', 1_500], ['l2', 9_000]),
      arrow(['l1', 1_500], ['l30', 1_700]),
      arrow(['l2', 500], ['l3', 1_100]),
    ],
    frame,
  );
  expect(arcs.map(({ isFromSeen, isToSeen }) => [isFromSeen, isToSeen])).toEqual([
    [true, false],
    [true, false],
    [true, false],
    [false, true],
  ]);
  expect(stubs.map(({ edge, arrows }) => [edge, arrows])).toEqual([
    ['right', [0, 1]],
    ['below', [2]],
    ['left', [3]],
  ]);
  for (const { x, y } of stubs) {
    expect(x > 0 && x < frame.width).toBe(true);
    expect(y > frame.axis && y < frame.height).toBe(true);
  }
});

test('nothing is drawn between two ends behind the same edge, but they are counted', () => {
  const { arcs, stubs } = layArcs([arrow(['l1', 2_500], ['l2', 2_900])], frame);
  expect(arcs).toEqual([]);
  expect(stubs.map(({ arrows }) => arrows.length)).toEqual([1, 1].slice(0, stubs.length));
  expect(stubs.length).toBeGreaterThan(0);
});

test('a lane that no row shows lies below', () => {
  const { stubs } = layArcs([arrow(['l1', 1_500], [null, 1_600]), arrow(['l1', 1_500], ['l99', 1_600])], frame);
  expect(stubs.map(({ edge, arrows }) => [edge, arrows])).toEqual([['below', [0, 1]]]);
});

const nothing = () => undefined;
/** A pen that only takes what it is told. */
function deafPen(more: Partial<ArcPen> = {}): ArcPen {
  const names = [
    'setTransform',
    'beginPath',
    'moveTo',
    'lineTo',
    'bezierCurveTo',
    'arc',
    'closePath',
    'stroke',
    'fill',
    'fillText',
    'setLineDash',
  ];
  return { ...Object.fromEntries(names.map((name) => [name, nothing])), ...more } as unknown as ArcPen;
}
const look = { palette: { text: '#00f', surface: '#fff', fontUi: 'ui' } as Palette, ratio: 1, pointed: [] };

test('an arrow is found by its curve, unless a bar lies there; a stub is found before all', () => {
  const arrows = [arrow(['l1', 1_200], ['l6', 1_600]), arrow(['l1', 1_200], ['l2', 3_000])];
  const laid = layArcs(arrows, frame);
  const layer = new ArcLayer();
  layer.show(arrows);
  layer.draw(deafPen(), frame, look.palette, 1);
  const curve = laid.arcs[0]?.curve ?? [0, 0, 0, 0, 0, 0, 0, 0];
  const [x, y] = pointOn(curve, 0.41);
  expect(arcsAt(laid, x + 2, y, 1, 5)).toEqual({ arrows: [0], areBeyond: false });
  expect(arcsAt(laid, x + 40, y, 1, 5).arrows).toEqual([]);
  const at = (what: Hit['thing']): Hit => ({ rowKey: 'l3', x0: 0, x1: 1, y0: 0, y1: 1, thing: what });
  expect(layer.point(at({ what: 'nothing' }), { x: x + 2, y }, 1).hit?.thing).toMatchObject({
    what: 'arrows',
    arrows: [0],
  });
  const item = { what: 'item', event: 4, minion: 0, from: 1, to: 2, isBar: true } as const;
  expect(layer.point(at(item), { x: x + 2, y }, 1).hit?.thing).toEqual(item);
  const [stub] = laid.stubs;
  expect(layer.point(at(item), { x: stub?.x ?? 0, y: stub?.y ?? 0 }, 1).hit?.thing).toEqual({
    what: 'arrows',
    arrows: [1],
    areBeyond: true,
  });
});

test('inferred arrows are dashed, certain ones are not; steps bear their numbers, stubs their count', () => {
  const drawn = { dashes: [] as number[][], texts: [] as string[] };
  const pen = deafPen({
    setLineDash: (dash: Iterable<number>) => void drawn.dashes.push([...dash]),
    fillText: (text: string) => void drawn.texts.push(text),
  });
  drawArcs(pen, [arrow(['l1', 1_200], ['l2', 1_300], { isInferred: true })], frame, look);
  expect(drawn.dashes.some((dash) => dash.length > 0)).toBe(true);
  drawn.dashes.length = 0;
  drawArcs(pen, [arrow(['l1', 1_200], ['l2', 1_300], { role: 'step', step: 2 })], frame, look);
  expect(drawn.dashes.every((dash) => dash.length === 0)).toBe(true);
  expect(drawn.texts).toEqual(['2', '3']);
  drawn.texts.length = 0;
  drawArcs(pen, [arrow(['l1', 1_200], ['l2', 5_000]), arrow(['l1', 1_200], ['l2', 6_000])], frame, look);
  expect(drawn.texts).toEqual(['2']);
});
