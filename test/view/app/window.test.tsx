// The whole window: a case opened, walked through by keys and closed again from every screen.
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { App } from '../../../renderer/app/app.tsx';
import { commands } from '../../../renderer/app/commands.ts';
import { useCaseStore } from '../../../renderer/stores/case-store.ts';
import { useFilterStore } from '../../../renderer/stores/filter-store.ts';
import { screens, useLayoutStore } from '../../../renderer/stores/layout-store.ts';
import { startFromShell } from '../../../renderer/stores/shell-store.ts';
// Loaded before, as a window at rest has it.
import '../../../renderer/app/frame.tsx';
import { prepareWindow, startOpenCase } from '../support/window.tsx';

prepareWindow();

async function openWindow() {
  const bridge = await startOpenCase();
  await startFromShell();
  render(<App />);
  await screen.findByRole('navigation', { name: 'Screens' });
  return { bridge, user: userEvent.setup() };
}

test('no key belongs to two commands', () => {
  const keys = commands.flatMap((command) => command.keys);
  expect(keys.filter((key, n) => keys.indexOf(key) !== n)).toEqual([]);
});

test('the rail shows screens and marks the one in front', async () => {
  const { user } = await openWindow();
  const jobs = screen.getByRole('button', { name: /^Jobs/ });
  await user.click(jobs);
  expect(jobs.getAttribute('aria-current')).toBe('page');
  expect(useLayoutStore.getState().screen).toBe('jobs');
  await user.keyboard('{Control>}6{/Control}');
  expect(useLayoutStore.getState().screen).toBe('imports');
});

test('the timeline comes above the events, on a dock that nobody has split', async () => {
  const { user } = await openWindow();
  const groups = () => {
    const views: string[][] = [];
    const walk = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      if ('views' in node && Array.isArray(node.views)) views.push(node.views.map(String));
      for (const part of Object.values(node)) walk(part);
    };
    walk(useLayoutStore.getState().dock);
    return views;
  };
  await user.click(screen.getByRole('button', { name: 'Timeline' }));
  await waitFor(() => expect(groups()).toHaveLength(2));
  expect(groups()[0]).toContain('timeline');
  expect(groups()[1]).toEqual(['events']);
  expect(useLayoutStore.getState().screen).toBe('timeline');
});

test('plain keys are text while something is typed', async () => {
  const { user } = await openWindow();
  const field = screen.getByRole('textbox', { name: 'Filter' });
  field.focus();
  await user.keyboard('F');
  expect(useFilterStore.getState().inForce).toBe('');
  act(() => field.blur());
  await user.keyboard('{Shift>}F{/Shift}');
  expect(useFilterStore.getState().inForce).toBe('outcome:failed');
});

test('the account of the sources and the problems stand in the status bar', async () => {
  await openWindow();
  const foot = screen.getByRole('contentinfo');
  await waitFor(() => expect(foot.textContent).toContain('402 of 402 events'));
  expect(foot.textContent).toContain('2 sources, all 805 records accounted for');
  expect(foot.textContent).toContain('3 problems');
  expect(foot.textContent).toContain('zone UTC');
});

test('a case can be closed whatever screen is in front', async () => {
  const { bridge } = await openWindow();
  for (const name of screens) {
    act(() => useLayoutStore.getState().screenWanted(name));
    await act(() => useCaseStore.getState().closeCase());
    expect(await screen.findByText('Drop captures here')).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
    await act(() => useCaseStore.getState().openCase('/home/ana/rollout-0301.saltrace'));
    await screen.findByRole('navigation', { name: 'Screens' });
  }
  expect(bridge.ordered.filter((one) => one.name === 'case.close')).toHaveLength(screens.length);
});

test('a lost engine is said, and that it is back', async () => {
  const { bridge } = await openWindow();
  act(() => bridge.tell('engine.state', { state: 'restarting' }));
  expect(screen.getByText('The engine stopped; it is started again.')).toBeTruthy();
  act(() => bridge.tell('engine.state', { state: 'ready' }));
  expect(screen.queryByText('The engine stopped; it is started again.')).toBeNull();
});
