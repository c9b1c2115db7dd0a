// The inspector: the story of a return, its data with secrets covered, its raw record with its places.
import { act, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useLayoutStore } from '../../../renderer/stores/layout-store.ts';
import { useSelectionStore } from '../../../renderer/stores/selection-store.ts';
import { Inspector } from '../../../renderer/views/inspector/inspector.tsx';
import { sample } from '../support/sample-case.ts';
import { prepareWindow, showPart, startOpenCase } from '../support/window.tsx';

prepareWindow();

function idOf(test: (row: (typeof sample.events)[number]) => boolean): number {
  const row = sample.events.find(test);
  if (row === undefined) throw new Error('the sample lacks the event');
  return row.id;
}

const failed = idOf((row) => row.kind === 'ret' && row.outcomes.includes('failed'));
const beacon = idOf((row) => row.kind === 'beacon');
const hostile = idOf((row) => row.kind === 'custom');

test('the story of a failed return names the root, what it blocked and what was changed', async () => {
  await startOpenCase();
  showPart(<Inspector />);
  expect(screen.getByText('Nothing is selected')).toBeTruthy();
  act(() => useSelectionStore.getState().eventPicked(failed));
  const story = await screen.findByRole('region', { name: 'Story' });
  await waitFor(() => expect(story.textContent).toContain('nginx-configtest'));
  await waitFor(() => expect(story.textContent).toContain('2 states were blocked by it: nginx-reload, nginx-site'));
  expect(story.textContent).toContain('state.apply on web2');
  expect(story.textContent).toContain('retcode 2');
  expect(story.textContent).toContain('unknown directive "http2"');
  expect(story.textContent).toContain('nginx-config');
});

test('secrets in the data are covered until they are asked for', async () => {
  await startOpenCase();
  useLayoutStore.getState().inspectorTabChosen('data');
  useSelectionStore.getState().eventPicked(beacon);
  const user = showPart(<Inspector />);
  const tree = await screen.findByRole('tree', { name: 'Data of the event' });
  expect(tree.textContent).not.toContain('hunter2');
  await user.click(screen.getByTitle('Show the secret'));
  expect(tree.textContent).toContain('hunter2-NOT-REAL');
});

test('the raw record names every place it was read from and covers secrets', async () => {
  const bridge = await startOpenCase();
  useLayoutStore.getState().inspectorTabChosen('raw');
  useSelectionStore.getState().eventPicked(beacon);
  const user = showPart(<Inspector />);
  const raw = await screen.findByRole('region', { name: 'Raw record' });
  expect(raw.textContent).not.toContain('hunter2');
  expect(screen.getByText(`line ${(beacon * 3).toLocaleString('en')}, byte`, { exact: false })).toBeTruthy();
  expect(screen.getByText('rawfile.jsonl')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Copy the record' }));
  expect(bridge.copied[0]).not.toContain('hunter2');
  await user.click(screen.getByRole('button', { name: 'Show secrets' }));
  expect(raw.textContent).toContain('hunter2-NOT-REAL');
});

test('hostile text is text, and what hides in it is seen', async () => {
  await startOpenCase();
  useSelectionStore.getState().eventPicked(hostile);
  showPart(<Inspector />);
  const story = await screen.findByRole('region', { name: 'Story' });
  expect(story.textContent).toContain('lab/␛[31mevilU+202E<script>alert(1)</script>');
  expect(document.querySelector('script, img')).toBeNull();
});

test('the tree is walked by keys: arrows open and close', async () => {
  await startOpenCase();
  useLayoutStore.getState().inspectorTabChosen('data');
  useSelectionStore.getState().eventPicked(failed);
  const user = showPart(<Inspector />);
  const tree = await screen.findByRole('tree');
  tree.focus();
  const current = () => document.getElementById(tree.getAttribute('aria-activedescendant') ?? '');
  await user.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}');
  expect(current()?.textContent).toContain('fun_args');
  expect(current()?.getAttribute('aria-expanded')).toBe('true');
  await user.keyboard('{ArrowLeft}');
  expect(current()?.getAttribute('aria-expanded')).toBe('false');
  await user.keyboard('{ArrowRight}{ArrowRight}');
  expect(current()?.textContent).toContain('nginx');
  await user.keyboard('{ArrowLeft}');
  expect(current()?.textContent).toContain('fun_args');
});

test('tabs change by arrow keys', async () => {
  await startOpenCase();
  useSelectionStore.getState().eventPicked(failed);
  const user = showPart(<Inspector />);
  (await screen.findByRole('tab', { name: 'Story' })).focus();
  await user.keyboard('{ArrowRight}');
  expect(screen.getByRole('tab', { name: 'Data' }).getAttribute('aria-selected')).toBe('true');
  expect(document.activeElement?.textContent).toBe('Data');
});
