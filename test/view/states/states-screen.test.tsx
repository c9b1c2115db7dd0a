import { act, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import { useMatrixStore } from '../../../renderer/stores/matrix-store.ts';
import { useSelectionStore } from '../../../renderer/stores/selection-store.ts';
import { orderMatrix } from '../../../renderer/views/states/order-matrix.ts';
import { StatesScreen } from '../../../renderer/views/states/states-screen.tsx';
import { sampleMatrix } from '../support/sample-states.ts';
import { capture, prepareViews, show } from '../support/show.tsx';

prepareViews();
const jid = '20261122200903698084';

beforeEach(() => useMatrixStore.setState({ jids: null, cell: null }));

describe('the matrix of states', () => {
  test('is a grid that keys move in, cell by cell, and Enter looks into one', async () => {
    useMatrixStore.getState().matrixWanted([jid]);
    const { user } = show(<StatesScreen nonce="" />, capture('bad-config'));
    const grid = await screen.findByRole('grid', { name: 'States by minions' });
    expect([grid.getAttribute('aria-rowcount'), grid.getAttribute('aria-colcount')]).toEqual(['3', '3']);
    act(() => grid.focus());
    const told = () => document.getElementById(grid.getAttribute('aria-activedescendant') ?? '')?.textContent;
    expect(told()).toBe('nginx-configtest (cmd.run), web2: failed');
    await user.keyboard('{ArrowDown}');
    expect(told()).toBe('nginx-reload (cmd.run), web2: blocked');
    await user.keyboard('{Control>}{End}{/Control}');
    expect(told()).toBe('inventory (cmd.run), web4: changed, keeps changing');
    await user.keyboard('{ArrowLeft}');
    expect(told()).toBe('inventory (cmd.run), web1: not run');
    await user.keyboard('{Enter}');
    expect(useMatrixStore.getState().cell).toBeNull();
    await user.keyboard('{Control>}{Home}{/Control}{Enter}');
    expect(useMatrixStore.getState().cell).toMatchObject({ id: 'nginx-configtest', minion: 'web2', event: 31 });
    expect(useSelectionStore.getState().selected).toEqual({ what: 'events', ids: [31] });
    const detail = await screen.findByRole('region', { name: 'State on its minion' });
    const runs = await within(detail).findAllByRole('listitem');
    expect(runs).toHaveLength(2);
    expect(
      within(runs[0] ?? detail)
        .getByRole('button')
        .getAttribute('aria-current'),
    ).toBe('true');
  });

  test('has another order by name and by what keeps changing', () => {
    const names = (order: 'failures' | 'name' | 'flapping') => {
      const { rows, minions, codeAt } = orderMatrix(sampleMatrix, order);
      return {
        rows: rows.map((at) => sampleMatrix.rows[at]?.id),
        minions: minions.map((at) => sampleMatrix.minions[at]?.minion),
        first: codeAt(0, 0),
      };
    };
    expect(names('failures')).toEqual({
      rows: ['nginx-configtest', 'nginx-reload', 'inventory'],
      minions: ['web2', 'web1', 'web4'],
      first: 6,
    });
    expect(names('name')).toEqual({
      rows: ['inventory', 'nginx-configtest', 'nginx-reload'],
      minions: ['web1', 'web2', 'web4'],
      first: 0,
    });
    expect(names('flapping')).toEqual({
      rows: ['inventory', 'nginx-configtest', 'nginx-reload'],
      minions: ['web4', 'web2', 'web1'],
      first: 18,
    });
  });

  test('shows every state over all its runs', async () => {
    const { user } = show(<StatesScreen nonce="" />, capture('bad-config'));
    await user.click(await screen.findByRole('button', { name: 'All runs' }));
    const table = await screen.findByRole('table', { name: 'All runs' });
    const [, row] = within(table).getAllByRole('row');
    expect(row?.textContent).toContain('nginx-configtest');
    expect(
      within(row ?? table)
        .getAllByRole('cell')
        .map((cell) => cell.textContent)
        .slice(0, 3),
    ).toEqual(['3', '6', '1']);
  });
});
