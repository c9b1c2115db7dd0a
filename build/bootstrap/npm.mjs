// Calls npm, and installs one pinned package into a folder of its own, whole or not at all.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
} from 'node:fs';
import path from 'node:path';
import { Stop } from './say.mjs';

/**
 * Runs npm, silent unless it fails: then its errors go to standard error.
 *
 * @param {string[]} args
 * @param {string} cwd
 * @param {string} [node] the Node to run npm on: it leaves out optional packages that its own Node is too old for
 * @returns {boolean} whether it succeeded
 */
export function npm(args, cwd, node = process.execPath) {
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  const script = process.env.npm_execpath;
  const own = script !== undefined && /npm-cli\.c?js$/.test(script) && existsSync(script);
  // npm itself is started by whatever `node` is found first.
  const env = { ...process.env, PATH: path.dirname(node) + path.delimiter + (process.env.PATH ?? '') };
  const options = { cwd, env, stdio: ['ignore', 'ignore', 'pipe'], shell: !own && process.platform === 'win32' };
  const run = own
    ? spawnSync(node, [script, ...args, ...quiet], options)
    : spawnSync('npm', [...args, ...quiet], options);
  if (run.error !== undefined) {
    throw new Stop(`npm cannot be run (${run.error.message}). Install npm, then run this again.`);
  }
  if (run.status !== 0) process.stderr.write(run.stderr);
  return run.status === 0;
}

/**
 * Makes an empty folder beside `target` in which it is put together, and takes away what a run that was killed left there. Only one process
 * at a time may do this (lock.mjs).
 *
 * @param {string} target
 * @returns {string}
 */
export function workFolder(target) {
  const parent = path.dirname(target);
  mkdirSync(parent, { recursive: true });
  const prefix = `${path.basename(target)}.part-`;
  for (const name of readdirSync(parent)) {
    if (name.startsWith(prefix)) rmSync(path.join(parent, name), { recursive: true, force: true });
  }
  // Its real path: below a symbolic link npm notes a package under another name than its own.
  return realpathSync(mkdtempSync(path.join(parent, prefix)));
}

/**
 * Installs one exact package into `target`, checked against a pinned hash. `target` appears only when all of it is there.
 *
 * @param {{ name: string, version: string, integrity: string }} pin
 * @param {string} target
 * @param {(dir: string) => void} [check] called on the finished folder before it is put in place; throws to refuse it
 */
export function installPinned(pin, target, check) {
  const temp = workFolder(target);
  try {
    // Without scripts: what is fetched here runs only when asked to, and only after its hash was checked.
    const ok = npm(['install', '--prefix', temp, '--no-save', '--ignore-scripts', `${pin.name}@${pin.version}`], temp);
    if (!ok) {
      throw new Stop(
        `${pin.name}@${pin.version} could not be fetched from the package registry (npm's message is above). ` +
          'Check the network or the registry setting (npm config get registry), then run this again.',
      );
    }
    const installed = JSON.parse(readFileSync(path.join(temp, 'node_modules', '.package-lock.json'), 'utf8'));
    const entry = installed.packages[`node_modules/${pin.name}`];
    if (entry?.integrity !== pin.integrity) {
      throw new Stop(
        `${pin.name}@${pin.version} from the package registry is not the pinned one: its hash is ${entry?.integrity}, ` +
          `expected ${pin.integrity}. Nothing of it was kept.`,
      );
    }
    check?.(temp);
    // A temporary folder is made for its owner alone.
    chmodSync(temp, 0o755);
    rmSync(target, { recursive: true, force: true });
    renameSync(temp, target);
  } finally {
    rmSync(temp, { recursive: true, force: true });
  }
}
