// The start screen: recent cases, the example, what a first start says.
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { startFromShell } from '../../../renderer/stores/shell-store.ts';
import { Start } from '../../../renderer/views/start/start.tsx';
import { prepareWindow, showPart, startWindow } from '../support/window.tsx';

prepareWindow();

test('a recent case is opened by a click; one whose file is gone cannot be', async () => {
  const bridge = startWindow({ isOpen: false });
  await startFromShell();
  const user = showPart(<Start />);
  const [kept, gone] = (await screen.findAllByRole('listitem')).map((item) => within(item).getAllByRole('button')[0]);
  expect([kept?.title, gone?.title]).toEqual(['/home/ana/rollout-0301.saltrace', '/mnt/old/rollout-0214.saltrace']);
  expect(gone?.hasAttribute('disabled')).toBe(true);
  if (kept !== undefined) await user.click(kept);
  expect(bridge.ordered.find((one) => one.name === 'case.open')?.body).toEqual({
    path: '/home/ana/rollout-0301.saltrace',
  });
});

test('the example is read like any capture', async () => {
  const bridge = startWindow({ isOpen: false });
  await startFromShell();
  const user = showPart(<Start />);
  await user.click(await screen.findByRole('button', { name: 'Open the example' }));
  await waitFor(() =>
    expect(bridge.ordered.find((one) => one.name === 'import.start')?.body).toEqual({
      paths: ['/opt/saltrace/example/bad-config.sse.txt'],
    }),
  );
});

test('files named on the command line are read at start', async () => {
  const bridge = startWindow({ isOpen: false, app: { openPaths: ['/logs/a.jsonl', '/logs/b.jsonl'] } });
  await startFromShell();
  expect(bridge.ordered.find((one) => one.name === 'import.start')?.body).toEqual({
    paths: ['/logs/a.jsonl', '/logs/b.jsonl'],
  });
});

test('a program without the example does not offer it', async () => {
  startWindow({ isOpen: false, app: { examplePath: null } });
  await startFromShell();
  showPart(<Start />);
  expect(screen.queryByRole('button', { name: 'Open the example' })).toBeNull();
});

test('a share says when it was made, and what is shown and hidden in it by choice', async () => {
  const bridge = startWindow({ isOpen: false });
  const [first] = await bridge.shell.recentCases();
  if (first === undefined) throw new Error('the sample has recent cases');
  const share = { made: 1_767_225_600_000_000, choices: { keep: ['output'], hide: ['ids'] } } as const;
  bridge.shell.recentCases = async () => [{ ...first, share }];
  await startFromShell();
  showPart(<Start />);
  const words = (await screen.findByRole('listitem')).textContent;
  expect(words).toMatch(/Redacted share of .*2026.* · not hidden: Command output · also hidden: Names of minions/);
});
