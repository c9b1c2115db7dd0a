// A restart followed by a failed highstate, found by sequence on two real recordings of one master; and how that looks.
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { launchProgram, type RunningProgram } from './support/launch.ts';

const captures = path.resolve(import.meta.dirname, '..', 'captures', '3008.5');
const files = ['dead-minion', 'race'].map((name) => path.join(captures, name, 'sse.txt'));

async function look(program: RunningProgram, name: string): Promise<void> {
  await program.page.mouse.move(2, 2);
  await program.page.waitForTimeout(500);
  await program.screenshot(name);
  const { violations } = await new AxeBuilder({ page: program.page }).setLegacyMode(true).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
  expect.soft(found, `axe on ${name}`).toEqual([]);
}

for (const [theme, language] of [
  ['light', 'en'],
  ['dark', 'en'],
  ['light', 'zh-Hans'],
] as const) {
  test(`a restart followed by a failed highstate, ${theme}, ${language}`, async () => {
    test.setTimeout(180_000);
    const isEnglish = language === 'en';
    const program = await launchProgram({ captures: files, settings: { theme, language } });
    const { page } = program;
    await page
      .getByRole('navigation')
      .getByRole('button', { name: isEnglish ? 'Correlate' : '关联' })
      .first()
      .click();
    await look(program, `correlate-empty-${theme}-${language}`);
    await page
      .getByRole('button', { name: isEnglish ? 'A restart, then a failed state run' : '重启后状态运行失败' })
      .click();
    await expect(page.getByRole('button', { name: isEnglish ? '1 matched' : '1 匹配', exact: true })).toBeVisible();
    if (isEnglish) {
      const grid = page.getByRole('grid', { name: 'Starts of the sequence' });
      await expect(grid.getByRole('row', { name: /matched.*web3/ })).toBeVisible();
      await grid.focus();
      await page.keyboard.press('ArrowDown');
      const events = page.getByRole('list', { name: 'Events of the chosen start' });
      await expect(events.getByRole('button')).toHaveCount(2);
      const inspector = page.getByRole('complementary', { name: 'Inspector' });
      await expect(inspector).toContainText('state.apply');
      await look(program, `correlate-${theme}-${language}`);
      await events.getByRole('button', { name: /minion-start/ }).click();
      await expect(inspector).toContainText('salt/minion/web3/start');
      await page.getByRole('textbox', { name: 'As text' }).click();
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type('sequence by jid, minion with maxspan=20s [kind:new internal:false] ![kid:ret]');
      await expect(page.getByText(/unknown field kid/).first()).toBeVisible();
      await look(program, `correlate-fault-${theme}-${language}`);
      await page.getByRole('button', { name: 'kind', exact: true }).click();
      await page.getByRole('button', { name: 'Find', exact: true }).click();
      await expect(page.getByRole('button', { name: '3 matched', exact: true })).toBeVisible();
      await look(program, `correlate-silent-${theme}-${language}`);
    } else await look(program, `correlate-${theme}-${language}`);
    expect(program.complaints).toEqual([]);
    await program.close();
  });
}
