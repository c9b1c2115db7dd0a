// The chosen match of a sequence: the events it took, in order. Correlate chooses it; whoever draws events in time may join them.
import { create } from 'zustand';

/** A match as others need it. */
export type ChosenMatch = {
  /** Ids of its events, the first step's first. */
  readonly events: readonly number[];
  /** Its join values, in the order of `by`. */
  readonly by: readonly string[];
  readonly state: 'matched' | 'unmatched' | 'unknown';
};

type MatchStore = {
  readonly chosen: ChosenMatch | null;
  matchChosen(match: ChosenMatch): void;
  matchCleared(): void;
};

/** Owner of the chosen match. */
export const useMatchStore = create<MatchStore>()((set) => ({
  chosen: null,
  matchChosen: (chosen) => set({ chosen }),
  matchCleared: () => set({ chosen: null }),
}));
