// Makes a fresh clone ready and runs one command on it. Every npm script starts here. Plain Node 18 or later, no dependencies:
// it brings the right Node and the packages, then hands over to a TypeScript task (or the command line) on that Node. Electron, system libraries and
// the native build are brought by the tasks that need them (build/native).
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { whileAlone } from './bootstrap/lock.mjs';
import { bringNode, findNode } from './bootstrap/node-runtime.mjs';
import { installPackages, packagesAreInstalled } from './bootstrap/packages.mjs';
import { Stop, say } from './bootstrap/say.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Each command: the file that Node 24 runs, and the words put before the user's own. */
const commands = {
  start: ['build/tasks/start.ts'],
  saltrace: ['electron/cli/main.ts'],
  test: ['build/tasks/test.ts', 'all'],
  check: ['build/tasks/test.ts', 'check'],
  e2e: ['build/tasks/test.ts', 'e2e'],
  fix: ['build/tasks/fix.ts'],
  build: ['build/tasks/bundle.ts'],
  dev: ['build/tasks/dev.ts'],
  bench: ['build/tasks/bench.ts'],
  docs: ['build/tasks/generate-docs.ts'],
  golden: ['build/tasks/accept-golden.ts'],
  schema: ['build/tasks/schema-snapshot.ts'],
  'make-log': ['build/tasks/make-log.ts'],
  truth: ['build/tasks/truth.ts'],
};

try {
  process.exitCode = await main(process.argv[2], process.argv.slice(3));
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  say(error.message);
  process.exitCode = 1;
}

/** @param {string | undefined} name @param {string[]} args */
async function main(name, args) {
  const command = commands[name];
  if (command === undefined)
    throw new Stop(`unknown command "${name ?? ''}"; there are: ${Object.keys(commands).join(', ')}`);
  if (!isReady()) {
    await whileAlone(path.join(root, '.runtime', 'lock'), () => {
      if (findNode(root) === undefined) bringNode(root);
      if (!packagesAreInstalled(root)) installPackages(root, findNode(root));
    });
  }
  const [file, ...words] = command;
  if (!existsSync(path.join(root, file))) throw new Stop(`"${name}" is not in this checkout (${file} is missing)`);
  return run(findNode(root), [path.join(root, file), ...words, ...args]);
}

function isReady() {
  return findNode(root) !== undefined && packagesAreInstalled(root);
}

/**
 * Runs a file on the right Node, in the folder the user stands in, and gives back its exit code.
 *
 * @param {string} node @param {string[]} args
 * @returns {Promise<number>}
 */
function run(node, args) {
  const bins = [path.dirname(node), path.join(root, 'node_modules', '.bin'), process.env.PATH ?? ''];
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', ...args], {
    stdio: 'inherit',
    // npm changes into the checkout before it runs a script; a relative capture path means the folder the user was in.
    cwd: process.env.INIT_CWD ?? process.cwd(),
    env: { ...process.env, PATH: bins.join(path.delimiter) },
  });
  // A terminal sends Ctrl-C to the child as well: it must not hear it twice. It decides how to end, and its exit code is ours.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal)));
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}
