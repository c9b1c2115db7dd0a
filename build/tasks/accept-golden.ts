// Shows which expected files changed; `npm run golden -- --accept` writes them anew.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { root } from '../native/places.ts';
import { runTask } from './run-task.ts';

await runTask(async () => {
  const isAccepting = process.argv.includes('--accept');
  const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const words = [vitest, 'run', 'test/golden', ...(isAccepting ? ['--update'] : [])];
  const { status } = spawnSync(process.execPath, words, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, CI: 'true' },
  });
  if (isAccepting) spawnSync('git', ['diff', '--stat', '--', 'test/golden'], { cwd: root, stdio: 'inherit' });
  else if (status !== 0)
    console.log('\nTo take these as right: npm run golden -- --accept, and read the difference before committing.');
  return status ?? 1;
});
