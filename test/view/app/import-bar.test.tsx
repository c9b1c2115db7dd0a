// An import as it is seen: what, how much, how fast, how long still, Cancel, the account.
import { act, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { ImportBar } from '../../../renderer/app/import-bar.tsx';
import { OfferDialog } from '../../../renderer/app/offer-dialog.tsx';
import { useCaseStore } from '../../../renderer/stores/case-store.ts';
import { useImportsStore } from '../../../renderer/stores/imports-store.ts';
import { useShellStore } from '../../../renderer/stores/shell-store.ts';
import type { ImportAccount } from '../../../shared/bridge/contract.ts';
import { sampleInfo } from '../support/sample-case.ts';
import { prepareWindow, showPart, startWindow } from '../support/window.tsx';

prepareWindow();

const progress = {
  name: 'big.jsonl',
  bytesRead: 50_000_000,
  bytesTotal: 200_000_000,
  events: 120_000,
  rejected: 2,
  duplicates: 0,
  eventsPerSecond: 151_000,
  leftS: 3,
  stage: 'reading' as const,
};

test('an import says what it does and can be stopped; the account adds up', async () => {
  let finish: (account: ImportAccount) => void = () => undefined;
  const bridge = startWindow({
    orders: {
      'import.start': () =>
        new Promise<ImportAccount>((resolve) => {
          finish = resolve;
        }),
    },
  });
  const user = showPart(<ImportBar />);
  act(() => void useImportsStore.getState().startImport(['/logs/big.jsonl']));
  expect(await screen.findByText('Reading big.jsonl')).toBeTruthy();
  act(() => bridge.tell('import.progress', progress));
  const bar = screen.getByRole('region', { name: 'Import' });
  expect(bar.textContent).toContain('120,000 events');
  expect(bar.textContent).toContain('50 MB of 200 MB');
  expect(bar.textContent).toContain('151,000 events/s');
  expect(bar.textContent).toContain('2 rejected');
  expect(bar.textContent).toContain('3.00s left');
  expect(screen.getByRole('progressbar').getAttribute('value')).toBe('0.25');
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(bridge.ordered.at(-1)?.name).toBe('import.cancel');
  act(() => finish({ case: sampleInfo.path, sources: sampleInfo.sources, wasCancelled: true, failures: [] }));
  const account = await screen.findByRole('status', { name: 'Account of the import' });
  expect(account.textContent).toContain('Stopped');
  expect(account.textContent).toMatch(/805 read = 402 kept \+ 402 duplicates \+ 1 rejected/);
  await user.click(screen.getByRole('button', { name: 'Dismiss' }));
  expect(screen.queryByRole('status')).toBeNull();
});

test('a refused file is named with what to do', async () => {
  startWindow({
    orders: {
      'import.start': () => ({
        code: 'format-unknown',
        message: 'core.bin is no capture that is understood.',
        tip: 'Choose a recording of the event bus.',
      }),
    },
  });
  showPart(<ImportBar />);
  act(() => void useImportsStore.getState().startImport(['/core.bin']));
  expect((await screen.findByRole('alert')).textContent).toContain(
    'core.bin is no capture that is understood.Choose a recording',
  );
});

test('captures that come while a case is open are asked about', async () => {
  const bridge = startWindow();
  const user = showPart(<OfferDialog />);
  await waitFor(() => expect(useCaseStore.getState().info).not.toBeNull());
  act(() => void useShellStore.getState().filesOffered(['/logs/more.jsonl']));
  await user.click(await screen.findByRole('button', { name: 'Open as a new case' }));
  await waitFor(() =>
    expect(bridge.ordered.map((one) => one.name).filter((name) => !/^view|\.list$/.test(name))).toEqual([
      'case.close',
      'import.start',
    ]),
  );
});

test('a case among the dropped files is opened, not read', async () => {
  const bridge = startWindow({ isOpen: false });
  await useShellStore.getState().filesOffered(['/cases/kept.saltrace']);
  expect(bridge.ordered.find((one) => one.name === 'case.open')?.body).toEqual({ path: '/cases/kept.saltrace' });
});

test('a source that broke off is named beside the account', async () => {
  startWindow({
    orders: {
      'import.start': () => ({
        case: sampleInfo.path,
        sources: sampleInfo.sources.slice(0, 1),
        wasCancelled: false,
        failures: [{ code: 'compressed-broken', message: 'sse.txt.gz is damaged at byte 4,096.' }],
      }),
    },
  });
  showPart(<ImportBar />);
  act(() => void useImportsStore.getState().startImport(['/logs/sse.txt.gz']));
  expect((await screen.findByRole('alert')).textContent).toBe('sse.txt.gz is damaged at byte 4,096.');
  expect(screen.getByRole('status').textContent).toContain('sse.txt is not read to its end');
});
