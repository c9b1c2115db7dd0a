// What Electron's own default application does, for a runtime that was shipped without one: starts the application folder named
// on the command line (`electron [-r module] <folder> [arguments]`).
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

// Playwright holds the application back through such a module until it is connected; the module takes itself off the arguments.
const required = process.argv[1] === '-r' ? process.argv[2] : undefined;
if (required !== undefined) createRequire(import.meta.url)(required);

const named = process.argv.slice(1).find((word) => !word.startsWith('-') && existsSync(word));
if (named === undefined) throw new Error('no application folder given');
const target = path.resolve(named);
let main = target;
if (statSync(target).isDirectory()) {
  const manifest = JSON.parse(readFileSync(path.join(target, 'package.json'), 'utf8'));
  main = path.join(target, manifest.main ?? 'index.js');
  app.setAppPath(target);
  if (manifest.productName ?? manifest.name) app.setName(manifest.productName ?? manifest.name);
  if (manifest.version) app.setVersion(manifest.version);
}
process.defaultApp = true;
// Electron holds `ready` back until this import is done. Should it fail, Electron's own box would wait for a click that nobody may be there for.
await import(pathToFileURL(main).href).catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  app.exit(1);
});
