// Which piece of time has its note open: written or read in a dialog of its own, since a span is nothing that can be selected.
import { create } from 'zustand';
import type { Note } from '../../shared/keep/note.ts';
import type { Span } from '../../shared/questions/selection.ts';
import { useLayoutStore } from './layout-store.ts';
import { useSelectionStore } from './selection-store.ts';

type SpanNoteStore = {
  readonly open: Span | null;
  spanNoteOpened(span: Span): void;
  spanNoteClosed(): void;
};

/** Owner of the open span note. */
export const useSpanNoteStore = create<SpanNoteStore>()((set) => ({
  open: null,
  // Whole microseconds, as the visible span has them: else the note of a dragged area would be another one than that of its span.
  spanNoteOpened: ({ from, to }) => set({ open: { from: Math.round(from), to: Math.round(to) } }),
  spanNoteClosed: () => set({ open: null }),
}));

/** Opens a note where it is read and written: of a span its dialog, of an event or a job the inspector. */
export function openNote({ about }: Note): void {
  if (about.what === 'span') {
    useSpanNoteStore.getState().spanNoteOpened(about);
    return;
  }
  if (about.what === 'job') useSelectionStore.getState().jobPicked(about.jid);
  else if (about.event === null) return;
  else useSelectionStore.getState().eventPicked(about.event);
  useLayoutStore.getState().inspectorTabChosen('notes');
}
