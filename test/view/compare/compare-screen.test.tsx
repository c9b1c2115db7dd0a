import { screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import { useCompareStore } from '../../../renderer/stores/compare-store.ts';
import { CompareScreen } from '../../../renderer/views/compare/compare-screen.tsx';
import { capture, prepareViews, show } from '../support/show.tsx';

prepareViews();
const [before, broken] = ['20261122200901199448', '20261122200903698084'];

beforeEach(() => useCompareStore.setState({ a: null, b: null }));

describe('compare', () => {
  test('asks for two sides first', async () => {
    show(<CompareScreen />, capture('bad-config'));
    expect(await screen.findByText('Choose two sides')).toBeDefined();
  });

  test('shows states, minions, durations and tags that differ', async () => {
    useCompareStore.getState().compareWanted({ jid: before }, { jid: broken });
    show(<CompareScreen />, capture('bad-config'));
    const states = await screen.findByRole('table', { name: /States that ended otherwise/ });
    const [, first] = within(states).getAllByRole('row');
    expect(first?.textContent).toContain('nginx-configtest');
    expect(first?.textContent).toContain('failed');
    expect(within(screen.getByRole('table', { name: /Minions only in A/ })).getByText('web1')).toBeDefined();
    expect(screen.getByRole('table', { name: /Clearly longer or shorter/ })).toBeDefined();
    expect(screen.getByText('salt/job/<jid>/sub/<minion>/error/state.apply')).toBeDefined();
  });

  test('sides are chosen from the jobs, and exchanged', async () => {
    const { user } = show(<CompareScreen />, capture('bad-config'));
    await screen.findAllByRole('option', { name: /state\.apply nginx/ });
    await user.selectOptions(screen.getByRole('combobox', { name: 'A' }), before);
    await user.selectOptions(screen.getByRole('combobox', { name: 'B' }), 'in-sight');
    expect(useCompareStore.getState()).toMatchObject({ a: { jid: before }, b: { selection: { filter: '' } } });
    await user.click(screen.getByRole('button', { name: 'Exchange the sides' }));
    expect(useCompareStore.getState()).toMatchObject({ b: { jid: before }, a: { selection: { filter: '' } } });
  });
});
