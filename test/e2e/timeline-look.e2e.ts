// How the timeline looks with what is not there: gaps between sources and silences as bands, in small and large windows, all themes, Chinese.
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { launchProgram } from './support/launch.ts';

const captures = path.resolve(import.meta.dirname, '..', 'captures', '3008.5');
const files = ['dead-minion', 'race'].map((name) => path.join(captures, name, 'sse.txt'));

for (const [theme, language, width, height] of [
  ['light', 'en', 1000, 700],
  ['dark', 'en', 1920, 1200],
  ['contrast', 'zh-Hans', 1000, 700],
  ['light', 'zh-Hans', 1920, 1200],
] as const)
  test(`bands, keys and areas, ${theme}, ${language}, ${width} × ${height}`, async () => {
    const program = await launchProgram({ captures: files, settings: { theme, language }, size: { width, height } });
    const { page } = program;
    const name = `timeline-look-${theme}-${language}-${width}`;
    const isEnglish = language === 'en';
    await page
      .getByRole('navigation')
      .getByRole('button', { name: isEnglish ? 'Timeline' : '时间线' })
      .first()
      .click();
    await expect(page.getByRole('tree').getByRole('treeitem').first()).toBeVisible();
    const picture = page.locator('.tl-picture');
    await page.waitForTimeout(800);
    await program.screenshot(`${name}-whole`);
    await page.keyboard.press(']');
    await expect(page.getByRole('complementary').first()).toBeVisible();
    for (const key of ['w', 'w', 'd', 's', 'a', '[']) {
      await page.keyboard.press(key);
      await page.waitForTimeout(150);
    }
    const box = await picture.boundingBox();
    if (box === null) throw new Error('the picture has no place');
    await page.keyboard.press('f');
    await page.keyboard.down('Shift');
    await page.mouse.move(box.x + 20, box.y + 50);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 3, box.y + 140, { steps: 5 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await expect(page.locator('.tl-area h2')).toHaveText(/\d/);
    await page.waitForTimeout(700);
    await program.screenshot(`${name}-area`);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
    );
    expect.soft(found).toEqual([]);
    expect(program.complaints).toEqual([]);
    await program.close();
  });
