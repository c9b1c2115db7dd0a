// The overview strip by pointer and by keys, and in words.
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HistogramStrip, type StripSpan } from '../../../renderer/widgets/histogram-strip.tsx';

const whole = { from: 0, to: 1_000_000 };
const chosen: StripSpan[] = [];
const flagged: string[] = [];
const resets: number[] = [];

beforeEach(() => {
  chosen.length = 0;
  flagged.length = 0;
  resets.length = 0;
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1000);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

function show(visible: StripSpan | null): HTMLElement {
  render(
    <MantineProvider env="test">
      <HistogramStrip
        whole={whole}
        visible={visible}
        bins={{
          from: 0,
          width: 100_000,
          counts: [1, 0, 3, 0, 0, 0, 0, 0, 0, 9],
          failed: [0, 0, 1, 0, 0, 0, 0, 0, 0, 0],
          others: null,
        }}
        gaps={[]}
        marks={[{ at: 500_000, text: '12:00' }]}
        flags={[{ key: 'n1', from: 300_000, to: 400_000, label: 'Note about the deploy' }]}
        onFlag={(key) => flagged.push(key)}
        theme="light"
        summary="13 events, 1 of them failed"
        fromLabel="Start"
        toLabel="End"
        textOf={(at) => `at ${at}`}
        onSpan={(span) => chosen.push(span)}
        onReset={() => resets.push(1)}
        onWidth={() => undefined}
      />
    </MantineProvider>,
  );
  const picture = document.querySelector<HTMLElement>('.strip-picture');
  if (picture === null) throw new Error('no picture');
  picture.setPointerCapture = () => undefined;
  return picture;
}

test('a flag is a button that opens what it stands for, and begins no span', () => {
  show(null);
  const flag = screen.getByRole('button', { name: 'Note about the deploy' });
  fireEvent.pointerDown(flag, { button: 0, clientX: 300, pointerId: 1 });
  fireEvent.pointerMove(flag, { clientX: 500, pointerId: 1 });
  fireEvent.click(flag);
  expect(flagged).toEqual(['n1']);
  expect(chosen).toEqual([]);
});

function drag(picture: HTMLElement, from: number, to: number): void {
  fireEvent.pointerDown(picture, { button: 0, clientX: from, pointerId: 1 });
  fireEvent.pointerMove(picture, { clientX: (from + to) / 2, pointerId: 1 });
  fireEvent.pointerUp(picture, { clientX: to, pointerId: 1 });
}

test('dragging chooses a span in either direction', () => {
  const picture = show(null);
  drag(picture, 200, 600);
  expect(chosen.at(-1)).toEqual({ from: 200_000, to: 600_000 });
  drag(picture, 600, 200);
  expect(chosen.at(-1)).toEqual({ from: 200_000, to: 600_000 });
});

test('an edge is moved by itself, the middle moves the whole and stops at the end', () => {
  const picture = show({ from: 200_000, to: 600_000 });
  drag(picture, 600, 800);
  expect(chosen.at(-1)).toEqual({ from: 200_000, to: 800_000 });
  drag(picture, 400, 950);
  expect(chosen.at(-1)).toEqual({ from: 600_000, to: 1_000_000 });
});

test('a click that is no drag changes nothing; a double click shows all', () => {
  const picture = show({ from: 200_000, to: 600_000 });
  fireEvent.pointerDown(picture, { button: 0, clientX: 100, pointerId: 1 });
  fireEvent.pointerUp(picture, { clientX: 101, pointerId: 1 });
  expect(chosen).toEqual([]);
  fireEvent.doubleClick(picture);
  expect(resets).toHaveLength(1);
});

test('both ends are sliders for the keyboard, with their times in words', () => {
  show({ from: 200_000, to: 600_000 });
  const start = screen.getByRole('slider', { name: 'Start' });
  expect(start.getAttribute('aria-valuetext')).toBe('at 200000');
  fireEvent.keyDown(start, { key: 'ArrowRight' });
  expect(chosen.at(-1)).toEqual({ from: 205_000, to: 600_000 });
  fireEvent.keyDown(screen.getByRole('slider', { name: 'End' }), { key: 'End' });
  expect(chosen.at(-1)).toEqual({ from: 200_000, to: 1_000_000 });
  fireEvent.keyDown(start, { key: 'End' });
  expect(chosen.at(-1)?.from).toBeLessThan(600_000);
  fireEvent.keyDown(start, { key: 'Escape' });
  expect(resets).toHaveLength(1);
  expect(screen.getByText('13 events, 1 of them failed')).toBeTruthy();
});
