// Commands about the case and what is read into it.
import { useCaseStore } from '../../stores/case-store.ts';
import { useImportsStore } from '../../stores/imports-store.ts';
import { useShareStore } from '../../stores/share-store.ts';
import { copyText, showFile, useShellStore } from '../../stores/shell-store.ts';
import { always, type Command, isOpen } from './command.ts';

/** Open, save, share, close. */
export const caseCommands: readonly Command[] = [
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
];
