// Links to a case: the one to what is shown now, and one from outside, which waits until a person has seen and confirmed it.
import { create } from 'zustand';
import { type CaseLink, printLink } from '../../shared/keep/case-link.ts';
import { type LinkOffer, listen, shell } from '../bridge/engine.ts';
import { useCaseStore } from './case-store.ts';
import { useFilterStore } from './filter-store.ts';
import { useLayoutStore } from './layout-store.ts';
import { useSelectionStore } from './selection-store.ts';
import { useSequenceStore } from './sequence-store.ts';
import { copyText } from './shell-store.ts';
import { useSpanStore } from './span-store.ts';
import { useViewsStore } from './views-store.ts';

type LinkStore = {
  /** Id of the open case; `null` where it has none. */
  readonly caseId: string | null;
  /** The link that is shown and waits for a word. */
  readonly offer: LinkOffer | null;
  offerDeclined(): Promise<void>;
  offerConfirmed(): Promise<void>;
};

/** Owner of links. */
export const useLinkStore = create<LinkStore>()((set, get) => ({
  caseId: null,
  offer: null,
  offerDeclined: async () => {
    set({ offer: null });
    await takeNext();
  },
  offerConfirmed: async () => {
    const { offer, caseId } = get();
    set({ offer: null });
    if (offer === null || !offer.read.ok) return;
    const { link } = offer.read;
    const isOpen = caseId === link.id && useCaseStore.getState().info !== null;
    if (!isOpen && (offer.known === null || !(await useCaseStore.getState().openCase(offer.known.path)))) return;
    // The case shows its own view first; the link goes over it.
    if (!isOpen) await viewLoaded();
    await useViewsStore.getState().viewsWanted();
    follow(link);
    await takeNext();
  },
}));

function follow({ filter, span, selected, sequence, view }: CaseLink): void {
  const named = useViewsStore.getState().views.find(({ name }) => name === view);
  if (named !== undefined) useViewsStore.getState().viewShown(named);
  useFilterStore.getState().filterApplied(filter);
  if (span === null) useSpanStore.getState().spanReset();
  else useSpanStore.getState().spanDragged(span);
  useSelectionStore.getState().selectionRestored(selected);
  if (sequence !== null) useSequenceStore.getState().taken(sequence);
  if (named === undefined) useLayoutStore.getState().screenWanted(sequence === null ? 'events' : 'correlate');
}

/** The view of a case that was just opened is loaded by an order of its own; it raises the layout's wish when it is shown. */
function viewLoaded(): Promise<void> {
  return new Promise((resolve) => {
    const stop = useLayoutStore.subscribe((now, before) => {
      if (now.dockWish === before.dockWish) return;
      stop();
      resolve();
    });
  });
}

/** Copies a link to what is shown now; `false` when the case has no id or the link would be too long. */
export function copyLink(): boolean {
  const { caseId } = useLinkStore.getState();
  if (caseId === null) return false;
  const text = printLink({
    id: caseId,
    filter: useFilterStore.getState().inForce,
    span: useSpanStore.getState().visible,
    selected: useSelectionStore.getState().selected,
    sequence: sequenceOnOneLine(),
    view: useViewsStore.getState().shown,
  });
  if (text !== null) copyText(text);
  return text !== null;
}

/** The sequence that is shown; a link has no line breaks. */
function sequenceOnOneLine(): string | null {
  if (useLayoutStore.getState().screen !== 'correlate') return null;
  return useSequenceStore.getState().inForce?.replace(/\s+/g, ' ') ?? null;
}

async function takeNext(): Promise<void> {
  if (useLinkStore.getState().offer !== null) return;
  const offer = await shell().takeLink();
  if (offer !== null) useLinkStore.setState({ offer });
}

/** Starts taking links from main; the result stops it. */
export function watchLinks(): () => void {
  void takeNext();
  const stops = [
    listen('link.offered', () => void takeNext()),
    listen('case.changed', ({ id }) => useLinkStore.setState({ caseId: id ?? null })),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
