// Every command of the window: its name, its keys, when it can be given and what it does. Palette, key map and key presses all read this list.
import { caseCommands } from './commands/case-commands.ts';
import { always, type Command } from './commands/command.ts';
import { keepCommands } from './commands/keep-commands.ts';
import { lookCommands } from './commands/look-commands.ts';
import { screenCommands } from './commands/screen-commands.ts';
import { spanCommands } from './commands/span-commands.ts';
import { windowCommands } from './commands/window-commands.ts';
import { openPalette, useKeyMapStore } from './palette-control.ts';

/** All commands, in the order of the palette. */
export const commands: readonly Command[] = [
  { id: 'palette', keys: ['Mod+K'], group: 'window', canRun: always, run: openPalette },
  { id: 'keys', keys: ['?'], group: 'window', canRun: always, run: () => useKeyMapStore.getState().toggled() },
  ...caseCommands,
  ...lookCommands,
  ...keepCommands,
  ...spanCommands,
  ...screenCommands,
  ...windowCommands,
];
