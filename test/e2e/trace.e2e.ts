// From a recorded incident to where it began, in a real Electron: the trace, its picture, and the way back to the evidence.
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { launchProgram, type RunningProgram } from './support/launch.ts';

const captures = path.resolve(import.meta.dirname, '..', 'captures');
const running: RunningProgram[] = [];

async function launch(...args: Parameters<typeof launchProgram>): Promise<RunningProgram> {
  const program = await launchProgram(...args);
  running.push(program);
  return program;
}

test.afterEach(async () => {
  for (const program of running.splice(0)) {
    expect(program.complaints, 'the page complained of nothing').toEqual([]);
    await program.close();
  }
});

/** A picture, and no accessibility defect that axe knows of. Electron has no new targets to run axe in, hence legacy mode. */
async function look(program: RunningProgram): Promise<void> {
  await program.page.mouse.move(2, 2);
  await program.screenshot('trace');
  const { violations } = await new AxeBuilder({ page: program.page }).setLegacyMode(true).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`),
  ).toEqual([]);
}

test('from the job that failed to the state it began with, and to its evidence', async () => {
  const program = await launch({ captures: [path.join(captures, '3008.5', 'bad-config', 'sse.txt')] });
  const { page } = program;
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: /Jobs/ }).click();
  await page.getByRole('row').filter({ hasText: '20261122200903698084' }).getByRole('gridcell').first().dblclick();
  await page.getByRole('region', { name: 'Links' }).getByRole('button', { name: 'Trace to the cause' }).click();
  const began = page.getByRole('region', { name: 'Where it began' });
  await expect(began.getByRole('button').first()).toContainText('nginx.nginx-configtest (cmd.run) failed by itself');
  const graph = page.getByRole('region', { name: 'Trace in time, from causes to consequences' });
  await graph.getByRole('button', { name: /nginx-config ×2/ }).click();
  await expect(page.getByRole('region', { name: /state nginx.nginx-config:/ })).toContainText('inferred');
  await look(program);
  await page.getByRole('button', { name: 'Select its events' }).click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await page.keyboard.press('Alt+4');
  await expect(inspector.getByRole('region', { name: 'Causes' })).toContainText('failed by itself');
});
