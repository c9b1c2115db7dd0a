// What is selected: events, one job or one minion. The inspector shows it; every view marks it.
import { create } from 'zustand';

/** The selection. Of several events the last one is shown in the inspector. */
export type Selected =
  | { readonly what: 'events'; readonly ids: readonly number[] }
  | { readonly what: 'job'; readonly jid: string }
  | { readonly what: 'minion'; readonly minion: string };

type SelectionStore = {
  readonly selected: Selected | null;
  eventPicked(id: number): void;
  eventsPicked(ids: readonly number[]): void;
  jobPicked(jid: string): void;
  minionPicked(minion: string): void;
  selectionRestored(selected: Selected | null): void;
  selectionCleared(): void;
};

/** Owner of the selection. */
export const useSelectionStore = create<SelectionStore>()((set) => ({
  selected: null,
  eventPicked: (id) => set({ selected: { what: 'events', ids: [id] } }),
  eventsPicked: (ids) => set({ selected: ids.length === 0 ? null : { what: 'events', ids } }),
  jobPicked: (jid) => set({ selected: { what: 'job', jid } }),
  minionPicked: (minion) => set({ selected: { what: 'minion', minion } }),
  selectionRestored: (selected) => set({ selected }),
  selectionCleared: () => set({ selected: null }),
}));

/** The event shown in the inspector, if an event is selected. */
export function shownEvent(selected: Selected | null): number | null {
  return selected?.what === 'events' ? (selected.ids.at(-1) ?? null) : null;
}
