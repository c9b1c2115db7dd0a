// The arrows between events that the lanes draw: the steps of a chosen match, the causes and consequences of what is selected. Each owner
// keeps its own list; whoever draws takes them all.
import { useMemo } from 'react';
import { create } from 'zustand';
import type { EventRow } from '../../shared/questions/event-row.ts';
import { useAnswersStore } from './answers-store.ts';
import { useSelectionStore } from './selection-store.ts';

/** What an arrow says: from one step of a match to the next; from a cause to what is selected; from there to a consequence. */
export type ArrowRole = 'step' | 'cause' | 'consequence';

/**
 * One end: an event, or of a return that never came the `new` event with the minion it waits for and the moment it is drawn at.
 * An end without a time is not drawn; lists show it.
 */
export type ArrowEnd = Pick<EventRow, 'id' | 'stamp' | 'kind' | 'tag' | 'minion' | 'jid' | 'user' | 'fun' | 'source'>;

/** An arrow, from the earlier to the later thing. */
export type Arrow = {
  readonly from: ArrowEnd;
  readonly to: ArrowEnd;
  readonly role: ArrowRole;
  /** True: concluded, not written in the capture; drawn dashed. */
  readonly isInferred: boolean;
  /** Of a step: the place of `from` in its sequence, 1-based; else `null`. */
  readonly step: number | null;
  /** Why, in the reader's language; `null` where the role says all. */
  readonly reason: string | null;
};

/** Who shows arrows. */
export type ArrowOwner = 'match' | 'links';

type ArrowStore = {
  readonly match: readonly Arrow[];
  readonly links: readonly Arrow[];
  /** Replaces the arrows of an owner; an empty list takes them away. */
  arrowsShown(owner: ArrowOwner, arrows: readonly Arrow[]): void;
  arrowsCleared(): void;
};

const none: readonly Arrow[] = [];

/** Owner of the arrows. */
export const useArrowStore = create<ArrowStore>()((set) => ({
  match: none,
  links: none,
  arrowsShown: (owner, arrows) =>
    set((s) =>
      s[owner].length === 0 && arrows.length === 0 ? s : owner === 'match' ? { match: arrows } : { links: arrows },
    ),
  arrowsCleared: () => set({ match: none, links: none }),
}));

/** All arrows there are. */
export function useArrows(): readonly Arrow[] {
  const match = useArrowStore((s) => s.match);
  const links = useArrowStore((s) => s.links);
  return useMemo(
    () => (links.length === 0 ? match : match.length === 0 ? links : [...match, ...links]),
    [match, links],
  );
}

/** The arrows of a match: from each of its events to the next. */
export function stepArrows(events: readonly ArrowEnd[]): Arrow[] {
  return events.slice(1).flatMap((to, at) => {
    const from = events[at];
    return from === undefined
      ? []
      : [{ from, to, role: 'step', isInferred: false, step: at + 1, reason: null } as const];
  });
}

/** Starts taking the arrows away with the selection and with the case; the result stops it. */
export function watchArrows(): () => void {
  const { arrowsCleared } = useArrowStore.getState();
  const stops = [
    useSelectionStore.subscribe(({ selected }) => {
      if (selected === null) arrowsCleared();
    }),
    useAnswersStore.subscribe((now, before) => {
      if (now.epoch !== before.epoch) arrowsCleared();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
