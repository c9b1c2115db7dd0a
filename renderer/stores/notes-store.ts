// Bookmarks, notes and tags of the open case, and the one about each event.
import { create } from 'zustand';
import type { Failure } from '../../shared/base/failure.ts';
import type { Note, NoteContent, NoteTarget } from '../../shared/keep/note.ts';
import { order } from '../bridge/engine.ts';
import { useUndoStore } from './undo-store.ts';

type NotesStore = {
  readonly notes: readonly Note[];
  /** By number of the event. */
  readonly byEvent: ReadonlyMap<number, Note>;
  readonly failure: Failure | null;
  /** Rises with each wish to write a note: the field takes the focus. */
  readonly writeWish: number;
  notesWanted(): Promise<void>;
  noteSaved(target: NoteTarget, content: NoteContent): Promise<boolean>;
  noteRemoved(note: Note, name: string): Promise<void>;
  /** Sets or takes the bookmark of each; all get it unless all have it. */
  bookmarksToggled(targets: readonly NoteTarget[]): Promise<void>;
  writingWanted(): void;
};

/** The note about a thing. */
export function noteAbout(notes: readonly Note[], target: NoteTarget): Note | undefined {
  return notes.find(({ about }) => {
    if (target.what === 'event') return about.what === 'event' && about.event === target.event;
    if (target.what === 'job') return about.what === 'job' && about.jid === target.jid;
    return about.what === 'span' && about.from === target.from && about.to === target.to;
  });
}

/** Owner of the notes. */
export const useNotesStore = create<NotesStore>()((set, get) => ({
  notes: [],
  byEvent: new Map(),
  failure: null,
  writeWish: 0,
  notesWanted: async () => {
    const reply = await order('notes.list', {});
    if (!reply.ok) {
      set({ notes: [], byEvent: new Map(), failure: reply.failure.code === 'case-not-open' ? null : reply.failure });
      return;
    }
    const { notes } = reply.answer;
    const ofEvents = notes.flatMap((note) =>
      note.about.what === 'event' && note.about.event !== null ? [[note.about.event, note] as const] : [],
    );
    set({ notes, byEvent: new Map(ofEvents), failure: null });
  },
  noteSaved: async (about, content) => {
    const reply = await order('notes.save', { about, content });
    if (reply.ok) await get().notesWanted();
    else set({ failure: reply.failure });
    return reply.ok;
  },
  noteRemoved: async ({ key }, name) => {
    const reply = await order('notes.remove', { key });
    if (!reply.ok) set({ failure: reply.failure });
    else useUndoStore.getState().thingRemoved({ name, undo: reply.answer.undo, reload: get().notesWanted });
    await get().notesWanted();
  },
  bookmarksToggled: async (targets) => {
    const known = targets.map((target) => noteAbout(get().notes, target));
    const isBookmarked = !known.every((note) => note?.isBookmarked === true);
    for (const [n, about] of targets.entries()) {
      const { text = '', tags = [] } = known[n] ?? {};
      const reply = await order('notes.save', { about, content: { text, tags, isBookmarked } });
      if (reply.ok) continue;
      set({ failure: reply.failure });
      return;
    }
    await get().notesWanted();
  },
  writingWanted: () => set((s) => ({ writeWish: s.writeWish + 1 })),
}));
