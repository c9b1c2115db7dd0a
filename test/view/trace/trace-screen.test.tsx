import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { useArrowStore } from '../../../renderer/stores/arrow-store.ts';
import { useLayoutStore } from '../../../renderer/stores/layout-store.ts';
import { linkArrows } from '../../../renderer/stores/link-arrows.ts';
import { useSelectionStore } from '../../../renderer/stores/selection-store.ts';
import { aboutSelected, useTraceStore } from '../../../renderer/stores/trace-store.ts';
import { LinksTab } from '../../../renderer/views/inspector/links-tab.tsx';
import { JobLinks } from '../../../renderer/views/jobs/job-links.tsx';
import { layGraph } from '../../../renderer/views/trace/lay-graph.ts';
import { TraceScreen } from '../../../renderer/views/trace/trace-screen.tsx';
import { sampleTrace } from '../support/sample-trace.ts';
import { capture, prepareViews, show } from '../support/show.tsx';

prepareViews();
const badConfig = capture('bad-config');
const jid = '20261122200903698084';

function open() {
  useTraceStore.getState().traceOpened({ jid });
  return show(<TraceScreen />, badConfig);
}

describe('the trace of a failed job', () => {
  test('comes to the front, says where it began, how sure that is, and what to look at next', async () => {
    open();
    expect(useLayoutStore.getState().screen).toBe('trace');
    const began = await screen.findByRole('region', { name: 'Where it began' });
    expect(within(began).getByRole('button', { name: /nginx-configtest \(cmd.run\) failed by itself/ })).toBeDefined();
    expect(within(began).getByText('certain')).toBeDefined();
    expect(screen.getByText('read what its command printed')).toBeDefined();
  });

  test('shows the links of what is looked at with certainty and reason, and its evidence to be selected', async () => {
    const { user } = open();
    const detail = await screen.findByRole('region', { name: /state nginx.nginx-configtest/ });
    expect(within(detail).getByText('inferred')).toBeDefined();
    expect(within(detail).getByText(/the failing state names that file/)).toBeDefined();
    await user.click(within(detail).getAllByRole('button', { name: 'event 1' })[0] as HTMLElement);
    expect(useSelectionStore.getState().selected).toEqual({ what: 'events', ids: [1] });
  });

  test('is walked by arrow keys: left to a cause, right to a consequence', async () => {
    const { user } = open();
    const graph = await screen.findByRole('region', { name: 'Trace in time, from causes to consequences' });
    const root = within(graph).getByRole('button', { name: /nginx-configtest/ });
    root.focus();
    await user.keyboard('{ArrowLeft}');
    expect(useTraceStore.getState().picked).toBe('change');
    await waitFor(() => expect(document.activeElement?.textContent).toContain('nginx-config'));
    await user.keyboard('{ArrowRight}{ArrowRight}');
    expect(useTraceStore.getState().picked).toBe('failed');
  });

  test('is forgotten when nothing is traced', async () => {
    useTraceStore.getState().traceClosed();
    show(<TraceScreen />, badConfig);
    expect(await screen.findByText('Nothing is traced')).toBeDefined();
  });
});

describe('the picture', () => {
  test('puts causes left of effects and minions on lanes of their own', () => {
    const { nodes, links } = sampleTrace({ jid });
    const laid = layGraph(nodes, links);
    const column = new Map(laid.nodes.map(({ node, column: at }) => [node.key, at]));
    for (const { from, to } of links) expect(column.get(from)).toBeLessThan(column.get(to) ?? -1);
    expect(laid.lanes.map(({ minions }) => minions)).toEqual([null, ['web2', 'web4']]);
    const places = laid.nodes.map(({ column: x, row: y }) => `${x} ${y}`);
    expect(new Set(places).size).toBe(places.length);
  });

  test('ends at a ring, should there be one', () => {
    const { nodes, links } = sampleTrace({ jid });
    const [first] = links;
    if (first === undefined) throw new Error('no link');
    expect(layGraph(nodes, [...links, { ...first, from: first.to, to: first.from }]).nodes).toHaveLength(nodes.length);
  });
});

describe('links elsewhere', () => {
  test('become arrows: causes in, consequences out, inferred ones marked', () => {
    const text = { reason: () => 'why' };
    const trace = sampleTrace({ jid });
    const arrows = linkArrows({ ...trace, focus: ['failed'] }, text);
    expect(arrows.map(({ from, to, role, isInferred }) => [from.id, to.id, role, isInferred])).toEqual([
      [1, 3, 'cause', false],
      [3, 4, 'consequence', false],
    ]);
    expect(useArrowStore.getState().links).toEqual([]);
  });

  test('stand in the inspector and lead on', async () => {
    const { user } = show(<LinksTab event={3} />, badConfig);
    const causes = await screen.findByRole('region', { name: 'Causes' });
    await user.click(within(causes).getAllByRole('button')[0] as HTMLElement);
    expect(useSelectionStore.getState().selected).toMatchObject({ what: 'events' });
    await user.click(screen.getByRole('button', { name: 'Trace to the cause' }));
    expect(useTraceStore.getState().about).toEqual({ event: 3 });
  });

  test('stand on the page of a job', async () => {
    const { user } = show(<JobLinks jid={jid} />, badConfig);
    expect(await screen.findByText(/nginx-configtest \(cmd.run\) failed by itself/)).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Trace to the cause' }));
    expect(useTraceStore.getState().about).toEqual({ jid });
  });

  test('of the selection: its event or its job', () => {
    expect(aboutSelected({ what: 'events', ids: [4, 7] })).toEqual({ event: 7 });
    expect(aboutSelected({ what: 'job', jid })).toEqual({ jid });
    expect(aboutSelected({ what: 'minion', minion: 'web1' })).toBeNull();
    expect(aboutSelected(null)).toBeNull();
  });
});
