// Back and forward over looks; the view of a case kept in it and shown again.
import { waitFor } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { useCaseStore } from '../../../renderer/stores/case-store.ts';
import { useFilterStore } from '../../../renderer/stores/filter-store.ts';
import { useHistoryStore } from '../../../renderer/stores/history-store.ts';
import { useLayoutStore } from '../../../renderer/stores/layout-store.ts';
import { readView, showView, viewText } from '../../../renderer/stores/saved-view.ts';
import { useSelectionStore } from '../../../renderer/stores/selection-store.ts';
import { useSequenceStore } from '../../../renderer/stores/sequence-store.ts';
import { useSpanStore } from '../../../renderer/stores/span-store.ts';
import { useTablesStore } from '../../../renderer/stores/tables-store.ts';
import { sampleInfo } from '../support/sample-case.ts';
import { prepareWindow, startWindow } from '../support/window.tsx';

prepareWindow();
afterEach(() =>
  useTablesStore
    .getState()
    .tablesRestored({ layouts: {}, areFacetsShown: true, facetPaths: [], closedFacets: [], columnPaths: [] }),
);

const first = sampleInfo.first ?? 0;
const savedView = {
  version: 1,
  filter: 'kind:ret',
  span: { from: first + 10, to: first + 2000 },
  selected: { what: 'events', ids: [3] },
  layout: {
    screen: 'jobs',
    jobPage: null,
    minionPage: null,
    isInspectorOpen: false,
    inspectorWidth: 500,
    inspectorTab: 'raw',
    dock: null,
  },
  tables: {
    layouts: { events: { widths: { tag: 300 }, shown: { jid: false }, order: ['tag', 'kind'] } },
    areFacetsShown: false,
    facetPaths: ['data.return.*.result'],
    closedFacets: ['user'],
  },
};

test('back and forward restore filter, span, selection and screen together', async () => {
  startWindow();
  await waitFor(() => expect(useCaseStore.getState().info).not.toBeNull());
  await waitFor(() => expect(useHistoryStore.getState().at).toBe(0));
  useFilterStore.getState().filterApplied('kind:ret');
  useLayoutStore.getState().screenWanted('events');
  await waitFor(() => expect(useHistoryStore.getState().at).toBe(1));
  useSelectionStore.getState().eventPicked(7);
  useSpanStore.getState().spanDragged({ from: first, to: first + 1000 });
  useHistoryStore.getState().back();
  expect(useFilterStore.getState().inForce).toBe('kind:ret');
  expect(useSelectionStore.getState().selected).toBeNull();
  expect(useSpanStore.getState().visible).toBeNull();
  useHistoryStore.getState().back();
  expect(useFilterStore.getState().inForce).toBe('');
  expect(useLayoutStore.getState().screen).toBe('overview');
  useHistoryStore.getState().forward();
  useHistoryStore.getState().forward();
  expect(useSelectionStore.getState().selected).toEqual({ what: 'events', ids: [7] });
  expect(useSpanStore.getState().visible).toEqual({ from: first, to: first + 1000 });
});

test('a case opens to the view that was kept in it', async () => {
  startWindow({ orders: { 'view.load': () => ({ text: JSON.stringify(savedView) }) } });
  await waitFor(() => expect(useFilterStore.getState().inForce).toBe('kind:ret'));
  expect(useSpanStore.getState().visible).toEqual(savedView.span);
  expect(useSelectionStore.getState().selected).toEqual(savedView.selected);
  expect(useTablesStore.getState()).toMatchObject(savedView.tables);
  expect(useLayoutStore.getState()).toMatchObject({
    screen: 'jobs',
    isInspectorOpen: false,
    inspectorWidth: 500,
    inspectorTab: 'raw',
  });
});

test('a changed view is written into the case, once', async () => {
  const bridge = startWindow();
  await waitFor(() => expect(bridge.ordered.some((one) => one.name === 'view.load')).toBe(true));
  await waitFor(() => expect(useHistoryStore.getState().at).toBe(0));
  useFilterStore.getState().filterApplied('outcome:failed');
  useLayoutStore.getState().screenWanted('jobs');
  const saves = () => bridge.ordered.filter((one) => one.name === 'view.save');
  await waitFor(() => expect(saves()).toHaveLength(1), { timeout: 3000 });
  const [saved] = saves().map((one) => one.body as { readonly text: string });
  expect(readView(saved?.text ?? '')).toMatchObject({ filter: 'outcome:failed', layout: { screen: 'jobs' } });
});

test('the sequence is kept in the view, as it stands and whether it was run', async () => {
  const bridge = startWindow();
  await waitFor(() => expect(bridge.ordered.some((one) => one.name === 'view.load')).toBe(true));
  await waitFor(() => expect(useHistoryStore.getState().at).toBe(0));
  const text = 'sequence by minion [kind:minion-start] [kind:ret outcome:failed]';
  const sequences = useSequenceStore.getState();
  expect(readView(viewText())?.sequence).toBeNull();
  sequences.taken(text);
  const kept = viewText();
  expect(readView(kept)?.sequence).toEqual({ text, isRun: true });
  sequences.textTyped(`${text} [`);
  expect(readView(viewText())?.sequence).toEqual({ text: `${text} [`, isRun: false });
  showView(readView(kept));
  expect(useSequenceStore.getState()).toMatchObject({ text, inForce: text, error: null });
  showView(null);
  expect(useSequenceStore.getState()).toMatchObject({ text: '', inForce: null });
  expect(readView(JSON.stringify({ ...savedView, sequence: { text: 7 } }))?.sequence).toBeNull();
});

test('a case saved to another place goes on with the same view, which is written there', async () => {
  const moved = { ...sampleInfo, path: '/home/ana/copy.saltrace', name: 'copy.saltrace' };
  const bridge = startWindow({ orders: { 'case.save-as': () => moved } });
  await waitFor(() => expect(bridge.ordered.some((one) => one.name === 'view.load')).toBe(true));
  await waitFor(() => expect(useCaseStore.getState().info).not.toBeNull());
  useFilterStore.getState().filterApplied('outcome:failed');
  await useCaseStore.getState().saveCaseAs(moved.path);
  await waitFor(() => expect(bridge.ordered.at(-1)?.name).toBe('view.save'), { timeout: 3000 });
  expect(useFilterStore.getState().inForce).toBe('outcome:failed');
  expect(bridge.ordered.filter((one) => one.name === 'view.load')).toHaveLength(1);
});

test('nothing is written into a case that is read only', async () => {
  const bridge = startWindow({ answers: { 'case.info': () => ({ ...sampleInfo, isReadOnly: true }) } });
  await waitFor(() => expect(useCaseStore.getState().info?.isReadOnly).toBe(true));
  useFilterStore.getState().filterApplied('outcome:failed');
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(bridge.ordered.some((one) => one.name === 'view.save')).toBe(false);
});

test.each([
  ['no text', ''],
  ['no JSON', '{'],
  ['a later version', JSON.stringify({ ...savedView, version: 2 })],
  ['a strange screen', JSON.stringify({ ...savedView, layout: { ...savedView.layout, screen: 'evil' } })],
  ['a list', '[]'],
])('a view that is %s is none', (_, text) => expect(readView(text)).toBeNull());

test('odd parts of a view fall back to their defaults', () => {
  const text = JSON.stringify({
    ...savedView,
    span: { from: 'x' },
    selected: { what: 'events', ids: ['x'] },
    layout: { ...savedView.layout, inspectorTab: 'evil', inspectorWidth: 'wide' },
    tables: { layouts: { events: { widths: { tag: -1 }, shown: {}, order: [] } }, facetPaths: ['x', 'data.a', 7] },
  });
  expect(readView(text)).toMatchObject({
    span: null,
    selected: null,
    layout: { inspectorTab: 'story', inspectorWidth: 372 },
    tables: { layouts: {}, areFacetsShown: true, facetPaths: ['data.a'], closedFacets: [], columnPaths: [] },
  });
  expect(readView(JSON.stringify({ ...savedView, tables: undefined }))?.tables).toBeNull();
});
