// `npm test`, `npm run check`, `npm run e2e`: runs the steps, adds up what they count, and says it in the last line. Under CI nothing may be left
// out: what could not be run has failed.
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Stop } from '../bootstrap/say.mjs';
import { root } from '../native/places.ts';
import { hasDisplay, readyWindowRuntime } from '../native/window-runtime.ts';
import { readyBundle } from './bundle.ts';
import { lockFileGaps } from './lock-file.ts';
import { readPlaywright, readVitest } from './reports.ts';
import { runTask } from './run-task.ts';
import { oneTest, runTool, type Step, type Tally, tallyOf } from './step.ts';

const isCi = Boolean(process.env.CI) && process.env.CI !== 'false';
const results = path.join(root, 'test-results');
const tool = (...parts: string[]): string => path.join(root, 'node_modules', ...parts);
const node = process.execPath;

/** Quick ones first: what they find is found at once. */
function staticSteps(): Step[] {
  return [
    oneTest('format and lint', node, [
      tool('@biomejs', 'biome', 'bin', 'biome'),
      'check',
      '--error-on-warnings',
      '--diagnostic-level=warn',
    ]),
    oneTest('types', node, [tool('@typescript', 'native', 'bin', 'tsc'), '-b']),
    oneTest('unused files, exports and packages', node, [tool('knip', 'bin', 'knip.js'), '--no-progress']),
    { name: 'lock file', run: async () => tallyOf(lockFileGaps()) },
  ];
}

/** Everything but the journeys. */
function vitestStep(args: readonly string[]): Step {
  const report = path.join(results, 'vitest.json');
  return {
    name: 'unit, golden, property, store, contract, view and wall tests',
    run: async () => {
      rmSync(report, { force: true });
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
      const code = await runTool(node, [tool('vitest', 'vitest.mjs'), 'run', ...reporters, ...args]);
      return readVitest(report, code, isCi);
    },
  };
}

/** A program that could not be built is not tried: journeys on yesterday's build would tell nothing. */
function buildAndTrySteps(args: readonly string[]): Step[] {
  let isBuilt = false;
  const build = async (): Promise<Tally> => {
    const reason = await readyBundle().then(() => undefined, reasonOf);
    isBuilt = reason === undefined;
    return tallyOf(reason === undefined ? [] : [reason]);
  };
  const journeys = e2eStep(args);
  const run = async (): Promise<Tally> => (isBuilt ? journeys.run() : tallyOf(['not tried, because the build failed']));
  return [
    { name: 'build', run: build },
    { name: journeys.name, run },
  ];
}

/** Journeys on a real Electron. */
function e2eStep(args: readonly string[]): Step {
  const report = path.join(results, 'e2e.json');
  return {
    name: 'journeys on a real Electron',
    run: async () => {
      const needsDisplay = !hasDisplay();
      const reason = await readyWindowRuntime({ virtualDisplay: needsDisplay }).then(() => undefined, reasonOf);
      if (reason !== undefined) {
        if (isCi) return tallyOf([reason]);
        console.log(`NOT RUN, because no Electron can be started here: ${reason}`);
        return { passed: 0, failed: 0, problems: [] };
      }
      rmSync(report, { force: true });
      const config = path.join(root, 'test', 'e2e', 'playwright.config.ts');
      const words = [tool('@playwright', 'test', 'cli.js'), 'test', '-c', config, ...args];
      const code = needsDisplay
        ? await runTool('xvfb-run', ['-a', '-s', '-screen 0 1600x1000x24', node, ...words])
        : await runTool(node, words);
      return readPlaywright(report, code, isCi);
    },
  };
}

function reasonOf(error: unknown): string {
  if (error instanceof Stop) return error.message;
  throw error;
}

function stepsOf(what: string, args: readonly string[]): Step[] {
  switch (what) {
    case 'all':
      return [...staticSteps(), vitestStep([]), ...buildAndTrySteps([])];
    case 'check':
      return [...staticSteps(), vitestStep(args)];
    case 'e2e':
      return buildAndTrySteps(args);
    default:
      throw new Error(`bug: no such set of steps: ${what}`);
  }
}

async function runSteps(steps: readonly Step[]): Promise<number> {
  mkdirSync(results, { recursive: true });
  let passed = 0;
  let failed = 0;
  const summary: string[] = [];
  for (const step of steps) {
    console.log(`\n── ${step.name}`);
    const began = Date.now();
    const tally: Tally = await step.run();
    for (const problem of tally.problems) console.log(`FAILED: ${problem}`);
    passed += tally.passed;
    failed += tally.failed;
    const seconds = ((Date.now() - began) / 1000).toFixed(1).padStart(6);
    summary.push(
      `${seconds} s  ${tally.failed === 0 ? 'ok    ' : 'FAILED'}  ${step.name}: ${tally.passed} passed, ${tally.failed} failed`,
    );
  }
  console.log(`\n${summary.join('\n')}\n`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

const [what = 'all', ...args] = process.argv.slice(2);
await runTask(() => runSteps(stepsOf(what, args)));
