// Builds better-sqlite3 for an Electron whose Node-API is 9. The ready-made binary wants 10 and ends such a process with a bare
// segmentation fault. The source needs nothing of 10 but references to non-object values, which napi9-shim.h provides.
// A build that just turns on NAPI_EXPERIMENTAL looks right and aborts in garbage collection.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { installPinned, workFolder } from '../bootstrap/npm.mjs';
import { Stop, say } from '../bootstrap/say.mjs';
import { pins, platform, root, runtimeDir } from './places.ts';
import { readyCompiler } from './system-libraries.ts';

const sqliteDir = path.join(root, 'node_modules', 'better-sqlite3');

/** Where the build for the installed version lies, or will lie. */
export function bindingPath(): string {
  const version = JSON.parse(readFileSync(path.join(sqliteDir, 'package.json'), 'utf8')).version;
  return path.join(runtimeDir, 'sqlite', `better-sqlite3-${version}-napi9-${platform}.node`);
}

/** Gives the path of the build, making it first when there is none (about a minute). */
export function readyBinding(): string {
  const binding = bindingPath();
  if (existsSync(binding)) return binding;
  readyCompiler();
  say('building better-sqlite3 for the test runtime, about a minute (kept in .runtime/sqlite)');
  const temp = workFolder(binding);
  try {
    const source = path.join(temp, 'better-sqlite3');
    cpSync(sqliteDir, source, { recursive: true });
    const addonApi = path.join(root, 'node_modules', 'node-addon-api');
    cpSync(addonApi, path.join(temp, 'node_modules', 'node-addon-api'), { recursive: true });
    const shim = path.join(temp, 'napi9-shim.h');
    cpSync(path.join(import.meta.dirname, 'napi9-shim.h'), shim);
    const gyp = path.join(temp, 'gyp');
    installPinned(pins.nodeGyp, gyp);
    const run = spawnSync(
      process.execPath,
      [
        path.join(gyp, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js'),
        'rebuild',
        '--release',
        '--force_build=1',
        `--nodedir=${headersDir()}`,
      ],
      {
        cwd: source,
        encoding: 'utf8',
        // A compiler's whole output can pass the default of 1 MB.
        maxBuffer: 64 * 1024 * 1024,
        env: { ...process.env, CXXFLAGS: `-UNAPI_VERSION -include ${shim}` },
      },
    );
    const built = path.join(source, 'build', 'Release', 'better_sqlite3.node');
    if (run.status !== 0 || !existsSync(built)) {
      const log = path.join(runtimeDir, 'sqlite-build.log');
      writeFileSync(log, `${run.stdout}\n${run.stderr}`);
      const tail = (run.stderr ?? '').trim().split('\n').slice(-3).join(' | ');
      throw new Stop(`better-sqlite3 could not be built for the test runtime: ${tail} (all of it: ${log})`);
    }
    renameSync(built, binding);
    return binding;
  } finally {
    rmSync(temp, { recursive: true, force: true });
  }
}

/** Node's headers: beside the running Node where it was installed whole (as in .runtime/node24), else Debian's. */
function headersDir(): string {
  const candidates = [path.resolve(path.dirname(process.execPath), '..'), '/usr'];
  const found = candidates.find((dir) => existsSync(path.join(dir, 'include', 'node', 'node_api.h')));
  if (found !== undefined) return found;
  throw new Stop(
    `no Node headers (include/node/node_api.h) in ${candidates.join(' or ')}. Debian: apt-get install libnode-dev`,
  );
}
