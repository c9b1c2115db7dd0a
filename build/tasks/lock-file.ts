// Looks for gaps in package-lock.json: `npm install` silently leaves out a platform's package that the registry lacks, and then
// `npm ci` refuses on that platform.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../native/places.ts';

type Entry = { readonly version?: string; readonly optionalDependencies?: Readonly<Record<string, string>> };

/** Names each optional package that is wanted and not locked. */
export function lockFileGaps(): string[] {
  const lock: { packages: Record<string, Entry> } = JSON.parse(
    readFileSync(path.join(root, 'package-lock.json'), 'utf8'),
  );
  const present = new Set(Object.keys(lock.packages).map((place) => place.replace(/^.*node_modules\//, '')));
  return Object.entries(lock.packages).flatMap(([place, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => !present.has(name))
      .map((name) => `package-lock.json: ${place}@${entry.version} wants ${name}, which is not locked`),
  );
}
