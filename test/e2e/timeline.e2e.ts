// The timeline in a real Electron: pictures at four zooms, and the journeys from the whole capture to a failed state and on.
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { launchProgram, type RunningProgram } from './support/launch.ts';

const captures = path.resolve(import.meta.dirname, '..', 'captures', '3008.5');
const badConfig = path.join(captures, 'bad-config', 'sse.txt');
const noisy = path.join(captures, 'noisy-mixed', 'sse.txt');
const fleet = path.join(captures, 'fleet', 'sse.txt.gz');

const rail = (page: Page) => page.getByRole('navigation', { name: 'Screens' });
const lanes = (page: Page) => page.getByRole('tree', { name: 'Lanes' });
const picture = (page: Page) => page.getByRole('img', { name: /^Timeline with/ });

async function openTimeline({ page }: RunningProgram): Promise<void> {
  await expect(page.getByRole('button', { name: 'Dismiss' })).toBeVisible();
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await rail(page).getByRole('button', { name: 'Timeline' }).click();
  await expect(lanes(page).getByRole('treeitem').first()).toBeVisible();
  await page.waitForTimeout(700);
}

/** Turns the wheel at a place given as shares of the picture. */
async function zoomAt(page: Page, x: number, y: number, turns: number): Promise<void> {
  const box = await picture(page).boundingBox();
  if (box === null) throw new Error('the picture has no place');
  await page.mouse.move(box.x + box.width * x, box.y + box.height * y);
  for (let n = 0; n < Math.abs(turns); n++) {
    await page.mouse.wheel(0, turns > 0 ? -120 : 120);
    await page.waitForTimeout(30);
  }
  await page.waitForTimeout(700);
}

for (const theme of ['light', 'dark'] as const)
  for (const [size, width, height] of [
    ['large', 1440, 900],
    ['small', 1024, 700],
  ] as const)
    test(`the timeline at four zooms, ${theme}, ${size}`, async () => {
      const program = await launchProgram({ captures: [noisy], settings: { theme }, size: { width, height } });
      const { page } = program;
      await openTimeline(program);
      await program.screenshot(`timeline-1-${theme}-${size}`);
      await page.keyboard.press(']');
      await page.waitForTimeout(500);
      for (const zoom of [2, 3, 4]) {
        await zoomAt(page, 0.5, 0.5, 12);
        await program.screenshot(`timeline-${zoom}-${theme}-${size}`);
      }
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
      expect.soft(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`)).toEqual([]);
      expect(program.complaints).toEqual([]);
      await program.close();
    });

test('fleet and groups', async () => {
  const program = await launchProgram({ captures: [fleet], settings: { theme: 'light' } });
  await openTimeline(program);
  await program.screenshot('timeline-fleet');
  await program.close();
});
