// What a command is, and when most of them can be given.
import type en from '../../i18n/en.json';
import { useCaseStore } from '../../stores/case-store.ts';
import { useLayoutStore } from '../../stores/layout-store.ts';

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

/** True when a case is open. */
export const isOpen = () => useCaseStore.getState().info !== null;
/** At any time. */
export const always = () => true;
/** The layout as it is now. */
export const layout = () => useLayoutStore.getState();
