// Commands that show a screen, a tab or a pane.
import type { Screen } from '../../stores/layout-store.ts';
import { useSearchStore } from '../../stores/search-store.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';
import { aboutSelected, useTraceStore } from '../../stores/trace-store.ts';
import { type Command, isOpen, layout } from './command.ts';

function screenCommand(id: Command['id'], screen: Screen, key: string): Command {
  return { id, keys: [key], group: 'screen', canRun: isOpen, run: () => layout().screenWanted(screen) };
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

/** Screens in the order of the rail, tabs, panes, the inspector. */
export const screenCommands: readonly Command[] = [
  screenCommand('showOverview', 'overview', 'Mod+1'),
  screenCommand('showFindings', 'findings', 'Mod+Shift+G'),
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
  screenCommand('showReport', 'report', 'Mod+Shift+R'),
  { id: 'showNotes', keys: [], group: 'screen', canRun: isOpen, run: () => layout().savedOpened('notes') },
  {
    id: 'trace',
    keys: ['t'],
    group: 'screen',
    canRun: () => isOpen() && aboutSelected(useSelectionStore.getState().selected) !== null,
    run: () => {
      const about = aboutSelected(useSelectionStore.getState().selected);
      if (about !== null) useTraceStore.getState().traceOpened(about);
    },
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
    id: 'inspectorLinks',
    keys: ['Alt+4'],
    group: 'screen',
    canRun: isOpen,
    run: () => layout().inspectorTabChosen('links'),
  },
  {
    id: 'inspectorNotes',
    keys: ['Alt+5'],
    group: 'screen',
    canRun: isOpen,
    run: () => layout().inspectorTabChosen('notes'),
  },
];
