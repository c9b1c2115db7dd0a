// `npm run dev`: the program with a development server behind the page, built anew at each change.
import path from 'node:path';
import { root } from '../native/places.ts';
import { readyWindowRuntime } from '../native/window-runtime.ts';
import { runTask } from './run-task.ts';
import { runTool } from './step.ts';

await runTask(async () => {
  const runtime = await readyWindowRuntime({ virtualDisplay: false });
  const tool = path.join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const config = path.join(root, 'build', 'bundle', 'electron.vite.config.ts');
  const env = { ...process.env, ...runtime.env, ELECTRON_EXEC_PATH: runtime.electron.executable };
  const noSandbox = runtime.args.includes('--no-sandbox') ? ['--noSandbox'] : [];
  return runTool(process.execPath, [tool, 'dev', '--watch', '--config', config, ...noSandbox], env);
});
