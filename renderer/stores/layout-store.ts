// Which screen is in front, how the dock is split, which job or minion has its page open, and the inspector's place.
import { create } from 'zustand';

/** Screens that can be docked. The job and minion pages show `jobPage` and `minionPage`. */
export const screens = [
  'overview',
  'findings',
  'timeline',
  'events',
  'jobs',
  'job',
  'minions',
  'minion',
  'states',
  'differ',
  'compare',
  'imports',
  'search',
  'correlate',
  'sql',
  'saved',
  'trace',
  'report',
] as const;
/** One screen. */
export type Screen = (typeof screens)[number];
/** Tabs of the inspector, in order. */
export const inspectorTabs = ['story', 'data', 'raw', 'links', 'notes'] as const;
/** A tab of the inspector. */
export type InspectorTab = (typeof inspectorTabs)[number];
/** A part of the screen "Saved". */
export type SavedPart = 'queries' | 'notes' | 'views';

/** What a command can wish of the tab in front. */
export type TabWish = 'close' | 'split' | 'next' | 'previous';

type LayoutStore = {
  readonly screen: Screen;
  /** Rises with each wish to see `screen`, also when it is in front already. */
  readonly wish: number;
  readonly jobPage: string | null;
  readonly minionPage: string | null;
  readonly isInspectorOpen: boolean;
  readonly inspectorWidth: number;
  readonly inspectorTab: InspectorTab;
  readonly savedPart: SavedPart;
  /** The dock's own description of its splits and tabs; `null` = the layout of a new case. */
  readonly dock: unknown;
  /** Rises when the dock must take `dock` as its layout. */
  readonly dockWish: number;
  /** The last thing a command wished of the tab in front. */
  readonly tabWish: { readonly what: TabWish; readonly count: number } | null;
  tabWished(what: TabWish): void;
  screenShown(screen: Screen): void;
  screenWanted(screen: Screen): void;
  jobOpened(jid: string): void;
  minionOpened(minion: string): void;
  inspectorToggled(): void;
  inspectorSized(width: number): void;
  inspectorTabChosen(tab: InspectorTab): void;
  savedOpened(part: SavedPart): void;
  dockChanged(dock: unknown): void;
  layoutRestored(layout: Partial<SavedLayout>): void;
  layoutReset(): void;
};

/** The part of the layout that travels with a case. */
export type SavedLayout = Pick<
  LayoutStore,
  'screen' | 'jobPage' | 'minionPage' | 'isInspectorOpen' | 'inspectorWidth' | 'inspectorTab' | 'dock'
>;

const fresh: SavedLayout = {
  screen: 'overview',
  jobPage: null,
  minionPage: null,
  isInspectorOpen: true,
  inspectorWidth: 372,
  inspectorTab: 'story',
  dock: null,
};

/** Owner of the layout. */
export const useLayoutStore = create<LayoutStore>()((set) => ({
  ...fresh,
  savedPart: 'queries',
  wish: 0,
  dockWish: 0,
  tabWish: null,
  tabWished: (what) => set((s) => ({ tabWish: { what, count: (s.tabWish?.count ?? 0) + 1 } })),
  screenShown: (screen) => set((s) => (s.screen === screen ? s : { screen })),
  screenWanted: (screen) => set((s) => ({ screen, wish: s.wish + 1 })),
  jobOpened: (jid) => set((s) => ({ jobPage: jid, screen: 'job', wish: s.wish + 1 })),
  minionOpened: (minion) => set((s) => ({ minionPage: minion, screen: 'minion', wish: s.wish + 1 })),
  inspectorToggled: () => set((s) => ({ isInspectorOpen: !s.isInspectorOpen })),
  inspectorSized: (width) => set({ inspectorWidth: Math.round(Math.max(260, Math.min(900, width))) }),
  inspectorTabChosen: (inspectorTab) => set({ inspectorTab, isInspectorOpen: true }),
  savedOpened: (savedPart) => set((s) => ({ savedPart, screen: 'saved', wish: s.wish + 1 })),
  dockChanged: (dock) => set({ dock }),
  layoutRestored: (layout) => set((s) => ({ ...fresh, ...layout, wish: s.wish + 1, dockWish: s.dockWish + 1 })),
  layoutReset: () => set((s) => ({ dock: null, isInspectorOpen: true, inspectorWidth: 372, dockWish: s.dockWish + 1 })),
}));

/** Takes out of the store what travels with a case. */
export function layoutToSave(): SavedLayout {
  const { screen, jobPage, minionPage, isInspectorOpen, inspectorWidth, inspectorTab, dock } =
    useLayoutStore.getState();
  return { screen, jobPage, minionPage, isInspectorOpen, inspectorWidth, inspectorTab, dock };
}
