// The window over a fake bridge: stores emptied, everything that follows the engine started, parts or the whole shown.
import { MantineProvider } from '@mantine/core';
import { cleanup, render, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactElement } from 'react';
import { afterEach, beforeEach, vi } from 'vitest';
import { chooseLanguage } from '../../../renderer/i18n/i18n.ts';
import { useAnswersStore } from '../../../renderer/stores/answers-store.ts';
import { useBackgroundStore } from '../../../renderer/stores/background-store.ts';
import { useCaseStore } from '../../../renderer/stores/case-store.ts';
import { useFilterStore } from '../../../renderer/stores/filter-store.ts';
import { useHistoryStore } from '../../../renderer/stores/history-store.ts';
import { useImportsStore } from '../../../renderer/stores/imports-store.ts';
import { useLayoutStore } from '../../../renderer/stores/layout-store.ts';
import { useLinkStore } from '../../../renderer/stores/link-store.ts';
import { useNotesStore } from '../../../renderer/stores/notes-store.ts';
import { useQueriesStore } from '../../../renderer/stores/queries-store.ts';
import { useSelectionStore } from '../../../renderer/stores/selection-store.ts';
import { useShellStore } from '../../../renderer/stores/shell-store.ts';
import { useSpanStore } from '../../../renderer/stores/span-store.ts';
import { useTablesStore } from '../../../renderer/stores/tables-store.ts';
import { useUndoStore } from '../../../renderer/stores/undo-store.ts';
import { useViewsStore } from '../../../renderer/stores/views-store.ts';
import { watchStores } from '../../../renderer/stores/watch-stores.ts';
import { theme } from '../../../renderer/theme/theme.ts';
import { type FakeBridge, type FakeOptions, fakeBridge } from './fake-bridge.ts';

let stop: (() => void) | undefined;

/** Call once in a test file: a DOM with sizes before, empty stores after each test. */
export function prepareWindow(): void {
  beforeEach(() => {
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1200);
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
    vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(600);
    vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(1200);
    chooseLanguage('en', []);
  });
  afterEach(() => {
    cleanup();
    stop?.();
    stop = undefined;
    useAnswersStore.getState().caseChanged();
    useCaseStore.setState({ info: null, failure: null, isOpening: false, engine: 'ready', engineFailure: null });
    useFilterStore.getState().filterApplied('');
    useHistoryStore.setState({ looks: [], at: -1 });
    useImportsStore.setState({
      isRunning: false,
      isCancelling: false,
      paths: [],
      progress: null,
      account: null,
      failure: null,
    });
    useLayoutStore.getState().layoutRestored({});
    useLinkStore.setState({ offer: null, caseId: null });
    useNotesStore.setState({ notes: [], byEvent: new Map(), failure: null });
    useQueriesStore.setState({ draft: null, asking: null, failure: null, report: null });
    useSelectionStore.getState().selectionCleared();
    useTablesStore.setState({ layouts: {}, facetPaths: [], closedFacets: [], columnPaths: [] });
    useBackgroundStore.setState({ progress: null, failure: null });
    useShellStore.setState({ app: null, recent: [], offered: null });
    useSpanStore.getState().caseClosed();
    useUndoStore.getState().dismissed();
    useViewsStore.setState({ views: [], naming: null, shown: null, failure: null });
    vi.restoreAllMocks();
  });
}

/** Puts the fake in place and starts the stores. */
export function startWindow(options: FakeOptions = {}): FakeBridge {
  const bridge = fakeBridge(options);
  Object.defineProperty(window, 'bridge', { value: bridge, configurable: true });
  stop = watchStores();
  return bridge;
}

/** As {@link startWindow}, and waits until the case's own view is shown. */
export async function startOpenCase(options: FakeOptions = {}): Promise<FakeBridge> {
  const bridge = startWindow(options);
  await waitFor(() => {
    if (!bridge.ordered.some((one) => one.name === 'view.load')) throw new Error('the view was not loaded yet');
  });
  await new Promise((resolve) => setTimeout(resolve, 0));
  return bridge;
}

/** Shows a part of the window. */
export function showPart(part: ReactElement): ReturnType<typeof userEvent.setup> {
  render(
    <MantineProvider theme={theme} env="test">
      {part}
    </MantineProvider>,
  );
  return userEvent.setup();
}
