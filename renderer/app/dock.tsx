// The dock: screens as tabs that can be split, moved and closed. Its layout is kept with the view of the case.
import {
  type DockviewApi,
  DockviewReact,
  type DockviewReadyEvent,
  type DockviewTheme,
  type IDockviewPanelHeaderProps,
  type IDockviewPanelProps,
} from 'dockview-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Screen, screens, useLayoutStore } from '../stores/layout-store.ts';
import { ShownContext } from '../stores/shown-context.ts';
import { DockTab } from './dock-tab.tsx';
import { ErrorFence } from './error-fence.tsx';
import { styleNonce } from './nonce.ts';
import { ScreenView } from './screen-view.tsx';
import './dock.css';

const theme: DockviewTheme = { name: 'saltrace', className: 'dock-theme', gap: 0, tabGroupIndicator: 'none' };

/** Screens that a new case opens as tabs; the others come when they are wanted. */
const firstTabs: readonly Screen[] = ['overview', 'events', 'jobs', 'minions'];

function isScreen(id: string): id is Screen {
  return (screens as readonly string[]).includes(id);
}

function Panel({ api }: IDockviewPanelProps) {
  const { t } = useTranslation();
  const [isShown, setShown] = useState(api.isVisible);
  useEffect(() => {
    setShown(api.isVisible);
    const { dispose } = api.onDidVisibilityChange(({ isVisible }) => setShown(isVisible));
    return () => dispose();
  }, [api]);
  if (!isScreen(api.id)) return null;
  return (
    <ErrorFence name={t(`screen.${api.id}`)}>
      <ShownContext value={isShown}>
        <ScreenView screen={api.id} />
      </ShownContext>
    </ErrorFence>
  );
}

const components = { screen: Panel };
const tabs = { screen: (props: IDockviewPanelHeaderProps) => <DockTab {...props} /> };

function addScreen(api: DockviewApi, screen: Screen): void {
  api.addPanel({ id: screen, component: 'screen', tabComponent: 'screen', title: screen });
}

function layFresh(api: DockviewApi): void {
  api.clear();
  for (const screen of firstTabs) addScreen(api, screen);
  api.getPanel('overview')?.api.setActive();
}

/** Takes a kept layout; one that cannot be read, or names strange panels, gives way to the fresh one. */
function layKept(api: DockviewApi, kept: unknown): void {
  try {
    api.fromJSON(kept as Parameters<DockviewApi['fromJSON']>[0]);
  } catch {
    // dockview throws whatever the broken description makes it trip over; a case may come from anywhere.
    layFresh(api);
  }
  if (api.panels.length === 0 || api.panels.some((panel) => !isScreen(panel.id))) layFresh(api);
}

/** The dock area. */
export function Dock() {
  const { t } = useTranslation();
  const [api, setApi] = useState<DockviewApi | null>(null);
  const isLaying = useRef(false);
  const wish = useLayoutStore((s) => s.wish);
  const dockWish = useLayoutStore((s) => s.dockWish);

  const ready = ({ api: made }: DockviewReadyEvent) => {
    made.onDidActivePanelChange(({ panel }) => {
      if (!isLaying.current && panel !== undefined && isScreen(panel.id))
        useLayoutStore.getState().screenShown(panel.id);
    });
    made.onDidLayoutChange(() => {
      if (!isLaying.current) useLayoutStore.getState().dockChanged(made.toJSON());
    });
    setApi(made);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: `dockWish` is the wish itself: the layout is taken when it rises.
  useEffect(() => {
    if (api === null) return;
    isLaying.current = true;
    const { dock } = useLayoutStore.getState();
    if (dock === null || dock === undefined) layFresh(api);
    else layKept(api, dock);
    isLaying.current = false;
    front(api, useLayoutStore.getState().screen);
  }, [api, dockWish]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `wish` is the wish itself: the screen comes to the front when it rises.
  useEffect(() => {
    if (api !== null) front(api, useLayoutStore.getState().screen);
  }, [api, wish]);

  const tabWish = useLayoutStore((s) => s.tabWish);
  useEffect(() => {
    const panel = api?.activePanel;
    if (api === null || panel === undefined || tabWish === null) return;
    const { panels } = panel.group;
    const step = tabWish.what === 'next' ? 1 : -1;
    if (tabWish.what === 'close') {
      if (api.totalPanels > 1) panel.api.close();
    } else if (tabWish.what === 'split') {
      // A tab alone in its group has nothing to be split from.
      if (panels.length > 1) panel.api.moveTo({ group: panel.group, position: 'bottom' });
    } else panels[(panels.indexOf(panel) + step + panels.length) % panels.length]?.api.setActive();
  }, [api, tabWish]);

  const messages = useMemo(
    () => ({
      panelOpened: (title: string) => t('dock.opened', { title }),
      panelClosed: (title: string) => t('dock.closed', { title }),
    }),
    [t],
  );
  return (
    <DockviewReact
      components={components}
      tabComponents={tabs}
      theme={theme}
      nonce={styleNonce}
      messages={messages}
      disableFloatingGroups
      announcements
      onReady={ready}
    />
  );
}

function front(api: DockviewApi, screen: Screen): void {
  if (api.getPanel(screen) === undefined) {
    const isUnsplit = api.groups.length === 1;
    addScreen(api, screen);
    if (screen === 'timeline' && isUnsplit) layEventsBelow(api);
  }
  const panel = api.getPanel(screen);
  if (panel !== undefined && !panel.api.isActive) panel.api.setActive();
}

/** Part of the dock's height that the events take below the timeline. */
const eventsShare = 0.4;

/** The timeline stands above the events, unless someone has split the dock before: both show the same span and selection. */
function layEventsBelow(api: DockviewApi): void {
  const timeline = api.getPanel('timeline');
  if (timeline === undefined) return;
  if (api.getPanel('events') === undefined) addScreen(api, 'events');
  const events = api.getPanel('events');
  events?.api.moveTo({ group: timeline.group, position: 'bottom' });
  events?.api.setSize({ height: Math.round(api.height * eventsShare) });
}
