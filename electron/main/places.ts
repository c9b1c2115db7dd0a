// Where main finds the built parts of the program and the user's own files.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { app } from 'electron';

/** `out/` of the build: main, preload, renderer and example lie side by side in it. */
const built = path.resolve(import.meta.dirname, '..');

/** The page and what it loads. */
export const rendererDir = path.join(built, 'renderer');
/** The script that stands between the page and the rest. */
export const preloadFile = path.join(built, 'preload', 'index.cjs');
/** Entry of the engine process. */
export const engineFile = path.join(built, 'main', 'engine.js');
/** Entry of the processes that only read and may be killed. */
export const readerFile = path.join(built, 'main', 'reader.js');
/** Entry of the worker threads that the engine parses in. */
export const parseWorkerFile = path.join(built, 'main', 'parse-worker.js');

/** The bundled example capture; `null` where it was not shipped. */
export function examplePath(): string | null {
  const file = path.join(built, 'example', 'bad-config.jsonl');
  return existsSync(file) ? file : null;
}

/** Folder for cases that the user has not given a place yet. */
export function casesDir(): string {
  return path.join(app.getPath('userData'), 'cases');
}

/** The settings file. */
export function settingsFile(): string {
  return path.join(app.getPath('userData'), 'settings.json');
}

/** The list of recent cases. */
export function recentCasesFile(): string {
  return path.join(app.getPath('userData'), 'recent-cases.json');
}

/** The saved queries that ship with the program. */
export const builtInQueriesDir = path.join(built, 'queries');

/** The rules that ship with the program. */
export const builtInRulesDir = path.join(built, 'rules');

/** Folder of the user's own rules, unless the environment names another. */
export function rulesDir(): string {
  return process.env.SALTRACE_RULES || path.join(app.getPath('userData'), 'rules');
}

/** Folder of the user's own saved queries, unless the settings or the environment name another. */
export function libraryDir(chosen: string): string {
  return chosen || process.env.SALTRACE_QUERIES || path.join(app.getPath('userData'), 'queries');
}
