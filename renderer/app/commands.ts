// Every command of the window: its name, its keys, when it can be given and what it does. Palette, key map and key presses all read this list.
import type { NoteTarget } from '../../shared/keep/note.ts';
import type en from '../i18n/en.json';
import { useCaseStore } from '../stores/case-store.ts';
import { useFilterStore } from '../stores/filter-store.ts';
import { useHistoryStore } from '../stores/history-store.ts';
import { useImportsStore } from '../stores/imports-store.ts';
import { type Screen, useLayoutStore } from '../stores/layout-store.ts';
import { copyLink, useLinkStore } from '../stores/link-store.ts';
import { useNotesStore } from '../stores/notes-store.ts';
import { useSearchStore } from '../stores/search-store.ts';
import { useSelectionStore } from '../stores/selection-store.ts';
import { useSettingsStore } from '../stores/settings-store.ts';
import { useShareStore } from '../stores/share-store.ts';
import { copyText, showFile, useShellStore } from '../stores/shell-store.ts';
import { useSpanStore } from '../stores/span-store.ts';
import { useSqlStore } from '../stores/sql-store.ts';
import { goToFailure } from '../stores/timeline-failures.ts';
import { useTimelineStore } from '../stores/timeline-store.ts';
import { useViewsStore } from '../stores/views-store.ts';
import { saveFilter } from './kept/saved-menu.tsx';
import { openPalette, useKeyMapStore } from './palette-control.ts';

/** One command. */
export type Command = {
  /** Also the key of its name in the texts, under `command.`. */
  readonly id: keyof (typeof en)['command'];
  /** Combinations such as `Mod+K`; a plain character works only where nothing is typed. */
  readonly keys: readonly string[];
  readonly group: 'case' | 'look' | 'screen' | 'window';
  canRun(): boolean;
  run(): void;
};

const isOpen = () => useCaseStore.getState().info !== null;
const always = () => true;
const layout = () => useLayoutStore.getState();

function zoom(factor: number): void {
  const { whole, visible, spanDragged } = useSpanStore.getState();
  const now = visible ?? whole;
  if (now === null) return;
  const size = Math.max(2, (now.to - now.from) * factor);
  // Over the lanes the keys zoom where the pointer is, as the wheel does.
  const { pointerAt } = useTimelineStore.getState();
  const isOver = pointerAt !== null && pointerAt > now.from && pointerAt < now.to;
  const anchor = isOver ? pointerAt : (now.from + now.to) / 2;
  const from = anchor - ((anchor - now.from) / (now.to - now.from)) * size;
  spanDragged({ from, to: from + size });
}

function pan(share: number): void {
  const { whole, visible, spanDragged } = useSpanStore.getState();
  if (whole === null || visible === null) return;
  const size = visible.to - visible.from;
  const from = Math.max(whole.from, Math.min(whole.to - size, visible.from + size * share));
  spanDragged({ from, to: from + size });
}

function scaleText(step: number): void {
  const { settings, settingChanged } = useSettingsStore.getState();
  const wanted = step === 0 ? 1 : settings.textScale + step;
  settingChanged({ textScale: Math.round(Math.max(0.8, Math.min(1.6, wanted)) * 10) / 10 });
}

function screenCommand(id: Command['id'], screen: Screen, key: string): Command {
  return { id, keys: [key], group: 'screen', canRun: isOpen, run: () => layout().screenWanted(screen) };
}

/** Puts the cursor into the filter bar. */
function focusFilter(): void {
  document.querySelector<HTMLElement>('.filter-field .cm-content')?.focus();
}

/** Filter, strip, rail, views side by side, inspector: where F6 goes, one after the other. */
const panes = '.filter-field, .strip, .rail, .frame-dock .dv-content-container, .frame-inspector';
const focusable = '[tabindex="0"], button:not(:disabled), a[href], input, .cm-content';

/** Puts the focus into the pane behind the one that has it. */
function focusNextPane(): void {
  const all = [...document.querySelectorAll<HTMLElement>(panes)];
  const at = all.findIndex((pane) => pane.contains(document.activeElement));
  for (let n = 1; n <= all.length; n++) {
    const target = all[(at + n) % all.length]?.querySelector<HTMLElement>(focusable);
    if (target === null || target === undefined || target.offsetParent === null) continue;
    target.focus();
    return;
  }
}

/** What notes can be about in the selection: its events, or its job. */
function noteTargets(): readonly NoteTarget[] {
  const { selected } = useSelectionStore.getState();
  if (selected?.what === 'events') return selected.ids.map((event) => ({ what: 'event', event }));
  return selected?.what === 'job' ? [{ what: 'job', jid: selected.jid }] : [];
}

const canNote = () => canKeep() && noteTargets().length > 0;
const canKeep = () => useCaseStore.getState().info?.isReadOnly === false;

/** Opens the notes of what is selected, with the cursor in them. */
function writeNote(): void {
  layout().inspectorTabChosen('notes');
  // The field is there after the tab was drawn.
  setTimeout(() => useNotesStore.getState().writingWanted(), 0);
}

/** All commands, in the order of the palette. */
export const commands: readonly Command[] = [
  { id: 'palette', keys: ['Mod+K'], group: 'window', canRun: always, run: openPalette },
  { id: 'keys', keys: ['?'], group: 'window', canRun: always, run: () => useKeyMapStore.getState().toggled() },
  {
    id: 'addCaptures',
    keys: ['Mod+O'],
    group: 'case',
    canRun: always,
    run: () => void useShellStore.getState().pickCaptures(),
  },
  {
    id: 'addFolder',
    keys: [],
    group: 'case',
    canRun: always,
    run: () => void useShellStore.getState().pickCaptures('folder'),
  },
  {
    id: 'openCase',
    keys: ['Mod+Shift+O'],
    group: 'case',
    canRun: always,
    run: () => void useShellStore.getState().pickCase(),
  },
  {
    id: 'openExample',
    keys: [],
    group: 'case',
    canRun: () => useShellStore.getState().app?.examplePath != null,
    run: () => void useShellStore.getState().openExample(),
  },
  {
    id: 'saveCaseAs',
    keys: ['Mod+Shift+S'],
    group: 'case',
    canRun: isOpen,
    run: () => void useShellStore.getState().saveCaseAs(),
  },
  {
    id: 'shareCase',
    keys: ['Mod+Shift+E'],
    group: 'case',
    canRun: isOpen,
    run: () => useShareStore.getState().shareWanted(),
  },
  {
    id: 'showCase',
    keys: [],
    group: 'case',
    canRun: isOpen,
    run: () => showFile(useCaseStore.getState().info?.path ?? ''),
  },
  {
    id: 'copyCasePath',
    keys: [],
    group: 'case',
    canRun: isOpen,
    run: () => copyText(useCaseStore.getState().info?.path ?? ''),
  },
  { id: 'closeCase', keys: [], group: 'case', canRun: isOpen, run: () => void useCaseStore.getState().closeCase() },
  {
    id: 'cancelImport',
    keys: [],
    group: 'case',
    canRun: () => useImportsStore.getState().isRunning,
    run: () => void useImportsStore.getState().cancelImport(),
  },
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
    id: 'saveFilter',
    keys: ['Mod+S'],
    group: 'look',
    canRun: () => useFilterStore.getState().inForce !== '',
    run: saveFilter,
  },
  { id: 'saveView', keys: [], group: 'look', canRun: canKeep, run: () => useViewsStore.getState().namingBegun(null) },
  {
    id: 'bookmark',
    keys: ['b'],
    group: 'look',
    canRun: canNote,
    run: () => void useNotesStore.getState().bookmarksToggled(noteTargets()),
  },
  { id: 'note', keys: ['n'], group: 'look', canRun: canNote, run: writeNote },
  {
    id: 'bookmarkSpan',
    keys: [],
    group: 'look',
    canRun: () => canKeep() && useSpanStore.getState().visible !== null,
    run: () => {
      const span = useSpanStore.getState().visible;
      if (span !== null) void useNotesStore.getState().bookmarksToggled([{ what: 'span', ...span }]);
    },
  },
  {
    id: 'copyLink',
    keys: ['Mod+Shift+L'],
    group: 'look',
    canRun: () => useLinkStore.getState().caseId !== null,
    run: () => void copyLink(),
  },
  { id: 'wholeSpan', keys: ['f'], group: 'look', canRun: isOpen, run: () => useSpanStore.getState().spanReset() },
  { id: 'zoomIn', keys: ['w', '+', '='], group: 'look', canRun: isOpen, run: () => zoom(0.5) },
  { id: 'zoomOut', keys: ['s', '-'], group: 'look', canRun: isOpen, run: () => zoom(2) },
  { id: 'panEarlier', keys: ['a'], group: 'look', canRun: isOpen, run: () => pan(-0.2) },
  { id: 'panLater', keys: ['d'], group: 'look', canRun: isOpen, run: () => pan(0.2) },
  { id: 'previousFailure', keys: ['['], group: 'look', canRun: isOpen, run: () => void goToFailure(true) },
  { id: 'nextFailure', keys: [']'], group: 'look', canRun: isOpen, run: () => void goToFailure(false) },
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
  screenCommand('showOverview', 'overview', 'Mod+1'),
  screenCommand('showTimeline', 'timeline', 'Mod+2'),
  screenCommand('showEvents', 'events', 'Mod+3'),
  screenCommand('showJobs', 'jobs', 'Mod+4'),
  screenCommand('showMinions', 'minions', 'Mod+5'),
  screenCommand('showImports', 'imports', 'Mod+6'),
  {
    id: 'search',
    keys: ['Mod+Shift+F'],
    group: 'screen',
    canRun: isOpen,
    run: () => {
      layout().screenWanted('search');
      useSearchStore.getState().searchWished();
    },
  },
  screenCommand('showCorrelate', 'correlate', 'Mod+7'),
  screenCommand('showSql', 'sql', 'Mod+8'),
  screenCommand('showSaved', 'saved', 'Mod+9'),
  { id: 'showNotes', keys: [], group: 'screen', canRun: isOpen, run: () => layout().savedOpened('notes') },
  {
    id: 'filterAsSql',
    keys: [],
    group: 'look',
    canRun: isOpen,
    run: () => void useSqlStore.getState().openFilter(),
  },
  { id: 'nextTab', keys: ['Mod+]'], group: 'screen', canRun: isOpen, run: () => layout().tabWished('next') },
  { id: 'previousTab', keys: ['Mod+['], group: 'screen', canRun: isOpen, run: () => layout().tabWished('previous') },
  { id: 'nextPane', keys: ['F6'], group: 'screen', canRun: isOpen, run: focusNextPane },
  { id: 'closeTab', keys: ['Alt+W'], group: 'screen', canRun: isOpen, run: () => layout().tabWished('close') },
  { id: 'splitTab', keys: ['Alt+S'], group: 'screen', canRun: isOpen, run: () => layout().tabWished('split') },
  { id: 'resetLayout', keys: [], group: 'screen', canRun: isOpen, run: () => layout().layoutReset() },
  { id: 'inspector', keys: ['Mod+I'], group: 'screen', canRun: isOpen, run: () => layout().inspectorToggled() },
  {
    id: 'inspectorStory',
    keys: ['Alt+1'],
    group: 'screen',
    canRun: isOpen,
    run: () => layout().inspectorTabChosen('story'),
  },
  {
    id: 'inspectorData',
    keys: ['Alt+2'],
    group: 'screen',
    canRun: isOpen,
    run: () => layout().inspectorTabChosen('data'),
  },
  {
    id: 'inspectorRaw',
    keys: ['Alt+3'],
    group: 'screen',
    canRun: isOpen,
    run: () => layout().inspectorTabChosen('raw'),
  },
  {
    id: 'inspectorNotes',
    keys: ['Alt+4'],
    group: 'screen',
    canRun: isOpen,
    run: () => layout().inspectorTabChosen('notes'),
  },
  {
    id: 'themeSystem',
    keys: [],
    group: 'window',
    canRun: always,
    run: () => useSettingsStore.getState().settingChanged({ theme: 'system' }),
  },
  {
    id: 'themeLight',
    keys: [],
    group: 'window',
    canRun: always,
    run: () => useSettingsStore.getState().settingChanged({ theme: 'light' }),
  },
  {
    id: 'themeDark',
    keys: [],
    group: 'window',
    canRun: always,
    run: () => useSettingsStore.getState().settingChanged({ theme: 'dark' }),
  },
  {
    id: 'themeContrast',
    keys: [],
    group: 'window',
    canRun: always,
    run: () => useSettingsStore.getState().settingChanged({ theme: 'contrast' }),
  },
  {
    id: 'languageEnglish',
    keys: [],
    group: 'window',
    canRun: always,
    run: () => useSettingsStore.getState().settingChanged({ language: 'en' }),
  },
  {
    id: 'languageChinese',
    keys: [],
    group: 'window',
    canRun: always,
    run: () => useSettingsStore.getState().settingChanged({ language: 'zh-Hans' }),
  },
  { id: 'textLarger', keys: ['Mod++', 'Mod+='], group: 'window', canRun: always, run: () => scaleText(0.1) },
  { id: 'textSmaller', keys: ['Mod+-'], group: 'window', canRun: always, run: () => scaleText(-0.1) },
  { id: 'textNormal', keys: ['Mod+0'], group: 'window', canRun: always, run: () => scaleText(0) },
  {
    id: 'zoneUtc',
    keys: [],
    group: 'window',
    canRun: always,
    run: () => useSettingsStore.getState().settingChanged({ zone: 'UTC' }),
  },
  {
    id: 'zoneLocal',
    keys: [],
    group: 'window',
    canRun: always,
    run: () => useSettingsStore.getState().settingChanged({ zone: 'local' }),
  },
];
