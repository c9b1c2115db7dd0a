// How long the pictures of the timeline take in a real Electron, drawn without a graphics card: `node test/bench/timeline-frames.ts
// [events] [capture or case]`. A scripted hand zooms and pans over 2,000 lanes; times are taken in the painter's worker and on the page.
//
// `drawn` is what one picture costs in the worker; `apart` is the time from one picture (or page frame) to the next, which the machine's
// other work lengthens too. Goal: p95 of `drawn` and of `apart` at most 16.7 ms while panning and zooming; the story of what the pointer
// stands on within 50 ms. Of a busy machine the CPU time says more: that of painter, page and engine is told beside the clock's (Linux).
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { hasDisplay, readyWindowRuntime } from '../../build/native/window-runtime.ts';
import { readyBundle } from '../../build/tasks/bundle.ts';
import { launchProgram, type RunningProgram, root } from '../e2e/support/launch.ts';
import { threadCpu } from '../support/thread-cpu.ts';

const events = Number(process.argv[2] ?? 1_000_000);
const given = process.argv[3];
const frameMs = 1000 / 60;
const storyMs = 50;
const longestRestMs = 120_000;

type Times = { readonly drawn: readonly number[]; readonly apart: readonly number[] };

function share(times: readonly number[], part: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

function row(name: string, times: readonly number[]): string {
  const [half, most, all] = [0.5, 0.95, 1].map((part) => share(times, part).toFixed(1).padStart(7));
  const late = times.filter((ms) => ms > frameMs + 0.5).length;
  return `  ${name.padEnd(26)} ${String(times.length).padStart(5)} frames   p50 ${half}   p95 ${most}   max ${all} ms   late ${late}`;
}

const load = () => loadavg()[0]?.toFixed(1);

/** Wraps the worker's own frames: nothing in the program measures itself. */
async function watchWorker(page: Page): Promise<void> {
  const worker = page.workers().find((one) => one.url().includes('timeline-worker'));
  if (worker === undefined) throw new Error('the painter has no worker');
  await worker.evaluate(() => {
    const scope = self as unknown as { times: { drawn: number[]; at: number[] } };
    scope.times = { drawn: [], at: [] };
    const next = self.requestAnimationFrame.bind(self);
    self.requestAnimationFrame = (draw) =>
      next((at) => {
        const begin = performance.now();
        draw(at);
        scope.times.drawn.push(performance.now() - begin);
        scope.times.at.push(begin);
      });
  });
}

async function takeWorkerTimes(page: Page): Promise<Times> {
  const worker = page.workers().find((one) => one.url().includes('timeline-worker'));
  const { drawn, at } = (await worker?.evaluate(() => {
    const scope = self as unknown as { times: { drawn: number[]; at: number[] } };
    const taken = scope.times;
    scope.times = { drawn: [], at: [] };
    return taken;
  })) ?? { drawn: [], at: [] };
  return { drawn, apart: at.slice(1).map((time, n) => time - (at[n] ?? time)) };
}

/** Turns the wheel once in every frame of the page, `turns` times; gives the times between the page's frames. */
function turn(page: Page, turns: number, across: string, along: string): Promise<number[]> {
  return page.evaluate(
    async ([count, deltaX, deltaY]) => {
      const picture = document.querySelector('.tl-picture');
      const scroller = document.querySelector('.tl-scroll');
      if (picture === null || scroller === null) throw new Error('there is no picture');
      const box = picture.getBoundingClientRect();
      const place = { clientX: box.left + box.width * 0.55, clientY: box.top + box.height * 0.5 };
      const apart: number[] = [];
      let last = performance.now();
      for (let n = 0; n < count; n++) {
        await new Promise(requestAnimationFrame);
        const now = performance.now();
        apart.push(now - last);
        last = now;
        const swing = Math.sin((n / count) * Math.PI * 2);
        const amount = (what: string) => (what === 'swing' ? swing * 60 : Number(what));
        if (deltaX === 'lanes') scroller.scrollBy(0, n < count / 2 ? 40 : -40);
        const bubbles = { bubbles: true, cancelable: true };
        const wheel = { deltaX: deltaX === 'lanes' ? 6 : amount(deltaX), deltaY: amount(deltaY) };
        picture.dispatchEvent(new WheelEvent('wheel', { ...bubbles, ...place, ...wheel }));
      }
      return apart.slice(1);
    },
    [turns, across, along] as const,
  );
}

type CpuTimes = { readonly painter: number; readonly page: number; readonly engine: number };

/** CPU time so far, in ms. */
async function cpuTimes(program: RunningProgram): Promise<CpuTimes> {
  const pids = await program.app.evaluate(({ app }) =>
    app.getAppMetrics().map(({ pid, name, type }) => [name ?? type, pid] as const),
  );
  const timesOf = (process: string) => threadCpu(pids.find(([name]) => name === process)?.[1] ?? 0);
  const tab = timesOf('Tab');
  const engine = [...timesOf('Saltrace engine').values()].reduce((sum, ms) => sum + ms, 0);
  const painter = [...tab].find(([name]) => name.startsWith('DedicatedWorker'))?.[1] ?? 0;
  return { painter, page: tab.get('main') ?? 0, engine };
}

/** Waits until the program does nothing by itself: a case just opened is looked through by a process of its own. */
async function rest(program: RunningProgram): Promise<string> {
  const began = performance.now();
  const busy = () =>
    program.app.evaluate(({ app }) => app.getAppMetrics().reduce((sum, one) => sum + one.cpu.percentCPUUsage, 0));
  await busy();
  for (let quiet = 0; quiet < 3 && performance.now() - began < longestRestMs; ) {
    await program.page.waitForTimeout(500);
    quiet = (await busy()) < 8 ? quiet + 1 : 0;
  }
  return `${((performance.now() - began) / 1000).toFixed(1)} s`;
}

/** Puts the pointer on places of the picture, one after another; gives the times from there to the story in the card. */
function hover(page: Page, places: number): Promise<number[]> {
  return page.evaluate(async (count) => {
    const picture = document.querySelector('.tl-picture');
    if (picture === null) throw new Error('there is no picture');
    const box = picture.getBoundingClientRect();
    const pointTo = (x: number, y: number) =>
      picture.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, clientX: x, clientY: y }));
    const story = () => document.querySelector('.tl-card-title')?.textContent ?? null;
    const times: number[] = [];
    for (let n = 0; n < count; n++) {
      picture.dispatchEvent(new PointerEvent('pointerout', { bubbles: true }));
      for (let waited = 0; story() !== null && waited < 100; waited++) await new Promise(requestAnimationFrame);
      const began = performance.now();
      pointTo(box.left + ((n * 61.8) % box.width), box.top + 38 + ((n * 24) % (box.height - 60)));
      const told = await new Promise<boolean>((resolve) => {
        const watch = new MutationObserver(() => story() !== null && finish(true));
        const timer = setTimeout(() => finish(false), 400);
        const finish = (isTold: boolean) => {
          watch.disconnect();
          clearTimeout(timer);
          resolve(isTold);
        };
        watch.observe(document.body, { subtree: true, childList: true, characterData: true });
      });
      // Between the bars there is nothing to tell.
      if (told) times.push(performance.now() - began);
    }
    return times;
  }, places);
}

await readyBundle();
if (!hasDisplay()) {
  await readyWindowRuntime({ virtualDisplay: true });
  const display = ['-a', '-s', '-screen 0 1600x1000x24'];
  process.exit(
    spawnSync('xvfb-run', [...display, process.execPath, ...process.argv.slice(1)], { stdio: 'inherit' }).status ?? 1,
  );
}
const folder = mkdtempSync(path.join(tmpdir(), 'saltrace-frames-'));
const log = given ?? path.join(folder, 'made-up.jsonl');
if (given === undefined) {
  const maker = path.join(root, 'build', 'tasks', 'make-log.ts');
  spawnSync(process.execPath, [maker, log, '--events', String(events), '--minions', '2000'], { stdio: 'inherit' });
}
const program = await launchProgram({ captures: [log], size: { width: 1440, height: 900 } });
try {
  const { page } = program;
  const began = performance.now();
  const isCase = log.endsWith('.saltrace');
  if (!isCase) await page.getByRole('button', { name: 'Dismiss' }).waitFor({ timeout: 3_600_000 });
  await page.getByRole('contentinfo').getByRole('status').filter({ hasText: /of/ }).waitFor({ timeout: 3_600_000 });
  console.log(
    `opened in ${((performance.now() - began) / 1000).toFixed(1)} s: ${await page.getByRole('contentinfo').getByRole('status').innerText()}`,
  );
  if (!isCase) await page.getByRole('button', { name: 'Dismiss' }).click();
  const opening = performance.now();
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: 'Timeline' }).click();
  await page.getByRole('treeitem').first().waitFor({ timeout: 120_000 });
  const seen = performance.now() - opening;
  await page.waitForFunction(() => document.querySelector('.tl-waiting') === null, undefined, { timeout: 120_000 });
  const whole = performance.now() - opening;
  const count = await page.locator('.tl-count').innerText();
  console.log(
    `lanes seen after ${seen.toFixed(0)} ms, bars in sight after ${whole.toFixed(0)} ms: ${count}; load ${load()}`,
  );
  // A case keeps the view it was left with.
  await page.locator('.tl-picture').focus();
  await page.keyboard.press('f');
  console.log(`at rest after ${await rest(program)}; load ${load()}`);
  await program.screenshot('timeline-frames-whole');
  await watchWorker(page);
  const all = { drawn: [] as number[], apart: [] as number[], page: [] as number[] };
  for (const [name, turns, across, along] of [
    ['pan, whole capture', 180, 'swing', '0'],
    ['zoom in', 240, '0', '-24'],
    ['pan, deep', 180, 'swing', '0'],
    ['zoom out', 240, '0', '24'],
    ['zoom to a tenth', 60, '0', '-18'],
    ['pan', 240, 'swing', '0'],
    ['scroll over lanes and pan', 300, 'lanes', '0'],
  ] as const) {
    await takeWorkerTimes(page);
    const before = await cpuTimes(program);
    const onPage = await turn(page, turns, across, along);
    const after = await cpuTimes(program);
    const { drawn, apart } = await takeWorkerTimes(page);
    const cost = (who: keyof CpuTimes) => ((after[who] - before[who]) / Math.max(1, drawn.length)).toFixed(1);
    console.log(
      `${name}: CPU a picture: painter ${cost('painter')}, page ${cost('page')}, engine ${cost('engine')} ms`,
    );
    console.log(row('worker, drawn', drawn));
    console.log(row('worker, apart', apart));
    console.log(row('page, apart', onPage));
    all.drawn.push(...drawn);
    all.apart.push(...apart);
    all.page.push(...onPage);
    await page.waitForTimeout(400);
  }
  console.log('all');
  console.log(row('worker, drawn', all.drawn));
  console.log(row('worker, apart', all.apart));
  console.log(row('page, apart', all.page));
  const stories = await hover(page, 80);
  const late = stories.filter((ms) => ms > storyMs).length;
  const [half, most, longest] = [0.5, 0.95, 1].map((part) => share(stories, part).toFixed(1));
  console.log(
    `story ${stories.length} times   p50 ${half}   p95 ${most}   max ${longest} ms   over ${storyMs} ms: ${late}`,
  );
  await page.waitForTimeout(1500);
  const still = await takeWorkerTimes(page);
  await page.waitForTimeout(2000);
  const idle = await takeWorkerTimes(page);
  console.log(
    `pictures while nothing moves: ${still.drawn.length} at the end of the script, then ${idle.drawn.length} in 2 s`,
  );
  const memory = await program.app.evaluate(({ app }) =>
    app.getAppMetrics().map((one) => `${one.name ?? one.type} ${Math.round(one.memory.workingSetSize / 1024)} MB`),
  );
  console.log(`memory: ${memory.join(', ')}; load ${load()}`);
  await program.screenshot('timeline-frames-end');
} finally {
  await program.close();
  rmSync(folder, { recursive: true, force: true });
}
