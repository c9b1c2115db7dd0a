// All that a window needs, in the right order: an Electron, its system libraries, a better-sqlite3 that runs in it.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { whileAlone } from '../bootstrap/lock.mjs';
import { Stop } from '../bootstrap/say.mjs';
import { type ElectronRuntime, readyElectron } from './electron-runtime.ts';
import { runtimeDir } from './places.ts';
import { readyBinding } from './sqlite-binding.ts';
import { readyElectronLibraries, readyVirtualDisplay } from './system-libraries.ts';

/** How to start the program's window on this machine. */
export type WindowRuntime = {
  readonly electron: ElectronRuntime;
  /** Words for Electron itself, before the application's folder. */
  readonly args: readonly string[];
  /** Added to the environment of the process. */
  readonly env: Readonly<Record<string, string>>;
};

/** Tells whether windows can be shown here. */
export function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** Brings what is missing and says how to start the window. With `virtualDisplay`, also what `xvfb-run` needs. */
export function readyWindowRuntime(options: { readonly virtualDisplay: boolean }): Promise<WindowRuntime> {
  return whileAlone(path.join(runtimeDir, 'lock'), async () => {
    const electron = await readyElectron();
    readyElectronLibraries(electron.executable);
    if (options.virtualDisplay) readyVirtualDisplay();
    const env: Record<string, string> = electron.nodeApi < 10 ? { SALTRACE_SQLITE_BINDING: readyBinding() } : {};
    return { electron, env, args: sandboxArgs(electron.executable) };
  });
}

/**
 * Chromium refuses to run sandboxed as root. For everybody else the sandbox stays on, and where the system does not allow it the user is told
 * what to do instead of meeting Chromium's abort.
 */
function sandboxArgs(executable: string): readonly string[] {
  if (process.platform !== 'linux') return [];
  if (process.getuid?.() === 0) return ['--no-sandbox'];
  const helper = path.join(path.dirname(executable), 'chrome-sandbox');
  if (existsSync(helper)) {
    const { uid, mode } = statSync(helper);
    if (uid === 0 && (mode & 0o4000) !== 0) return [];
  }
  // What Chromium itself tries: a user namespace with a mapped user. Kernel settings, AppArmor and containers forbid it in different ways.
  const tried = spawnSync('unshare', ['--user', '--map-root-user', 'true'], { stdio: 'ignore' });
  if (tried.status === 0 || tried.error !== undefined) return [];
  throw new Stop(
    `this system does not let Electron build its sandbox. Run: sudo chown root:root ${helper} && sudo chmod 4755 ${helper}   and then this again.`,
  );
}
