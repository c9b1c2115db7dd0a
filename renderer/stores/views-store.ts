// Named views: a filter, span, selection and layout of the case under a name.
import { create } from 'zustand';
import type { Failure } from '../../shared/base/failure.ts';
import type { NamedView } from '../../shared/keep/note.ts';
import { order } from '../bridge/engine.ts';
import { readView, showView, viewText } from './saved-view.ts';
import { useUndoStore } from './undo-store.ts';

type ViewsStore = {
  readonly views: readonly NamedView[];
  readonly failure: Failure | null;
  /** The view that gets a name now: a new one (`null`) or one to be renamed. */
  readonly naming: { readonly before: NamedView | null } | null;
  /** The view shown last, as links name it while it is shown. */
  readonly shown: string | null;
  viewsWanted(): Promise<void>;
  namingBegun(before: NamedView | null): void;
  namingEnded(): void;
  /** Keeps what the window shows under a new name, or renames. */
  viewNamed(name: string): Promise<boolean>;
  /** Keeps what the window shows now under the name of an older view. */
  viewTakenAnew(name: string): Promise<void>;
  viewShown(view: NamedView): void;
  viewRemoved(view: NamedView): Promise<void>;
};

/** Owner of the named views. */
export const useViewsStore = create<ViewsStore>()((set, get) => ({
  views: [],
  failure: null,
  naming: null,
  shown: null,
  viewsWanted: async () => {
    const reply = await order('views.list', {});
    set(reply.ok ? { views: reply.answer.views } : { views: [] });
  },
  namingBegun: (before) => set({ naming: { before }, failure: null }),
  namingEnded: () => set({ naming: null, failure: null }),
  viewNamed: async (name) => {
    const before = get().naming?.before ?? null;
    const view = before?.view ?? viewText();
    const reply = await order('views.save', { name, view, replaces: before?.name ?? null });
    set(reply.ok ? { naming: null, failure: null, shown: name } : { failure: reply.failure });
    if (reply.ok) await get().viewsWanted();
    return reply.ok;
  },
  viewTakenAnew: async (name) => {
    const reply = await order('views.save', { name, view: viewText(), replaces: name });
    set({ failure: reply.ok ? null : reply.failure });
    await get().viewsWanted();
  },
  viewShown: ({ name, view }) => {
    const read = readView(view);
    if (read === null) return;
    showView(read);
    set({ shown: name });
  },
  viewRemoved: async ({ name }) => {
    const reply = await order('views.remove', { name });
    set({ failure: reply.ok ? null : reply.failure });
    if (reply.ok) useUndoStore.getState().thingRemoved({ name, undo: reply.answer.undo, reload: get().viewsWanted });
    await get().viewsWanted();
  },
}));
