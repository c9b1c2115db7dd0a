// The timeline in a real Electron: its pictures at four zooms, and what an engineer does in it.
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
const lane = (page: Page, name: RegExp) => lanes(page).getByRole('treeitem', { name });
const picture = (page: Page) => page.getByRole('img', { name: /^Timeline with/ });
const inspector = (page: Page) => page.getByRole('complementary', { name: 'Inspector' });
const card = (page: Page) => page.locator('.tl-card');
const running: RunningProgram[] = [];

test.afterEach(async () => {
  for (const program of running.splice(0)) {
    expect(program.complaints, 'the page complained of nothing').toEqual([]);
    await program.close();
  }
});

async function openTimeline(options: Parameters<typeof launchProgram>[0]): Promise<RunningProgram> {
  const program = await launchProgram(options);
  running.push(program);
  const { page } = program;
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await rail(page).getByRole('button', { name: 'Timeline' }).click();
  await expect(lanes(page).getByRole('treeitem').first()).toBeVisible();
  await rest(page);
  return program;
}

/** Until the last tiles came and were drawn. */
async function rest(page: Page): Promise<void> {
  await expect(page.locator('.tl-waiting')).toHaveCount(0);
  await page.waitForTimeout(500);
}

/** Moves the pointer along a lane until the card says what is looked for; its place. */
async function findOnLane(page: Page, name: RegExp, story: RegExp): Promise<{ x: number; y: number }> {
  const head = await lane(page, name).boundingBox();
  const box = await picture(page).boundingBox();
  if (head === null || box === null) throw new Error('the lane has no place');
  const y = head.y + 12;
  for (let x = box.x + 2; x < box.x + box.width; x += 5) {
    await page.mouse.move(x, y);
    await page.waitForTimeout(40);
    if ((await card(page).count()) === 0) continue;
    if (story.test(await card(page).innerText())) return { x, y };
  }
  throw new Error(`nothing on the lane says ${story}`);
}

async function turnWheel(page: Page, turns: number): Promise<void> {
  for (let n = 0; n < turns; n++) {
    await page.mouse.wheel(0, -120);
    await page.waitForTimeout(30);
  }
}

async function axe(page: Page, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
  expect.soft(found, `axe on ${name}`).toEqual([]);
}

for (const theme of ['light', 'dark', 'contrast'] as const)
  for (const [size, width, height] of [
    ['large', 1440, 900],
    ['small', 1024, 700],
  ] as const)
    test(`the timeline at four zooms, ${theme}, ${size}`, async () => {
      const program = await openTimeline({ captures: [noisy], settings: { theme }, size: { width, height } });
      const { page } = program;
      await program.screenshot(`timeline-1-${theme}-${size}`);
      await axe(page, `timeline-${theme}`);
      const bar = await findOnLane(page, /^web1/, /failed[\s\S]*states:/);
      await turnWheel(page, 5);
      await rest(page);
      await program.screenshot(`timeline-2-${theme}-${size}`);
      await lane(page, /^web1/).locator('.tl-chevron').click();
      await page.mouse.move(bar.x, bar.y);
      await page.mouse.dblclick(bar.x, bar.y);
      await page.mouse.move(bar.x, bar.y + 180);
      await rest(page);
      await program.screenshot(`timeline-3-${theme}-${size}`);
      await page.mouse.move(bar.x, bar.y);
      await turnWheel(page, 60);
      await rest(page);
      await program.screenshot(`timeline-4-${theme}-${size}`);
    });

test('sixty minions: groups folded to summaries, pins, an area with its counts', async () => {
  const program = await openTimeline({ captures: [fleet], settings: { theme: 'light' } });
  const { page } = program;
  await program.screenshot('timeline-fleet');
  await page.getByRole('button', { name: /^group/ }).click();
  await page.getByRole('menuitem', { name: 'name by “-”, part 0' }).click();
  await expect(lane(page, /^ams/).first()).toBeVisible();
  await lane(page, /^ams \d+/)
    .first()
    .click();
  await lanes(page).focus();
  await rest(page);
  await program.screenshot('timeline-groups');
  await axe(page, 'timeline-groups');
  const box = await picture(page).boundingBox();
  if (box === null) throw new Error('the picture has no place');
  await page.keyboard.down('Shift');
  await page.mouse.move(box.x + 20, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + 320, box.y + 200, { steps: 5 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  const area = page.getByRole('region', { name: 'Selected area' });
  await expect(area.getByRole('heading', { level: 2 })).toHaveText(/^\d+ events$/);
  await area.getByRole('button', { name: 'Compare with the rest' }).click();
  await expect(area.getByText('Reading')).toHaveCount(0);
  await program.screenshot('timeline-area');
  await axe(page, 'timeline-area');
  const count = (await area.getByRole('heading', { level: 2 }).innerText()).split(' ')[0];
  await area.getByRole('button', { name: 'Filter to this' }).click();
  await expect(page.getByRole('contentinfo').getByRole('status')).toHaveText(new RegExp(`^${count} of`));
});

test('from the whole capture to the failed job, its states and on to the next failure', async () => {
  const { page } = await openTimeline({ captures: [badConfig] });
  const bar = await findOnLane(page, /^web2/, /failed[\s\S]*nginx-configtest/);
  await page.mouse.click(bar.x, bar.y);
  await expect(inspector(page)).toContainText('web2');
  await expect(inspector(page)).toContainText('nginx-configtest');
  await expect(lane(page, /^web2/)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press(']');
  await expect(inspector(page)).not.toContainText('web2');
  await expect(inspector(page)).toContainText('failed');
  await page.keyboard.press('[');
  await expect(inspector(page)).toContainText('web2');
  // What is selected here is selected among the events.
  await rail(page).getByRole('button', { name: 'Events' }).click();
  await expect(page.getByRole('row', { name: /web2/, selected: true })).toBeVisible();
});

test('the wheel zooms the one span, f shows all again', async () => {
  const { page } = await openTimeline({ captures: [badConfig] });
  const shown = page.getByRole('contentinfo').getByRole('status');
  await findOnLane(page, /^web2/, /failed/);
  await turnWheel(page, 12);
  await expect(shown).not.toHaveText('52 of 52 events');
  await page.keyboard.press('f');
  await expect(shown).toHaveText('52 of 52 events');
});

test('the lanes by keyboard alone: as a tree, and as tables', async () => {
  const { page } = await openTimeline({ captures: [badConfig] });
  await lanes(page).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('p');
  await expect(lanes(page).getByRole('treeitem', { name: /pinned/ })).toHaveCount(1);
  await page.getByRole('button', { name: 'Lanes as a table' }).focus();
  await page.keyboard.press('Enter');
  const table = page.getByRole('grid', { name: 'Lanes' });
  await table.focus();
  while (!(await table.getByRole('row', { name: /web2/, selected: true }).isVisible()))
    await page.keyboard.press('ArrowDown');
  const events = page.getByRole('grid', { name: /^web2: / });
  await expect(events.getByRole('row', { name: /failed/ }).first()).toBeVisible();
  await axe(page, 'timeline-table');
  await events.focus();
  await page.keyboard.press('End');
  await expect(inspector(page)).toContainText('web2');
});

test('pinned lanes are dragged into another order, which the case keeps', async () => {
  const program = await openTimeline({ captures: [badConfig] });
  const { page } = program;
  await lanes(page).focus();
  for (const key of ['End', 'p', 'End', 'p']) await page.keyboard.press(key);
  const pinned = lanes(page).getByRole('treeitem', { name: /pinned/ });
  await expect(pinned).toHaveCount(2);
  const names = () => pinned.locator('.tl-name').allInnerTexts();
  const before = await names();
  const [first, second] = [await pinned.nth(0).boundingBox(), await pinned.nth(1).boundingBox()];
  if (first === null || second === null) throw new Error('the lanes have no place');
  await page.mouse.move(first.x + 60, first.y + 12);
  await page.mouse.down();
  await page.mouse.move(second.x + 60, second.y + second.height - 2, { steps: 6 });
  await program.screenshot('timeline-pinned-drag');
  await page.mouse.up();
  expect(await names()).toEqual(before.toReversed());
  await expect(page.getByText(`${before[0]} is now lane 2 of 2`)).toHaveCount(1);
});
