import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { useLayoutStore } from '../../../renderer/stores/layout-store.ts';
import { useSelectionStore } from '../../../renderer/stores/selection-store.ts';
import { healthOf } from '../../../renderer/views/minions/health.ts';
import { MinionPage } from '../../../renderer/views/minions/minion-page.tsx';
import { MinionsScreen } from '../../../renderer/views/minions/minions-screen.tsx';
import type { MinionRow } from '../../../shared/questions/job-row.ts';
import { capture, prepareViews, show } from '../support/show.tsx';

prepareViews();
const badConfig = capture('bad-config');

const well: MinionRow = {
  minion: 'web1',
  firstSeen: 1,
  lastSeen: 2,
  returns: 3,
  failed: 0,
  missing: 0,
  starts: 1,
  salt: null,
  skewS: 0.4,
};

describe('health words', () => {
  test.each<[string, Partial<MinionRow>, readonly string[]]>([
    ['all well', {}, ['heard']],
    [
      'everything at once, worst first',
      { failed: 2, missing: 1, starts: 3, skewS: -90 },
      ['failing', 'missing', 'restarts', 'clock'],
    ],
    ['one start is how it came', { starts: 1 }, ['heard']],
    ['no return is not called well', { returns: 0 }, ['never-returned']],
    ['a clock that was not measured is not judged', { skewS: null }, ['heard']],
  ])('%s', (_, change, words) => {
    expect(healthOf({ ...well, ...change }).map(({ word }) => word)).toEqual(words);
  });
});

test('the table lists minions with their health; Enter opens the page', async () => {
  const { user } = show(<MinionsScreen />, badConfig);
  const grid = await screen.findByRole('grid', { name: 'Minions' });
  await waitFor(() => expect(within(grid).getAllByRole('row')).toHaveLength(5));
  const [, web1, web2] = within(grid).getAllByRole('row');
  expect(web1?.textContent).toContain('all well');
  expect(web2?.textContent).toContain('2 failed returns');
  grid.focus();
  await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
  expect(useSelectionStore.getState().selected).toEqual({ what: 'minion', minion: 'web2' });
  expect(useLayoutStore.getState().minionPage).toBe('web2');
});

test('the page of a minion shows its failed states first and its jobs, newest first', async () => {
  useLayoutStore.getState().minionOpened('web2');
  const { user } = show(<MinionPage />, badConfig);
  const states = await screen.findByRole('grid', { name: 'States of this minion' });
  expect(states.getAttribute('aria-rowcount')).toBe('11');
  expect(within(states).getAllByText('nginx-configtest')).toHaveLength(2);
  await user.click(screen.getByRole('checkbox', { name: 'only failed' }));
  expect(states.getAttribute('aria-rowcount')).toBe('49');
  const jobs = screen.getByRole('grid', { name: 'Jobs of this minion' });
  const [, newest] = within(jobs).getAllByRole('row');
  expect(newest?.textContent).toContain('20:09:08');
  await user.click(within(newest as HTMLElement).getByRole('button', { name: 'state.apply nginx' }));
  expect(useLayoutStore.getState().jobPage).toBe('20261122200908034706');
});
