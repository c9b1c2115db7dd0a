// What is traced, which of its nodes is looked at, and around which nodes more is wanted.
import { create } from 'zustand';
import type { TraceAbout } from '../../shared/questions/trace.ts';
import { useAnswersStore } from './answers-store.ts';
import { useLayoutStore } from './layout-store.ts';
import { type Selected, shownEvent } from './selection-store.ts';

type TraceStore = {
  readonly about: TraceAbout | null;
  /** Keys of nodes whose surroundings are wanted. */
  readonly expanded: readonly string[];
  /** Key of the node that is looked at. */
  readonly picked: string | null;
  /** Traces something and brings the trace to the front. */
  traceOpened(about: TraceAbout): void;
  nodePicked(key: string): void;
  nodeExpanded(key: string): void;
  traceClosed(): void;
};

const fresh = { about: null, expanded: [], picked: null } as const;

/** Owner of the trace. */
export const useTraceStore = create<TraceStore>()((set) => ({
  ...fresh,
  traceOpened: (about) => {
    set({ ...fresh, about });
    useLayoutStore.getState().screenWanted('trace');
  },
  nodePicked: (picked) => set({ picked }),
  nodeExpanded: (key) => set((s) => (s.expanded.includes(key) ? s : { expanded: [...s.expanded, key] })),
  traceClosed: () => set(fresh),
}));

/** What of the selection can be traced. */
export function aboutSelected(selected: Selected | null): TraceAbout | null {
  if (selected?.what === 'job') return { jid: selected.jid };
  const event = shownEvent(selected);
  return event === null ? null : { event };
}

/** Starts forgetting the trace with its case; the result stops it. */
export function watchTrace(): () => void {
  return useAnswersStore.subscribe((now, before) => {
    if (now.epoch !== before.epoch) useTraceStore.getState().traceClosed();
  });
}
