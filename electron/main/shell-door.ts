// Main's own door: the few things only main can do (dialogs, settings, recent cases, file manager, clipboard). A fixed list of calls, each with
// a checked sender and checked arguments.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { app, type BrowserWindow, clipboard, dialog, ipcMain } from 'electron';
import { z } from 'zod';
import { channels, shellCalls } from '../../shared/bridge/channels.ts';
import type { AppInfo, LinkOffer, Settings, Shell } from '../../shared/bridge/shell.ts';
import { readLink } from '../../shared/keep/case-link.ts';
import { examplePath } from './places.ts';
import { type RecentCases, shareMark } from './recent-cases.ts';
import { saveReport } from './report-file.ts';
import { settingsSchema } from './settings.ts';
import { type PageSource, type ProgramWindow, showFile, windowOf } from './window.ts';

/** What the door keeps and changes. */
export type ShellState = {
  settings: Settings;
  readonly saveSettings: (settings: Settings) => void;
  readonly recentCases: RecentCases;
};

const filePath = z.string().min(1).max(4096).refine(path.isAbsolute, 'expected an absolute path');
const caseSeen = z.strictObject({
  path: filePath,
  id: z.string().max(100).nullable().optional(),
  events: z.int().min(0).nullable(),
  share: shareMark.nullable().optional(),
});

/** What each call takes; a call without a schema does not compile. */
const argumentSchemas = {
  appInfo: z.tuple([]),
  settings: z.tuple([]),
  saveSettings: z.tuple([settingsSchema]),
  recentCases: z.tuple([]),
  forgetCase: z.tuple([filePath]),
  pickCaptures: z.tuple([z.enum(['files', 'folder']).optional()]),
  pickCase: z.tuple([]),
  pickCasePlace: z.tuple([z.string().min(1).max(255)]),
  pickQueries: z.tuple([]),
  pickQueryPlace: z.tuple([z.string().min(1).max(255)]),
  saveReport: z.tuple([
    z.string().min(1).max(255),
    z.enum(['markdown', 'html', 'pdf']),
    z.string().max(32 * 1024 * 1024),
  ]),
  pickLibrary: z.tuple([]),
  takeLink: z.tuple([]),
  showFile: z.tuple([filePath]),
  copyText: z.tuple([z.string().max(32 * 1024 * 1024)]),
} satisfies { readonly [N in keyof Shell]: z.ZodType<Parameters<Shell[N]>> };

/** Opens the door. */
export function openShellDoor(source: PageSource, state: ShellState): void {
  for (const name of shellCalls) {
    ipcMain.handle(`shell.${name}`, async (event, ...args: unknown[]) => {
      const from = windowOf(event, source);
      if (from === undefined) throw new Error(`shell.${name} was refused: the sender is not Saltrace's page.`);
      const checked = argumentSchemas[name].safeParse(args);
      if (!checked.success) throw new Error(`shell.${name} was refused: ${z.prettifyError(checked.error)}`);
      const answers: Shell = shellOf(from, state);
      // The arguments were checked against this very call's schema; TypeScript cannot join the two through a name.
      return (answers[name] as (...checkedArgs: unknown[]) => Promise<unknown>)(...checked.data);
    });
  }
  ipcMain.on(channels.caseSeen, (event, body: unknown) => {
    const checked = caseSeen.safeParse(body);
    const from = windowOf(event, source);
    if (from === undefined || !checked.success) return;
    from.caseId = checked.data.id ?? null;
    state.recentCases.remember(checked.data, Date.now());
  });
  ipcMain.on(channels.portWanted, (event) => windowOf(event, source)?.engine.portWanted());
}

function shellOf(from: ProgramWindow, state: ShellState): Shell {
  const { window } = from;
  return {
    appInfo: async () => appInfo(from.openPaths),
    settings: async () => state.settings,
    saveSettings: async (settings) => {
      state.settings = settings;
      state.saveSettings(settings);
    },
    recentCases: async () => state.recentCases.list(),
    forgetCase: async (casePath) => state.recentCases.forget(casePath),
    pickCaptures: (kind) => pickCaptures(window, kind),
    pickCase: async () => {
      const picked = await dialog.showOpenDialog(window, {
        properties: ['openFile'],
        filters: [{ name: 'Saltrace', extensions: ['saltrace'] }],
      });
      return picked.filePaths[0] ?? null;
    },
    pickCasePlace: async (suggestedName) => {
      const picked = await dialog.showSaveDialog(window, {
        // Only the name: where to put it is the dialog's to say.
        defaultPath: path.basename(suggestedName),
        filters: [{ name: 'Saltrace', extensions: ['saltrace'] }],
      });
      return picked.canceled || picked.filePath === '' ? null : picked.filePath;
    },
    pickQueries: async () => {
      const picked = await dialog.showOpenDialog(window, {
        properties: ['openFile', 'multiSelections'],
        filters: [{ name: 'YAML', extensions: ['yaml', 'yml'] }],
      });
      return picked.filePaths;
    },
    pickQueryPlace: async (suggestedName) => {
      const picked = await dialog.showSaveDialog(window, {
        defaultPath: path.basename(suggestedName),
        filters: [{ name: 'YAML', extensions: ['yaml'] }],
      });
      return picked.canceled || picked.filePath === '' ? null : picked.filePath;
    },
    saveReport: (suggestedName, form, text) => saveReport(window, suggestedName, form, text),
    pickLibrary: async () => {
      const picked = await dialog.showOpenDialog(window, { properties: ['openDirectory', 'createDirectory'] });
      return picked.filePaths[0] ?? null;
    },
    takeLink: async () => linkOffer(from.links.shift(), state.recentCases),
    showFile: async (file) => {
      if (existsSync(file)) showFile(file);
    },
    copyText: async (text) => clipboard.writeText(text),
  };
}

function linkOffer(link: string | undefined, recentCases: RecentCases): LinkOffer | null {
  if (link === undefined) return null;
  const read = readLink(link);
  const known = read.ok ? recentCases.withId(read.link.id) : undefined;
  return {
    read,
    known: known === undefined ? null : { path: known.path, name: known.name, isThere: known.isThere },
  };
}

function appInfo(openPaths: readonly string[]): AppInfo {
  const { platform } = process;
  return {
    version: app.getVersion(),
    platform: platform === 'darwin' || platform === 'win32' ? platform : 'linux',
    examplePath: examplePath(),
    openPaths,
    languages: app.getPreferredSystemLanguages(),
  };
}

async function pickCaptures(window: BrowserWindow, kind: 'files' | 'folder' | undefined): Promise<readonly string[]> {
  // One dialog for both exists on macOS only; elsewhere asking for both shows folders alone.
  const both = kind === undefined && process.platform === 'darwin';
  const picked = await dialog.showOpenDialog(window, {
    properties: [
      ...(kind === 'folder' ? [] : ['openFile' as const]),
      ...(both || kind === 'folder' ? ['openDirectory' as const] : []),
      'multiSelections',
    ],
  });
  return picked.filePaths;
}
