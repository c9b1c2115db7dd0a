// `npm run bench [-- NAME…] [--events N] [--millions M]`: runs the benches in test/bench, each as a program of its own.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { events: { type: 'string', default: '1000000' }, millions: { type: 'string', default: '10' } },
});

/** The benches and what they are given. */
const benches: { readonly [name: string]: readonly string[] } = {
  'import-rate': [values.events],
  'queries-columns': [values.millions],
  'share-rate': [values.events],
  'text-search': [values.events],
  'timeline-drawing': [values.millions],
  'timeline-frames': [values.events],
  'timeline-tiles': [values.millions],
  sequences: [String(Math.round(Number(values.millions) * 1e6))],
  sql: [String(Math.round(Number(values.millions) * 1e6))],
};

const unknown = positionals.find((name) => !(name in benches));
if (unknown !== undefined) {
  console.error(`there is no bench ${unknown}; there are ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}
let failures = 0;
for (const [name, args] of Object.entries(benches)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  console.log(`\n== ${name} ${args.join(' ')}`);
  const program = join(import.meta.dirname, '../../test/bench', `${name}.ts`);
  const { status } = spawnSync(process.execPath, [program, ...args], { stdio: 'inherit' });
  if (status !== 0) failures += 1;
}
process.exitCode = failures === 0 ? 0 : 1;
