// The screen "Findings": the list is walked by keys, the detail says why and what next, what follows stands under its cause; rules are switched.
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { chooseLanguage } from '../../../renderer/i18n/i18n.ts';
import { useFindingsStore } from '../../../renderer/stores/findings-store.ts';
import { useLayoutStore } from '../../../renderer/stores/layout-store.ts';
import { useSelectionStore } from '../../../renderer/stores/selection-store.ts';
import { FindingsScreen } from '../../../renderer/views/findings/findings-screen.tsx';
import { FindingsCard } from '../../../renderer/views/overview/findings-card.tsx';
import { sampleFindings } from '../support/sample-findings.ts';
import { prepareWindow, showPart, startOpenCase } from '../support/window.tsx';

prepareWindow();

const clocks = { jidOffsetS: 0, jobs: 4, minions: 8 };
const found = { 'findings.list': () => ({ state: 'ready' as const, findings: sampleFindings, clocks }) };
const rows = () =>
  within(screen.getByRole('region', { name: 'Findings, most important first' })).getAllByRole('button');

async function open() {
  useFindingsStore.setState({ part: 'found', picked: null });
  await startOpenCase({ answers: found });
  return showPart(<FindingsScreen />);
}

test('the cause stands first with its words, what follows under it', async () => {
  await open();
  await screen.findByRole('article', { name: /nginx-configtest/ });
  expect(rows().map((row) => row.dataset['severity'])).toEqual(['error', 'error', 'notice']);
  expect(rows()[1]?.textContent).toContain('Because of that:');
  const detail = within(screen.getByRole('article'));
  expect(detail.getByLabelText('Words as they came').textContent).toContain('unknown directive');
  expect(detail.getByText('It failed by itself.')).toBeTruthy();
  expect(detail.getByText('The orchestration orch.deploy failed at migrate')).toBeTruthy();
  expect(screen.getByText(/Jids in UTC · clocks of 8 minions known/)).toBeTruthy();
});

test('arrows walk, Enter opens the job and shows the event', async () => {
  const user = await open();
  await screen.findByRole('article');
  rows()[0]?.focus();
  await user.keyboard('{ArrowDown}{ArrowDown}');
  expect(screen.getByRole('article', { name: /db1 takes about/ })).toBeTruthy();
  await user.keyboard('{Home}{Enter}');
  expect(useLayoutStore.getState()).toMatchObject({ screen: 'job', jobPage: '20261122200903698084' });
  expect(useSelectionStore.getState().selected).toMatchObject({ what: 'events' });
});

test('rules: broken ones with their line, the others on or off', async () => {
  const user = await open();
  await user.click(await screen.findByRole('tab', { name: /^Rules/ }));
  expect((await screen.findByText('mine.yaml:3')).closest('li')?.textContent).toContain('unknown key sevrity');
  const box = screen.getByRole('checkbox', { name: 'failed-root' });
  await user.click(box);
  await waitFor(() =>
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'failed-root' }).checked).toBe(false),
  );
});

test('the card of the overview counts what follows, and opens the job in one step', async () => {
  await startOpenCase({ answers: found });
  const user = showPart(<FindingsCard findings={sampleFindings} />);
  const [, first, second] = within(screen.getByRole('region', { name: 'Start here' })).getAllByRole('button');
  expect(first?.textContent).toContain('1 more follows from it');
  expect(second?.textContent).toContain('db1 takes about 4 s longer');
  first?.focus();
  await user.keyboard('{Enter}');
  expect(useLayoutStore.getState().jobPage).toBe('20261122200903698084');
});

test('Chinese says it in Chinese where the rule does', async () => {
  chooseLanguage('zh-Hans', []);
  await open();
  expect(await screen.findByRole('article', { name: /在 web2、web4 上失败/ })).toBeTruthy();
});
