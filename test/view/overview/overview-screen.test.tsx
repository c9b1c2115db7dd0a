import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { useLayoutStore } from '../../../renderer/stores/layout-store.ts';
import { useSelectionStore } from '../../../renderer/stores/selection-store.ts';
import { useSpanStore } from '../../../renderer/stores/span-store.ts';
import { OverviewScreen } from '../../../renderer/views/overview/overview-screen.tsx';
import { capture, prepareViews, show } from '../support/show.tsx';

prepareViews();
const badConfig = capture('bad-config');

describe('the overview', () => {
  test('names the one root of the incident, in one sentence, with its minions', async () => {
    show(<OverviewScreen />, badConfig);
    expect((await screen.findByRole('heading', { level: 1 })).textContent).toMatch(/^1 thing went wrong in /);
    const start = screen.getByRole('region', { name: 'Start here' });
    const [only, ...more] = within(start).getAllByRole('button');
    expect(more).toEqual([]);
    await waitFor(() =>
      expect(only?.textContent).toContain('State nginx-configtest failed: [emerg] unknown directive "http2"'),
    );
    expect(only?.textContent).toContain('on web2, web4');
    expect(only?.textContent).toContain('blocks 12 states');
    expect(only?.textContent).toContain('failed');
  });

  test('Enter on it opens the job and shows the return', async () => {
    const { user } = show(<OverviewScreen />, badConfig);
    const start = await screen.findByRole('region', { name: 'Start here' });
    within(start).getByRole('button').focus();
    await user.keyboard('{Enter}');
    expect(useLayoutStore.getState().jobPage).toBe('20261122200903698084');
    expect(useSelectionStore.getState().selected).toMatchObject({ what: 'events' });
  });

  test('arrows walk the list; failures stand before missing returns', async () => {
    const { user } = show(<OverviewScreen />, capture('noisy-mixed'));
    const start = await screen.findByRole('region', { name: 'Start here' });
    const rows = within(start)
      .getAllByRole('button')
      .filter((row) => row.classList.contains('st-row'));
    rows[0]?.focus();
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(document.activeElement).toBe(rows[2]);
    const tones = rows.map((row) => row.dataset['tone']);
    expect(tones).toEqual([...tones].sort((a, b) => Number(a !== 'failed') - Number(b !== 'failed')));
  });

  test('the account adds up', async () => {
    show(<OverviewScreen />, badConfig);
    const account = await screen.findByRole('region', { name: 'Account of 1 source' });
    expect(account.textContent).toContain('52 records read');
    expect(account.textContent).toContain('52 kept · 0 duplicates · 0 rejected');
  });

  test('a healthy capture: says so, and invents nothing', async () => {
    show(<OverviewScreen />, capture('healthy'));
    expect((await screen.findByRole('heading', { level: 1 })).textContent).toMatch(/^Nothing went wrong in /);
    const start = screen.getByRole('region', { name: 'Start here' });
    expect(within(start).getByText('No failed state, no missing return')).toBeDefined();
    expect(within(start).queryAllByRole('button')).toEqual([]);
  });

  test('traffic: keys choose a slice and set the span for every view', async () => {
    const first = badConfig.rows[0]?.stamp ?? 0;
    const last = badConfig.rows.at(-1)?.stamp ?? 0;
    useSpanStore.getState().wholeKnown(first, last);
    const { user } = show(<OverviewScreen />, badConfig);
    const chart = await screen.findByRole('application', { name: /Events over time/ });
    chart.focus();
    await user.keyboard('{ArrowRight}{Shift>}{ArrowRight}{ArrowRight}{/Shift}');
    expect(chart.textContent).toContain('20:08:57');
    await user.keyboard('{Enter}');
    const span = useSpanStore.getState().visible;
    expect(span?.from).toBe(first);
    expect((span?.to ?? 0) - first).toBeLessThan((last - first) / 10);
    await user.click(await screen.findByRole('button', { name: 'whole time' }));
    expect(useSpanStore.getState().visible).toBeNull();
  });

  test('traffic can be stacked by kind', async () => {
    const { user, asked } = show(<OverviewScreen />, badConfig);
    await user.click(await screen.findByRole('button', { name: 'kind' }));
    await waitFor(() => expect(asked.some(({ body }) => (body as { stack?: string }).stack === 'kind')).toBe(true));
    expect(await screen.findByText('refresh')).toBeDefined();
  });
});
