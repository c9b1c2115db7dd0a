// The program's life cycle: one process for all windows, a window for each start, each window with its own engine.
import { app, BrowserWindow, dialog, session } from 'electron';
import { z } from 'zod';
import { readLink } from '../../shared/keep/case-link.ts';
import { useLibrary } from './engine-supervisor.ts';
import { setMenu } from './menu.ts';
import { libraryDir, recentCasesFile, rendererDir, settingsFile } from './places.ts';
import { registerScheme, serveRenderer } from './protocol.ts';
import { RecentCases } from './recent-cases.ts';
import { readSettings, writeSettings } from './settings.ts';
import { openShellDoor } from './shell-door.ts';
import { type StartWords, startWords } from './start-words.ts';
import { offerLink, openWindow, type PageSource, pageSource, shutSession, windowWithCase } from './window.ts';

/** What a second start hands to the running program. */
const handedOver = z.object({ openPaths: z.array(z.string()), links: z.array(z.string()) });

/**
 * Opens what a start asks for: its files in a window of their own; a link in the window that has the case open, else in one of its
 * own. Nothing of a link is done before a person has confirmed it there.
 */
function openFor(source: PageSource, { openPaths, links }: StartWords): void {
  if (openPaths.length > 0 || links.length === 0) openWindow(source, openPaths);
  for (const link of links) {
    const read = readLink(link);
    const known = read.ok ? windowWithCase(read.link.id) : undefined;
    offerLink(known ?? openWindow(source, []), link);
  }
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
  const words = startWords(process.argv, process.cwd(), app.isPackaged);
  // A second start hands its files and links to the running program, which opens a window for them.
  if (!app.requestSingleInstanceLock(words)) {
    app.quit();
    return;
  }

  registerScheme();
  app.on('web-contents-created', (_event, page) => page.on('will-attach-webview', (event) => event.preventDefault()));
  app.on('second-instance', (_event, _argv, _workingDir, data) => {
    openFor(source, handedOver.parse(data));
  });
  // A checkout is no program that the system should start for links.
  if (app.isPackaged) app.setAsDefaultProtocolClient('saltrace');
  // macOS tells of links by this event, also before the program is ready.
  const early: string[] = [];
  app.on('open-url', (event, url) => {
    event.preventDefault();
    if (app.isReady()) openFor(source, { openPaths: [], links: [url] });
    else early.push(url);
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
    const recentCases = new RecentCases(recentCasesFile());
    openShellDoor(source, {
      settings: settings.value,
      saveSettings: (changed) => {
        writeSettings(settingsFile(), changed);
        useLibrary(libraryDir(changed.library));
      },
      recentCases,
    });
    shutSession(session.defaultSession, source);
    serveRenderer(session.defaultSession, rendererDir);
    setMenu(() => openWindow(source, []));
    useLibrary(libraryDir(settings.value.library));
    const links = [...words.links, ...early];
    const isPlain = words.openPaths.length === 0 && links.length === 0;
    const last = settings.value.reopensLast && isPlain ? recentCases.last() : undefined;
    openFor(source, { openPaths: last === undefined ? words.openPaths : [last.path], links });
    const [window] = BrowserWindow.getAllWindows();
    if (settings.setAside === null || window === undefined) return;
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
