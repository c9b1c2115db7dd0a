// Every recorded incident in the real window: its root cause is the first line of the first screen, and opens with one key; how findings look.
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { launchProgram, type RunningProgram } from './support/launch.ts';

const captures = path.resolve(import.meta.dirname, '..', 'captures');

/** What the first line has to say of each incident. */
const causes: readonly (readonly [capture: string, says: RegExp])[] = [
  ['3008.5/bad-config', /nginx-configtest .*failed on web2 and web4/],
  ['3008.5/dead-minion', /web3 went away in the middle of a job/],
  ['3008.5/orchestration', /schema-migrate .*failed on db2/],
  ['3008.5/batch-rollout', /rollout-activate .*failed on web3/],
  ['3008.5/schedule-drift', /sysctl-conf and tuning-somaxconn undo each other at every run on web2/],
  ['3008.5/key-churn', /another key says to be db1/],
  ['3008.5/race', /were refused because 20261122204329883756/],
  ['3008.5/clock-skew', /clocks of cache1, db1 and web2 are wrong/],
  ['3008.5/beacon-reactor', /app-config-valid .*failed on web2/],
  ['3008.5/fleet', /shipper-selftest .*failed on/],
];

async function look(program: RunningProgram, name: string): Promise<void> {
  await program.page.mouse.move(2, 2);
  await program.page.waitForTimeout(500);
  await program.screenshot(name);
  const { violations } = await new AxeBuilder({ page: program.page }).setLegacyMode(true).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
  expect.soft(found, `axe on ${name}`).toEqual([]);
}

for (const [name, says] of causes) {
  test(`the root cause of ${name} is the first line, one key away`, async () => {
    test.setTimeout(180_000);
    const file = name.endsWith('fleet') ? 'sse.txt.gz' : 'sse.txt';
    const program = await launchProgram({ captures: [path.join(captures, name, file)], settings: {} });
    const { page } = program;
    const start = page.getByRole('region', { name: 'Start here' });
    const first = start.getByRole('listitem').first().getByRole('button');
    await expect(first).toContainText(says, { timeout: 60_000 });
    await first.focus();
    await page.keyboard.press('Enter');
    await expect(start).toBeHidden();
    expect(program.complaints).toEqual([]);
    await program.close();
  });
}

for (const [theme, language] of [
  ['light', 'en'],
  ['dark', 'en'],
  ['contrast', 'en'],
  ['light', 'zh-Hans'],
] as const) {
  test(`the findings, ${theme}, ${language}`, async () => {
    test.setTimeout(180_000);
    const file = path.join(captures, '3008.5', 'orchestration', 'sse.txt');
    const program = await launchProgram({ captures: [file], settings: { theme, language } });
    const { page } = program;
    const isEnglish = language === 'en';
    await expect(page.getByRole('region', { name: isEnglish ? 'Start here' : '从这里开始' })).toContainText(
      'schema-migrate',
      { timeout: 60_000 },
    );
    await look(program, `overview-findings-${theme}-${language}`);
    await page.keyboard.press('ControlOrMeta+Shift+g');
    const list = page.getByRole('region', {
      name: isEnglish ? 'Findings, most important first' : '发现，最重要的在前',
    });
    await expect(list.getByRole('button')).toHaveCount(3);
    await look(program, `findings-${theme}-${language}`);
    await list.getByRole('button').first().focus();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('article')).toContainText('orch.deploy');
    await page.getByRole('tab', { name: isEnglish ? /^Rules/ : /^规则/ }).click();
    await expect(page.getByRole('checkbox')).toHaveCount(30);
    await look(program, `findings-rules-${theme}-${language}`);
    if (theme === 'light' && isEnglish) {
      await page.getByRole('checkbox', { name: 'orchestration-step-failed' }).click();
      await page.getByRole('tab', { name: /^Found/ }).click();
      await expect(list.getByRole('button')).toHaveCount(2, { timeout: 30_000 });
    }
    expect(program.complaints).toEqual([]);
    await program.close();
  });
}
