// The two sides of the screen "Compare".
import { create } from 'zustand';
import type { CompareSide } from '../../shared/questions/compare.ts';
import { useLayoutStore } from './layout-store.ts';

/** Name of a side. */
export type SideName = 'a' | 'b';

type CompareStore = {
  readonly a: CompareSide | null;
  readonly b: CompareSide | null;
  sideChosen(name: SideName, side: CompareSide | null): void;
  sidesSwapped(): void;
  /** Sets both sides and brings the screen to the front. */
  compareWanted(a: CompareSide | null, b: CompareSide | null): void;
};

/** Owner of the sides. */
export const useCompareStore = create<CompareStore>()((set) => ({
  a: null,
  b: null,
  sideChosen: (name, side) => set({ [name]: side }),
  sidesSwapped: () => set(({ a, b }) => ({ a: b, b: a })),
  compareWanted: (a, b) => {
    set({ a, b });
    useLayoutStore.getState().screenWanted('compare');
  },
}));
