// Brings the Debian packages that Electron, a screenless display and the native build need: installed when we are root, else named in the
// exact command to run.
import { spawnSync } from 'node:child_process';
import { Stop, say } from '../bootstrap/say.mjs';

/** What Electron links against, and a font so that text is drawn at all. */
const ELECTRON_LIBRARIES = [
  'libnss3',
  'libatk1.0-0',
  'libatk-bridge2.0-0',
  'libgtk-3-0',
  'libgbm1',
  'libasound2',
  'libxss1',
  'libcups2',
  'libdrm2',
  'libxkbcommon0',
  'fonts-dejavu-core',
];

/** Makes sure that every shared library of the Electron binary is found. */
export function readyElectronLibraries(executable: string): void {
  if (process.platform !== 'linux') return;
  const missing = missingLibraries(executable);
  if (missing.length === 0) return;
  bring(ELECTRON_LIBRARIES, `Electron lacks ${missing.length} system libraries (${missing.slice(0, 3).join(', ')} …)`);
  const still = missingLibraries(executable);
  if (still.length > 0) throw new Stop(`Electron cannot start on this system: it lacks ${still.join(', ')}.`);
}

/** Makes sure that a display without a screen can be made (`xvfb-run`); with it comes a font that has Chinese, for the pictures. */
export function readyVirtualDisplay(): void {
  if (['xvfb-run', 'Xvfb', 'xauth'].every(isOnPath)) return;
  bring(['xvfb', 'xauth', 'fonts-wqy-microhei'], 'there is no display here, and no Xvfb to make one');
}

/** Makes sure that C++ can be compiled (node-gyp wants Python as well). */
export function readyCompiler(): void {
  if (['g++', 'make', 'python3'].every(isOnPath)) return;
  bring(['g++', 'make', 'python3'], 'no C++ compiler, make or Python for the native build');
}

function isOnPath(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' }).status === 0;
}

function missingLibraries(executable: string): string[] {
  const run = spawnSync('ldd', [executable], { encoding: 'utf8' });
  if (run.error !== undefined) return [];
  return [...run.stdout.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '');
}

function bring(packages: readonly string[], why: string): void {
  const install = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (!isOnPath('apt-get')) {
    throw new Stop(`${why}. Install what your distribution calls: ${packages.join(' ')}. Then run this again.`);
  }
  if (process.getuid?.() !== 0) {
    throw new Stop(`${why}. Run: sudo apt-get update && sudo ${install}   and then this again.`);
  }
  say(`${why}: installing ${packages.join(' ')} (apt-get)`);
  // An unreachable extra source must not stop the install of what the other sources have.
  apt(['update', '-qq']);
  const names = packages.map(installableName);
  if (!apt(['install', '-y', '-qq', '--no-install-recommends', ...names])) {
    throw new Stop(`apt-get could not install them (its message is above). Run by hand: apt-get update && ${install}`);
  }
}

function apt(args: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'pipe'], env });
  if (run.status !== 0) process.stderr.write(run.stderr);
  return run.status === 0;
}

/** Debian 13 and Ubuntu 24.04 renamed libraries with a 64-bit time (`libgtk-3-0t64`); the old name has no candidate there. */
function installableName(name: string): string {
  const hasCandidate = (wanted: string): boolean => {
    const run = spawnSync('apt-cache', ['policy', wanted], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
    return /Candidate: (?!\(none\))/.test(run.stdout ?? '');
  };
  return !hasCandidate(name) && hasCandidate(`${name}t64`) ? `${name}t64` : name;
}
