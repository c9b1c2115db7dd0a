// Zooming and panning: the time under the pointer stays, nothing leaves the capture, and there and back is where one was.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  insideWhole,
  leastUs,
  panView,
  timeAtX,
  viewAround,
  xOfTime,
  zoomView,
} from '../../../../renderer/views/timeline/time-view.ts';

const month = 30 * 86_400_000_000;
const views = fc
  .record({
    length: fc.integer({ min: 10, max: month }),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    share: fc.double({ min: 0.0001, max: 1, noNaN: true }),
    anchor: fc.double({ min: 0, max: 1, noNaN: true }),
    factor: fc.double({ min: 0.01, max: 100, noNaN: true }),
  })
  .map(({ length, at, share, anchor, factor }) => {
    const whole = { from: 0, to: length };
    const size = Math.max(leastUs, length * share);
    const view = insideWhole({ from: (length - size) * at, to: (length - size) * at + size }, whole);
    return { whole, view, anchor: view.from + anchor * (view.to - view.from), factor };
  });

test('a zoomed or panned view lies inside the capture and is never shorter than a microsecond', () => {
  fc.assert(
    fc.property(views, fc.double({ min: -2, max: 2, noNaN: true }), ({ whole, view, anchor, factor }, pan) => {
      for (const next of [
        zoomView(view, whole, anchor, factor),
        panView(view, whole, pan * (view.to - view.from)),
        viewAround(view, whole, { from: anchor, to: anchor + 1 }),
      ]) {
        expect(next.from).toBeGreaterThanOrEqual(-1e-6);
        expect(next.to).toBeLessThanOrEqual(whole.to + 1e-3);
        expect(next.to - next.from).toBeGreaterThan(leastUs * 0.99);
      }
    }),
    { seed: 11 },
  );
});

test('the time under the pointer stays there, unless the end of the capture is in the way', () => {
  fc.assert(
    fc.property(views, ({ whole, view, anchor, factor }) => {
      const next = zoomView(view, whole, anchor, factor);
      fc.pre(next.from > 0 && next.to < whole.to);
      const before = xOfTime(view, 1000, anchor);
      expect(Math.abs(xOfTime(next, 1000, anchor) - before)).toBeLessThan(0.5);
    }),
    { seed: 12 },
  );
});

test('a place and its time are each other', () => {
  const view = { from: 1000.25, to: 1003.5 };
  expect(timeAtX(view, 800, xOfTime(view, 800, 1002))).toBeCloseTo(1002, 9);
});

test('a bar that is in sight moves nothing; one that is not comes into sight whole', () => {
  const whole = { from: 0, to: 10_000 };
  const view = { from: 1000, to: 2000 };
  expect(viewAround(view, whole, { from: 1200, to: 1500 })).toBe(view);
  const far = viewAround(view, whole, { from: 7000, to: 7500 });
  expect(far.from).toBeLessThan(7000);
  expect(far.to).toBeGreaterThan(7500);
  const long = viewAround(view, whole, { from: 3000, to: 9000 });
  expect([long.from <= 3000, long.to >= 9000]).toEqual([true, true]);
});
