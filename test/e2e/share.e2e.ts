// The journey of a share in a real Electron: made with the default choices, opened with a clean profile, the same is seen, and nothing that
// was hidden. With pictures of the dialog in both languages and themes, which axe looks at too.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { answerDialogs, launchProgram, type RunningProgram } from './support/launch.ts';

const noisy = path.resolve(import.meta.dirname, '..', 'captures', '3008.5', 'noisy-mixed', 'sse.txt');
const folder = mkdtempSync(path.join(tmpdir(), 'saltrace-share-'));

test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

const shown = (page: Page) => page.getByRole('contentinfo').getByRole('status');

async function look(program: RunningProgram, name: string): Promise<void> {
  await program.page.mouse.move(2, 2);
  await program.page.waitForTimeout(600);
  await program.screenshot(name);
  const { violations } = await new AxeBuilder({ page: program.page }).setLegacyMode(true).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
  expect.soft(found, `axe on ${name}`).toEqual([]);
}

test('a case is shared redacted and opens on a clean profile to the same view', async () => {
  test.setTimeout(180_000);
  const target = path.join(folder, 'incident.saltrace');
  const program = await launchProgram({ captures: [noisy] });
  const { page } = program;
  await expect(shown(page)).toHaveText('527 of 527 events');
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: 'Events' }).click();
  await page.getByRole('textbox', { name: 'Filter' }).click();
  await page.keyboard.type('outcome:failed');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await expect(shown(page)).toHaveText('39 of 527 events');
  const rows = await page.getByRole('row').allTextContents();
  // The view is kept a moment after it changed.
  await page.waitForTimeout(1_500);
  await page.getByRole('button', { name: /^sse/ }).first().click();
  await page.getByRole('menuitem', { name: 'Share the case…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share this case' });
  await expect(dialog.getByRole('status')).toContainText('527 of 527 events');
  await look(program, 'share-choose');
  // By keyboard: names of minions hidden too, and shown again.
  const ids = dialog.getByRole('checkbox', { name: 'Names of minions' });
  await ids.focus();
  await page.keyboard.press('Space');
  await expect(ids).toBeChecked();
  await expect(dialog.getByRole('row', { name: /Names of minions/ })).toContainText(/\d,\d\d\d/);
  await page.keyboard.press('Space');
  await expect(ids).not.toBeChecked();
  await expect(dialog.getByRole('button', { name: 'Write the share…' })).toBeEnabled();
  await answerDialogs(program, [target]);
  await dialog.getByRole('button', { name: 'Write the share…' }).click();
  await expect(dialog.getByText(/Shared 527 events/)).toBeVisible({ timeout: 60_000 });
  await look(program, 'share-done');
  expect(program.complaints).toEqual([]);
  await program.close();

  const capture = readFileSync(noisy, 'utf8');
  const password = /"db_password": "([^"]+)"/.exec(capture)?.[1] ?? 'no password in the capture';
  const token = /"X-Auth-Token": "([^"]+)"/.exec(capture)?.[1] ?? 'no token in the capture';
  expect(readFileSync(target).includes(password)).toBe(false);

  const clean = await launchProgram({ captures: [target] });
  await expect(shown(clean.page)).toHaveText('39 of 527 events');
  await expect(clean.page.getByRole('textbox', { name: 'Filter' })).toHaveText('outcome:failed');
  const withoutSource = (texts: string[]) =>
    texts.map((text) => text.replaceAll(/sse\.txt|share-1/g, '').replaceAll(/[\d.,]+ ?k?B/g, ''));
  expect(withoutSource(await clean.page.getByRole('row').allTextContents())).toEqual(withoutSource(rows));
  await clean.page.getByRole('button', { name: 'Redacted share' }).click();
  await expect(clean.page.getByRole('dialog')).toContainText('527 of 527 events of another case');
  await look(clean, 'share-opened');
  await clean.page.keyboard.press('Escape');
  for (const secret of [password, token]) {
    const found = await clean.page.evaluate(
      (text) =>
        window.bridge.ask(
          'events.page',
          { filter: JSON.stringify(text), start: { row: 0 }, limit: 10 },
          900_000 + text.length,
        ),
      secret,
    );
    expect(found).toMatchObject({ ok: true, answer: { total: 0 } });
  }
  expect(clean.complaints).toEqual([]);
  await clean.close();
});

for (const [theme, language, title] of [
  ['dark', 'en', 'Share this case'],
  ['light', 'zh-Hans', '共享此案例'],
  ['contrast', 'en', 'Share this case'],
] as const) {
  test(`the share dialog, ${theme}, ${language}`, async () => {
    const program = await launchProgram({ captures: [noisy], settings: { theme, language } });
    const { page } = program;
    await expect(shown(page)).toContainText('527');
    await page.keyboard.press('ControlOrMeta+Shift+E');
    const dialog = page.getByRole('dialog', { name: title });
    await expect(dialog.getByRole('status')).toContainText('527');
    await look(program, `share-choose-${theme}-${language}`);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await program.close();
  });
}
