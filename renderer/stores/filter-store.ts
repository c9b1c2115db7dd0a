// The one filter: what is typed, and the last good text, which stays in force while the typed one cannot be read.
import { create } from 'zustand';
import { readPath } from '../../shared/filter/data-path.ts';
import { addTerm, type TermField } from '../../shared/filter/edit-filter.ts';
import type { FilterFault } from '../../shared/filter/filter-fault.ts';
import { parseFilter } from '../../shared/filter/parse-filter.ts';

/** Why a typed filter is not in force. */
export type FilterError = {
  readonly fault: FilterFault;
  /** 0-based place in the text. */
  readonly position: number;
  readonly suggestions: readonly string[];
};

type FilterStore = {
  readonly typed: string;
  /** The text every view asks with; always readable. */
  readonly inForce: string;
  readonly error: FilterError | null;
  /** A key was pressed: judged at once, in force only when applied. Half a word would be another filter. */
  filterTyped(text: string): void;
  /** Takes a text over at once, as after Enter or a click on a value; one that cannot be read stays typed with its error. */
  filterApplied(text: string): void;
  /** Selects, or leaves out, the events whose field has exactly this value. `data.…` fields are paths. */
  termAdded(field: string, value: string | number | boolean | null, isExcluded: boolean): void;
  /** Puts a suggestion in the place of the word that was wrong. */
  suggestionTaken(suggestion: string): void;
};

/** Owner of the filter. */
export const useFilterStore = create<FilterStore>()((set, get) => ({
  typed: '',
  inForce: '',
  error: null,
  filterTyped: (text) => {
    if (text === get().typed) return;
    set({ typed: text, error: errorOf(text) });
  },
  filterApplied: (text) => {
    const error = errorOf(text);
    set(error === null ? { typed: text, inForce: text.trim(), error } : { typed: text, error });
  },
  termAdded: (field, value, isExcluded) => {
    get().filterApplied(addTerm(get().inForce, termField(field), value, { exclude: isExcluded }));
  },
  suggestionTaken: (suggestion) => {
    const { typed, error } = get();
    if (error === null) return;
    const word = /^("(?:[^"\\]|\\.)*"|[^\s:=!<>~()]*)/.exec(typed.slice(error.position))?.[0] ?? '';
    get().filterApplied(typed.slice(0, error.position) + suggestion + typed.slice(error.position + word.length));
  },
}));

function errorOf(text: string): FilterError | null {
  const parsed = parseFilter(text);
  if (parsed.ok) return null;
  const { fault, position, suggestions } = parsed;
  return { fault, position, suggestions };
}

function termField(field: string): TermField {
  if (!field.startsWith('data.')) return field;
  const path = readPath(field.slice('data'.length));
  return path === undefined ? field : { path };
}
