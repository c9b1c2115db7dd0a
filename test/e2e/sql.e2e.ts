// The SQL console in a real Electron: the killable reader is a process that main forks, so only this shows that it stops.
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { launchProgram, type RunningProgram } from './support/launch.ts';

const badConfig = path.resolve(import.meta.dirname, '..', 'captures', '3008.5', 'bad-config', 'sse.txt');
const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n';

const readersOf = (program: RunningProgram) =>
  program.app.evaluate(({ app }) =>
    app
      .getAppMetrics()
      .filter(({ name }) => name === 'Saltrace reader')
      .map(({ pid }) => pid),
  );

async function typeStatement(page: Page, text: string): Promise<void> {
  // Not clicked: the list of completions may lie over the middle of the text.
  await page.getByRole('textbox', { name: 'SQL statement' }).focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
}

async function openConsole(program: RunningProgram): Promise<void> {
  await expect(program.page.getByRole('contentinfo').getByRole('status')).toHaveText('52 of 52 events');
  await program.page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: 'SQL' }).click();
}

async function look(program: RunningProgram, name: string): Promise<void> {
  await program.page.mouse.move(2, 2);
  await program.page.waitForTimeout(600);
  await program.screenshot(name);
  const { violations } = await new AxeBuilder({ page: program.page }).setLegacyMode(true).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
  expect.soft(found, `axe on ${name}`).toEqual([]);
}

test('an endless statement is stopped at once, the answer before it stays, the next one runs', async () => {
  const program = await launchProgram({ captures: [badConfig] });
  const { page } = program;
  await openConsole(program);
  await page.keyboard.press('ControlOrMeta+Enter');
  await page.getByRole('button', { name: /^Run/ }).click();
  const answer = page.getByRole('grid', { name: 'Answer of the statement' });
  await expect(answer.getByRole('row')).toHaveCount(7);
  await typeStatement(page, endless);
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByText(/running for/)).toBeVisible();
  await page.waitForTimeout(500);
  const before = await readersOf(program);
  expect(before).toHaveLength(1);
  // From the click to the bar that can run again, in the page's own time.
  const tookMs = await page.evaluate(async () => {
    const button = (name: string) =>
      [...document.querySelectorAll('button')].find((one) => one.textContent?.trim().startsWith(name));
    const began = performance.now();
    button('Stop')?.click();
    while (button('Run') === undefined) await new Promise((resolve) => setTimeout(resolve, 2));
    return performance.now() - began;
  });
  test.info().annotations.push({ type: 'stop', description: `${tookMs.toFixed(0)} ms` });
  console.log(`from Stop to stopped: ${tookMs.toFixed(0)} ms`);
  expect(tookMs).toBeLessThan(2000);
  await expect(page.getByText('Stopped. What was shown before stays.')).toBeVisible();
  await expect(answer.getByRole('row')).toHaveCount(7);
  await expect.poll(() => readersOf(program)).not.toContain(before[0]);
  await typeStatement(page, 'SELECT minio FROM events');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.locator('.sql-fault')).toContainText('no such column: minio');
  await expect(page.locator('.sql-fault')).toContainText('line 1, column 8');
  await typeStatement(page, "SELECT event, minion, jid FROM returns WHERE outcome = 'failed' ORDER BY event");
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(answer.getByRole('row')).toHaveCount(4);
  await answer.getByRole('row').nth(1).getByRole('button').first().click();
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('web');
  expect(program.complaints).toEqual([]);
  await program.close();
});

test('the filter as SQL gives the events of the filter; a reader that dies harms nothing', async () => {
  const program = await launchProgram({ captures: [badConfig] });
  const { page } = program;
  await openConsole(program);
  await page.getByRole('textbox', { name: 'Filter' }).click();
  await page.keyboard.insertText('kind:ret outcome:failed');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('contentinfo').getByRole('status')).toHaveText('3 of 52 events');
  await page.getByRole('search').getByRole('button', { name: 'Show the filter as SQL' }).click();
  await page.getByRole('button', { name: /^Run/ }).click();
  await expect(page.getByText(/^3 rows/)).toBeVisible();
  await typeStatement(page, endless);
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByText(/running for/)).toBeVisible();
  await expect.poll(async () => (await readersOf(program)).length).toBe(1);
  await program.app.evaluate(({ app }) => {
    for (const { name, pid } of app.getAppMetrics()) if (name === 'Saltrace reader') process.kill(pid, 'SIGKILL');
  });
  await expect(page.locator('.sql-fault')).toContainText('The process that ran the statement ended');
  await typeStatement(page, 'SELECT 1');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByText(/^1 row/)).toBeVisible();
  expect(program.complaints).toEqual([]);
  await program.close();
});

for (const theme of ['light', 'dark', 'contrast'] as const) {
  test(`the console, ${theme}`, async () => {
    test.setTimeout(120_000);
    const program = await launchProgram({ captures: [badConfig], settings: { theme } });
    const { page } = program;
    await openConsole(program);
    await page.locator('summary').filter({ hasText: 'returns' }).click();
    await page.getByRole('button', { name: /^Run/ }).click();
    await expect(page.getByText(/^6 rows/)).toBeVisible();
    await look(program, `sql-table-${theme}`);
    await page.getByRole('button', { name: 'Chart' }).click();
    await expect(page.locator('.sql-chart canvas').first()).toBeVisible();
    await look(program, `sql-heat-${theme}`);
    await typeStatement(
      page,
      "SELECT substr(time, 1, 19) AS second, kind, count(*) AS events\nFROM events\nWHERE kind IN ('ret', 'new', 'prog')\nGROUP BY second, kind",
    );
    await page.getByRole('button', { name: /^Run/ }).click();
    await expect(page.locator('.sql-chart canvas').first()).toBeVisible();
    await look(program, `sql-time-${theme}`);
    await typeStatement(page, 'SELECT minion, sum(duration_ms) AS state_ms FROM state_results GROUP BY minion');
    await page.getByRole('button', { name: /^Run/ }).click();
    await expect(page.locator('.sql-chart canvas').first()).toBeVisible();
    await typeStatement(page, 'SELECT minion, sum(duration_ms) AS state_ms FORM state_results');
    await page.getByRole('button', { name: /^Run/ }).click();
    await expect(page.locator('.sql-fault')).toContainText('syntax error');
    await look(program, `sql-error-${theme}`);
    expect(program.complaints).toEqual([]);
    await program.close();
  });
}
