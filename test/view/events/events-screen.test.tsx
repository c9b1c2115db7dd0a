import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { useFilterStore } from '../../../renderer/stores/filter-store.ts';
import { useSelectionStore } from '../../../renderer/stores/selection-store.ts';
import { EventsScreen } from '../../../renderer/views/events/events-screen.tsx';
import { capture, prepareViews, show } from '../support/show.tsx';

prepareViews();
const badConfig = capture('bad-config');

async function grid() {
  const found = await screen.findByRole('grid', { name: 'Events, in time order' });
  await waitFor(() => expect(within(found).getAllByText('salt/netapi/hook/saltlab/begin')[0]).toBeDefined());
  return found;
}

function selectedIds(): readonly number[] {
  const { selected } = useSelectionStore.getState();
  return selected?.what === 'events' ? selected.ids : [];
}

describe('the events table', () => {
  test('says how many rows there are and shows only those in sight', async () => {
    show(<EventsScreen />, badConfig);
    const table = await grid();
    expect(table.getAttribute('aria-rowcount')).toBe('53');
    const rows = within(table).getAllByRole('row');
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.length).toBeLessThan(30);
    expect(rows[1]?.getAttribute('aria-rowindex')).toBe('2');
  });

  test('arrows, Page, Home and End move; Shift extends; the store follows', async () => {
    const { user } = show(<EventsScreen />, badConfig);
    (await grid()).focus();
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}');
    expect(selectedIds()).toEqual([badConfig.rows[2]?.id]);
    await user.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
    await waitFor(() => expect(selectedIds()).toEqual(badConfig.rows.slice(2, 5).map((row) => row.id)));
    await user.keyboard('{End}');
    await waitFor(() => expect(selectedIds()).toEqual([badConfig.rows.at(-1)?.id]));
    await user.keyboard('{Home}');
    await waitFor(() => expect(selectedIds()).toEqual([badConfig.rows[0]?.id]));
    await user.keyboard('{PageDown}');
    await waitFor(() => expect(selectedIds()[0]).toBe(badConfig.rows[19]?.id));
  });

  test('ten million rows: End reaches the last one, and only pages in sight are asked for', async () => {
    const { user, asked } = show(<EventsScreen />, badConfig, { times: 10_000_000 });
    (await grid()).focus();
    await user.keyboard('{End}');
    const last = await screen.findByRole('row', { selected: true });
    expect(last.getAttribute('aria-rowindex')).toBe('10000001');
    const pages = asked.filter(({ name }) => name === 'events.page');
    expect(pages.length).toBeLessThan(12);
  });

  test('an event selected elsewhere is found and marked', async () => {
    show(<EventsScreen />, badConfig);
    await grid();
    const wanted = badConfig.rows[40];
    useSelectionStore.getState().eventPicked(wanted?.id ?? 0);
    const row = await screen.findByRole('row', { selected: true });
    expect(row.getAttribute('aria-rowindex')).toBe('42');
  });

  test('a click on a value opens its menu, and so does Enter on its cell', async () => {
    const { user } = show(<EventsScreen />, badConfig);
    const table = await grid();
    await user.click(within(table).getAllByText('web3')[0] as HTMLElement);
    await user.click(await screen.findByText('filter minion web3'));
    expect(useFilterStore.getState().inForce).toBe('minion:web3');
    await waitFor(() => expect(table.getAttribute('aria-rowcount')).toBe('9'));
    table.focus();
    await user.keyboard('{Home}{ArrowRight}{ArrowRight}{ArrowRight}{Enter}');
    expect(await screen.findByText(/^filter kind/)).toBeDefined();
  });

  test('selected rows are copied', async () => {
    const { user, copied } = show(<EventsScreen />, badConfig);
    (await grid()).focus();
    await user.keyboard('{Home}{Shift>}{ArrowDown}{/Shift}');
    await waitFor(() => expect(selectedIds()).toHaveLength(2));
    await user.keyboard('{Control>}c{/Control}');
    expect(JSON.parse(copied[0] ?? '')).toHaveLength(2);
    await user.click(screen.getByRole('button', { name: 'Copy rows' }));
    await user.click(await screen.findByText('Markdown'));
    expect(copied[1]).toMatch(/^\| time \| kind/);
  });

  test('a failure is shown where the rows would be', async () => {
    const { refuse } = show(<EventsScreen />, badConfig);
    refuse('events.page', {
      code: 'database-corrupt',
      message: 'The case is damaged: incident.saltrace',
      tip: 'Import again.',
    });
    useFilterStore.getState().filterApplied('kind:ret');
    expect(await screen.findByText('The case is damaged: incident.saltrace')).toBeDefined();
  });

  test('nothing fits: says why and clears the filter', async () => {
    const { user } = show(<EventsScreen />, badConfig);
    useFilterStore.getState().filterApplied('minion:nowhere');
    await user.click(await screen.findByRole('button', { name: 'Clear the filter' }));
    expect(useFilterStore.getState().inForce).toBe('');
    await grid();
  });
});

describe('facets', () => {
  test('a check edits the filter; a second value of the same field can be checked', async () => {
    const { user } = show(<EventsScreen />, badConfig);
    await grid();
    const panel = screen.getByRole('complementary', { name: 'Facets' });
    await user.click(await within(panel).findByRole('checkbox', { name: /^ret / }));
    expect(useFilterStore.getState().inForce).toBe('kind:ret');
    await user.click(await within(panel).findByRole('checkbox', { name: /^new / }));
    expect(useFilterStore.getState().inForce).toBe('kind:(ret or new)');
    await user.click(await within(panel).findByRole('checkbox', { name: /^ret / }));
    expect(useFilterStore.getState().inForce).toBe('kind:new');
  });

  test('a value is excluded', async () => {
    const { user } = show(<EventsScreen />, badConfig);
    await grid();
    await user.click(await screen.findByRole('button', { name: 'Exclude refresh' }));
    expect(useFilterStore.getState().inForce).toBe('not kind:refresh');
  });

  test('any path into the data can be counted', async () => {
    const { user } = show(<EventsScreen />, badConfig);
    await grid();
    const input = screen.getByRole('combobox', { name: 'Path into the data to count' });
    await user.type(input, 'tgt_type{Enter}');
    expect(await screen.findByRole('checkbox', { name: /^grain / })).toBeDefined();
    await user.type(input, 'not a path ({Enter}');
    expect((await screen.findByRole('alert')).textContent).toContain('no path');
  });
});
