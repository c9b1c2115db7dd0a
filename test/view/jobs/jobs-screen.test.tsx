import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useLayoutStore } from '../../../renderer/stores/layout-store.ts';
import { useSelectionStore } from '../../../renderer/stores/selection-store.ts';
import { JobsScreen } from '../../../renderer/views/jobs/jobs-screen.tsx';
import { capture, prepareViews, show } from '../support/show.tsx';

prepareViews();
const badConfig = capture('bad-config');

async function rows() {
  const grid = await screen.findByRole('grid', { name: 'Jobs' });
  await waitFor(() => expect(within(grid).getAllByRole('row').length).toBeGreaterThan(1));
  return within(grid).getAllByRole('row').slice(1);
}

test('the worst job comes first, each with its counts in words', async () => {
  show(<JobsScreen />, badConfig);
  const [first, second] = await rows();
  expect(first?.textContent).toContain('failed');
  expect(within(first as HTMLElement).getByRole('img', { name: /4 expected, 4 returned: 2 failed/ })).toBeDefined();
  // The salt-call run has no `new`: its expected minions are not known, and no number stands for them.
  expect(second?.textContent).toContain('1 / ?');
});

test('a heading sorts, a second click turns the order round', async () => {
  const { user, asked } = show(<JobsScreen />, badConfig);
  await rows();
  const heading = screen.getByRole('columnheader', { name: /Started/ });
  await user.click(within(heading).getByRole('button'));
  await waitFor(() => expect(heading.getAttribute('aria-sort')).toBe('descending'));
  await user.click(within(heading).getByRole('button'));
  await waitFor(() => expect(heading.getAttribute('aria-sort')).toBe('ascending'));
  expect(asked.at(-1)?.body).toMatchObject({ sort: 'started', descending: false });
});

test('arrows select, Enter opens the page', async () => {
  const { user } = show(<JobsScreen />, badConfig);
  await rows();
  screen.getByRole('grid', { name: 'Jobs' }).focus();
  await user.keyboard('{ArrowDown}');
  expect(useSelectionStore.getState().selected).toEqual({ what: 'job', jid: '20261122200903698084' });
  await user.keyboard('{Enter}');
  expect(useLayoutStore.getState().jobPage).toBe('20261122200903698084');
});

test('internal jobs are asked for only when wanted', async () => {
  const { user, asked } = show(<JobsScreen />, badConfig);
  await rows();
  expect(asked.every(({ body }) => (body as { internal?: boolean }).internal !== true)).toBe(true);
  await user.click(screen.getByRole('checkbox', { name: 'Internal jobs' }));
  await waitFor(() => expect(asked.at(-1)?.body).toMatchObject({ internal: true }));
});

test('a column is hidden and comes back', async () => {
  const { user } = show(<JobsScreen />, badConfig);
  await rows();
  await user.click(screen.getByRole('button', { name: 'Columns' }));
  await user.click(await screen.findByRole('checkbox', { name: 'Target' }));
  await waitFor(() => expect(screen.queryByRole('columnheader', { name: 'Target' })).toBeNull());
  await user.click(screen.getByRole('button', { name: 'As they come' }));
  expect(await screen.findByRole('columnheader', { name: 'Target' })).toBeDefined();
});
