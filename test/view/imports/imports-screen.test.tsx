// Sources with their account, defects with sample and place.
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useCaseStore } from '../../../renderer/stores/case-store.ts';
import { ImportsScreen } from '../../../renderer/views/imports/imports-screen.tsx';
import { prepareWindow, showPart, startWindow } from '../support/window.tsx';

prepareWindow();

test('every source shows its account, and its defects on demand', async () => {
  const bridge = startWindow();
  const user = showPart(<ImportsScreen />);
  await waitFor(() => expect(useCaseStore.getState().info).not.toBeNull());
  const table = await screen.findByRole('table');
  const row = within(table).getByRole('row', { name: /sse\.txt/ });
  expect(
    within(row)
      .getAllByRole('cell')
      .map((cell) => cell.textContent)
      .slice(1, 8),
  ).toEqual(['sse', '1.3 MB', '403', '402', '0', '1', '3']);
  await screen.findByText('The last record is cut off.');
  expect(screen.getByText('line 1,204, byte 1,284,001')).toBeTruthy();
  await user.click(within(row).getByRole('button', { name: '3 problems of sse.txt' }));
  expect(bridge.asked.findLast((one) => one.name === 'case.problems')?.body).toEqual({
    source: 1,
    offset: 0,
    limit: 100,
  });
  await user.click(screen.getByRole('button', { name: /noise 2/ }));
  expect(bridge.asked.findLast((one) => one.name === 'case.problems')?.body).toEqual({
    source: 1,
    code: 'noise',
    offset: 0,
    limit: 100,
  });
  await waitFor(() => expect(screen.queryByText('The last record is cut off.')).toBeNull());
});
