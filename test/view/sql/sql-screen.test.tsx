// The SQL console over a fake engine: run, stop, errors that change nothing, values that lead on, secrets covered.
import { act, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { useFilterStore } from '../../../renderer/stores/filter-store.ts';
import { useLayoutStore } from '../../../renderer/stores/layout-store.ts';
import { useSelectionStore } from '../../../renderer/stores/selection-store.ts';
import { useSqlStore } from '../../../renderer/stores/sql-store.ts';
import { hasSecrets, shownValue } from '../../../renderer/views/sql/result-columns.tsx';
import { faultOf, SqlScreen } from '../../../renderer/views/sql/sql-screen.tsx';
import { capture, prepareViews, show } from '../support/show.tsx';

prepareViews();
const badConfig = capture('bad-config');
const first = useSqlStore.getState();
afterEach(() => {
  act(() => useSqlStore.getState().stop());
  useSqlStore.setState({ ...first });
});

test('a statement runs; ids select their event, names have their menu', async () => {
  const { user, asked } = show(<SqlScreen nonce="" />, badConfig);
  await user.click(screen.getByRole('button', { name: /^Run/ }));
  const grid = await screen.findByRole('grid', { name: 'Answer of the statement' });
  expect(asked.filter(({ name }) => name === 'sql.run')).toMatchObject([
    { body: { sql: useSqlStore.getState().text, limits: { rows: 1000 } } },
  ]);
  expect(grid.getAttribute('aria-rowcount')).toBe('53');
  const row = within(grid)
    .getAllByRole('row')
    .find((one) => one.textContent?.includes('web2')) as HTMLElement;
  const [id, minion] = within(row).getAllByRole('button');
  await user.click(id as HTMLElement);
  expect(useSelectionStore.getState().selected).toEqual({ what: 'events', ids: [Number(id?.textContent)] });
  await user.click(minion as HTMLElement);
  await user.click(await screen.findByRole('menuitem', { name: 'filter minion web2' }));
  expect(useFilterStore.getState().inForce).toContain('minion:web2');
});

test('an error is told with its place, and the answer before it stays', async () => {
  const { user, refuse } = show(<SqlScreen nonce="" />, badConfig);
  await user.click(screen.getByRole('button', { name: /^Run/ }));
  await screen.findByRole('grid');
  refuse('sql.run', {
    code: 'sql-malformed',
    message: 'SQL: no such column: minio.',
    position: 10,
    suggestions: ['minion'],
  });
  act(() => useSqlStore.getState().textTyped('SELECT\n  minio FROM events'));
  await user.click(screen.getByRole('button', { name: /^Run/ }));
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('no such column: minio');
  expect(alert.textContent).toContain('line 2, column 4');
  expect(alert.textContent).toContain('minion');
  expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('53');
  expect(screen.getByRole('textbox', { name: 'SQL statement' }).getAttribute('aria-describedby')).toBe('sql-error');
});

test('Stop takes the place of Run while a statement runs, and cancels it', async () => {
  const { user, hold } = show(<SqlScreen nonce="" />, badConfig);
  hold();
  await user.click(screen.getByRole('button', { name: /^Run/ }));
  expect(screen.queryByRole('button', { name: /^Run/ })).toBeNull();
  await screen.findByText(/running for/);
  await user.click(screen.getByRole('button', { name: 'Stop' }));
  await screen.findByText('Stopped. What was shown before stays.');
  expect(screen.getByRole('button', { name: /^Run/ })).toBeTruthy();
});

test('a name of the schema is put into the statement', async () => {
  const { user } = show(<SqlScreen nonce="" />, badConfig);
  await user.click(screen.getByRole('button', { name: /^salt_glob/ }));
  expect(useSqlStore.getState().text).toContain('salt_glob(');
});

test('the filter in force is opened as SQL', async () => {
  show(<SqlScreen nonce="" />, badConfig);
  await act(() => useSqlStore.getState().openFilter());
  expect(useSqlStore.getState().text).toBe('SELECT id, minion\nFROM events');
  expect(useLayoutStore.getState().screen).toBe('sql');
  await waitFor(() =>
    expect(screen.getByRole('textbox', { name: 'SQL statement' }).textContent).toContain('SELECT id, minion'),
  );
});

test('secrets are covered by the name of their column and inside of texts', () => {
  const column = (name: string) => ({ name, type: 'text', isEvent: false }) as const;
  expect(shownValue(column('token'), 'abc', false)).toBe('••••••');
  expect(shownValue(column('data'), '{"password":"abc","a":1}', false)).toBe('{"password":"••••••","a":1}');
  expect(shownValue(column('data'), '{"password":"abc"}', true)).toBe('{"password":"abc"}');
  const answer = { columns: [column('data')], truncated: false, cutValues: 0, tookMs: 1 };
  expect(hasSecrets({ ...answer, rows: [['{"password":"abc"}']] })).toBe(true);
  expect(hasSecrets({ ...answer, rows: [['plain'], [null]] })).toBe(false);
});

test('the word at the place of an error is underlined as long as the text is the one that failed', () => {
  const failure = { code: 'sql-malformed', message: '', position: 7 } as const;
  expect(faultOf(failure, 'SELECT minio FROM events', 'SELECT minio FROM events')).toEqual({ from: 7, to: 12 });
  expect(faultOf(failure, 'SELECT minio FROM events', 'SELECT minion FROM events')).toBeNull();
  expect(faultOf({ ...failure, position: 8 }, 'SELECT (', 'SELECT (')).toEqual({ from: 7, to: 8 });
  expect(faultOf(null, '', '')).toBeNull();
});
