// Builds the program into out/ when something it is made of is newer: `npm run build`, and before start and e2e.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { whileAlone } from '../bootstrap/lock.mjs';
import { Stop, say } from '../bootstrap/say.mjs';
import { root, runtimeDir } from '../native/places.ts';
import { runTask } from './run-task.ts';

const out = path.join(root, 'out');
/** Written last: a build that was cut off is built again. */
const stamp = path.join(out, 'built');
const sources = ['electron', 'shared', 'renderer', 'build/bundle', 'package-lock.json', 'package.json'];
/** A real recorded incident that ships with the program. */
const example = path.join(root, 'test', 'captures', '3008.5', 'bad-config', 'rawfile.jsonl');

/** Saved queries that ship with it. */
const queries = path.join(root, 'electron', 'library', 'built-in');

/** Rules that ship with it. */
const rules = path.join(root, 'electron', 'library', 'built-in-rules');

/** Builds when out/ is older than the sources. */
export function readyBundle(): Promise<void> {
  return whileAlone(path.join(runtimeDir, 'lock-build'), () => {
    const built = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
    const newest = Math.max(...sources.map((name) => newestUnder(path.join(root, name))));
    if (newest < built) return;
    const began = Date.now();
    say('building the program into out/');
    rmSync(stamp, { force: true });
    const tool = path.join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
    const config = path.join(root, 'build', 'bundle', 'electron.vite.config.ts');
    const run = spawnSync(process.execPath, [tool, 'build', '--config', config, '--logLevel', 'warn'], {
      cwd: root,
      stdio: ['ignore', 2, 2],
    });
    if (run.status !== 0) throw new Stop('the build failed (its message is above)');
    mkdirSync(path.join(out, 'example'), { recursive: true });
    cpSync(example, path.join(out, 'example', 'bad-config.jsonl'));
    cpSync(queries, path.join(out, 'queries'), { recursive: true });
    cpSync(rules, path.join(out, 'rules'), { recursive: true });
    // The moment the build began counts: what was saved during it is newer.
    writeFileSync(stamp, '');
    utimesSync(stamp, new Date(), new Date(began));
    say(`built in ${((Date.now() - began) / 1000).toFixed(1)} s`);
  });
}

function newestUnder(place: string): number {
  const info = statSync(place);
  if (!info.isDirectory()) return info.mtimeMs;
  return Math.max(
    info.mtimeMs,
    ...readdirSync(place)
      .filter((name) => !name.endsWith('.tsbuildinfo'))
      .map((name) => newestUnder(path.join(place, name))),
  );
}

if (import.meta.main) {
  await runTask(async () => {
    await readyBundle();
    return 0;
  });
}
