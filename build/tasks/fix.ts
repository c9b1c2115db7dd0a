// `npm run fix`: formats, and mends what the linter can mend safely.
import path from 'node:path';
import { root } from '../native/places.ts';
import { runTask } from './run-task.ts';
import { runTool } from './step.ts';

const biome = path.join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
await runTask(() => runTool(process.execPath, [biome, 'check', '--write', ...process.argv.slice(2)]));
