// What main knows and does for the window: facts about the program, recent cases, dialogs, the clipboard.
import { create } from 'zustand';
import { type AppInfo, pathsOf, type RecentCase, shell } from '../bridge/engine.ts';
import { useCaseStore } from './case-store.ts';
import { useImportsStore } from './imports-store.ts';
import { useSettingsStore } from './settings-store.ts';

export type { RecentCase };

type ShellStore = {
  readonly app: AppInfo | null;
  readonly recent: readonly RecentCase[];
  /** Captures that were dropped while a case is open: add them, or begin a new case? */
  readonly offered: readonly string[] | null;
  recentWanted(): Promise<void>;
  caseForgotten(path: string): Promise<void>;
  /** Files by drop, dialog or command line: one case is opened, captures are read. */
  filesOffered(paths: readonly string[]): Promise<void>;
  offerAnswered(how: 'add' | 'new' | 'cancel'): Promise<void>;
  /** Asks for captures by dialog; systems whose dialog takes either files or a folder ask for one of them. */
  pickCaptures(kind?: 'files' | 'folder'): Promise<void>;
  pickCase(): Promise<void>;
  saveCaseAs(): Promise<void>;
  openExample(): Promise<void>;
};

/** Owner of what main said. */
export const useShellStore = create<ShellStore>()((set, get) => ({
  app: null,
  recent: [],
  offered: null,
  recentWanted: async () => set({ recent: await shell().recentCases() }),
  caseForgotten: async (path) => {
    await shell().forgetCase(path);
    await get().recentWanted();
  },
  filesOffered: async (paths) => {
    const [only] = paths;
    if (only === undefined) return;
    if (paths.length === 1 && only.endsWith('.saltrace')) await useCaseStore.getState().openCase(only);
    else if (useCaseStore.getState().info === null) await useImportsStore.getState().startImport(paths);
    else set({ offered: paths });
  },
  offerAnswered: async (how) => {
    const paths = get().offered ?? [];
    set({ offered: null });
    if (how === 'cancel') return;
    if (how === 'new' && !(await useCaseStore.getState().closeCase())) return;
    await useImportsStore.getState().startImport(paths);
  },
  pickCaptures: async (kind = 'files') => get().filesOffered(await shell().pickCaptures(kind)),
  pickCase: async () => {
    const path = await shell().pickCase();
    if (path !== null) await useCaseStore.getState().openCase(path);
  },
  saveCaseAs: async () => {
    const name = useCaseStore.getState().info?.name;
    if (name === undefined) return;
    const path = await shell().pickCasePlace(name);
    if (path !== null) await useCaseStore.getState().saveCaseAs(path);
  },
  openExample: async () => {
    const path = get().app?.examplePath;
    if (path === undefined || path === null) return;
    if (useCaseStore.getState().info !== null && !(await useCaseStore.getState().closeCase())) return;
    await useImportsStore.getState().startImport([path]);
  },
}));

/** Puts a text on the system's clipboard. */
export function copyText(text: string): void {
  void shell().copyText(text);
}

/** Shows a file in the system's file manager. */
export function showFile(path: string): void {
  void shell().showFile(path);
}

/** Paths of files dropped on the window. */
export function droppedPaths(files: readonly File[]): readonly string[] {
  return pathsOf(files);
}

/** Reads settings and facts from main, then opens what the command line named. */
export async function startFromShell(): Promise<void> {
  const [app, settings] = await Promise.all([shell().appInfo(), shell().settings()]);
  useSettingsStore.getState().settingsLoaded(settings, app.languages);
  useShellStore.setState({ app });
  await useShellStore.getState().recentWanted();
  await useShellStore.getState().filesOffered(app.openPaths);
}
