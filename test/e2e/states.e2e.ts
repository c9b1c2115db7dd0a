// From a failed job to what differs, its states as a matrix with a cell's changes, and its comparison with the run before: in a real window.
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { launchProgram, type RunningProgram } from './support/launch.ts';

const captures = path.resolve(import.meta.dirname, '..', 'captures', '3008.5');
const fleet = path.join(captures, 'fleet', 'rawfile.jsonl.gz');
const badConfig = path.join(captures, 'bad-config', 'sse.txt');

async function look(program: RunningProgram, name: string): Promise<void> {
  await program.page.mouse.move(2, 2);
  await program.page.waitForTimeout(600);
  await program.screenshot(name);
  const { violations } = await new AxeBuilder({ page: program.page }).setLegacyMode(true).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
  expect.soft(found, `axe on ${name}`).toEqual([]);
}

async function openWorstJob(program: RunningProgram): Promise<void> {
  const { page } = program;
  await expect(page.getByRole('heading', { level: 1 })).toContainText('went wrong');
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: 'Jobs' }).click();
  const worst = page.getByRole('grid', { name: 'Jobs' }).getByRole('row').nth(1);
  // A row is empty until its page has come, and cannot be chosen.
  await expect(worst).toContainText(/\d{20}/);
  await worst.click();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'What failed by itself' })).toBeVisible();
}

for (const theme of ['light', 'dark', 'contrast'] as const) {
  test(`what differs, the matrix and the comparison, ${theme}`, async () => {
    test.setTimeout(180_000);
    const program = await launchProgram({ captures: [fleet], settings: { theme } });
    const { page } = program;
    await openWorstJob(program);
    await look(program, `job-doors-${theme}`);
    const job = page.getByRole('article');
    await job.getByRole('button', { name: 'What differs' }).click();
    const cause = page.getByRole('region', { name: /shipper-selftest/ });
    await expect(cause.getByRole('row').nth(1)).toContainText('grains.osrelease 12.4');
    await expect(cause.getByRole('row').nth(1)).toContainText('7 of 7');
    await look(program, `differ-${theme}`);
    await page.getByRole('article').getByRole('button', { name: 'Open the job' }).click();
    await page.getByRole('button', { name: 'States × minions' }).click();
    const grid = page.getByRole('grid', { name: 'States by minions' });
    await expect(grid).toHaveAttribute('aria-colcount', '55');
    await grid.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'State on its minion' })).toContainText('unsupported compression');
    await look(program, `states-${theme}`);
    await page.getByRole('button', { name: 'All runs' }).click();
    await expect(page.getByRole('table', { name: 'All runs' })).toBeVisible();
    await look(program, `states-totals-${theme}`);
    await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: 'Compare' }).click();
    await expect(page.getByText('Choose two sides')).toBeVisible();
    await look(program, `compare-empty-${theme}`);
    await program.close();
  });
}

test('a diff side by side, and two runs beside each other', async () => {
  test.setTimeout(120_000);
  const program = await launchProgram({ captures: [badConfig] });
  const { page } = program;
  await openWorstJob(program);
  await page.getByRole('button', { name: 'Compare with the run before' }).click();
  const states = page.getByRole('table', { name: /States that ended otherwise/ });
  await expect(states.getByRole('row').nth(1)).toContainText('nginx-configtest');
  await look(program, 'compare-light');
  await page.getByRole('tab', { name: /^Job 2026/ }).click();
  await page.getByRole('button', { name: 'States × minions' }).click();
  const grid = page.getByRole('grid', { name: 'States by minions' });
  await grid.focus();
  for (let n = 0; n < 7; n += 1) await page.keyboard.press('ArrowDown');
  await expect(grid).toContainText('nginx-config (file.managed), web2');
  await page.keyboard.press('Enter');
  const detail = page.getByRole('region', { name: 'State on its minion' });
  await expect(detail.getByText('http2 on;')).toBeVisible();
  await expect(detail.getByRole('listitem').first()).toContainText('changed');
  await look(program, 'states-diff-light');
  await program.close();
});

test('in Chinese, in a small window', async () => {
  test.setTimeout(120_000);
  const program = await launchProgram({
    captures: [fleet],
    settings: { language: 'zh-Hans' },
    size: { width: 900, height: 620 },
  });
  const { page } = program;
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.getByRole('navigation').getByRole('button', { name: '状态' }).click();
  await expect(page.getByRole('grid', { name: '状态与 minion 矩阵' })).toBeVisible();
  await look(program, 'states-zh-small');
  await page.getByRole('navigation').getByRole('button', { name: '差异分析' }).click();
  await expect(page.getByRole('region', { name: /shipper-selftest/ })).toBeVisible();
  await look(program, 'differ-zh-small');
  await program.close();
});
