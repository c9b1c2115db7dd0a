// The arrows of a match over the lanes, in a real Electron: drawn, told of under the pointer, followed, listed in the table.
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { launchProgram } from './support/launch.ts';

const badConfig = path.resolve(import.meta.dirname, '..', 'captures', '3008.5', 'bad-config', 'sse.txt');
const steps = 'sequence by jid with maxspan=1h [kind:new internal:false] [kind:ret outcome:failed] [kind:ret]';

for (const theme of ['light', 'dark', 'contrast'] as const)
  test(`a match as arrows over the lanes, ${theme}`, async () => {
    test.setTimeout(120_000);
    const program = await launchProgram({ captures: [badConfig], settings: { theme } });
    const { page } = program;
    const rail = page.getByRole('navigation', { name: 'Screens' });
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await rail.getByRole('button', { name: 'Correlate' }).click();
    await page.getByRole('textbox', { name: 'As text' }).click();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(steps);
    await page.getByRole('button', { name: 'Find', exact: true }).click();
    const grid = page.getByRole('grid', { name: 'Starts of the sequence' });
    // On the time: a click on a value opens its menu.
    await grid
      .getByRole('row', { name: /matched/ })
      .getByText('20:09:03')
      .click();
    await expect(page.getByRole('list', { name: 'Events of the chosen start' }).getByRole('button')).toHaveCount(3);
    await rail.getByRole('button', { name: 'Timeline' }).click();
    await expect(page.getByRole('tree', { name: 'Lanes' }).getByRole('treeitem').first()).toBeVisible();
    await expect(page.locator('.tl-waiting')).toHaveCount(0);
    await page.waitForTimeout(600);
    await program.screenshot(`arrows-${theme}`);
    // Zoomed in on the end: what lies before is a stub.
    for (let n = 0; n < 3; n++) await page.keyboard.press('w');
    await page.waitForTimeout(800);
    await program.screenshot(`arrows-near-${theme}`);
    await page.keyboard.press('f');
    await page.getByRole('button', { name: 'Lanes as a table' }).click();
    const list = page.getByRole('grid', { name: 'Arrows between events' });
    await expect(list.getByRole('row', { name: /Step 2 to step 3.*web/ })).toBeVisible();
    await page.waitForTimeout(300);
    await program.screenshot(`arrows-table-${theme}`);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    expect
      .soft(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`))
      .toEqual([]);
    await page.keyboard.press('Escape');
    expect(program.complaints).toEqual([]);
    await program.close();
  });
