import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { useFilterStore } from '../../../renderer/stores/filter-store.ts';
import { useSearchStore } from '../../../renderer/stores/search-store.ts';
import { shownEvent, useSelectionStore } from '../../../renderer/stores/selection-store.ts';
import { SearchScreen } from '../../../renderer/views/search/search-screen.tsx';
import { lineMarks } from '../../../renderer/widgets/line-marks.ts';
import type { Body } from '../../../shared/questions/questions.ts';
import type { TextHit } from '../../../shared/questions/text-search.ts';
import { sample } from '../support/sample-case.ts';
import { prepareWindow, showPart, startOpenCase } from '../support/window.tsx';

prepareWindow();
// A table with room for rows.
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockImplementation(function (this: HTMLElement) {
    return this.className === 'dt-probe' ? 26 : 600;
  });
});

function hitOf(at: number, match = 'refused'): TextHit {
  const row = sample.events[at];
  if (row === undefined) throw new Error('the sample is smaller');
  return { row, before: `<b>${at}</b> `, match, after: ' by peer' };
}

async function begin(text: string): Promise<ReturnType<typeof userEvent.setup>> {
  const user = userEvent.setup();
  await user.type(screen.getByRole('textbox', { name: 'Text to search for in the raw records' }), `${text}{Enter}`);
  return user;
}

test('hits come in as they are found, marked; a click selects the event', async () => {
  const asked: Body<'text.search'>[] = [];
  let goOn: () => void = () => undefined;
  const second = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  await startOpenCase({
    answers: {
      'text.search': async (body) => {
        asked.push(body);
        if (body.before === undefined) return { hits: [hitOf(3)], next: 4, scanned: 3, total: 10 };
        await second;
        return { hits: [hitOf(1), hitOf(0, '')], next: null, scanned: 10, total: 10 };
      },
    },
  });
  showPart(<SearchScreen />);
  await screen.findByText('Search every raw record');
  const user = await begin('refused');
  expect(await screen.findByText('1 event so far, 30.0 % searched')).toBeDefined();
  const table = screen.getByRole('grid', { name: 'Events that hold the text, newest first' });
  expect(within(table).getByText('refused').closest('mark')).not.toBeNull();
  expect(within(table).getByText(/<b>3<\/b>/)).toBeDefined();
  goOn();
  expect(await screen.findByText('3 events found in 10 searched')).toBeDefined();
  expect(asked.map(({ before }) => before)).toEqual([undefined, 4]);
  expect(within(table).getByText(/in a covered value/)).toBeDefined();
  await user.click(within(table).getAllByRole('row')[2] as HTMLElement);
  expect(shownEvent(useSelectionStore.getState().selected)).toBe(sample.events[1]?.id);
});

test('Stop ends the search at once and it can go on', async () => {
  const bridge = await startOpenCase({
    answers: {
      'text.search': (body) =>
        body.before === undefined
          ? { hits: [hitOf(3)], next: 4, scanned: 3, total: 10 }
          : new Promise<never>(() => undefined),
    },
  });
  showPart(<SearchScreen />);
  const user = await begin('x');
  await waitFor(() => expect(bridge.asked.filter(({ name }) => name === 'text.search')).toHaveLength(2));
  await user.click(screen.getByRole('button', { name: 'Stop' }));
  expect(useSearchStore.getState().isRunning).toBe(false);
  expect(screen.getByText('1 event so far, 30.0 % searched')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Search on' }));
  await waitFor(() => expect(bridge.asked.filter(({ name }) => name === 'text.search')).toHaveLength(3));
  expect(bridge.asked.at(-1)?.body).toMatchObject({ before: 4, text: 'x' });
});

test('another filter searches anew within it; the text can become a part of the filter', async () => {
  const bridge = await startOpenCase();
  showPart(<SearchScreen />);
  const user = await begin('no such text');
  expect(await screen.findByText('No event holds this text')).toBeDefined();
  useFilterStore.getState().filterApplied('kind:ret');
  await waitFor(() =>
    expect(bridge.asked.filter(({ name }) => name === 'text.search').at(-1)?.body).toMatchObject({
      filter: 'kind:ret',
    }),
  );
  expect(await screen.findByText(/within the filter and the span/)).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Use as filter' }));
  expect(useFilterStore.getState().inForce).toBe('kind:ret "no such text"');
});

test('a refused search says why', async () => {
  await startOpenCase({
    answers: { 'text.search': () => ({ code: 'database-corrupt', message: 'The case is damaged: x.' }) },
  });
  showPart(<SearchScreen />);
  await begin('x');
  expect(await screen.findByText(/The case is damaged/)).toBeDefined();
});

test('marks go over the end of a line, in any letter case', () => {
  const lines = ['abRef', 'used x', 'REFUSED'];
  expect([...lineMarks(lines, ['refused', 'x'])]).toEqual([
    [0, [[2, 5]]],
    [
      1,
      [
        [0, 4],
        [5, 6],
      ],
    ],
    [2, [[0, 7]]],
  ]);
  expect(lineMarks(lines, []).size).toBe(0);
});
