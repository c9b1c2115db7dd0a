// The report in a real Electron: from what the program says to a file; kept, written in, with a pinned job; as HTML without script and
// as tagged PDF. With pictures of the screen, which axe looks at too.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { answerDialogs, launchProgram, type RunningProgram } from './support/launch.ts';

const badConfig = path.resolve(import.meta.dirname, '..', 'captures', '3008.5', 'bad-config', 'sse.txt');
const folder = mkdtempSync(path.join(tmpdir(), 'saltrace-report-'));

test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function look(program: RunningProgram, name: string): Promise<void> {
  await program.page.mouse.move(2, 2);
  await program.page.waitForTimeout(500);
  await program.screenshot(name);
  const { violations } = await new AxeBuilder({ page: program.page }).setLegacyMode(true).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
  expect.soft(found, `axe on ${name}`).toEqual([]);
}

test('a report is kept, ordered, written in, and leaves as HTML and PDF', async () => {
  test.setTimeout(120_000);
  const program = await launchProgram({ captures: [badConfig], settings: { theme: 'light' } });
  const { page } = program;
  await expect(page.getByRole('contentinfo').getByRole('status')).toHaveText('52 of 52 events');
  const rail = page.getByRole('navigation', { name: 'Screens' });
  await rail.getByRole('button', { name: 'Report' }).click();
  await expect(page.getByRole('region', { name: 'Root causes' })).toContainText('nginx.nginx-configtest');
  await look(program, 'report-standing-light');
  await page.getByRole('button', { name: 'Keep these parts' }).click();
  const blocks = page.getByRole('list', { name: 'Blocks of the report' });
  await expect(blocks.getByRole('article')).toHaveCount(6);

  await rail.getByRole('button', { name: 'Jobs' }).click();
  const worst = page.getByRole('grid', { name: 'Jobs' }).getByRole('row').nth(1);
  // A row is empty until its page has come, and cannot be chosen.
  await expect(worst).toContainText(/\d{20}/);
  await worst.click();
  await page.keyboard.press('p');
  await rail.getByRole('button', { name: 'Report' }).click();
  await expect(blocks.getByRole('article')).toHaveCount(7);
  const job = blocks.getByRole('article', { name: /^Job 20261122200903698084/ });
  await expect(job).toContainText('nginx-configtest');
  await page.getByRole('button', { name: 'Add text' }).click();
  await page.getByRole('button', { name: 'Edit Write here.' }).click();
  await page.getByRole('textbox', { name: 'Text of the block' }).fill('It began with an edit of <nginx.conf>.');
  await look(program, 'report-kept-light');
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  const words = page.getByRole('article', { name: 'It began with an edit' });
  await words.getByRole('button', { name: /^Move It began.*8 of 8/ }).focus();
  for (let step = 0; step < 7; step += 1) {
    await page.keyboard.press('ArrowUp');
    await expect(words.getByRole('button', { name: new RegExp(`, ${7 - step} of 8`) })).toBeFocused();
  }
  await expect(blocks.getByRole('article').first()).toContainText('It began');

  const html = path.join(folder, 'report.html');
  await answerDialogs(program, [html]);
  await page.getByRole('button', { name: 'HTML' }).click();
  await expect(page.getByText('Written to')).toBeVisible();
  const text = readFileSync(html, 'utf8');
  expect(text).toContain('It began with an edit of &lt;nginx.conf&gt;.');
  expect(text).toContain("default-src 'none'");
  const pdf = path.join(folder, 'report.pdf');
  await answerDialogs(program, [pdf]);
  await page.getByRole('button', { name: 'Dismiss' }).last().click();
  await page.getByRole('button', { name: 'PDF' }).click();
  await expect(page.getByText('report.pdf')).toBeVisible({ timeout: 30_000 });
  const bytes = readFileSync(pdf, 'latin1');
  expect(bytes.startsWith('%PDF-')).toBe(true);
  expect(bytes).toContain('/StructTreeRoot');
  expect(bytes).toContain('/Marked true');
  expect(program.complaints).toEqual([]);
  await program.close();
});

for (const [name, settings, size] of [
  ['dark', { theme: 'dark' }, undefined],
  ['contrast', { theme: 'contrast' }, undefined],
  ['zh-small', { theme: 'light', language: 'zh-Hans' }, { width: 900, height: 600 }],
] as const) {
  test(`the report's screen, ${name}`, async () => {
    const program = await launchProgram({ captures: [badConfig], settings, ...(size === undefined ? {} : { size }) });
    const { page } = program;
    await expect(page.getByRole('contentinfo').getByRole('status')).toContainText('52');
    await page.keyboard.press('ControlOrMeta+Shift+r');
    await expect(page.getByText('nginx.nginx-configtest').first()).toBeVisible();
    await page.getByRole('button', { name: /Keep these parts|保留这些部分/ }).click();
    await expect(page.getByRole('article')).toHaveCount(6);
    await look(program, `report-${name}`);
    expect(program.complaints).toEqual([]);
    await program.close();
  });
}
