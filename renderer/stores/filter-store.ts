// The one filter: what is typed, and the last good text, which stays in force while the typed one cannot be read.
import { create } from 'zustand';
import { termFor, withTerm } from './filter-terms.ts';

/** Why a typed filter is not in force. */
export type FilterError = {
  readonly message: string;
  /** 0-based place in the text; `null` when the whole is meant. */
  readonly position: number | null;
  readonly suggestions: readonly string[];
};

type FilterStore = {
  readonly typed: string;
  /** The text every view asks with; always readable. */
  readonly inForce: string;
  readonly error: FilterError | null;
  filterTyped(text: string): void;
  /** Takes a text over at once, as after Enter or a click on a value. */
  filterApplied(text: string): void;
  /** Adds `field:value`, or `not field:value`, to what is in force. */
  termAdded(field: string, value: string, isExcluded: boolean): void;
};

/** Owner of the filter. */
export const useFilterStore = create<FilterStore>()((set, get) => ({
  typed: '',
  inForce: '',
  error: null,
  filterTyped: (typed) => set({ typed }),
  filterApplied: (text) => set({ typed: text, inForce: text.trim(), error: null }),
  termAdded: (field, value, isExcluded) => {
    get().filterApplied(withTerm(get().inForce, termFor(field, value), isExcluded));
  },
}));
