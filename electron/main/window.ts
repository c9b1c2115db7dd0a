// Opens windows and keeps them shut to everything but our own page: sandboxed, no navigation, no new windows, no permissions, no request leaves.
import { BrowserWindow, type Session, shell, type WebContents, type WebFrameMain } from 'electron';
import { channels } from '../../shared/bridge/channels.ts';
import { EngineSupervisor } from './engine-supervisor.ts';
import { preloadFile } from './places.ts';
import { pageOrigin } from './protocol.ts';

/** A window, its engine, and what it was opened for. */
export type ProgramWindow = {
  readonly window: BrowserWindow;
  readonly engine: EngineSupervisor;
  /** Captures or a case named on the command line. */
  readonly openPaths: readonly string[];
  /** Links that wait to be shown, oldest first. */
  readonly links: string[];
  /** Id of the case that was opened last in it, as links name it. */
  caseId: string | null;
};

const open = new Map<number, ProgramWindow>();

/** Where the page comes from: our scheme, or the development server's address. */
export type PageSource = { readonly origin: string; readonly address: string };

/** The page's source; a development server counts only where the program is not packaged. */
export function pageSource(isPackaged: boolean, devServer: string | undefined): PageSource {
  if (isPackaged || devServer === undefined) return { origin: pageOrigin, address: `${pageOrigin}/index.html` };
  return { origin: new URL(devServer).origin, address: devServer };
}

/** Opens a window on the page. */
export function openWindow(source: PageSource, openPaths: readonly string[]): ProgramWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 900,
    minHeight: 600,
    show: false,
    autoHideMenuBar: true,
    // Until the page has drawn: the dark ground of the theme, so that nothing flashes.
    backgroundColor: '#14171c',
    title: 'Saltrace',
    webPreferences: {
      preload: preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      // The spell checker downloads its dictionaries.
      spellcheck: false,
    },
  });
  shut(window.webContents);
  const engine = new EngineSupervisor(window.webContents);
  const programWindow: ProgramWindow = { window, engine, openPaths, links: [], caseId: null };
  const { id } = window.webContents;
  open.set(id, programWindow);
  engine.start();
  window.once('ready-to-show', () => window.show());
  window.on('closed', () => {
    open.delete(id);
    engine.stop();
  });
  void window.loadURL(source.address);
  return programWindow;
}

/** The window in which the case of that id was opened last. */
export function windowWithCase(id: string): ProgramWindow | undefined {
  return [...open.values()].find(({ caseId }) => caseId === id);
}

/** Lays a link before a window's page, which asks for it when it is there. */
export function offerLink({ window, links }: ProgramWindow, link: string): void {
  links.push(link);
  window.webContents.send(channels.linkOffered);
  if (window.isMinimized()) window.restore();
  if (window.isVisible()) window.focus();
}

/** Gives the window that a message came from, if it is ours and its main frame shows our page; everything else is a stranger. */
export function windowOf(
  event: { readonly sender: WebContents; readonly senderFrame: WebFrameMain | null },
  source: PageSource,
): ProgramWindow | undefined {
  const found = open.get(event.sender.id);
  const frame = event.senderFrame;
  if (found === undefined || frame === null || frame !== event.sender.mainFrame) return undefined;
  return originOf(frame.url) === source.origin ? found : undefined;
}

/**
 * Scheme and host of an address; empty for none (a frame that has loaded nothing yet). `URL.origin` is no help: it is "null" for schemes it does not
 * know.
 */
function originOf(address: string): string {
  const url = URL.parse(address);
  return url === null ? '' : `${url.protocol}//${url.host}`;
}

/** Denies what a page of ours never needs, for all windows of a session. */
export function shutSession(session: Session, source: PageSource): void {
  session.setPermissionRequestHandler((_page, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((request, answer) => {
    const isOwn = originOf(request.url) === source.origin;
    const isLocal = /^(data|blob|devtools):/.test(request.url);
    // The development server pushes changes over a web socket of its own address.
    const isDev = originOf(request.url) === source.origin.replace(/^http/, 'ws');
    answer({ cancel: !(isOwn || isLocal || isDev) });
  });
}

/** Shows a file in the system's file manager. */
export function showFile(file: string): void {
  shell.showItemInFolder(file);
}

function shut(page: WebContents): void {
  const deny = (event: { preventDefault: () => void }): void => event.preventDefault();
  page.on('will-navigate', deny);
  page.on('will-frame-navigate', deny);
  page.on('will-redirect', deny);
  page.on('will-attach-webview', deny);
  page.setWindowOpenHandler(() => ({ action: 'deny' }));
}
