// Keeps node_modules equal to package-lock.json: compares the two by content and calls `npm ci` when they differ.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { npm } from './npm.mjs';
import { Stop, say } from './say.mjs';

/**
 * Installs exactly the packages of the lock file.
 *
 * @param {string} root the checkout
 */
export function installPackages(root) {
  say('installing the packages of package-lock.json (npm ci)');
  // No install script is needed by any of them, and older npm would start a needless compile of better-sqlite3.
  if (!npm(['ci', '--ignore-scripts'], root)) {
    throw new Stop(
      "npm ci failed (npm's message is above). Check the network or the registry setting, then run this again.",
    );
  }
}

/**
 * Tells whether node_modules holds what the lock file names. npm writes `node_modules/.package-lock.json` last, so a cut-off install has none.
 *
 * @param {string} root the checkout
 */
export function packagesAreInstalled(root) {
  const written = path.join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(written)) return false;
  const wanted = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(written, 'utf8')).packages;
  for (const [place, entry] of Object.entries(wanted)) {
    if (place === '') continue;
    const found = present[place];
    if (found === undefined ? entry.optional !== true : found.version !== entry.version) return false;
  }
  return Object.keys(present).every((place) => wanted[place] !== undefined);
}
