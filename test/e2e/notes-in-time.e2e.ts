// Notes in time, in a real Electron: written about an area, flagged on the strip and on the axis, opened by key and by click.
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { launchProgram } from './support/launch.ts';

const badConfig = path.resolve(import.meta.dirname, '..', 'captures', '3008.5', 'bad-config', 'sse.txt');

for (const theme of ['light', 'dark'] as const)
  test(`a note about an area, ${theme}`, async () => {
    const program = await launchProgram({ captures: [badConfig], settings: { theme } });
    const { page } = program;
    const rail = page.getByRole('navigation', { name: 'Screens' });
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await rail.getByRole('button', { name: 'Timeline' }).click();
    const picture = page.getByRole('img', { name: /^Timeline with/ });
    await expect(page.getByRole('tree', { name: 'Lanes' }).getByRole('treeitem').first()).toBeVisible();
    const box = await picture.boundingBox();
    if (box === null) throw new Error('the picture has no place');
    await page.keyboard.down('Shift');
    await page.mouse.move(box.x + 330, box.y + 50);
    await page.mouse.down();
    await page.mouse.move(box.x + 420, box.y + 200, { steps: 5 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await page.getByRole('region', { name: 'Selected area' }).getByRole('button', { name: 'Write a note' }).click();
    const dialog = page.getByRole('dialog', { name: 'Note about a piece of time' });
    await dialog.getByRole('textbox', { name: 'Note' }).fill('The template was broken here');
    await dialog.getByRole('textbox', { name: 'Tags' }).fill('rca');
    await expect(dialog.getByRole('status')).toHaveText('Saved in the case.');
    await program.screenshot(`span-note-${theme}`);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    expect
      .soft(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`))
      .toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Close the selected area' }).click();
    // The flag on the strip by the keyboard.
    const flag = page.getByRole('button', { name: /^Note about .*The template was broken here #rca/ });
    await flag.focus();
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('textbox', { name: 'Note' })).toHaveValue('The template was broken here');
    await dialog.getByRole('button', { name: 'Show this time' }).click();
    await expect(page.getByRole('contentinfo').getByRole('status')).not.toHaveText('52 of 52 events');
    await expect(dialog).toBeHidden();
    await page.keyboard.press('f');
    await expect(page.getByRole('contentinfo').getByRole('status')).toHaveText('52 of 52 events');
    // A note on an event is a ribbon on its lane.
    await page.keyboard.press(']');
    await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('failed');
    await page.keyboard.press('b');
    await page.waitForTimeout(900);
    await program.screenshot(`notes-on-lanes-${theme}`);
    // The mark on the axis by the pointer.
    const now = await picture.boundingBox();
    if (now === null) throw new Error('the picture has no place');
    const x = now.x + (now.width * 340) / box.width;
    await page.mouse.move(x, now.y + 3);
    await expect(page.locator('.tl-card')).toContainText('The template was broken here');
    await page.mouse.click(x, now.y + 3);
    await expect(dialog).toBeVisible();
    expect(program.complaints).toEqual([]);
    await program.close();
  });
