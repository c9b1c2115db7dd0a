// The one sequence: its text, the cards it is filled in with, and the last good text, which is what was run. Text and cards are kept in
// step: a text that cannot be read leaves the last good cards.
import { create } from 'zustand';
import { parseSequence } from '../../shared/filter/parse-sequence.ts';
import { printDraft } from '../../shared/filter/print-sequence.ts';
import type { SequenceDraft } from '../../shared/filter/sequence-tree.ts';

/** Why a text cannot be run. */
export type SequenceError = {
  readonly message: string;
  /** 0-based place in the text. */
  readonly position: number;
  readonly suggestions: readonly string[];
};

type SequenceStore = {
  readonly text: string;
  readonly draft: SequenceDraft;
  readonly error: SequenceError | null;
  /** The text that is run; `null` before the first. */
  readonly inForce: string | null;
  textTyped(text: string): void;
  /** A card was changed: the text is written anew from the cards. */
  draftChanged(change: Partial<SequenceDraft>): void;
  /** Runs the text as it stands, if it can be read. */
  applied(): void;
  /** Takes a whole text over and runs it. */
  taken(text: string): void;
  suggestionTaken(suggestion: string): void;
  sequenceCleared(): void;
};

const step = { filter: '', by: '' };
const blank: SequenceDraft = { by: 'minion', maxspan: '5m', steps: [step, step], absent: undefined, until: undefined };
const fresh = { text: '', draft: blank, error: null, inForce: null };

/** Owner of the sequence. */
export const useSequenceStore = create<SequenceStore>()((set, get) => ({
  ...fresh,
  textTyped: (text) => {
    if (text === get().text) return;
    const parsed = parseSequence(text);
    if (text.trim() === '') set({ text, error: null, draft: blank });
    else if (parsed.ok) set({ text, error: null, draft: parsed.draft });
    else set({ text, error: errorOf(text) });
  },
  draftChanged: (change) => {
    const draft = { ...get().draft, ...change };
    const text = printDraft(draft);
    set({ draft, text, error: errorOf(text) });
  },
  applied: () => {
    const { text, error } = get();
    if (error === null && text.trim() !== '') set({ inForce: text.trim() });
  },
  taken: (text) => {
    get().textTyped(text);
    get().applied();
  },
  suggestionTaken: (suggestion) => {
    const { text, error } = get();
    if (error === null) return;
    const word = /^[^\s:=!<>~()[\],"]*/.exec(text.slice(error.position))?.[0] ?? '';
    get().textTyped(text.slice(0, error.position) + suggestion + text.slice(error.position + word.length));
  },
  sequenceCleared: () => set(fresh),
}));

function errorOf(text: string): SequenceError | null {
  const parsed = parseSequence(text);
  if (parsed.ok) return null;
  return { message: parsed.message, position: parsed.position, suggestions: parsed.suggestions };
}
