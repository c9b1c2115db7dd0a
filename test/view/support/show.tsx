// Puts a view on a page as the window does: Mantine around it, a bridge behind it, and sizes, which a DOM without layout does not have.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MantineProvider } from '@mantine/core';
import { cleanup, configure, render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactElement } from 'react';
import { afterEach, beforeEach, vi } from 'vitest';
import { chooseLanguage } from '../../../renderer/i18n/i18n.ts';
import { useAnswersStore } from '../../../renderer/stores/answers-store.ts';
import { useFilterStore } from '../../../renderer/stores/filter-store.ts';
import { useLayoutStore } from '../../../renderer/stores/layout-store.ts';
import { useSelectionStore } from '../../../renderer/stores/selection-store.ts';
import { useSpanStore } from '../../../renderer/stores/span-store.ts';
import { useTablesStore } from '../../../renderer/stores/tables-store.ts';
import { theme } from '../../../renderer/theme/theme.ts';
import { type ValueAction, ValueActionsContext } from '../../../renderer/widgets/value.tsx';
import { type FakeBridge, fakeBridge } from './answers.ts';
import { type NaiveCapture, readCapture } from './naive-capture.ts';

// No test is decided by the speed of the machine: what never comes is missed by the test's own time limit.
configure({ asyncUtilTimeout: 20_000 });

/** Size of every element, in px: a table sees `pageHeight` of rows. */
export const pageWidth = 1200;
/** See {@link pageWidth}. */
export const pageHeight = 548;

const captures = new Map<string, NaiveCapture>();

/** A recorded capture of Salt 3008.5 by its scenario. */
export function capture(scenario: string): NaiveCapture {
  const known = captures.get(scenario);
  if (known !== undefined) return known;
  const path = join(import.meta.dirname, `../../captures/3008.5/${scenario}/rawfile.jsonl`);
  const read = readCapture(readFileSync(path, 'utf8'), 'rawfile.jsonl');
  captures.set(scenario, read);
  return read;
}

class StillObserver implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

/** Call once in a test file: sizes before, stores emptied after each test. */
export function prepareViews(): void {
  beforeEach(() => {
    vi.stubGlobal('ResizeObserver', StillObserver);
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(pageWidth);
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(pageHeight);
    vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockImplementation(function (this: HTMLElement) {
      return this.className === 'dt-probe' ? 26 : pageHeight;
    });
    vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(pageWidth);
    chooseLanguage('en', []);
  });
  afterEach(() => {
    cleanup();
    useAnswersStore.getState().caseChanged();
    useFilterStore.getState().filterApplied('');
    useSelectionStore.getState().selectionCleared();
    useSpanStore.getState().caseClosed();
    useLayoutStore.getState().layoutRestored({});
    useTablesStore.setState({ layouts: {}, areFacetsShown: true, facetPaths: [], closedFacets: [], columnPaths: [] });
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });
}

/** What a shown view can be asked. */
export type Shown = FakeBridge & { readonly user: ReturnType<typeof userEvent.setup> };

/** Shows a view over a capture. */
export function show(view: ReactElement, over: NaiveCapture, options: { readonly times?: number } = {}): Shown {
  const fake = fakeBridge(over, options);
  Object.defineProperty(window, 'bridge', { value: fake.bridge, configurable: true });
  const actions = (field: string, value: unknown): readonly ValueAction[] => [
    {
      id: 'filter',
      label: `filter ${field} ${String(value)}`,
      run: () => useFilterStore.getState().termAdded(field, String(value), false),
    },
  ];
  render(
    <MantineProvider theme={theme} env="test">
      <ValueActionsContext value={actions}>{view}</ValueActionsContext>
    </MantineProvider>,
  );
  return { ...fake, user: userEvent.setup() };
}
