import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { useLayoutStore } from '../../../renderer/stores/layout-store.ts';
import { useSelectionStore } from '../../../renderer/stores/selection-store.ts';
import { JobPage } from '../../../renderer/views/jobs/job-page.tsx';
import type { JobMinion } from '../../../shared/questions/job-row.ts';
import type { NaiveCapture } from '../support/naive-capture.ts';
import { capture, prepareViews, show } from '../support/show.tsx';

prepareViews();
const badConfig = capture('bad-config');
/** The job of the recording that its truth.json calls broken. */
const broken = '20261122200903698084';

function open(jid: string, over: NaiveCapture = badConfig) {
  useLayoutStore.getState().jobOpened(jid);
  return show(<JobPage />, over);
}

describe('the page of the broken job', () => {
  test('says what ran, by whom, and how it ended', async () => {
    open(broken);
    expect((await screen.findByRole('heading', { level: 1 })).textContent).toBe('state.apply nginx');
    expect(screen.getByText('failed on 2 minions')).toBeDefined();
    expect(screen.getByText('sudo_ana')).toBeDefined();
    expect(screen.getByText('inferred')).toBeDefined();
    expect(screen.getByRole('img', { name: '4 expected, 4 returned: 2 failed, 2 changed' })).toBeDefined();
    expect(screen.getByText('salt -L web2,web4 state.apply nginx')).toBeDefined();
  });

  test('groups the root failure over its minions, with what the command said', async () => {
    open(broken);
    const roots = await screen.findByRole('region', { name: 'What failed by itself' });
    expect(within(roots).getByText('nginx-configtest')).toBeDefined();
    expect(await within(roots).findByText(/unknown directive "http2"/)).toBeDefined();
    expect(within(roots).getByRole('button', { name: 'web2' })).toBeDefined();
    expect(within(roots).getByRole('button', { name: 'web4' })).toBeDefined();
    expect(within(roots).getByText('8 states were blocked by it')).toBeDefined();
  });

  test('lists minions worst first, and the worst one’s run in order with roots and what they blocked', async () => {
    open(broken);
    const list = await screen.findByRole('grid', { name: 'Minions of this job' });
    const names = within(list)
      .getAllByRole('row')
      .slice(1)
      .map((row) => row.textContent);
    expect(names.map((text) => text?.slice(0, 4))).toEqual(['web2', 'web4', 'web1', 'web3']);
    expect(names[0]).toContain('failed');
    expect(names[2]).toContain('changed');
    const run = await screen.findByRole('listbox', { name: 'States of this run' });
    const states = within(run).getAllByRole('option');
    expect(states).toHaveLength(8);
    expect(states[2]?.textContent).toContain('failed');
    expect(states[2]?.textContent).toContain('nginx-configtest');
    expect(states[3]?.textContent).toContain('blocked by nginx.nginx-configtest');
    expect(states[7]?.textContent).toContain('succeeded');
  });

  test('a state shows its return in the inspector; keys do too', async () => {
    const { user } = open(broken);
    const run = await screen.findByRole('listbox', { name: 'States of this run' });
    const root = within(run).getAllByRole('option')[2];
    if (root === undefined) throw new Error('no third state');
    await user.click(root);
    const ret = badConfig.jobs.get(broken)?.minions.find((one) => one.minion === 'web2')?.event;
    expect(useSelectionStore.getState().selected).toEqual({ what: 'events', ids: [ret] });
    useSelectionStore.getState().selectionCleared();
    run.focus();
    await user.keyboard('{ArrowDown}{Enter}');
    expect(useSelectionStore.getState().selected).toEqual({ what: 'events', ids: [ret] });
  });

  test('choosing another minion by keyboard shows its run', async () => {
    const { user } = open(broken);
    const list = await screen.findByRole('grid', { name: 'Minions of this job' });
    list.focus();
    await user.keyboard('{End}');
    const detail = await screen.findByRole('region', { name: 'web3' });
    await waitFor(() => expect(within(detail).getAllByRole('option')).toHaveLength(8));
    expect(within(detail).queryByText(/blocked by/)).toBeNull();
  });

  test('an outcome in the heading narrows the list', async () => {
    const { user } = open(broken);
    await user.click(await screen.findByRole('button', { name: /2 changed/ }));
    const list = screen.getByRole('grid', { name: 'Minions of this job' });
    expect(list.getAttribute('aria-rowcount')).toBe('3');
    await user.click(screen.getByRole('button', { name: /2 changed/ }));
    expect(list.getAttribute('aria-rowcount')).toBe('5');
  });

  test('the command is copied', async () => {
    const { user, copied } = open(broken);
    await user.click(await screen.findByRole('button', { name: 'Copy' }));
    expect(copied).toEqual(['salt -L web2,web4 state.apply nginx']);
    expect(screen.getByRole('button', { name: 'Copied' })).toBeDefined();
  });
});

describe('other jobs', () => {
  test('salt-call: says that what was expected is not known, and no zero stands for it', async () => {
    open('20261122200906513403');
    expect(await screen.findByText(/does not say which minions were expected/)).toBeDefined();
    expect(screen.getByRole('img', { name: '1 returned, number expected not known: 1 failed' })).toBeDefined();
  });

  test('a missing return gives its reason, how sure it is, and its evidence', async () => {
    const job = badConfig.jobs.get(broken);
    if (job === undefined) throw new Error('no such job');
    const gone: JobMinion = {
      ...(job.minions[0] as JobMinion),
      minion: 'db9',
      outcome: 'missing',
      event: null,
      rootFailures: [],
      cascade: 0,
      missingBecause: {
        reason: 'restarted-mid-job',
        certainty: 'inferred',
        evidence: [5, 9],
        also: [{ reason: 'no-answer-to-find-job', certainty: 'certain', evidence: [7] }],
      },
    };
    const jobs = new Map([[broken, { row: { ...job.row, failed: 0, missing: 1 }, minions: [gone] }]]);
    const { user } = open(broken, { ...badConfig, jobs, roots: [] });
    const detail = await screen.findByRole('region', { name: 'db9' });
    expect(within(detail).getByText('It connected again while the job ran.')).toBeDefined();
    expect(within(detail).getByText('inferred')).toBeDefined();
    expect(within(detail).getByText('Asked whether the job runs, it did not answer.')).toBeDefined();
    await user.click(within(detail).getByRole('button', { name: 'show the 2 events' }));
    expect(useSelectionStore.getState().selected).toEqual({ what: 'events', ids: [9, 5] });
  });

  test('two thousand minions: only those in sight are drawn', async () => {
    const job = badConfig.jobs.get(broken);
    if (job === undefined) throw new Error('no such job');
    const minions = Array.from({ length: 2000 }, (_, i) => ({ ...(job.minions[i % 4] as JobMinion), minion: `n${i}` }));
    const jobs = new Map([
      [broken, { row: { ...job.row, expected: 2000, returned: 2000, failed: 1000, changed: 1000 }, minions }],
    ]);
    open(broken, { ...badConfig, jobs });
    const list = await screen.findByRole('grid', { name: 'Minions of this job' });
    expect(list.getAttribute('aria-rowcount')).toBe('2001');
    expect(within(list).getAllByRole('row').length).toBeLessThan(40);
  });

  test('no job open: says how to open one', async () => {
    const { user } = show(<JobPage />, badConfig);
    await user.click(await screen.findByRole('button', { name: 'Show the jobs' }));
    expect(useLayoutStore.getState().screen).toBe('jobs');
  });
});
