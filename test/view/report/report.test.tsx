// The report in the window: by itself, kept, ordered by keys, written in, with a number that changed, and out to a file.
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { commands } from '../../../renderer/app/commands.ts';
import { KeptDialogs } from '../../../renderer/app/kept/kept-dialogs.tsx';
import { useFilterStore } from '../../../renderer/stores/filter-store.ts';
import { useReportStore } from '../../../renderer/stores/report-store.ts';
import { useSelectionStore } from '../../../renderer/stores/selection-store.ts';
import { ReportScreen } from '../../../renderer/views/report/report-screen.tsx';
import { prepareWindow, showPart, startOpenCase } from '../support/window.tsx';

prepareWindow();

const whole = (
  <>
    <ReportScreen />
    <KeptDialogs />
  </>
);
const run = (id: string) => commands.find((one) => one.id === id)?.run();
const blockNames = () =>
  within(screen.getByRole('list', { name: 'Blocks of the report' }))
    .getAllByRole('article')
    .map((one) => one.getAttribute('aria-label'));

test('what is selected is pinned with its numbers, and a number that is another one now says so', async () => {
  const bridge = await startOpenCase();
  useSelectionStore.getState().jobPicked('20261122200903698084');
  run('pinToReport');
  showPart(whole);
  const block = within(await screen.findByRole('article', { name: 'About job 20261122200903698084' }));
  expect(block.getByText('this was 12, now 14')).toBeTruthy();
  const put = bridge.ordered.find(({ name }) => name === 'report.put')?.body;
  expect(put).toMatchObject({ thing: { is: 'job' }, was: [{ label: 'events', value: 14 }] });
});

test('blocks are moved by keys, written in, removed and put back', async () => {
  await startOpenCase();
  const user = showPart(whole);
  await user.click(await screen.findByRole('button', { name: 'Add a heading' }));
  await user.click(screen.getByRole('button', { name: 'Add text' }));
  await screen.findByRole('article', { name: 'Write here.' });
  expect(blockNames()).toEqual(['A heading', 'Write here.']);
  screen.getByRole('button', { name: /^Move A heading, 1 of 2/ }).focus();
  await user.keyboard('{ArrowDown}');
  expect(await screen.findByRole('button', { name: /^Move A heading, 2 of 2/ })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Edit Write here.' }));
  const field = screen.getByRole('textbox', { name: 'Text of the block' });
  await user.clear(field);
  await user.type(field, 'It began with <b>one</b> edit.');
  await user.keyboard('{Control>}{Enter}{/Control}');
  expect(await screen.findByText('It began with <b>one</b> edit.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: /^Remove A heading/ }));
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(await screen.findByRole('article', { name: 'A heading' })).toBeTruthy();
});

test('a query of a number is asked again where its answer is shown', async () => {
  await startOpenCase();
  await useReportStore.getState().thingsPinned([{ is: 'event', event: 3 }]);
  const user = showPart(whole);
  const block = within(await screen.findByRole('article', { name: 'About event 3' }));
  await user.click(block.getAllByRole('button', { name: /kind:ret/ })[0] as HTMLElement);
  expect(useFilterStore.getState().inForce).toBe('kind:ret');
});

test('it is written to a file that main chose, and a refusal is said', async () => {
  const bridge = await startOpenCase();
  const user = showPart(whole);
  await user.click(await screen.findByRole('button', { name: 'PDF' }));
  expect(await screen.findByText(/report\.pdf$/)).toBeTruthy();
  bridge.shell.saveReport = () => Promise.reject(new Error('ENOSPC: no space left on device'));
  await user.click(screen.getByRole('button', { name: 'HTML' }));
  expect((await screen.findByRole('alert')).textContent).toContain('no space left');
});
