// Notes over the lanes: on their rows and on the axis, found again under the pointer, not drawn where they are out of sight.
import { expect, test } from 'vitest';
import type { LayFrame } from '../../../../renderer/views/timeline/draw/row-places.ts';
import type { PaintRow } from '../../../../renderer/views/timeline/messages.ts';
import { NoteLayer, type NotePen } from '../../../../renderer/views/timeline/note-layer.ts';
import type { Palette } from '../../../../renderer/views/timeline/palette.ts';

const rows = Array.from({ length: 9 }, (_, n): PaintRow => {
  return { key: `l${n}`, ref: `l${n}`, kind: 'lane', lanes: [n], isOpen: false, y: n * 24, height: 24 };
});
const frame: LayFrame = {
  from: 1_000,
  to: 2_000,
  width: 500,
  height: 120,
  axis: 20,
  lane: 24,
  scale: 1,
  scroll: 24,
  pinned: [],
  pinnedHeight: 0,
  rows,
};

test('notes stand at their times on their rows, and over their time on the axis', () => {
  const boxes: number[][] = [];
  const fills: string[] = [];
  const nothing = () => undefined;
  const pen = {
    setTransform: nothing,
    beginPath: nothing,
    moveTo: nothing,
    lineTo: nothing,
    closePath: nothing,
    stroke: nothing,
    fill: () => fills.push('ribbon'),
    fillRect: (...box: number[]) => boxes.push(box),
  } as unknown as NotePen;
  const layer = new NoteLayer();
  layer.show([
    { row: 'l2', from: 1_500, to: 1_500 },
    { row: null, from: 1_200, to: 1_400 },
    // Scrolled away, below, before the view, on no row, and a span behind the view.
    { row: 'l0', from: 1_500, to: 1_500 },
    { row: 'l8', from: 1_500, to: 1_500 },
    { row: 'l2', from: 500, to: 500 },
    { row: 'gone', from: 1_500, to: 1_500 },
    { row: null, from: 2_100, to: 2_400 },
  ]);
  layer.draw(pen, frame, { accent: '#00f', surface: '#fff' } as Palette, 1);
  expect(fills).toHaveLength(2);
  expect(boxes).toEqual([[100, 0, 100, 3]]);
  const noteAt = (x: number, y: number) => layer.point(null, { x, y }, 1)?.thing;
  expect(noteAt(251, 20 + 24 + 4)).toEqual({ what: 'note', note: 0 });
  expect(noteAt(180, 2)).toEqual({ what: 'note', note: 1 });
  expect(noteAt(251, 20 + 24 + 22)).toBeUndefined();
  expect(noteAt(300, 2)).toBeUndefined();
  const under = { rowKey: 'l3', x0: 0, x1: 0, y0: 0, y1: 0, thing: { what: 'nothing' } } as const;
  expect(layer.point(under, { x: 400, y: 60 }, 1)).toBe(under);
});
