// The view of a case travels with it: filter, span, selection, layout and tables are written into the case a moment after they change, and shown again when it is opened.
import type { Span } from '../../shared/questions/questions.ts';
import { order } from '../bridge/engine.ts';
import { useCaseStore } from './case-store.ts';
import { useFilterStore } from './filter-store.ts';
import { useHistoryStore } from './history-store.ts';
import { useImportsStore } from './imports-store.ts';
import { inspectorTabs, layoutToSave, type SavedLayout, screens, useLayoutStore } from './layout-store.ts';
import { type Selected, useSelectionStore } from './selection-store.ts';
import { useSequenceStore } from './sequence-store.ts';
import { useSpanStore } from './span-store.ts';
import { readTables, type SavedTables, tablesToSave, useTablesStore } from './tables-store.ts';
import { lookToSave, readLook, type TimelineLook, useTimelineStore } from './timeline-store.ts';

const saveAfterMs = 700;
/** The engine refuses longer texts; a view that long is not worth keeping. */
const longestView = 262_144;
/** What is longer was not written here. */
const longestSequence = 20_000;

type SavedView = {
  readonly version: 1;
  readonly filter: string;
  readonly span: Span | null;
  readonly selected: Selected | null;
  readonly layout: SavedLayout;
  /** `null` in a view of an earlier version of the program: the tables stay as they are. */
  readonly tables: SavedTables | null;
  readonly timeline: TimelineLook;
  /** The sequence as it stands in the builder, and whether it was run; `null` when there is none. */
  readonly sequence: SavedSequence | null;
};

type SavedSequence = { readonly text: string; readonly isRun: boolean };

/** What the window shows now, as it is kept in a case. */
export function viewText(): string {
  const view: SavedView = {
    version: 1,
    filter: useFilterStore.getState().inForce,
    span: useSpanStore.getState().visible,
    selected: useSelectionStore.getState().selected,
    layout: layoutToSave(),
    tables: tablesToSave(),
    timeline: lookToSave(),
    sequence: sequenceToSave(),
  };
  return JSON.stringify(view);
}

/** Reads a saved view; `null` for none, an unreadable one, or one of a later version. The case may come from anywhere. */
export function readView(text: string): SavedView | null {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  if (typeof found !== 'object' || found === null || !('version' in found) || found.version !== 1) return null;
  const view = found as Partial<SavedView>;
  const { layout, span, selected } = view;
  if (typeof view.filter !== 'string' || typeof layout !== 'object' || layout === null) return null;
  if (!screens.includes(layout.screen)) return null;
  const isSpan = typeof span === 'object' && typeof span?.from === 'number' && typeof span.to === 'number';
  return {
    version: 1,
    filter: view.filter,
    span: isSpan ? span : null,
    selected: isSelected(selected) ? selected : null,
    layout: {
      screen: layout.screen,
      jobPage: typeof layout.jobPage === 'string' ? layout.jobPage : null,
      minionPage: typeof layout.minionPage === 'string' ? layout.minionPage : null,
      isInspectorOpen: layout.isInspectorOpen !== false,
      inspectorWidth: typeof layout.inspectorWidth === 'number' ? layout.inspectorWidth : 372,
      inspectorTab: inspectorTabs.find((tab) => tab === layout.inspectorTab) ?? 'story',
      dock: layout.dock ?? null,
    },
    tables: readTables(view.tables),
    timeline: readLook(view.timeline),
    sequence: isSequence(view.sequence) ? view.sequence : null,
  };
}

function sequenceToSave(): SavedSequence | null {
  const { text, inForce } = useSequenceStore.getState();
  return text.trim() === '' ? null : { text, isRun: inForce === text.trim() };
}

function isSequence(value: unknown): value is SavedSequence {
  if (typeof value !== 'object' || value === null || !('text' in value && 'isRun' in value)) return false;
  return typeof value.text === 'string' && value.text.length <= longestSequence && typeof value.isRun === 'boolean';
}

function showSequence(saved: SavedSequence | null): void {
  const { sequenceCleared, textTyped, applied } = useSequenceStore.getState();
  sequenceCleared();
  if (saved === null) return;
  textTyped(saved.text);
  if (saved.isRun) applied();
}

function isSelected(value: unknown): value is Selected {
  if (typeof value !== 'object' || value === null || !('what' in value)) return false;
  if (value.what === 'events') return 'ids' in value && Array.isArray(value.ids) && value.ids.every(Number.isInteger);
  if (value.what === 'job') return 'jid' in value && typeof value.jid === 'string';
  return value.what === 'minion' && 'minion' in value && typeof value.minion === 'string';
}

/** Shows a kept view, or what a new case shows. */
export function showView(view: SavedView | null): void {
  useFilterStore.getState().filterApplied(view?.filter ?? '');
  if (view?.span) useSpanStore.getState().spanDragged(view.span);
  else useSpanStore.getState().spanReset();
  useSelectionStore.getState().selectionRestored(view?.selected ?? null);
  useLayoutStore.getState().layoutRestored(view?.layout ?? {});
  if (view?.tables) useTablesStore.getState().tablesRestored(view.tables);
  useTimelineStore.getState().lookRestored(view?.timeline ?? {});
  showSequence(view?.sequence ?? null);
  useHistoryStore.getState().historyCleared();
}

/** Starts restoring and keeping the view of each case that is opened; the result stops it. */
export function watchView(): () => void {
  let shownPath: string | null = null;
  let kept = '';
  let isLoading = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const load = async (path: string) => {
    isLoading = true;
    const isImporting = useImportsStore.getState().isRunning;
    const reply = isImporting ? null : await order('view.load', {});
    isLoading = false;
    if (shownPath !== path) return;
    showView(reply?.ok ? readView(reply.answer.text) : null);
    kept = viewText();
  };
  const save = () => {
    const text = viewText();
    const { info } = useCaseStore.getState();
    if (info === null || info.isReadOnly || isLoading || useImportsStore.getState().isRunning) return;
    if (text === kept || text.length > longestView) return;
    kept = text;
    void order('view.save', { text });
  };
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(save, saveAfterMs);
  };
  const follow = (path: string | null) => {
    if (path === shownPath) return;
    shownPath = path;
    if (path === null) return;
    if (useCaseStore.getState().isMoving) {
      kept = '';
      changed();
    } else void load(path);
  };
  follow(useCaseStore.getState().info?.path ?? null);
  const stops = [
    useCaseStore.subscribe((now) => follow(now.info?.path ?? null)),
    useFilterStore.subscribe(changed),
    useSpanStore.subscribe(changed),
    useSelectionStore.subscribe(changed),
    useLayoutStore.subscribe(changed),
    useTablesStore.subscribe(changed),
    useTimelineStore.subscribe(changed),
    useSequenceStore.subscribe(changed),
    useImportsStore.subscribe(changed),
  ];
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}
