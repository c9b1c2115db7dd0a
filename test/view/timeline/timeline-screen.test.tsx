// The timeline around its picture: what the painter is told, and the lanes as a tree and as tables, over a real capture.
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { stepArrows, useArrowStore } from '../../../renderer/stores/arrow-store.ts';
import { useFilterStore } from '../../../renderer/stores/filter-store.ts';
import { useLayoutStore } from '../../../renderer/stores/layout-store.ts';
import { useNotesStore } from '../../../renderer/stores/notes-store.ts';
import { useSelectionStore } from '../../../renderer/stores/selection-store.ts';
import { useSpanNoteStore } from '../../../renderer/stores/span-note-store.ts';
import { useSpanStore } from '../../../renderer/stores/span-store.ts';
import { goToFailure } from '../../../renderer/stores/timeline-failures.ts';
import { useTimelineStore } from '../../../renderer/stores/timeline-store.ts';
import type { FromPainter, Hit, ToPainter } from '../../../renderer/views/timeline/messages.ts';
import { TimelineScreen } from '../../../renderer/views/timeline/timeline-screen.tsx';
import type { Note } from '../../../shared/keep/note.ts';
import { capture, prepareViews, show } from '../support/show.tsx';

prepareViews();
const badConfig = capture('bad-config');

class FakeWorker {
  static made: FakeWorker[] = [];
  readonly told: ToPainter[] = [];
  isStopped = false;
  onmessage: ((message: { readonly data: FromPainter }) => void) | null = null;
  constructor() {
    FakeWorker.made.push(this);
  }
  postMessage(message: ToPainter): void {
    this.told.push(message);
  }
  terminate(): void {
    this.isStopped = true;
  }
  say(message: FromPainter): void {
    act(() => this.onmessage?.({ data: message }));
  }
  last<W extends ToPainter['what']>(what: W): Extract<ToPainter, { what: W }> {
    const found = this.told.findLast((message) => message.what === what);
    if (found === undefined) throw new Error(`the painter was not told ${what}`);
    return found as Extract<ToPainter, { what: W }>;
  }
}

beforeEach(() => {
  FakeWorker.made = [];
  vi.stubGlobal('Worker', FakeWorker);
  HTMLCanvasElement.prototype.transferControlToOffscreen = () => ({}) as OffscreenCanvas;
  HTMLElement.prototype.setPointerCapture = () => undefined;
  const stamps = badConfig.rows.map((row) => row.stamp ?? 0);
  useSpanStore.getState().wholeKnown(Math.min(...stamps), Math.max(...stamps));
});
afterEach(() => {
  useTimelineStore.getState().lookRestored({});
  useArrowStore.getState().arrowsCleared();
});

const tree = () => screen.findByRole('tree', { name: 'Lanes' });

async function opened() {
  const shown = show(<TimelineScreen />, badConfig);
  await tree();
  const painter = FakeWorker.made.at(-1);
  if (painter === undefined) throw new Error('no painter was started');
  return { ...shown, painter };
}

test('the painter gets the lanes, the whole time and the colours', async () => {
  const { painter } = await opened();
  const lanes = painter.last('rows').rows;
  expect(lanes.length).toBe(new Set(badConfig.rows.map((row) => row.minion)).size);
  const { whole } = useSpanStore.getState();
  expect(painter.last('view')).toMatchObject({ origin: whole?.from, view: { from: 0 } });
  expect(painter.last('palette').palette.failed).toMatch(/^#/);
  expect(painter.last('subject')).toMatchObject({ filter: '', by: 'minion' });
});

test('the tiles it asks for come from the engine, with its filter; those it takes back are not answered', async () => {
  const { painter, asked } = await opened();
  const body = { filter: '', by: 'minion', level: 20, tile: 1, lanes: [1], isMerged: false } as const;
  painter.say({ what: 'ask-tile', id: 5, body });
  await waitFor(() => expect(painter.last('tile')).toMatchObject({ id: 5, tile: { level: 20, tile: 1 } }));
  expect(asked.at(-1)).toMatchObject({ name: 'timeline.tile', body });
  painter.say({ what: 'ask-tile', id: 6, body });
  painter.say({ what: 'cancel', id: 6 });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(painter.last('tile').id).toBe(5);
});

test('a span chosen elsewhere is the view of the lanes; a turn of the wheel is the span of all', async () => {
  const { painter } = await opened();
  const from = useSpanStore.getState().whole?.from ?? 0;
  act(() => useSpanStore.getState().spanDragged({ from: from + 1_000_000, to: from + 3_000_000 }));
  expect(painter.last('view').view).toEqual({ from: 1_000_000, to: 3_000_000 });
  const picture = screen.getByRole('img', { name: /^Timeline with/ });
  // The test's DOM has wheels that stand nowhere.
  const place = { deltaX: 0, deltaY: -300, deltaMode: 0, clientX: 100, clientY: 50 };
  const wheel = Object.assign(new Event('wheel', { bubbles: true, cancelable: true }), place);
  act(() => void picture.dispatchEvent(wheel));
  const zoomed = painter.last('view').view;
  expect(zoomed.to - zoomed.from).toBeLessThan(2_000_000);
  await waitFor(() => expect(useSpanStore.getState().visible?.to).toBeLessThan(from + 3_000_000));
});

test('what lies under a click is selected for every view', async () => {
  const { painter, user } = await opened();
  const picture = screen.getByRole('img', { name: /^Timeline with/ });
  const failed = badConfig.rows.find((row) => row.outcomes.includes('failed') && row.kind === 'ret');
  await user.pointer([{ keys: '[MouseLeft]', target: picture, coords: { clientX: 40, clientY: 60 } }]);
  const hit: Hit = {
    rowKey: 'l2',
    x0: 1,
    x1: 2,
    y0: 3,
    y1: 4,
    thing: { what: 'item', event: failed?.id ?? 0, minion: 0, from: 1, to: 2, isBar: true },
  };
  painter.say({ what: 'hit', id: painter.last('pointer').id, hit });
  expect(useSelectionStore.getState().selected).toEqual({ what: 'events', ids: [failed?.id] });
  await waitFor(() =>
    expect(painter.last('selection').selection).toMatchObject({ events: [failed?.id], at: failed?.stamp }),
  );
});

test('lanes are grouped, pinned, moved and opened by keys', async () => {
  const { user, painter } = await opened();
  const lanes = await tree();
  lanes.focus();
  const names = () =>
    within(lanes)
      .getAllByRole('treeitem')
      .map((item) => (item.getAttribute('data-kind') === 'lane' ? item.querySelector('.tl-name')?.textContent : ''));
  const before = names();
  await user.keyboard('{Home}{ArrowDown}{Alt>}{ArrowDown}{/Alt}');
  expect(names()).toEqual([before[0], before[2], before[1], ...before.slice(3)]);
  await user.keyboard('p');
  await waitFor(() => expect(painter.last('rows').pinned).toHaveLength(1));
  // A second one is pinned, goes before the first, and that is said.
  await user.keyboard('{End}p');
  await waitFor(() => expect(painter.last('rows').pinned).toHaveLength(2));
  const pinnedNames = () => names().slice(0, 2);
  const [firstPin, secondPin] = pinnedNames();
  await user.keyboard('{Home}{Alt>}{ArrowDown}{/Alt}');
  expect(pinnedNames()).toEqual([secondPin, firstPin]);
  expect(screen.getByText(`${firstPin} is now lane 2 of 2`)).toBeDefined();
  await user.keyboard('{Home}p');
  await waitFor(() => expect(painter.last('rows').pinned).toHaveLength(1));
  await user.keyboard('{End}{ArrowRight}');
  expect(within(lanes).getAllByRole('treeitem', { expanded: true })).toHaveLength(1);
  await user.keyboard('{Enter}');
  expect(useSelectionStore.getState().selected).toEqual({ what: 'minion', minion: before.at(-1) });
});

test('as tables: the lanes with their failures, and the events of the one in front', async () => {
  const { user } = await opened();
  await user.click(screen.getByRole('button', { name: 'Lanes as a table' }));
  const lanes = await screen.findByRole('grid', { name: 'Lanes' });
  expect(FakeWorker.made.at(-1)?.isStopped).toBe(true);
  const web2 = within(lanes).getByRole('row', { name: /web2/ });
  await user.click(web2);
  const events = await screen.findByRole('grid', { name: /^web2: / });
  const own = badConfig.rows.filter((row) => row.minion === 'web2');
  await waitFor(() => expect(within(events).getAllByRole('row').length).toBe(own.length + 1));
  events.focus();
  await user.keyboard('{Home}');
  expect(useSelectionStore.getState().selected).toEqual({ what: 'events', ids: [own[0]?.id] });
});

test('an area tells what it holds, and becomes the filter', async () => {
  const { user } = await opened();
  const picture = screen.getByRole('img', { name: /^Timeline with/ });
  fireEvent.pointerDown(picture, { button: 0, shiftKey: true, clientX: 1, clientY: 30, pointerId: 1 });
  fireEvent.pointerMove(picture, { shiftKey: true, clientX: 1199, clientY: 500, pointerId: 1 });
  fireEvent.pointerUp(picture, { shiftKey: true, clientX: 1199, clientY: 500, pointerId: 1 });
  const area = await screen.findByRole('region', { name: 'Selected area' });
  expect(await within(area).findByText('failed')).toBeDefined();
  await user.click(within(area).getByRole('button', { name: 'Filter to this' }));
  expect(useFilterStore.getState().inForce).toBe('minion:web2');
});

test('from failure to failure, and back', async () => {
  await opened();
  const failures = badConfig.rows.filter((row) => row.kind === 'ret' && row.outcomes.includes('failed'));
  await act(() => goToFailure(false));
  expect(useSelectionStore.getState().selected).toEqual({ what: 'events', ids: [failures[0]?.id] });
  await act(() => goToFailure(false));
  expect(useSelectionStore.getState().selected).toEqual({ what: 'events', ids: [failures[1]?.id] });
  await act(() => goToFailure(true));
  expect(useSelectionStore.getState().selected).toEqual({ what: 'events', ids: [failures[0]?.id] });
});

test('arrows join the lanes of their events, are told of under the pointer and followed by a click; as a table by keys', async () => {
  const { painter, user } = await opened();
  const failed = badConfig.rows.find((row) => row.outcomes.includes('failed') && row.minion === 'web2');
  const published = badConfig.rows.find((row) => row.jid === failed?.jid && row.kind === 'new');
  if (failed === undefined || published === undefined) throw new Error('the capture has no failed job on web2');
  act(() => useArrowStore.getState().arrowsShown('match', stepArrows([published, failed])));
  const [arrow] = painter.last('arrows').arrows;
  expect(arrow).toMatchObject({ role: 'step', step: 1, isInferred: false });
  expect(arrow?.from.at).toBe(published.stamp);
  expect(arrow?.to.at).toBe(failed.stamp);
  // The publish lies on the master's lane, the return on that of web2.
  expect(arrow?.from.row).toBe('l0');
  expect(arrow?.to.row).not.toBe('l0');
  act(() => useTimelineStore.getState().pinToggled('minion:web2'));
  expect(painter.last('arrows').arrows[0]?.to.row).toBe(`p${arrow?.to.row}`);

  const picture = screen.getByRole('img', { name: /^Timeline with/ });
  await user.pointer([{ target: picture, coords: { clientX: 40, clientY: 60 } }]);
  const thing = { what: 'arrows', arrows: [0], areBeyond: false } as const;
  const hit: Hit = { rowKey: '', x0: 1, x1: 1, y0: 1, y1: 1, thing };
  painter.say({ what: 'hit', id: painter.last('pointer').id, hit });
  expect(screen.getByText(/Step 1 to step 2/).textContent).toContain('certain');
  await user.pointer([{ keys: '[MouseLeft]', target: picture, coords: { clientX: 40, clientY: 60 } }]);
  painter.say({ what: 'hit', id: painter.last('pointer').id, hit });
  expect(useSelectionStore.getState().selected).toEqual({ what: 'events', ids: [failed.id] });
  await user.pointer([{ keys: '[MouseLeft]', target: picture, coords: { clientX: 40, clientY: 60 } }]);
  painter.say({ what: 'hit', id: painter.last('pointer').id, hit });
  expect(useSelectionStore.getState().selected).toEqual({ what: 'events', ids: [published.id] });

  await user.click(screen.getByRole('button', { name: 'Lanes as a table' }));
  const list = await screen.findByRole('grid', { name: 'Arrows between events' });
  expect(within(list).getByRole('row', { name: /Step 1 to step 2.*web2/ })).toBeDefined();
  list.focus();
  await user.keyboard('{Home}{Enter}');
  expect(useSelectionStore.getState().selected).toEqual({ what: 'events', ids: [published.id] });
});

test('notes stand on the lanes of their events and jobs and on the axis; a click opens them where they are written', async () => {
  const { painter, user } = await opened();
  const failed = badConfig.rows.find((row) => row.outcomes.includes('failed') && row.minion === 'web2');
  if (failed?.jid == null) throw new Error('the capture has no failed job on web2');
  const span = { from: (failed.stamp ?? 0) - 1000, to: (failed.stamp ?? 0) + 1000 };
  const content = { isBookmarked: false, text: 'the deploy began', tags: ['rca'] };
  const abouts: Note['about'][] = [
    { what: 'event', event: failed.id, tag: failed.tag, stamp: failed.stamp },
    { what: 'job', jid: failed.jid },
    { what: 'span', ...span },
  ];
  const kept = abouts.map((about) => ({ key: about.what, about, ...content, changed: 1 }));
  act(() => useNotesStore.setState({ notes: kept }));
  await waitFor(() => expect(painter.last('notes').notes).toHaveLength(3));
  const { notes } = painter.last('notes');
  const web2 = painter
    .last('rows')
    .rows.find((row) => row.lanes[0] !== 0 && row.key === notes.find((one) => one.from === failed.stamp)?.row);
  expect(web2).toBeDefined();
  expect(notes).toContainEqual({ row: null, ...span });
  expect(notes.filter((one) => one.row === 'l0')).toHaveLength(1);
  const picture = screen.getByRole('img', { name: /^Timeline with/ });
  const hitOf = (note: number): Hit => ({ rowKey: '', x0: 1, x1: 1, y0: 1, y1: 1, thing: { what: 'note', note } });
  const click = async (note: number) => {
    await user.pointer([{ keys: '[MouseLeft]', target: picture, coords: { clientX: 40, clientY: 60 } }]);
    painter.say({ what: 'hit', id: painter.last('pointer').id, hit: hitOf(note) });
  };
  await click(notes.findIndex((one) => one.row === null));
  expect(screen.getByText('the deploy began')).toBeDefined();
  expect(useSpanNoteStore.getState().open).toEqual(span);
  await click(notes.findIndex((one) => one.row === web2?.key));
  expect(useSelectionStore.getState().selected).toEqual({ what: 'events', ids: [failed.id] });
  expect(useLayoutStore.getState().inspectorTab).toBe('notes');
  useSpanNoteStore.getState().spanNoteClosed();
  useNotesStore.setState({ notes: [] });
});

test('lanes by master are asked for once the masters are read, and until then that is said', async () => {
  const { asked } = await opened();
  const count = () => asked.filter(({ name }) => name === 'timeline.lanes').length;
  const before = count();
  act(() => useTimelineStore.getState().byChosen('master'));
  expect(screen.getByRole('status').textContent).toMatch(/master/);
  expect(count()).toBe(before);
  expect(screen.queryByRole('tree')).toBeNull();
});
