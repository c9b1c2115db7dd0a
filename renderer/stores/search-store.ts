// The search for a text in the raw records: asked again and again from where it stopped, until all is searched or somebody stops it.
import { create } from 'zustand';
import type { Failure } from '../../shared/base/failure.ts';
import type { Selection } from '../../shared/questions/questions.ts';
import type { TextHit } from '../../shared/questions/text-search.ts';
import { ask } from '../bridge/engine.ts';
import { useCaseStore } from './case-store.ts';
import { useFilterStore } from './filter-store.ts';
import { useSpanStore } from './span-store.ts';

/** The first answer comes soon with what there is; later ones are larger. */
const firstStep = { budgetMs: 60, limit: 50 };
const laterStep = { budgetMs: 250, limit: 200 };
/** After so many hits the search waits for a wish to go on: nobody reads more. */
const pauseAfter = 1_000;

type SearchStore = {
  readonly typed: string;
  /** What the hits are of; `null` before the first search. */
  readonly text: string | null;
  readonly hits: readonly TextHit[];
  readonly scanned: number;
  readonly total: number;
  readonly isRunning: boolean;
  /** Where to go on; `null` when all is searched. */
  readonly next: number | null;
  readonly failure: Failure | null;
  /** Rises with each wish to type a text. */
  readonly wish: number;
  searchWished(): void;
  textTyped(text: string): void;
  /** Begins anew with what is typed, in the selection in force. */
  searchStarted(): void;
  searchStopped(): void;
  /** Goes on from where it stopped, for as many hits again. */
  searchContinued(): void;
};

const nothing = { hits: [], scanned: 0, total: 0, isRunning: false, next: null, failure: null } as const;

let stopRunning: () => void = () => undefined;

/** Owner of the search. */
export const useSearchStore = create<SearchStore>()((set, get) => ({
  typed: '',
  text: null,
  ...nothing,
  wish: 0,
  searchWished: () => set((s) => ({ wish: s.wish + 1 })),
  textTyped: (typed) => set({ typed }),
  searchStarted: () => {
    stopRunning();
    const text = get().typed;
    if (text === '') {
      set({ text: null, ...nothing });
      return;
    }
    set({ text, ...nothing });
    void run(text, undefined);
  },
  searchStopped: () => {
    stopRunning();
    set({ isRunning: false });
  },
  searchContinued: () => {
    const { text, next, isRunning } = get();
    if (text !== null && next !== null && !isRunning) void run(text, next);
  },
}));

function selectionNow(): Selection {
  const { inForce: filter } = useFilterStore.getState();
  const { visible: span } = useSpanStore.getState();
  return span === null ? { filter } : { filter, span };
}

async function run(text: string, from: number | undefined): Promise<void> {
  const selection = selectionNow();
  let isStopped = false;
  let cancel: (() => void) | undefined;
  stopRunning = () => {
    isStopped = true;
    cancel?.();
  };
  const end = useSearchStore.getState().hits.length + pauseAfter;
  useSearchStore.setState({ isRunning: true, failure: null });
  for (let before = from, step = firstStep; ; step = laterStep) {
    const asked = ask('text.search', { ...selection, text, ...step, ...(before === undefined ? {} : { before }) });
    cancel = asked.cancel;
    const reply = await asked.reply;
    if (isStopped) return;
    if (!reply.ok) {
      useSearchStore.setState({ isRunning: false, failure: reply.failure });
      return;
    }
    const { next, scanned, total } = reply.answer;
    const hits = [...useSearchStore.getState().hits, ...reply.answer.hits];
    const isOver = next === null || hits.length >= end;
    useSearchStore.setState({ hits, next, scanned, total, isRunning: !isOver });
    if (isOver) return;
    before = next;
  }
}

/** Starts following the selection and the case: another one is searched anew, or not at all; the result stops it. */
export function watchSearch(): () => void {
  const again = () => {
    if (useSearchStore.getState().text !== null) useSearchStore.getState().searchStarted();
  };
  const stops = [
    useFilterStore.subscribe((now, before) => now.inForce !== before.inForce && again()),
    useSpanStore.subscribe((now, before) => now.visible !== before.visible && again()),
    useCaseStore.subscribe((now, before) => {
      if (now.info?.path === before.info?.path) return;
      stopRunning();
      useSearchStore.setState({ typed: '', text: null, ...nothing });
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
