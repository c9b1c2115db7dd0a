// The last thing that was removed, so that it can be put back.
import { create } from 'zustand';
import type { Failure } from '../../shared/base/failure.ts';
import { order } from '../bridge/engine.ts';

type Removed = { readonly name: string; readonly undo: number; readonly reload: () => Promise<void> };

type UndoStore = {
  readonly removed: Removed | null;
  readonly failure: Failure | null;
  thingRemoved(removed: Removed): void;
  undone(): Promise<void>;
  dismissed(): void;
};

/** Owner of it. */
export const useUndoStore = create<UndoStore>()((set, get) => ({
  removed: null,
  failure: null,
  thingRemoved: (removed) => set({ removed, failure: null }),
  undone: async () => {
    const { removed } = get();
    if (removed === null) return;
    const reply = await order('keep.undo', { undo: removed.undo });
    set(reply.ok ? { removed: null } : { failure: reply.failure });
    if (reply.ok) await removed.reload();
  },
  dismissed: () => set({ removed: null, failure: null }),
}));
