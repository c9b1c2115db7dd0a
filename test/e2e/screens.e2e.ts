// Every screen, light and dark: its picture in test-results/screens, and no accessibility defect that axe knows of.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { launchProgram, type RunningProgram } from './support/launch.ts';

const badConfig = path.resolve(import.meta.dirname, '..', 'captures', '3008.5', 'bad-config', 'sse.txt');

async function look(program: RunningProgram, name: string): Promise<void> {
  // Pictures and rules look at a screen that has come to rest.
  await program.page.mouse.move(2, 2);
  await program.page.waitForTimeout(600);
  await program.screenshot(name);
  // Electron has no new targets to run axe in, hence legacy mode.
  const { violations } = await new AxeBuilder({ page: program.page }).setLegacyMode(true).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
  expect.soft(found, `axe on ${name}`).toEqual([]);
}

for (const theme of ['light', 'dark', 'contrast'] as const) {
  test(`the start screen, ${theme}`, async () => {
    const program = await launchProgram({ settings: { theme } });
    await expect(program.page.getByRole('button', { name: 'Open the example' })).toBeVisible();
    await look(program, `start-${theme}`);
    await program.close();
  });

  test(`all screens of a case, ${theme}`, async () => {
    test.setTimeout(120_000);
    const program = await launchProgram({
      captures: [badConfig],
      settings: { theme },
    });
    const { page } = program;
    await expect(page.getByRole('heading', { level: 1 })).toContainText('went wrong');
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await look(program, `overview-${theme}`);
    const rail = page.getByRole('navigation', { name: 'Screens' });
    await rail.getByRole('button', { name: 'Jobs' }).click();
    await expect(page.getByRole('grid', { name: 'Jobs' })).toBeVisible();
    await look(program, `jobs-${theme}`);
    const worst = page.getByRole('grid', { name: 'Jobs' }).getByRole('row').nth(1);
    // A row is empty until its page has come, and cannot be chosen.
    await expect(worst).toContainText(/\d{20}/);
    await worst.click();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'What failed by itself' })).toBeVisible();
    await look(program, `job-${theme}`);
    await rail.getByRole('button', { name: 'Events' }).click();
    await page.getByRole('textbox', { name: 'Filter' }).click();
    await page.keyboard.type('fun:state.apply');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await page
      .getByRole('row', { name: /ret .*failed/ })
      .first()
      // On the time: a click on a value opens its menu.
      .click({ position: { x: 30, y: 8 } });
    await look(program, `events-${theme}`);
    await page.getByRole('complementary', { name: 'Inspector' }).getByRole('tab', { name: 'Data' }).click();
    await look(program, `inspector-data-${theme}`);
    await page.getByRole('complementary', { name: 'Inspector' }).getByRole('tab', { name: 'Raw' }).click();
    await look(program, `inspector-raw-${theme}`);
    await rail.getByRole('button', { name: 'Minions' }).click();
    await expect(page.getByRole('grid', { name: 'Minions' })).toBeVisible();
    await look(program, `minions-${theme}`);
    await rail.getByRole('button', { name: 'Imports' }).click();
    await look(program, `imports-${theme}`);
    await page.getByRole('textbox', { name: 'Filter' }).click();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ControlOrMeta+Shift+F');
    await page.keyboard.type('failed');
    await page.keyboard.press('Enter');
    await expect(page.getByText(/events? found in/)).toBeVisible();
    await page.getByRole('grid', { name: 'Events that hold the text, newest first' }).getByRole('row').nth(1).click();
    await look(program, `search-${theme}`);
    await rail.getByRole('button', { name: 'Events' }).click();
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('combobox', { name: 'Path to show as a column' }).fill('data.fun');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Make data.fun fast' }).click();
    await expect(page.getByRole('button', { name: 'data.fun is fast. Make it an ordinary path again' })).toBeVisible();
    await look(program, `paths-${theme}`);
    expect(program.complaints).toEqual([]);
    await program.close();
  });
}

for (const theme of ['light', 'dark', 'contrast'] as const) {
  test(`what is kept, ${theme}`, async () => {
    test.setTimeout(240_000);
    const program = await launchProgram({ captures: [badConfig], settings: { theme } });
    await expect(program.page.getByRole('heading', { level: 1 })).toContainText('went wrong');
    await program.page.getByRole('button', { name: 'Dismiss' }).click();
    await program.page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: 'Events' }).click();
    await keepSomething(program, theme);
    expect(program.complaints).toEqual([]);
    await program.close();
  });
}

/** A query, a note and a view, each looked at where it is listed; and a broken file among the queries of the library. */
async function keepSomething(program: RunningProgram, theme: string): Promise<void> {
  const { page } = program;
  const library = path.join(program.userData, 'queries');
  mkdirSync(library, { recursive: true });
  writeFileSync(path.join(library, 'broken.yaml'), 'name: Broken\nkind: filter\ntext: "kind:"\n');
  await page
    .getByRole('row', { name: /ret / })
    .first()
    .click({ position: { x: 30, y: 8 } });
  await page.keyboard.press('n');
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByRole('textbox', { name: 'Note' }).fill('The first return after the change.\nAsk ana about it.');
  await inspector.getByRole('textbox', { name: 'Tags' }).fill('root cause, to ask');
  await page.keyboard.press('Tab');
  await expect(inspector.getByText('Saved in the case.')).toBeVisible();
  await look(program, `notes-inspector-${theme}`);
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('save this view');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByLabel('Name').fill('The failures, one by one');
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: 'Saved' }).click();
  await page.getByRole('button', { name: 'New query' }).click();
  const draft = page.getByRole('dialog', { name: 'Save a query' });
  await draft.getByLabel('Name').fill('Failed on one minion');
  await draft.getByRole('textbox', { name: 'Text' }).fill('kind:ret outcome:failed minion:$minion');
  await look(program, `saved-draft-${theme}`);
  await draft.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(draft).toBeHidden();
  await expect(page.getByText('broken.yaml').first()).toBeVisible();
  await look(program, `saved-queries-${theme}`);
  await page.getByRole('button', { name: 'Run Failed on one minion' }).click();
  await look(program, `saved-values-${theme}`);
  // The first closes the list of minions, the second the dialog.
  await page.keyboard.press('Escape');
  const values = page.getByRole('dialog', { name: 'Failed on one minion' });
  if (await values.isVisible()) await page.keyboard.press('Escape');
  await expect(values).toBeHidden();
  for (const [tab, name] of [
    [/^Notes 1/, 'notes'],
    [/^Views 1/, 'views'],
  ] as const) {
    await page.getByRole('tab', { name: tab }).click();
    await look(program, `saved-${name}-${theme}`);
  }
}

test('a small window, in Chinese', async () => {
  const program = await launchProgram({
    captures: [badConfig],
    settings: { theme: 'light', language: 'zh-Hans' },
    size: { width: 1024, height: 700 },
  });
  await program.page.waitForTimeout(1500);
  await look(program, 'overview-small-zh');
  const { page } = program;
  const rail = page.getByRole('navigation').first();
  await rail.getByRole('button', { name: '已保存' }).click();
  await expect(page.getByRole('tab', { name: /^查询/ })).toBeVisible();
  await look(program, 'saved-small-zh');
  await page.getByRole('button', { name: '新建查询' }).click();
  await look(program, 'saved-draft-small-zh');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+Shift+F');
  await page.keyboard.type('failed');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('grid').getByRole('row').nth(1)).toBeVisible();
  await look(program, 'search-small-zh');
  expect(program.complaints).toEqual([]);
  await program.close();
});
