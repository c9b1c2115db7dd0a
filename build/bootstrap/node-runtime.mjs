// Finds or brings the Node that everything else runs on. The machine's own Node may be too old: better-sqlite3's ready-made
// binary then ends the process with a bare segmentation fault, and TypeScript files do not run at all.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { installPinned } from './npm.mjs';
import { Stop, say } from './say.mjs';

/** The tools are tested on this line; 24.12 is where running TypeScript directly stopped being an experiment. */
const WANTED = { major: 24, minor: 12 };
/** The oldest that can run the program at all: Node-API 10 came with 22.14, TypeScript without a flag with 22.18. */
const OLDEST = { major: 22, minor: 18 };

const platform = `${process.platform}-${process.arch}`;

/**
 * Finds a Node that can run everything: the running one, or the pinned one brought earlier.
 *
 * @param {string} root the checkout
 * @returns {string | undefined} its path; `undefined` when it has to be brought first
 */
export function findNode(root) {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major === WANTED.major && minor >= WANTED.minor) return process.execPath;
  const place = pinnedPlace(root);
  if (place !== undefined) return isInstalled(place) ? path.join(place.target, place.binary) : undefined;
  return major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor) ? process.execPath : undefined;
}

/**
 * Brings the pinned Node from the package registry.
 *
 * @param {string} root the checkout
 */
export function bringNode(root) {
  const place = pinnedPlace(root);
  if (place === undefined) {
    throw new Stop(
      `Node ${process.versions.node} is too old, and the package registry has no Node 24 for ${platform}. ${byHand()}`,
    );
  }
  const { pin, target, binary } = place;
  say(
    `bringing Node ${pin.version} from the package registry into .runtime/node24 (this machine's is ${process.versions.node})`,
  );
  installPinned(pin, target, (dir) => {
    const run = spawnSync(path.join(dir, binary), ['--version'], { encoding: 'utf8' });
    if (run.status !== 0)
      throw new Stop(`The registry's Node ${pin.version} does not run on this machine. ${byHand()}`);
  });
}

/** @param {string} root */
function pinnedPlace(root) {
  const pin = JSON.parse(readFileSync(path.join(root, 'build', 'native', 'runtimes.json'), 'utf8')).node[platform];
  if (pin === undefined) return undefined;
  const home = path.join('node_modules', pin.name);
  const binary = path.join(home, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return { pin, binary, target: path.join(root, '.runtime', 'node24'), manifest: path.join(home, 'package.json') };
}

/** @param {{ pin: { version: string }, target: string, manifest: string }} place */
function isInstalled(place) {
  const manifest = path.join(place.target, place.manifest);
  return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version === place.pin.version;
}

function byHand() {
  const how = {
    darwin: 'brew install node@24 && brew link --overwrite node@24',
    win32: 'winget install OpenJS.NodeJS.LTS',
  };
  return `Install Node 24 by hand: ${how[process.platform] ?? 'see https://nodejs.org/en/download'}, then run this again.`;
}
