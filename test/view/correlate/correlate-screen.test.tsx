// The screen "Correlate": cards and text in step, faults in place, results by join value, the chosen match for others to draw.
import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { useArrowStore } from '../../../renderer/stores/arrow-store.ts';
import { useSelectionStore } from '../../../renderer/stores/selection-store.ts';
import { useSequenceStore } from '../../../renderer/stores/sequence-store.ts';
import { CorrelateScreen } from '../../../renderer/views/correlate/correlate-screen.tsx';
import { capture, prepareViews, show } from '../support/show.tsx';

prepareViews();
afterEach(() => {
  useSequenceStore.getState().sequenceCleared();
  useArrowStore.getState().arrowsCleared();
});

const badConfig = capture('bad-config');
const store = () => useSequenceStore.getState();
const textOf = (name: string) => screen.getByRole('textbox', { name }).textContent;

test('an example fills cards and text and is run', async () => {
  const { user, asked } = show(<CorrelateScreen />, badConfig);
  await user.click(screen.getByRole('button', { name: 'Published, but no return' }));
  expect(textOf('Step 1: filter')).toBe('kind:new internal:false');
  expect(textOf('Must not follow: filter')).toBe('kind:ret');
  expect(textOf('As text')).toContain('![kind:ret]');
  await waitFor(() => expect(asked.some(({ name }) => name === 'sequence.run')).toBe(true));
  expect(await screen.findByRole('button', { name: /^\d+ matched$/ })).toBeDefined();
});

test('a card edits the text, the text edits the cards', async () => {
  const { user } = show(<CorrelateScreen />, badConfig);
  store().textTyped('sequence by minion [kind:minion-start] [kind:ret]');
  await waitFor(() => expect(textOf('Step 2: filter')).toBe('kind:ret'));
  await user.click(screen.getByRole('button', { name: 'Move Step 2 up' }));
  expect(store().text).toBe('sequence by minion\n  [kind:ret]\n  [kind:minion-start]');
  const within_ = screen.getByRole('textbox', { name: 'Within' });
  await user.type(within_, '5m');
  expect(store().text).toContain('with maxspan=5m');
  await user.click(screen.getByRole('button', { name: 'Must not follow' }));
  expect(store().text).toContain('\n  ![]');
  await user.click(screen.getByRole('button', { name: 'Remove Step 1' }));
  expect(store().error).toBeNull();
  expect(store().draft.steps.map(({ filter }) => filter)).toEqual(['kind:minion-start']);
});

test('a text that cannot be read keeps the last good cards and says where it breaks', async () => {
  const { user } = show(<CorrelateScreen />, badConfig);
  store().taken('sequence by jid [kind:new] [kind:ret]');
  await screen.findByRole('button', { name: /^\d+ matched$/ });
  store().textTyped('sequence by jid [kind:new] [kid:ret]');
  expect(await screen.findByText(/position 28: unknown field kid/)).toBeDefined();
  expect(textOf('Step 2: filter')).toBe('kind:ret');
  expect((screen.getByRole('button', { name: 'Find' }) as HTMLButtonElement).disabled).toBe(true);
  expect(store().inForce).toBe('sequence by jid [kind:new] [kind:ret]');
  expect(screen.getByText('The last sequence found is still shown')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'kind' }));
  expect(store().error).toBeNull();
});

test('a wrong filter in a card is named in that card', async () => {
  show(<CorrelateScreen />, badConfig);
  store().draftChanged({
    steps: [
      { filter: 'kind:rt', by: '' },
      { filter: 'kind:ret', by: '' },
    ],
  });
  const card = screen.getByRole('group', { name: 'Step 1' });
  await waitFor(() => expect(card.textContent).toContain('position 5: unknown kind rt'));
  expect(screen.getByRole('group', { name: 'Step 2' }).textContent).not.toContain('position');
  expect(within(card).getByRole('textbox', { name: 'Step 1: filter' }).getAttribute('aria-invalid')).toBe('true');
});

test('rows are starts; going to one selects its events and offers them to others', async () => {
  const { user } = show(<CorrelateScreen />, badConfig);
  store().taken('sequence by jid [kind:new fun:state.apply] [kind:ret outcome:failed]');
  const grid = await screen.findByRole('grid', { name: 'Starts of the sequence' });
  await waitFor(() => expect(within(grid).getAllByRole('row').length).toBeGreaterThan(1));
  grid.focus();
  await user.keyboard('{ArrowDown}');
  const [arrow, ...more] = useArrowStore.getState().match;
  expect(more).toEqual([]);
  expect(arrow).toMatchObject({ role: 'step', step: 1, isInferred: false });
  const ids = [arrow?.from.id, arrow?.to.id];
  expect(useSelectionStore.getState().selected).toEqual({ what: 'events', ids });
  const list = await screen.findByRole('list', { name: 'Events of the chosen start' });
  const [first] = within(list).getAllByRole('button');
  await user.click(first as HTMLElement);
  expect(useSelectionStore.getState().selected).toEqual({ what: 'events', ids: [ids[0]] });
});

test('a join value lists its starts only; a count lists the starts of its state', async () => {
  const { user, asked } = show(<CorrelateScreen />, badConfig);
  store().taken('sequence by minion [kind:ret outcome:failed] [kind:ret outcome:succeeded]');
  const groups = await screen.findByRole('navigation', { name: 'Starts by minion' });
  const [first] = await within(groups).findAllByRole('button');
  await user.click(first as HTMLElement);
  expect(first?.getAttribute('aria-pressed')).toBe('true');
  await waitFor(() => {
    const bodies = asked.filter(({ name }) => name === 'sequence.matches').map(({ body }) => body as { by?: string[] });
    expect(bodies.at(-1)?.by).toHaveLength(1);
  });
  await user.click(screen.getByRole('button', { name: /not matched/ }));
  await waitFor(() => {
    const bodies = asked.filter(({ name }) => name === 'sequence.matches');
    expect(bodies.at(-1)?.body).toMatchObject({ states: expect.arrayContaining(['unmatched']) });
  });
});
