// The whole journey in a real Electron: a restart followed by a failed highstate is found by a sequence on recordings of one master, saved as
// a query with a parameter, shared redacted with hidden names, and opened on a clean profile: the same query, the same matches, the same view.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { answerDialogs, launchProgram } from './support/launch.ts';

const captures = path.resolve(import.meta.dirname, '..', 'captures', '3008.5');
const files = ['dead-minion', 'race'].map((name) => path.join(captures, name, 'sse.txt'));
const folder = mkdtempSync(path.join(tmpdir(), 'saltrace-journey-'));
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

const rail = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name });
const shown = (page: Page) => page.getByRole('contentinfo').getByRole('status');
const starts = (page: Page) => page.getByRole('grid', { name: 'Starts of the sequence' });

/** The matches as the table tells them, with one word for the minion whatever it is called. */
async function matches(page: Page): Promise<string[]> {
  await expect(page.getByRole('button', { name: '1 matched', exact: true })).toBeVisible();
  const rows = starts(page).getByRole('row');
  // Rows are empty until their page has come.
  await expect.poll(async () => (await rows.allTextContents()).every((row) => row !== '')).toBe(true);
  return (await rows.allTextContents()).map((row) => row.replaceAll(/web3|minion-[0-9a-z]{12}/g, 'minion'));
}

async function run(page: Page, value: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('restart, then failed');
  await page.keyboard.press('Enter');
  const values = page.getByRole('dialog', { name: 'Restart, then failed' });
  await expect(values.getByRole('textbox')).toHaveValue('30m');
  await values.getByRole('textbox').fill(value);
  await values.getByRole('button', { name: 'Run' }).click();
  await expect(values).toBeHidden();
}

test('found by sequence, saved with a parameter, shared redacted, opened on a clean profile to the same', async () => {
  test.setTimeout(240_000);
  const target = path.join(folder, 'restart.saltrace');
  const program = await launchProgram({ captures: files });
  const { page } = program;
  await expect(shown(page)).toContainText(/^(\d+) of \1 events$/);
  await rail(page, 'Correlate').click();
  await page.getByRole('button', { name: 'A restart, then a failed state run' }).click();
  const found = await matches(page);
  expect(found.join('\n')).toContain('minion');

  await page.getByRole('button', { name: 'Save…' }).click();
  const draft = page.getByRole('dialog', { name: 'Save a query' });
  const text = await draft.getByRole('textbox', { name: 'Text' }).inputValue();
  expect(text).toMatch(/^sequence by minion with maxspan=\S+/);
  await draft.getByRole('textbox', { name: 'Text' }).fill(text.replace(/maxspan=\S+/, 'maxspan=$within'));
  await draft.getByLabel('Name').fill('Restart, then failed');
  await draft.getByLabel('Type of within').selectOption('duration');
  await draft.getByLabel('Default of within').fill('30m');
  await program.screenshot('journey-save');
  await draft.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(draft).toBeHidden();
  await run(page, '1ms');
  await expect(page.getByRole('button', { name: '0 matched', exact: true })).toBeVisible();
  await run(page, '30m');
  expect(await matches(page)).toEqual(found);

  // The view to share: what the minion did, with the failed run selected and noted.
  await page.getByRole('textbox', { name: 'Filter', exact: true }).click();
  await page.keyboard.type('minion:web3');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  expect(await matches(page)).toEqual(found);
  await starts(page).focus();
  await page.keyboard.press('ArrowDown');
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await expect(inspector).toContainText('state.apply');
  await page.keyboard.press('n');
  await inspector.getByRole('textbox', { name: 'Note' }).fill('web3 came back with the old pillar');
  await page.keyboard.press('Tab');
  await expect(inspector.getByText('Saved in the case.')).toBeVisible();
  const counted = (await shown(page).textContent()) ?? '';
  // The view is kept a moment after it changed.
  await page.waitForTimeout(1_500);
  await program.screenshot('journey-found');

  await page.getByRole('heading', { level: 1 }).first().focus();
  await page.keyboard.press('ControlOrMeta+Shift+E');
  const dialog = page.getByRole('dialog', { name: 'Share this case' });
  await expect(dialog.getByRole('checkbox', { name: /1 saved query/ })).toBeChecked();
  await expect(dialog.getByRole('checkbox', { name: /1 bookmark or note/ })).toBeChecked();
  // The tick follows the preview that is made anew.
  const names = dialog.getByRole('checkbox', { name: 'Names of minions' });
  await names.click();
  await expect(names).toBeChecked();
  await expect(dialog.getByRole('button', { name: 'Write the share…' })).toBeEnabled();
  await program.screenshot('journey-share');
  await answerDialogs(program, [target]);
  await dialog.getByRole('button', { name: 'Write the share…' }).click();
  await expect(dialog.getByText(/Shared \d+ events/)).toBeVisible({ timeout: 60_000 });
  expect(program.complaints).toEqual([]);
  await program.close();
  expect(readFileSync(target).includes('web3')).toBe(false);

  const clean = await launchProgram({ captures: [target] });
  await expect(shown(clean.page)).toHaveText(counted);
  await expect(clean.page.getByRole('textbox', { name: 'Filter', exact: true })).toHaveText(
    /^minion:minion-[0-9a-z]{12}$/,
  );
  await expect(clean.page.getByRole('region', { name: 'Sequence' }).or(starts(clean.page)).first()).toBeVisible();
  // The same event is selected, with the same tab of the inspector in front.
  await expect(
    clean.page.getByRole('complementary', { name: 'Inspector' }).getByRole('textbox', { name: 'Note' }),
  ).toHaveValue(/^minion-[0-9a-z]{12} came back with the old pillar$/);
  await rail(clean.page, 'Saved').click();
  const own = clean.page.getByRole('region', { name: 'In this case' });
  await expect(own).toContainText('Restart, then failed');
  await clean.screenshot('journey-opened');
  await clean.page.getByRole('tab', { name: /^Notes 1/ }).click();
  await expect(clean.page.getByRole('paragraph').filter({ hasText: /came back with the old pillar$/ })).toHaveText(
    /^minion-[0-9a-z]{12} came back/,
  );
  await run(clean.page, '30m');
  expect(await matches(clean.page)).toEqual(found);
  await clean.screenshot('journey-same');
  await clean.page.keyboard.press('Escape');
  expect(clean.complaints).toEqual([]);
  await clean.close();
});
