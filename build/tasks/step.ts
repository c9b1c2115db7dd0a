// One step of a check: runs a tool, shows what it says, and tells how many tests passed and failed.
import { spawn } from 'node:child_process';
import { root } from '../native/places.ts';

/** Counts of a step. `problems` says in words what failed beyond the counted tests. */
export type Tally = { readonly passed: number; readonly failed: number; readonly problems: readonly string[] };

/** A named step. */
export type Step = { readonly name: string; readonly run: () => Promise<Tally> };

/** Runs a program in the checkout, showing its output; gives its exit code. */
export function runTool(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** A tool that says yes or no: counts as one test. */
export function oneTest(name: string, command: string, args: readonly string[]): Step {
  return {
    name,
    run: async () => tallyOf((await runTool(command, args)) === 0 ? [] : [`${command} ${args.join(' ')} failed`]),
  };
}

/** One test, failed when there are problems. */
export function tallyOf(problems: readonly string[]): Tally {
  return problems.length === 0 ? { passed: 1, failed: 0, problems } : { passed: 0, failed: 1, problems };
}
