// The lanes as pictures, compared with stored ones: the whole capture, a minute's jobs, one job with its states, microseconds, and an
// orchestration with its steps. `npm run e2e -- timeline-pictures --update-snapshots` stores them anew; look at what it stores.
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { launchProgram, type RunningProgram } from './support/launch.ts';

const captures = path.resolve(import.meta.dirname, '..', 'captures', '3008.5');
/** A sign of a failure alone is some 40 pixels that differ by far; drawing the same twice differs in none. */
const tolerance = { threshold: 0.2, maxDiffPixels: 20 };
let program: RunningProgram | null = null;

test.afterEach(async () => {
  expect(program?.complaints, 'the page complained of nothing').toEqual([]);
  await program?.close();
});

async function openLanes(capture: string): Promise<{ page: Page; box: { x: number; y: number; width: number } }> {
  program = await launchProgram({
    captures: [path.join(captures, capture, 'sse.txt')],
    settings: { theme: 'light', language: 'en', textScale: 1 },
    size: { width: 1200, height: 800 },
  });
  const { page } = program;
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: 'Timeline' }).click();
  await expect(page.getByRole('tree', { name: 'Lanes' }).getByRole('treeitem').first()).toBeVisible();
  await rest(page);
  const box = await page.getByRole('img', { name: /^Timeline with/ }).boundingBox();
  if (box === null) throw new Error('the picture has no place');
  return { page, box };
}

/** Until the last tiles and insides came and were drawn, with the pointer away. */
async function rest(page: Page): Promise<void> {
  await page.mouse.move(2, 2);
  await expect(page.locator('.tl-waiting')).toHaveCount(0);
  await page.waitForTimeout(900);
}

async function compare(page: Page, name: string): Promise<void> {
  await rest(page);
  const picture = page.getByRole('img', { name: /^Timeline with/ });
  expect(await picture.screenshot()).toMatchSnapshot(`${name}.png`, tolerance);
}

/** Turns the wheel at a place; each turn makes the view a quarter shorter. */
async function zoom(page: Page, x: number, y: number, turns: number): Promise<void> {
  await page.mouse.move(x, y);
  for (let n = 0; n < turns; n++) {
    await page.mouse.wheel(0, -131);
    await page.waitForTimeout(40);
  }
}

test('four zooms from the whole capture to microseconds', async () => {
  const { page, box } = await openLanes('bad-config');
  await compare(page, 'timeline-whole');
  // The end of the failed run on web2, 7.03 of 14.74 seconds into the capture.
  const x = box.x + Math.round((box.width * 7.0326) / 14.7394);
  const y = box.y + 100;
  await zoom(page, x, y, 6);
  await compare(page, 'timeline-jobs');
  await page.getByRole('treeitem', { name: /^web2/ }).locator('.tl-chevron').click();
  await zoom(page, x, y, 4);
  await compare(page, 'timeline-states');
  await zoom(page, x, y, 40);
  // To the very microsecond: the failure before is brought into the middle.
  // The span follows the view a moment later, and the key moves the span.
  await rest(page);
  await page.keyboard.press('[');
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('web2');
  // The arrows to its causes and consequences come with an answer of their own.
  await page.waitForTimeout(1_500);
  await compare(page, 'timeline-microseconds');
});

test('an orchestration is a bar with its steps', async () => {
  const { page, box } = await openLanes('orchestration');
  await page
    .getByRole('treeitem', { name: /^\(master\)/ })
    .locator('.tl-chevron')
    .click();
  await rest(page);
  // The failed one, 13 of 22.3 seconds into the capture.
  await zoom(page, box.x + Math.round(box.width * 0.58), box.y + 60, 6);
  await compare(page, 'timeline-orchestration');
});
