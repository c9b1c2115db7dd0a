// Keeps node_modules equal to package-lock.json: compares the two by content and calls `npm ci` when they differ.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { npm } from './npm.mjs';
import { Stop, say } from './say.mjs';

/**
 * Installs exactly the packages of the lock file.
 *
 * @param {string} root the checkout
 * @param {string} node the Node they will run on
 */
export function installPackages(root, node) {
  say('installing the packages of package-lock.json (npm ci)');
  // No install script is needed by any of them, and older npm would start a needless compile of better-sqlite3.
  if (!npm(['ci', '--ignore-scripts'], root, node)) {
    throw new Stop(
      "npm ci failed (npm's message is above). Check the network or the registry setting, then run this again.",
    );
  }
  const missing = missingPackages(root);
  if (missing.length > 0)
    throw new Stop(`npm ci left out ${missing.join(', ')}. Update npm (npm install -g npm), then run this again.`);
}

/**
 * Tells whether node_modules holds what the lock file names.
 *
 * @param {string} root the checkout
 */
export function packagesAreInstalled(root) {
  return missingPackages(root).length === 0;
}

/**
 * Names what differs between the lock file and node_modules. npm writes `node_modules/.package-lock.json` last, so a cut-off install has none.
 *
 * @param {string} root
 * @returns {string[]}
 */
function missingPackages(root) {
  const written = path.join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(written)) return ['everything'];
  const wanted = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(written, 'utf8')).packages;
  const missing = Object.entries(wanted).filter(([place, entry]) => {
    if (place === '') return false;
    const found = present[place];
    return found === undefined ? entry.optional !== true || isForThisMachine(entry) : found.version !== entry.version;
  });
  const extra = Object.keys(present).filter((place) => wanted[place] === undefined);
  return [...missing.map(([place]) => place), ...extra];
}

/**
 * An optional package may be absent unless it is the one for this very machine: npm drops it in silence when it thinks that the Node it runs on
 * is too old.
 *
 * @param {{ os?: string[], cpu?: string[], libc?: string[] }} entry
 */
function isForThisMachine({ os, cpu, libc }) {
  if (os === undefined || cpu === undefined) return false;
  if (!fits(os, process.platform) || !fits(cpu, process.arch)) return false;
  return (
    libc === undefined ||
    fits(libc, process.report.getReport().header.glibcVersionRuntime === undefined ? 'musl' : 'glibc')
  );
}

/** @param {string[]} list @param {string} ours */
function fits(list, ours) {
  return list.includes(ours) || (list.every((name) => name.startsWith('!')) && !list.includes(`!${ours}`));
}
