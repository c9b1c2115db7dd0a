// What an engineer does, in a real Electron on real recordings: each journey of the window from its first click to its end.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { answerDialogs, launchProgram, type RunningProgram } from './support/launch.ts';

const captures = path.resolve(import.meta.dirname, '..', 'captures');
const badConfig = path.join(captures, '3008.5', 'bad-config', 'sse.txt');
const folder = mkdtempSync(path.join(tmpdir(), 'saltrace-journeys-'));
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

test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Replaces the filter's text as a person does, and waits until it is in force. */
async function typeFilter(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Filter' }).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
}

const screen = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name });
const shown = (page: Page) => page.getByRole('contentinfo').getByRole('status');

/** Drops files on the window as the system's file manager does. */
async function drop(page: Page, files: readonly string[]): Promise<void> {
  await page.evaluate(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    input.id = 'dropped';
    document.body.append(input);
  });
  await page.setInputFiles('#dropped', [...files]);
  await page.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>('#dropped');
    const dataTransfer = new DataTransfer();
    for (const file of input?.files ?? []) dataTransfer.items.add(file);
    input?.remove();
    const target = document.elementFromPoint(innerWidth / 2, innerHeight / 2) ?? document.body;
    for (const type of ['dragenter', 'dragover', 'drop']) {
      target.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
    }
  });
}

test('a capture dropped on the start screen opens to its overview', async () => {
  const { page } = await launch();
  await drop(page, [badConfig]);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('1 thing went wrong');
  await expect(page.getByText('52 read = 52 kept + 0 duplicates + 0 rejected')).toBeVisible();
  await expect(shown(page)).toHaveText('52 of 52 events');
});

test('from the failures to the failed root state and its raw record', async () => {
  const { page } = await launch({ captures: [badConfig] });
  await expect(shown(page)).toHaveText('52 of 52 events');
  await screen(page, 'Events').click();
  await typeFilter(page, 'kind:ret outcome:failed');
  await expect(shown(page)).toHaveText('3 of 52 events');
  await page.getByRole('row', { name: /web2/ }).first().click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByRole('button', { name: 'Open the job' }).click();
  const root = page.getByRole('region', { name: 'What failed by itself' });
  await expect(root).toContainText('nginx-configtest');
  await expect(root).toContainText('unknown directive "http2"');
  const state = page.getByRole('option', { name: /^failed nginx-configtest/ });
  await expect(state).toBeVisible();
  await expect(page.getByRole('option', { name: /blocked by nginx.nginx-configtest/ })).toHaveCount(4);
  await state.click();
  await inspector.getByRole('tab', { name: 'Raw' }).click();
  await expect(inspector).toContainText('cmd_|-nginx-configtest_|-');
  await expect(inspector).toContainText('line 92');
});

test('a malformed filter leaves the last good one in force and says where it breaks', async () => {
  const { page } = await launch({ captures: [badConfig] });
  await typeFilter(page, 'kind:ret');
  await expect(shown(page)).toHaveText('18 of 52 events');
  await typeFilter(page, 'kind:ret and retcod:1');
  await expect(page.getByRole('search')).toContainText('retcode');
  await expect(shown(page)).toHaveText('18 of 52 events');
  await page.getByRole('search').getByRole('button', { name: 'retcode' }).click();
  await expect(shown(page)).toHaveText('0 of 52 events');
});

test('an import can be stopped and leaves what was read', async () => {
  const log = path.join(folder, 'long.jsonl');
  const maker = path.resolve(import.meta.dirname, '..', '..', 'build', 'tasks', 'make-log.ts');
  execFileSync(process.execPath, [maker, log, '--events', '300000', '--seed', '7'], { stdio: 'ignore' });
  const { page } = await launch({ captures: [log] });
  // The first events are there to be seen while the rest is read.
  await expect(shown(page)).toHaveText(/^[1-9]/);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('status', { name: 'Account of the import' })).toContainText(/stopped/i, {
    timeout: 30_000,
  });
  await screen(page, 'Imports').click();
  await expect(page.getByRole('tabpanel')).toContainText('not read to the end');
});

test('a broken file is refused with its name, what was found and what to do; a cut one is read and accounted for', async () => {
  const { page } = await launch({ captures: [badConfig] });
  await expect(shown(page)).toHaveText('52 of 52 events');
  const binary = path.join(folder, 'core.bin');
  writeFileSync(
    binary,
    Buffer.from([0x7f, 0x45, 0x4c, 0x46, ...Array.from({ length: 4000 }, (_, i) => (i * 7919) % 256)]),
  );
  await drop(page, [binary]);
  await page.getByRole('button', { name: /^Add to/ }).click();
  await expect(page.getByText(/core\.bin is no capture that is understood/).first()).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(shown(page)).toHaveText('52 of 52 events');
  const cut = path.join(folder, 'cut.jsonl');
  writeFileSync(cut, readFileSync(path.join(captures, '3006.30', 'bad-config', 'rawfile.jsonl')).subarray(0, -50));
  await drop(page, [cut]);
  await page.getByRole('button', { name: /^Add to/ }).click();
  await expect(page.getByText('52 read = 51 kept + 0 duplicates + 1 rejected')).toBeVisible();
  await screen(page, 'Imports').click();
  await expect(page.getByRole('tabpanel')).toContainText('record-truncated');
});

test('the engine is killed and comes back with the case', async () => {
  const program = await launch({ captures: [badConfig] });
  const { page } = program;
  await expect(shown(page)).toHaveText('52 of 52 events');
  await program.killEngine();
  await expect(page.getByText('The engine stopped').first()).toBeVisible();
  await screen(page, 'Jobs').click();
  await expect(page.getByRole('gridcell', { name: '20261122200903698084' })).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText('it is started again')).toHaveCount(0);
});

test('language and theme switch at once and stay', async () => {
  const userData = mkdtempSync(path.join(folder, 'user-'));
  const first = await launch({ userData, settings: { theme: 'light' } });
  await first.page.getByRole('button', { name: 'Settings' }).click();
  await first.page.getByText('简体中文').click();
  await expect(first.page.getByRole('button', { name: '打开示例' })).toBeVisible();
  await first.page.getByText('深色').click();
  await expect(first.page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await first.page.keyboard.press('Escape');
  await first.close();
  running.length = 0;
  const second = await launch({ userData });
  await expect(second.page.getByRole('button', { name: '打开示例' })).toBeVisible();
  await expect(second.page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('a case opens again to the same view', async () => {
  const userData = mkdtempSync(path.join(folder, 'user-'));
  const first = await launch({ userData, captures: [badConfig] });
  await screen(first.page, 'Jobs').click();
  await typeFilter(first.page, 'outcome:failed');
  await expect(shown(first.page)).toHaveText('4 of 52 events');
  const place = path.join(folder, 'kept.saltrace');
  await answerDialogs(first, [place]);
  await first.page.getByRole('banner').getByRole('button').first().click();
  await first.page.getByRole('menuitem', { name: /Save.* as/ }).click();
  await expect(first.page.getByRole('banner')).toContainText('kept');
  await first.page.waitForTimeout(1500);
  await first.close();
  running.length = 0;
  const second = await launch({ userData, captures: [place] });
  await expect(shown(second.page)).toHaveText('4 of 52 events');
  await expect(second.page.getByRole('tab', { name: 'Jobs', selected: true })).toBeVisible();
});

test('hostile event text is shown as text', async () => {
  const hostile = path.join(folder, 'hostile.jsonl');
  const stamp = '2026-03-01T12:00:00.000001';
  const events = [
    { tag: 'evil/<img src=x onerror=alert(1)>', data: { _stamp: stamp, text: '<script>window.planted=1</script>' } },
    { tag: 'evil/\u001b[31mred\u202egnp.exe', data: { _stamp: stamp, __proto__x: 1 } },
  ].map((event) => JSON.stringify(event));
  events.push(
    `{"tag":"evil/proto","data":{"_stamp":"${stamp}","__proto__":{"planted":true},"constructor":{"prototype":{"planted":true}}}}`,
  );
  events.push(JSON.stringify({ tag: 'evil/long', data: { _stamp: stamp, long: 'A'.repeat(3_000_000) } }));
  writeFileSync(hostile, `${events.join('\n')}\n`);
  const { page } = await launch({ captures: [hostile] });
  await screen(page, 'Events').click();
  await expect(page.getByText('evil/<img src=x onerror=alert(1)>').first()).toBeVisible();
  for (const name of [/img src/, /red/, /proto/, /long/]) {
    await page.getByRole('row', { name }).first().click();
    for (const tab of ['Story', 'Data', 'Raw']) {
      await page.getByRole('complementary', { name: 'Inspector' }).getByRole('tab', { name: tab }).click();
      await expect(page.getByRole('complementary', { name: 'Inspector' }).getByRole('tabpanel')).toBeVisible();
    }
  }
  expect(await page.evaluate(() => 'planted' in window || 'planted' in {})).toBe(false);
  expect(await page.locator('img[src="x"]').count()).toBe(0);
  expect(await page.locator('body').innerText()).not.toMatch(/[\u001b\u202e]/);
});
