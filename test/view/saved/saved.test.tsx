// What a person keeps, in the window: queries are run, made, removed and put back; notes stand beside events; links wait for a word.
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { KeptDialogs } from '../../../renderer/app/kept/kept-dialogs.tsx';
import { SavedMenu } from '../../../renderer/app/kept/saved-menu.tsx';
import { Overlays } from '../../../renderer/app/overlays.tsx';
import { useFilterStore } from '../../../renderer/stores/filter-store.ts';
import { useLayoutStore } from '../../../renderer/stores/layout-store.ts';
import { copyLink } from '../../../renderer/stores/link-store.ts';
import { useNotesStore } from '../../../renderer/stores/notes-store.ts';
import { useSelectionStore } from '../../../renderer/stores/selection-store.ts';
import { useSettingsStore } from '../../../renderer/stores/settings-store.ts';
import { useSqlStore } from '../../../renderer/stores/sql-store.ts';
import { useViewsStore } from '../../../renderer/stores/views-store.ts';
import { NoteEditor } from '../../../renderer/views/inspector/note-editor.tsx';
import { SavedScreen } from '../../../renderer/views/saved/saved-screen.tsx';
import { readLink } from '../../../shared/keep/case-link.ts';
import { sampleCaseId } from '../support/fake-bridge.ts';
import { prepareWindow, showPart, startOpenCase, startWindow } from '../support/window.tsx';

prepareWindow();

const whole = (
  <>
    <SavedMenu />
    <SavedScreen />
    <KeptDialogs />
    <Overlays />
  </>
);
const rowOf = (name: string) => {
  const row = screen.getByText(name).closest('li');
  if (row === null) throw new Error(`${name} is in no row`);
  return within(row);
};

test('queries stand by their place; a broken file with its line and reason; SQL runs in its console', async () => {
  await startOpenCase();
  showPart(whole);
  expect(await screen.findByText('Failed on one minion')).toBeTruthy();
  expect(screen.getByText('bad.yaml:3')).toBeTruthy();
  expect(screen.getByText('text: position 0: unknown field retcod')).toBeTruthy();
  expect(rowOf('Test runs').getByRole('button', { name: 'Run Test runs' })).toBeTruthy();
  await userEvent.click(rowOf('Longest jobs').getByRole('button', { name: 'Run Longest jobs' }));
  const dialog = screen.queryByRole('dialog');
  if (dialog !== null) await userEvent.click(within(dialog).getByRole('button', { name: 'Run' }));
  expect(useLayoutStore.getState().screen).toBe('sql');
  expect(useSqlStore.getState().text).toContain('SELECT');
});

test('a query with a parameter asks for its value, says what is wrong, and runs with the value quoted', async () => {
  await startOpenCase();
  const user = showPart(whole);
  await screen.findByText('Failed on one minion');
  await user.click(rowOf('Failed on one minion').getByRole('button', { name: /^Run/ }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.click(dialog.getByRole('button', { name: 'Run' }));
  expect(await dialog.findByText('A minion is needed.')).toBeTruthy();
  await user.type(dialog.getByLabelText('minion', { selector: 'input' }), 'web 1" or kind:new');
  await user.click(dialog.getByRole('button', { name: 'Run' }));
  expect(useFilterStore.getState().inForce).toBe('kind:ret outcome:failed minion:"web 1\\" or kind:new"');
  expect(useLayoutStore.getState().screen).toBe('events');
});

test('the filter in force is saved with the parameters that stand in it', async () => {
  const bridge = await startOpenCase();
  const user = showPart(whole);
  useFilterStore.getState().filterApplied('kind:ret minion:$minion');
  await user.click(screen.getByRole('button', { name: 'Saved' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Save this filter…' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.type(dialog.getByLabelText('Name'), 'Mine');
  await user.selectOptions(dialog.getByLabelText('Type of minion'), 'minion');
  await user.type(dialog.getByLabelText('Default of minion'), 'web1');
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(bridge.ordered.find(({ name }) => name === 'queries.save')?.body).toEqual({
    place: 'case',
    replaces: null,
    query: {
      name: 'Mine',
      description: '',
      kind: 'filter',
      text: 'kind:ret minion:$minion',
      parameters: [{ name: 'minion', type: 'minion', description: '', default: 'web1', choices: [] }],
    },
  });
  expect(await screen.findByText('Mine')).toBeTruthy();
});

test('a text that cannot be read is not saved, and the place of the fault is said', async () => {
  const bridge = await startOpenCase();
  const user = showPart(whole);
  await user.click(await screen.findByRole('button', { name: 'New query' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.type(dialog.getByLabelText('Name'), 'x');
  await user.type(dialog.getByLabelText('Text'), 'retcod:1');
  expect(await dialog.findByText(/position 0: unknown field retcod/)).toBeTruthy();
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  expect(bridge.ordered.some(({ name }) => name === 'queries.save')).toBe(false);
});

test('what was deleted is put back by Undo', async () => {
  await startOpenCase();
  const user = showPart(whole);
  await screen.findByText('Failed on one minion');
  await user.click(rowOf('Failed on one minion').getByRole('button', { name: 'More for Failed on one minion' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Delete' }));
  await waitFor(() => expect(screen.queryByText('Failed on one minion')).toBeNull());
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  expect(await screen.findByText('Failed on one minion')).toBeTruthy();
});

test('a note is written into the case as it was typed, shown as text, and removed when nothing is left of it', async () => {
  const bridge = await startOpenCase();
  const target = { what: 'event', event: 3 } as const;
  const user = showPart(<NoteEditor target={target} />);
  await user.type(screen.getByLabelText('Note'), '<b>look</b>');
  await user.type(screen.getByLabelText('Tags'), 'root cause, nginx,');
  await user.tab();
  await waitFor(() => expect(useNotesStore.getState().byEvent.get(3)?.tags).toEqual(['root cause', 'nginx']));
  expect(useNotesStore.getState().byEvent.get(3)).toMatchObject({ text: '<b>look</b>', isBookmarked: false });
  await user.click(screen.getByRole('button', { name: 'Bookmark' }));
  await waitFor(() => expect(useNotesStore.getState().byEvent.get(3)?.isBookmarked).toBe(true));
  expect(useNotesStore.getState().byEvent.get(3)?.text).toBe('<b>look</b>');
  expect(bridge.ordered.filter(({ name }) => name === 'notes.save').at(-1)?.body).toMatchObject({ about: target });
});

test('bookmarks are toggled for all that is selected, and listed with a way back', async () => {
  await startOpenCase();
  const targets = [1, 2].map((event) => ({ what: 'event', event }) as const);
  await useNotesStore.getState().bookmarksToggled(targets);
  expect([...useNotesStore.getState().byEvent.keys()].toSorted()).toEqual([1, 2]);
  useLayoutStore.setState({ savedPart: 'notes' });
  const user = showPart(whole);
  await user.click(await screen.findByRole('button', { name: /^2026.*tag of 2$/ }));
  expect(useSelectionStore.getState().selected).toEqual({ what: 'events', ids: [2] });
  await useNotesStore.getState().bookmarksToggled(targets);
  await waitFor(() => expect(useNotesStore.getState().notes).toEqual([]));
});

test('a named view brings filter, selection and screen back', async () => {
  await startOpenCase();
  useLayoutStore.setState({ savedPart: 'views' });
  const user = showPart(whole);
  useFilterStore.getState().filterApplied('kind:ret');
  useSelectionStore.getState().jobPicked('20260301120000000001');
  await user.click(screen.getByRole('button', { name: 'Save this view…' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.type(dialog.getByLabelText('Name'), 'Before the fix');
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(useViewsStore.getState().views).toHaveLength(1));
  useFilterStore.getState().filterApplied('');
  useSelectionStore.getState().selectionCleared();
  await user.click(await screen.findByRole('button', { name: 'Before the fix' }));
  expect(useFilterStore.getState().inForce).toBe('kind:ret');
  expect(useSelectionStore.getState().selected).toEqual({ what: 'job', jid: '20260301120000000001' });
});

const link = `saltrace://case?id=${sampleCaseId}&filter=kind%3Aret&events=2`;
const known = { path: '/home/ana/rollout-0301.saltrace', name: 'rollout-0301', isThere: true };

test('a link from outside is shown first, and followed only when confirmed', async () => {
  const bridge = startWindow({ isOpen: false, links: [{ read: readLink(link), known }] });
  const user = showPart(whole);
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText('kind:ret')).toBeTruthy();
  expect(dialog.getByText('rollout-0301')).toBeTruthy();
  expect(bridge.ordered.some(({ name }) => name === 'case.open')).toBe(false);
  expect(useFilterStore.getState().inForce).toBe('');
  await user.click(dialog.getByRole('button', { name: 'Show it' }));
  await waitFor(() => expect(useFilterStore.getState().inForce).toBe('kind:ret'));
  expect(useSelectionStore.getState().selected).toEqual({ what: 'events', ids: [2] });
});

test('a link that is cancelled, malformed, or of an unknown case does nothing', async () => {
  const bad = readLink(`${link}&path=/etc/passwd`);
  const bridge = startWindow({
    isOpen: false,
    links: [
      { read: readLink(link), known },
      { read: readLink(link), known: null },
      { read: bad, known: null },
    ],
  });
  const user = showPart(whole);
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Cancel' }));
  expect(await screen.findByText(/has not opened the case/)).toBeTruthy();
  const close = async () =>
    user.click(within(screen.getByRole('dialog')).getAllByRole('button', { name: 'Close' }).at(-1) as HTMLElement);
  await close();
  expect(await screen.findByText(/a part that no link has: "path=\/etc\/passwd"/)).toBeTruthy();
  await close();
  expect(bridge.ordered.some(({ name }) => name === 'case.open')).toBe(false);
});

test('the link that is copied says what is shown', async () => {
  const bridge = await startOpenCase();
  expect(copyLink()).toBe(false);
  bridge.tell('case.changed', { path: '/home/ana/rollout-0301.saltrace', id: sampleCaseId });
  useFilterStore.getState().filterApplied('minion:"a b"');
  useSelectionStore.getState().eventsPicked([1, 4]);
  expect(copyLink()).toBe(true);
  expect(readLink(bridge.copied.at(-1) ?? '')).toEqual({
    ok: true,
    link: {
      id: sampleCaseId,
      filter: 'minion:"a b"',
      sequence: null,
      span: null,
      selected: { what: 'events', ids: [1, 4] },
      view: null,
    },
  });
});

test('another folder is chosen as the library, and its queries are listed; a cancelled dialog changes nothing', async () => {
  const bridge = await startOpenCase();
  const user = showPart(whole);
  await user.click(await screen.findByRole('tab', { name: /^Queries/ }));
  const choose = await screen.findByRole('button', { name: 'Choose another…' });
  const { library } = useSettingsStore.getState().settings;
  bridge.shell.pickLibrary = async () => null;
  await user.click(choose);
  expect(useSettingsStore.getState().settings.library).toBe(library);
  const lists = () => bridge.ordered.filter(({ name }) => name === 'queries.list').length;
  const before = lists();
  bridge.shell.pickLibrary = async () => '/srv/team/queries';
  await user.click(choose);
  await waitFor(() => expect(useSettingsStore.getState().settings.library).toBe('/srv/team/queries'));
  await waitFor(() => expect(lists()).toBeGreaterThan(before));
});
