// What a person keeps, in a real Electron: a query with a parameter, a bookmark, a named view are there again; a link waits for a word.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { answerDialogs, launchProgram, type RunningProgram } from './support/launch.ts';

const badConfig = path.resolve(import.meta.dirname, '..', 'captures', '3008.5', 'bad-config', 'sse.txt');
const folder = mkdtempSync(path.join(tmpdir(), 'saltrace-keep-'));
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

const shown = (page: Page) => page.getByRole('contentinfo').getByRole('status');
const rail = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name });

async function typeFilter(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Filter' }).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Backspace');
  await page.keyboard.type(text);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
}

test('a query with a parameter, a note and a view are kept in the case and are there when it is opened again', async () => {
  const userData = mkdtempSync(path.join(folder, 'user-'));
  const place = path.join(folder, 'kept.saltrace');
  const first = await launch({ userData, captures: [badConfig] });
  const { page } = first;
  await expect(shown(page)).toHaveText('52 of 52 events');
  await answerDialogs(first, [place]);
  await page.getByRole('banner').getByRole('button').first().click();
  await page.getByRole('menuitem', { name: /Save.* as/ }).click();
  await expect(page.getByRole('banner')).toContainText('kept');

  await typeFilter(page, 'kind:ret outcome:failed minion:$minion');
  await expect(shown(page)).toHaveText('0 of 52 events');
  await page.getByRole('search').getByRole('button', { name: 'Saved' }).click();
  await page.getByRole('menuitem', { name: 'Save this filter…' }).click();
  const draft = page.getByRole('dialog');
  await draft.getByLabel('Name').fill('Failed there');
  await draft.getByLabel('Description', { exact: true }).fill('What went wrong on one of them');
  await draft.getByLabel('Default of minion').fill('web2');
  await first.screenshot('saved-query-draft-light');
  await draft.getByRole('button', { name: 'Save' }).click();
  await expect(draft).toBeHidden();

  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('failed there');
  await page.keyboard.press('Enter');
  const values = page.getByRole('dialog', { name: 'Failed there' });
  await expect(values.getByRole('combobox')).toHaveValue('web2');
  await values.getByRole('combobox').fill('web4');
  await page.keyboard.press('Escape');
  await first.screenshot('saved-query-values-light');
  await values.getByRole('button', { name: 'Run' }).click();
  await expect(shown(page)).toHaveText('1 of 52 events');

  await page
    .getByRole('row', { name: /web4/ })
    .first()
    .click({ position: { x: 30, y: 10 } });
  await page.keyboard.press('b');
  await expect(page.getByRole('row', { name: /web4/ }).getByRole('img', { name: 'Bookmarked' })).toBeVisible();
  await page.keyboard.press('n');
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByRole('textbox', { name: 'Note' }).fill('<img src=x onerror=alert(1)> the first that failed');
  await inspector.getByRole('textbox', { name: 'Tags' }).fill('root cause');
  await page.keyboard.press('Tab');
  await expect(inspector.getByText('Saved in the case.')).toBeVisible();
  await first.screenshot('saved-note-light');
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('save this view');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByLabel('Name').fill('The failure');
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  await rail(page, 'Saved').click();
  await first.screenshot('saved-queries-light');
  await first.close();
  running.length = 0;

  const second = await launch({ userData, captures: [place], settings: { theme: 'dark' } });
  await rail(second.page, 'Saved').click();
  await expect(second.page.getByText('What went wrong on one of them')).toBeVisible();
  await second.screenshot('saved-queries-dark');
  await second.page.getByRole('tab', { name: /^Notes 1/ }).click();
  await expect(second.page.getByRole('paragraph').filter({ hasText: '<img src=x onerror=alert(1)>' })).toBeVisible();
  await second.screenshot('saved-notes-dark');
  await second.page
    .getByRole('button', { name: /ret\/web4$/ })
    .first()
    .click();
  await expect(
    second.page.getByRole('row', { name: /web4/ }).getByRole('img', { name: /the first that failed/ }),
  ).toBeVisible();
  await typeFilter(second.page, '');
  await expect(shown(second.page)).toHaveText('52 of 52 events');
  await rail(second.page, 'Saved').click();
  await second.page.getByRole('tab', { name: /^Views 1/ }).click();
  await second.page.getByRole('button', { name: 'The failure' }).click();
  await expect(shown(second.page)).toHaveText('1 of 52 events');

  await rail(second.page, 'Saved').click();
  await second.page.getByRole('tab', { name: /^Queries/ }).click();
  const file = path.join(folder, 'exported.yaml');
  await answerDialogs(second, [file]);
  await second.page.getByRole('button', { name: 'More for Failed there' }).click();
  await second.page.getByRole('menuitem', { name: 'Export as YAML…' }).click();
  await expect.poll(() => (existsSync(file) ? readFileSync(file, 'utf8') : '')).toContain('minion:$minion');
  await second.page.getByRole('button', { name: 'More for Failed there' }).click();
  await second.page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(second.page.getByText('What went wrong on one of them')).toHaveCount(0);
  await second.screenshot('saved-undo-dark');
  await second.page.getByRole('button', { name: 'Undo' }).click();
  await expect(second.page.getByText('What went wrong on one of them')).toBeVisible();
});

test('a link from outside comes into the window that has the case, is shown, and does something only when confirmed', async () => {
  const program = await launch({ captures: [badConfig] });
  const { app, page } = program;
  await expect(shown(page)).toHaveText('52 of 52 events');
  await app.evaluate(({ clipboard }) => clipboard.writeText(''));
  await typeFilter(page, 'kind:ret');
  await expect(shown(page)).toHaveText('18 of 52 events');
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('ControlOrMeta+Shift+l');
  await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toMatch(/^saltrace:\/\/case\?id=/);
  const link = await app.evaluate(({ clipboard }) => clipboard.readText());
  await typeFilter(page, '');
  await expect(shown(page)).toHaveText('52 of 52 events');
  const start = (words: string) =>
    app.evaluate(({ app: running }, one) => {
      running.emit('second-instance', {}, [], '', { openPaths: [], links: [one] });
    }, words);
  await start(link);
  const dialog = page.getByRole('dialog', { name: 'A link from outside' });
  await expect(dialog.getByText('kind:ret')).toBeVisible();
  await program.screenshot('saved-link-light');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(shown(page)).toHaveText('52 of 52 events');
  await start(link);
  await dialog.getByRole('button', { name: 'Show it' }).click();
  await expect(shown(page)).toHaveText('18 of 52 events');
  expect(app.windows()).toHaveLength(1);
});

test('the last case is opened at start, where that is wanted', async () => {
  const userData = mkdtempSync(path.join(folder, 'user-'));
  const settings = { reopensLast: true };
  const first = await launch({ userData, captures: [badConfig], settings });
  await expect(shown(first.page)).toHaveText('52 of 52 events');
  await first.close();
  running.length = 0;
  const second = await launch({ userData });
  await expect(shown(second.page)).toHaveText('52 of 52 events');
});
