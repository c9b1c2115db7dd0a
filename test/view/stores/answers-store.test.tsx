// Answers: asked once, newest wins, kept while a newer one is asked, dropped with the case.
import { act, renderHook, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useAnswer, useAnswersStore } from '../../../renderer/stores/answers-store.ts';
import type { Answer } from '../../../shared/questions/questions.ts';
import { prepareWindow, startWindow } from '../support/window.tsx';

prepareWindow();

type Found = Answer<'case.find'>;
const found = (minion: string): Found => ({ minions: [minion], jobs: [] });

test('two places with the same question ask once', async () => {
  const bridge = startWindow();
  const { result } = renderHook(() => [
    useAnswer('case.find', { text: 'web', limit: 5 }),
    useAnswer('case.find', { text: 'web', limit: 5 }),
  ]);
  await waitFor(() => expect(result.current.every((one) => one.answer !== undefined)).toBe(true));
  expect(bridge.asked.filter((one) => one.name === 'case.find')).toHaveLength(1);
});

test('the older question is cancelled; its answer stays, stale, until the newer one is there', async () => {
  const release: Record<string, (answer: Found) => void> = {};
  startWindow({
    answers: {
      'case.find': ({ text }) =>
        text === 'a'
          ? found('a')
          : new Promise<Found>((resolve) => {
              release[text] = resolve;
            }),
    },
  });
  const { result, rerender } = renderHook(({ text }) => useAnswer('case.find', { text, limit: 5 }), {
    initialProps: { text: 'a' },
  });
  await waitFor(() => expect(result.current.answer).toEqual(found('a')));
  rerender({ text: 'b' });
  expect(result.current.answer).toEqual(found('a'));
  expect(result.current.isStale).toBe(true);
  rerender({ text: 'c' });
  await waitFor(() => expect(release['c']).toBeDefined());
  release['b']?.(found('b'));
  release['c']?.(found('c'));
  await waitFor(() => expect(result.current.answer).toEqual(found('c')));
  expect(result.current.isStale).toBe(false);
});

test('a place may say that it waits only when nothing fresh came for a while', async () => {
  startWindow({ answers: { 'case.find': () => new Promise<Found>(() => undefined) } });
  const { result } = renderHook(() => useAnswer('case.find', { text: 'a', limit: 5 }));
  expect(result.current.isSlow).toBe(false);
  await waitFor(() => expect(result.current.isSlow).toBe(true));
});

test('when the case has changed the question is asked again', async () => {
  let count = 0;
  const bridge = startWindow({ answers: { 'case.find': () => found(`web${++count}`) } });
  const { result } = renderHook(() => useAnswer('case.find', { text: 'a', limit: 5 }));
  await waitFor(() => expect(result.current.answer).toEqual(found('web1')));
  act(() => bridge.tell('store.changed', { revision: 2, events: 10 }));
  await waitFor(() => expect(result.current.answer).toEqual(found('web2')));
});

test('nothing of the case before is shown after another was opened', async () => {
  let isFirst = true;
  const bridge = startWindow({
    answers: { 'case.find': () => (isFirst ? found('old') : new Promise<Found>(() => undefined)) },
  });
  const { result } = renderHook(() => useAnswer('case.find', { text: 'a', limit: 5 }));
  await waitFor(() => expect(result.current.answer).toEqual(found('old')));
  isFirst = false;
  act(() => bridge.tell('case.changed', { path: '/other.saltrace' }));
  expect(result.current.answer).toBeUndefined();
});

test('a question under way when another case was opened is asked of that case', async () => {
  let count = 0;
  const bridge = startWindow({
    answers: { 'case.find': () => (++count === 1 ? new Promise<Found>(() => undefined) : found('new')) },
  });
  const { result } = renderHook(() => useAnswer('case.find', { text: 'a', limit: 5 }));
  act(() => bridge.tell('case.changed', { path: '/other.saltrace' }));
  await waitFor(() => expect(result.current.answer).toEqual(found('new')));
});

test('a failure is shown in place of an answer, and goes when the engine is back', async () => {
  let isLost = true;
  const bridge = startWindow({
    answers: { 'case.find': () => (isLost ? { code: 'engine-lost', message: 'The engine stopped.' } : found('web1')) },
  });
  const { result } = renderHook(() => useAnswer('case.find', { text: 'a', limit: 5 }));
  await waitFor(() => expect(result.current.failure?.code).toBe('engine-lost'));
  isLost = false;
  act(() => bridge.tell('engine.state', { state: 'ready' }));
  await waitFor(() => expect(result.current.answer).toEqual(found('web1')));
  expect(result.current.failure).toBeNull();
});

test('answers that nobody wants any more are forgotten, oldest first', async () => {
  startWindow();
  const { result, rerender } = renderHook(({ text }) => useAnswer('case.find', { text, limit: 5 }), {
    initialProps: { text: '0' },
  });
  for (let n = 1; n <= 80; n++) {
    rerender({ text: String(n) });
    await waitFor(() => expect(result.current.isStale).toBe(false));
  }
  const keys = Object.keys(useAnswersStore.getState().entries);
  expect(keys.length).toBeLessThanOrEqual(61);
  expect(keys.some((key) => key.includes('"text":"80"'))).toBe(true);
  expect(keys.some((key) => key.includes('"text":"1"'))).toBe(false);
});
