// A share as it is made: what is hidden and why, choices that ask anew, the writing with its Cancel, the result; and the pill of an opened one.
import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { ShareDialog } from '../../../renderer/app/share/share-dialog.tsx';
import { SharePill } from '../../../renderer/app/share/share-pill.tsx';
import { useFilterStore } from '../../../renderer/stores/filter-store.ts';
import { useShareStore } from '../../../renderer/stores/share-store.ts';
import type { ShareReport } from '../../../shared/questions/share.ts';
import { sampleInfo } from '../support/sample-case.ts';
import { sampleReport } from '../support/sample-share.ts';
import { prepareWindow, showPart, startOpenCase } from '../support/window.tsx';

prepareWindow();

async function open() {
  act(() => useShareStore.getState().shareWanted());
  const dialog = await screen.findByRole('dialog', { name: 'Share this case' });
  await within(dialog).findByText(/events, about/);
  return within(dialog);
}

test('secrets cannot be shown, classes can be kept, names can be hidden; each choice asks anew', async () => {
  const bridge = await startOpenCase();
  const user = showPart(<ShareDialog />);
  const dialog = await open();
  expect(dialog.queryByRole('checkbox', { name: 'Passwords' })).toBeNull();
  const pillar = dialog.getByRole<HTMLInputElement>('checkbox', { name: 'Pillar' });
  expect(pillar.checked).toBe(true);
  await user.click(pillar);
  await user.click(dialog.getByRole('checkbox', { name: 'Names of minions' }));
  await waitFor(() =>
    expect(bridge.asked.findLast(({ name }) => name === 'share.preview')?.body).toMatchObject({
      filter: '',
      choices: { keep: ['pillar'], hide: ['ids'] },
    }),
  );
  act(() => useShareStore.setState({ isOpen: false }));
});

test('the scope follows the filter in force', async () => {
  const bridge = await startOpenCase();
  act(() => useFilterStore.getState().filterApplied('outcome:failed'));
  const user = showPart(<ShareDialog />);
  const dialog = await open();
  await user.click(dialog.getByRole('radio', { name: /Only what the filter selects/ }));
  await waitFor(() =>
    expect(bridge.asked.findLast(({ name }) => name === 'share.preview')?.body).toMatchObject({
      filter: 'outcome:failed',
    }),
  );
  act(() => useShareStore.setState({ isOpen: false }));
});

test('the writing says what it does and can be stopped; the result sums up', async () => {
  let finish: (report: ShareReport) => void = () => undefined;
  const bridge = await startOpenCase({
    orders: {
      'share.write': () =>
        new Promise<ShareReport>((resolve) => {
          finish = resolve;
        }),
    },
  });
  bridge.shell.pickCasePlace = async () => '/home/ana/shared.saltrace';
  const user = showPart(<ShareDialog />);
  const dialog = await open();
  await user.click(dialog.getByRole('button', { name: 'Write the share…' }));
  await waitFor(() => expect(bridge.ordered.at(-1)?.name).toBe('share.write'));
  expect(bridge.ordered.at(-1)?.body).toMatchObject({ path: '/home/ana/shared.saltrace', zone: 'UTC' });
  act(() => bridge.tell('share.progress', { stage: 'searching', share: 0.5 }));
  expect(dialog.getByRole('progressbar').getAttribute('value')).toBe('0.5');
  expect(dialog.getByRole('status').textContent).toContain('Searching the finished file');
  await user.click(dialog.getByRole('button', { name: 'Cancel' }));
  expect(bridge.ordered.at(-1)?.name).toBe('share.cancel');
  act(() => finish(sampleReport('/home/ana/shared.saltrace', { keep: [], hide: [] }, 12)));
  expect(await dialog.findByText(/Shared 12 events/)).toBeTruthy();
  expect(dialog.queryAllByRole('checkbox')).toEqual([]);
  act(() => useShareStore.setState({ isOpen: false }));
});

test('an opened share says so, and with which choices', async () => {
  const { label } = sampleReport('/x', { keep: ['output'], hide: ['users'] }, 12);
  await startOpenCase({ answers: { 'case.info': () => ({ ...sampleInfo, share: label }) } });
  const user = showPart(<SharePill />);
  await user.click(await screen.findByRole('button', { name: 'Redacted share' }));
  const words = (await screen.findByRole('dialog')).textContent;
  expect(words).toContain('12 of 12 events of another case');
  expect(words).toMatch(/Kept by choice.*Command output/);
  expect(words).toMatch(/Hidden by choice.*Users/);
});
