// The program's life cycle: one process for all windows, a window for each start, each window with its own engine.
import path from 'node:path';
import { app, BrowserWindow, dialog, session } from 'electron';
import { z } from 'zod';
import { setMenu } from './menu.ts';
import { recentCasesFile, rendererDir, settingsFile } from './places.ts';
import { registerScheme, serveRenderer } from './protocol.ts';
import { RecentCases } from './recent-cases.ts';
import { readSettings, writeSettings } from './settings.ts';
import { openShellDoor } from './shell-door.ts';
import { openWindow, pageSource, shutSession } from './window.ts';

/** What a second start hands to the running program. */
const handedOver = z.object({ openPaths: z.array(z.string()) });

/** Files named on the command line: the words that are no switches; from a checkout the first of them is the application's folder. */
function openPathsOf(argv: readonly string[], workingDir: string): readonly string[] {
  return argv
    .slice(1)
    .filter((word) => !word.startsWith('-'))
    .slice(app.isPackaged ? 0 : 1)
    .map((word) => path.resolve(workingDir, word));
}

/** The last fence: our bug is logged with its stack and told without stopping the windows. Electron's own box would block all of them. */
function bugMet(error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`bug: ${text}\n`);
  if (!app.isReady()) {
    app.exit(1);
    return;
  }
  void dialog.showMessageBox({
    type: 'error',
    message: 'Saltrace met a defect of its own. The case is unharmed.',
    detail: text,
  });
}

function start(): void {
  const source = pageSource(app.isPackaged, process.env.ELECTRON_RENDERER_URL);
  const openPaths = openPathsOf(process.argv, process.cwd());
  // A second start hands its files to the running program, which opens a window for them.
  if (!app.requestSingleInstanceLock({ openPaths })) {
    app.quit();
    return;
  }

  registerScheme();
  app.on('web-contents-created', (_event, page) => page.on('will-attach-webview', (event) => event.preventDefault()));
  app.on('second-instance', (_event, _argv, _workingDir, data) => {
    openWindow(source, handedOver.parse(data).openPaths);
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow(source, []);
  });
  // Not awaited at the top of the module: Electron holds `ready` back until the entry has been read.
  void app.whenReady().then(() => {
    const settings = readSettings(settingsFile());
    openShellDoor(source, {
      settings: settings.value,
      saveSettings: (changed) => writeSettings(settingsFile(), changed),
      recentCases: new RecentCases(recentCasesFile()),
    });
    shutSession(session.defaultSession, source);
    serveRenderer(session.defaultSession, rendererDir);
    setMenu(() => openWindow(source, []));
    const { window } = openWindow(source, openPaths);
    if (settings.setAside === null) return;
    void dialog.showMessageBox(window, {
      type: 'warning',
      message: 'The settings could not be read; the defaults are used.',
      detail: `The unreadable file was kept as ${settings.setAside}.`,
    });
  });
}

process.on('uncaughtException', bugMet);
process.on('unhandledRejection', bugMet);
start();
