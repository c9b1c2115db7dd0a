// What the matrix of states shows, jobs or the newest runs in sight, and the cell that is looked into.
import { create } from 'zustand';
import type { StateName } from '../../shared/questions/states.ts';
import { useLayoutStore } from './layout-store.ts';

/** A cell by its names, so that it stays the same cell when the matrix is asked again. */
export type MatrixCell = StateName & { readonly minion: string; readonly event: number };

type MatrixStore = {
  /** `null`: of each minion and state the newest run in the selection. */
  readonly jids: readonly string[] | null;
  readonly cell: MatrixCell | null;
  cellPicked(cell: MatrixCell | null): void;
  /** Chooses jobs, or the newest runs, and brings the screen to the front. */
  matrixWanted(jids: readonly string[] | null): void;
};

/** Owner of the matrix. */
export const useMatrixStore = create<MatrixStore>()((set) => ({
  jids: null,
  cell: null,
  cellPicked: (cell) => set({ cell }),
  matrixWanted: (jids) => {
    set({ jids, cell: null });
    useLayoutStore.getState().screenWanted('states');
  },
}));
