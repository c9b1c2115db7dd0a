// Back and forward over what was looked at: filter, span, selection and screen together.
import { create } from 'zustand';
import type { Span } from '../../shared/questions/questions.ts';
import { useFilterStore } from './filter-store.ts';
import { type Screen, useLayoutStore } from './layout-store.ts';
import { type Selected, useSelectionStore } from './selection-store.ts';
import { useSpanStore } from './span-store.ts';

/** One look at the case. */
export type Look = {
  readonly filter: string;
  readonly span: Span | null;
  readonly selected: Selected | null;
  readonly screen: Screen;
  readonly jobPage: string | null;
  readonly minionPage: string | null;
};

type HistoryStore = {
  readonly looks: readonly Look[];
  /** Position of the present look; -1 while there is none. */
  readonly at: number;
  back(): void;
  forward(): void;
  historyCleared(): void;
};

const longest = 200;
/** Changes closer together than this are one step: dragging, typing, walking through rows. */
const settleMs = 500;

/** Owner of the history. */
export const useHistoryStore = create<HistoryStore>()((set, get) => ({
  looks: [],
  at: -1,
  back: () => {
    keepPresent();
    const { looks, at } = get();
    const look = looks[at - 1];
    if (look === undefined) return;
    set({ at: at - 1 });
    restoreLook(look);
  },
  forward: () => {
    const { looks, at } = get();
    const look = looks[at + 1];
    if (look === undefined) return;
    set({ at: at + 1 });
    restoreLook(look);
  },
  historyCleared: () => set({ looks: [presentLook()], at: 0 }),
}));

/** What is being looked at now. */
export function presentLook(): Look {
  const { screen, jobPage, minionPage } = useLayoutStore.getState();
  return {
    filter: useFilterStore.getState().inForce,
    span: useSpanStore.getState().visible,
    selected: useSelectionStore.getState().selected,
    screen,
    jobPage,
    minionPage,
  };
}

/** Shows an earlier look again. */
export function restoreLook(look: Look): void {
  useFilterStore.getState().filterApplied(look.filter);
  if (look.span === null) useSpanStore.getState().spanReset();
  else useSpanStore.getState().spanDragged(look.span);
  useSelectionStore.getState().selectionRestored(look.selected);
  useLayoutStore.setState((s) => ({
    screen: look.screen,
    jobPage: look.jobPage,
    minionPage: look.minionPage,
    wish: s.wish + 1,
  }));
}

function keepPresent(): void {
  const look = presentLook();
  const { looks, at } = useHistoryStore.getState();
  const now = looks[at];
  if (now !== undefined && JSON.stringify(now) === JSON.stringify(look)) return;
  const kept = [...looks.slice(0, at + 1), look].slice(-longest);
  useHistoryStore.setState({ looks: kept, at: kept.length - 1 });
}

/** Starts remembering; the result stops it. */
export function watchHistory(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(keepPresent, settleMs);
  };
  keepPresent();
  const stops = [
    useFilterStore.subscribe((now, before) => now.inForce !== before.inForce && changed()),
    useSpanStore.subscribe((now, before) => now.visible !== before.visible && changed()),
    useSelectionStore.subscribe(changed),
    useLayoutStore.subscribe((now, before) => {
      if (now.screen !== before.screen || now.jobPage !== before.jobPage || now.minionPage !== before.minionPage)
        changed();
    }),
  ];
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}
