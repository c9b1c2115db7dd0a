// Where things lie in a checkout, and the pinned runtimes.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Pin } from '../bootstrap/npm.mjs';

/** The checkout. */
export const root = path.resolve(import.meta.dirname, '..', '..');
/** What is brought or built for this checkout and not versioned. */
export const runtimeDir = path.join(root, '.runtime');
/** `linux-x64` and the like, as in runtimes.json. */
export const platform = `${process.platform}-${process.arch}`;

/** An Electron taken from the package registry, for tests only. */
export type ElectronPin = Pin & { readonly archive: string; readonly electron: string; readonly nodeApi: number };

/** Exact versions and hashes of what build/native brings. */
export const pins: {
  readonly node: Readonly<Record<string, Pin>>;
  readonly electron: Readonly<Record<string, ElectronPin>>;
  readonly nodeGyp: Pin;
} = JSON.parse(readFileSync(path.join(import.meta.dirname, 'runtimes.json'), 'utf8'));
