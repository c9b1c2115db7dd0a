// Commands that keep something: queries, views, bookmarks, notes, links.
import type { NoteTarget } from '../../../shared/keep/note.ts';
import { useCaseStore } from '../../stores/case-store.ts';
import { useFilterStore } from '../../stores/filter-store.ts';
import { copyLink, useLinkStore } from '../../stores/link-store.ts';
import { useNotesStore } from '../../stores/notes-store.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';
import { useSpanNoteStore } from '../../stores/span-note-store.ts';
import { useSpanStore } from '../../stores/span-store.ts';
import { useViewsStore } from '../../stores/views-store.ts';
import { saveFilter } from '../kept/saved-menu.tsx';
import { type Command, layout } from './command.ts';

/** What notes can be about in the selection: its events, or its job. */
function noteTargets(): readonly NoteTarget[] {
  const { selected } = useSelectionStore.getState();
  if (selected?.what === 'events') return selected.ids.map((event) => ({ what: 'event', event }));
  return selected?.what === 'job' ? [{ what: 'job', jid: selected.jid }] : [];
}

const canNote = () => canKeep() && noteTargets().length > 0;
const canKeep = () => useCaseStore.getState().info?.isReadOnly === false;

/** Opens the notes of what is selected, with the cursor in them. */
function writeNote(): void {
  layout().inspectorTabChosen('notes');
  // The field is there after the tab was drawn.
  setTimeout(() => useNotesStore.getState().writingWanted(), 0);
}

/** Keep what is looked at, or what is selected. */
export const keepCommands: readonly Command[] = [
  {
    id: 'saveFilter',
    keys: ['Mod+S'],
    group: 'look',
    canRun: () => useFilterStore.getState().inForce !== '',
    run: saveFilter,
  },
  { id: 'saveView', keys: [], group: 'look', canRun: canKeep, run: () => useViewsStore.getState().namingBegun(null) },
  {
    id: 'bookmark',
    keys: ['b'],
    group: 'look',
    canRun: canNote,
    run: () => void useNotesStore.getState().bookmarksToggled(noteTargets()),
  },
  { id: 'note', keys: ['n'], group: 'look', canRun: canNote, run: writeNote },
  {
    id: 'bookmarkSpan',
    keys: [],
    group: 'look',
    canRun: () => canKeep() && useSpanStore.getState().visible !== null,
    run: () => {
      const span = useSpanStore.getState().visible;
      if (span !== null) void useNotesStore.getState().bookmarksToggled([{ what: 'span', ...span }]);
    },
  },
  {
    id: 'noteSpan',
    keys: ['Shift+N'],
    group: 'look',
    canRun: () => canKeep() && useSpanStore.getState().visible !== null,
    run: () => {
      const span = useSpanStore.getState().visible;
      if (span !== null) useSpanNoteStore.getState().spanNoteOpened(span);
    },
  },
  {
    id: 'copyLink',
    keys: ['Mod+Shift+L'],
    group: 'look',
    canRun: () => useLinkStore.getState().caseId !== null,
    run: () => void copyLink(),
  },
];
