// Lets one process at a time prepare a checkout: two `npm` commands started together on a fresh clone must not install over each other.
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { say } from './say.mjs';

/**
 * Runs `work` while holding the lock file; waits for another holder, and takes the lock over from one that has died.
 *
 * @template T
 * @param {string} lock path of the lock file
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function whileAlone(lock, work) {
  mkdirSync(path.dirname(lock), { recursive: true });
  let told = false;
  while (!taken(lock)) {
    if (!told) {
      say('waiting: another command is preparing this checkout');
      told = true;
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** @param {string} lock */
function taken(lock) {
  // Written elsewhere and linked into place: a lock never exists without its holder's id in it.
  const mine = `${lock}-${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    linkSync(mine, lock);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(mine, { force: true });
  }
  if (!holderIsAlive(lock)) rmSync(lock, { force: true });
  return false;
}

/** @param {string} lock */
function holderIsAlive(lock) {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
    return true;
  } catch (error) {
    // EPERM: alive, but somebody else's. ENOENT (lock just freed) and ESRCH (holder died) mean it may be taken.
    return error.code === 'EPERM';
  }
}
