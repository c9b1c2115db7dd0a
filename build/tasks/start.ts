// `npm start -- [capture…]`: opens the window on the captures. Where there is no display, prints their summary in the terminal instead.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Stop, say } from '../bootstrap/say.mjs';
import { root } from '../native/places.ts';
import { hasDisplay, readyWindowRuntime } from '../native/window-runtime.ts';
import { readyBundle } from './bundle.ts';
import { runTask } from './run-task.ts';

const howToGetAWindow =
  'the window needs a display: run this on a desktop, over "ssh -X", or with "xvfb-run -a npm start" to try it unseen.';

async function start(named: readonly string[]): Promise<number> {
  const captures = named.map((word) => path.resolve(word));
  const missing = captures.filter((capture) => !existsSync(capture));
  if (missing.length > 0) throw new Stop(`there is no ${missing.join(', and no ')}. Check the path.`);
  if (!hasDisplay()) {
    if (captures.length === 0) {
      throw new Stop(
        `no display here; ${howToGetAWindow} In the terminal: npm start -- CAPTURE, or npm run -s saltrace -- --help`,
      );
    }
    say(`no display here, so the summary is printed; ${howToGetAWindow}`);
    return run(process.execPath, [path.join(root, 'electron', 'cli', 'main.ts'), 'summary', ...captures], process.env);
  }
  const runtime = await readyWindowRuntime({ virtualDisplay: false });
  await readyBundle();
  if (runtime.args.includes('--no-sandbox')) say('running as root: Chromium’s sandbox is off (--no-sandbox)');
  return run(runtime.electron.executable, [...runtime.args, root, ...captures], { ...process.env, ...runtime.env });
}

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', env });
    // The terminal's Ctrl-C reaches the child too; it ends in its own way and we with it.
    process.on('SIGINT', () => undefined);
    process.on('SIGTERM', () => child.kill('SIGTERM'));
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}

await runTask(() => start(process.argv.slice(2)));
