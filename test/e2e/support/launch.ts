// Starts the built program in a real Electron with a user folder of its own, watches what it must never do (console errors, policy
// violations, requests that leave), and takes its pictures.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { readyWindowRuntime } from '../../../build/native/window-runtime.ts';
// For the type of `window.bridge`, which that file declares.
import '../../../renderer/bridge/engine.ts';
import { defaultSettings, type Settings } from '../../../shared/bridge/shell.ts';

/** The checkout. */
export const root = path.resolve(import.meta.dirname, '..', '..', '..');
const screens = path.join(root, 'test-results', 'screens');

/** How to start. */
export type LaunchOptions = {
  /** Captures or one case, opened at start. */
  readonly captures?: readonly string[];
  /** Settings that differ from those of a first start. */
  readonly settings?: Partial<Settings>;
  /** A user folder of an earlier start, to start again with its settings and cases. */
  readonly userData?: string;
  /** Size of the window's content in pixels. */
  readonly size?: { readonly width: number; readonly height: number };
};

/** A program that runs. */
export type RunningProgram = {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly userData: string;
  /** Console errors, uncaught errors and policy violations of the page, in order. */
  readonly complaints: readonly string[];
  /** Addresses that the page asked for. */
  readonly requests: readonly string[];
  /** Writes `test-results/screens/<name>.png`. */
  readonly screenshot: (name: string) => Promise<void>;
  /** Ends the engine process as a crash would. */
  readonly killEngine: () => Promise<void>;
  /** Ends the program; its user folder stays when it was given, else it goes. */
  readonly close: () => Promise<void>;
};

/** Starts the program and waits for its page. */
export async function launchProgram(options: LaunchOptions = {}): Promise<RunningProgram> {
  const runtime = await readyWindowRuntime({ virtualDisplay: false });
  const userData = options.userData ?? mkdtempSync(path.join(tmpdir(), 'saltrace-e2e-'));
  if (options.settings !== undefined) {
    writeFileSync(path.join(userData, 'settings.json'), JSON.stringify({ ...defaultSettings, ...options.settings }));
  }
  // Not `executablePath`: with it Playwright leaves out the module that holds `ready` back until it is connected, and what the page does
  // first is missed. It asks Electron's own package for the path, which heeds this variable.
  if (runtime.electron.isTestRuntime) {
    process.env.ELECTRON_OVERRIDE_DIST_PATH = path.dirname(runtime.electron.executable);
  }
  const app = await _electron.launch({
    args: [...runtime.args, root, `--user-data-dir=${userData}`, ...(options.captures ?? [])],
    env: { ...withoutUndefined(process.env), ...runtime.env },
    timeout: 60_000,
  });
  const complaints: string[] = [];
  const requests: string[] = [];
  app.context().on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  app.context().on('weberror', (error) => complaints.push(String(error.error())));
  app.context().on('request', (request) => requests.push(request.url()));
  const page = await app.firstWindow();
  const size = options.size ?? { width: 1440, height: 900 };
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    for (const window of BrowserWindow.getAllWindows()) window.setContentSize(width, height);
  }, size);
  await page.waitForLoadState('load');
  return {
    app,
    page,
    userData,
    complaints,
    requests,
    screenshot: async (name) => {
      mkdirSync(screens, { recursive: true });
      await page.screenshot({ path: path.join(screens, `${name}.png`) });
    },
    killEngine: () =>
      app.evaluate(({ app: running }) => {
        const engine = running.getAppMetrics().find(({ name }) => name === 'Saltrace engine');
        if (engine === undefined) throw new Error('there is no engine to kill');
        process.kill(engine.pid, 'SIGKILL');
      }),
    close: async () => {
      await app.close();
      if (options.userData === undefined) rmSync(userData, { recursive: true, force: true });
    },
  };
}

/** Answers the next file dialogs with these paths, as a person would; an empty list cancels. */
export async function answerDialogs(program: RunningProgram, paths: readonly string[]): Promise<void> {
  await program.app.evaluate(({ dialog }, filePaths) => {
    const canceled = filePaths.length === 0;
    dialog.showOpenDialog = async () => ({ canceled, filePaths: [...filePaths] });
    dialog.showSaveDialog = async () => ({ canceled, filePath: filePaths[0] ?? '' });
  }, paths);
}

function withoutUndefined(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
