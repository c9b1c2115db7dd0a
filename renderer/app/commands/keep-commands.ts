// Commands that keep something: queries, views, bookmarks, notes, links.
import type { NoteTarget } from '../../../shared/keep/note.ts';
import type { ReportThing } from '../../../shared/keep/report.ts';
import { useCaseStore } from '../../stores/case-store.ts';
import { useFilterStore } from '../../stores/filter-store.ts';
import { copyLink, useLinkStore } from '../../stores/link-store.ts';
import { useNotesStore } from '../../stores/notes-store.ts';
import { useReportStore } from '../../stores/report-store.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';
import { useSpanNoteStore } from '../../stores/span-note-store.ts';
import { useSpanStore } from '../../stores/span-store.ts';
import { useViewsStore } from '../../stores/views-store.ts';
import { saveFilter } from '../kept/saved-menu.tsx';
import { type Command, layout } from './command.ts';

/** Events pinned at once: a report is read, not searched. */
const mostPinned = 20;

/** What notes can be about in the selection: its events, or its job. */
function noteTargets(): readonly NoteTarget[] {
  const { selected } = useSelectionStore.getState();
  if (selected?.what === 'events') return selected.ids.map((event) => ({ what: 'event', event }));
  return selected?.what === 'job' ? [{ what: 'job', jid: selected.jid }] : [];
}

/** What of the selection can be pinned to the report: its events, or its job. */
function pinTargets(): readonly ReportThing[] {
  const { selected } = useSelectionStore.getState();
  if (selected?.what === 'events') return selected.ids.slice(0, mostPinned).map((event) => ({ is: 'event', event }));
  return selected?.what === 'job' ? [{ is: 'job', jid: selected.jid }] : [];
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
    id: 'pinToReport',
    keys: ['p'],
    group: 'look',
    canRun: () => canKeep() && pinTargets().length > 0,
    run: () => void useReportStore.getState().thingsPinned(pinTargets()),
  },
  {
    id: 'pinFilter',
    keys: [],
    group: 'look',
    canRun: () => canKeep() && useFilterStore.getState().inForce !== '',
    run: () => {
      const text = useFilterStore.getState().inForce;
      void useReportStore.getState().thingsPinned([{ is: 'query', name: text.slice(0, 300), ask: 'events', text }]);
    },
  },
  {
    id: 'pinChart',
    keys: [],
    group: 'look',
    canRun: canKeep,
    run: () => {
      const { inForce: filter } = useFilterStore.getState();
      const span = useSpanStore.getState().visible;
      void useReportStore.getState().thingsPinned([{ is: 'chart', filter, span, stack: 'outcome' }]);
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
