// Commands that change what is looked at: filter, selection, back and forward.
import { useFilterStore } from '../../stores/filter-store.ts';
import { useHistoryStore } from '../../stores/history-store.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';
import { useSqlStore } from '../../stores/sql-store.ts';
import { type Command, isOpen } from './command.ts';

/** Puts the cursor into the filter bar. */
function focusFilter(): void {
  document.querySelector<HTMLElement>('.filter-field .cm-content')?.focus();
}

/** The filter, the selection, the looks before and after. */
export const lookCommands: readonly Command[] = [
  { id: 'focusFilter', keys: ['/'], group: 'look', canRun: isOpen, run: focusFilter },
  {
    id: 'clearFilter',
    keys: ['Mod+Shift+X'],
    group: 'look',
    canRun: () => useFilterStore.getState().typed !== '',
    run: () => useFilterStore.getState().filterApplied(''),
  },
  {
    id: 'onlyFailures',
    keys: ['Shift+F'],
    group: 'look',
    canRun: isOpen,
    run: () => useFilterStore.getState().termAdded('outcome', 'failed', false),
  },
  {
    id: 'clearSelection',
    keys: ['Escape'],
    group: 'look',
    canRun: () => useSelectionStore.getState().selected !== null,
    run: () => useSelectionStore.getState().selectionCleared(),
  },
  {
    id: 'back',
    keys: ['Alt+ArrowLeft'],
    group: 'look',
    canRun: () => useHistoryStore.getState().at > 0,
    run: () => useHistoryStore.getState().back(),
  },
  {
    id: 'forward',
    keys: ['Alt+ArrowRight'],
    group: 'look',
    canRun: () => useHistoryStore.getState().at < useHistoryStore.getState().looks.length - 1,
    run: () => useHistoryStore.getState().forward(),
  },
  {
    id: 'filterAsSql',
    keys: [],
    group: 'look',
    canRun: isOpen,
    run: () => void useSqlStore.getState().openFilter(),
  },
];
