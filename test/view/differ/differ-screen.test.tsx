import { screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import { useDifferStore } from '../../../renderer/stores/differ-store.ts';
import { useLayoutStore } from '../../../renderer/stores/layout-store.ts';
import { useSelectionStore } from '../../../renderer/stores/selection-store.ts';
import { DifferScreen } from '../../../renderer/views/differ/differ-screen.tsx';
import { capture, prepareViews, show } from '../support/show.tsx';

prepareViews();
const jid = '20261122200903698084';

beforeEach(() => useDifferStore.setState({ about: null }));

describe('what differs', () => {
  test('shows each cause with what separates its minions, counts and evidence', async () => {
    useDifferStore.getState().differWanted({ jid });
    const { user } = show(<DifferScreen />, capture('bad-config'));
    const card = await screen.findByRole('region', { name: /nginx-configtest/ });
    expect(within(card).getByText('This stands out')).toBeDefined();
    expect(within(card).getByText('inferred')).toBeDefined();
    const [, first] = within(card).getAllByRole('row');
    expect(first?.textContent).toContain('grains.osrelease 12.4');
    expect(first?.textContent).toContain('and grains.rack r7');
    expect(first?.textContent).toContain('2 of 2');
    expect(first?.textContent).toContain('0 of 5');
    await user.click(within(card).getByRole('button', { name: '2 events' }));
    expect(useSelectionStore.getState().selected).toEqual({ what: 'events', ids: [5, 3] });
  });

  test('says what may only follow from the failure, and where nothing stands out', async () => {
    useDifferStore.getState().differWanted({ jid });
    show(<DifferScreen />, capture('bad-config'));
    expect(await screen.findByText('may follow from the failure')).toBeDefined();
    const silent = screen.getByRole('region', { name: 'No return' });
    expect(within(silent).getByText(/Nothing stands out/)).toBeDefined();
    expect(within(silent).queryByRole('table')).toBeNull();
  });

  test('asks about the job, or about what is filtered and in sight', async () => {
    useDifferStore.getState().differWanted({ jid });
    expect(useLayoutStore.getState().screen).toBe('differ');
    const { user, asked } = show(<DifferScreen />, capture('bad-config'));
    await screen.findByRole('region', { name: /nginx-configtest/ });
    expect(asked.filter((one) => one.name === 'differ.find').map((one) => one.body)).toEqual([{ jid }]);
    await user.click(screen.getByRole('button', { name: 'What is filtered and in sight' }));
    const last = asked.findLast((one) => one.name === 'differ.find');
    expect(last?.body).toMatchObject({ selection: { filter: '' } });
  });
});
