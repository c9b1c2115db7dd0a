// Whom the screen "What differs" compares: a job, or the returns of a selection; `null`: what is filtered and in sight.
import { create } from 'zustand';
import type { DifferBody } from '../../shared/questions/differ.ts';
import { useLayoutStore } from './layout-store.ts';

type DifferStore = {
  readonly about: Exclude<DifferBody, { failing: readonly string[] }> | null;
  /** Compares these and brings the screen to the front. */
  differWanted(about: DifferStore['about']): void;
};

/** Owner of what is compared. */
export const useDifferStore = create<DifferStore>()((set) => ({
  about: null,
  differWanted: (about) => {
    set({ about });
    useLayoutStore.getState().screenWanted('differ');
  },
}));
