// The program starts, and the page stays shut in: every line of house 5.12 that concerns the shell has its test here.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { readyWindowRuntime } from '../../build/native/window-runtime.ts';
import { launchProgram, type RunningProgram, root } from './support/launch.ts';

let program: RunningProgram;

test.beforeAll(async () => {
  program = await launchProgram();
});

test.afterAll(async () => {
  await program.close();
});

test('the page comes from our own scheme and shares nothing with the rest but the bridge', async () => {
  const { page } = program;
  expect(page.url()).toBe('saltrace://app/index.html');
  const shared = await page.evaluate(() => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const usual = new Set(Object.getOwnPropertyNames(frame.contentWindow ?? {}));
    frame.remove();
    const ours = ['require', 'process', 'module', 'Buffer', 'global', 'bridge', 'electron', 'ipcRenderer'];
    return { present: ours.filter((name) => name in window), isNew: !usual.has('bridge') };
  });
  expect(shared).toEqual({ present: ['bridge'], isNew: true });
  const members = await page.evaluate(() => Object.keys(window.bridge).sort());
  expect(members).toEqual(['ask', 'cancel', 'listen', 'order', 'pathsOf', 'shell']);
});

test('the window is sandboxed, isolated and has no Node', async () => {
  const preferences = await program.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    // Not in the published types, but the one place where the values in force can be read.
    const contents = window?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
    const { sandbox, contextIsolation, nodeIntegration, webviewTag, webSecurity } = contents.getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration, webviewTag, webSecurity };
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
  });
  expect(preferences.webviewTag).not.toBe(true);
  expect(preferences.webSecurity).not.toBe(false);
});

test('the page is served with a policy that allows nothing unnamed, and starts without breaking it', async () => {
  const policy = await program.page.evaluate(async () => {
    const seen: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => seen.push(event.originalPolicy));
    const script = document.createElement('script');
    script.textContent = 'window.planted = true';
    document.head.append(script);
    const image = new Image();
    image.src = 'https://example.com/x.png';
    document.body.append(image);
    await new Promise((resolve) => setTimeout(resolve, 300));
    script.remove();
    image.remove();
    return { seen, planted: 'planted' in window };
  });
  expect(policy.planted).toBe(false);
  expect(policy.seen).toHaveLength(2);
  expect(policy.seen[0]).toMatch(/^default-src 'none'; script-src 'self'; /);
  expect(policy.seen[0]).not.toMatch(/unsafe/);
  // What the page itself did before: all complaints are of the two offences above.
  const offences = program.complaints.filter((text) => /Content Security Policy/.test(text));
  expect(offences).toHaveLength(2);
  expect(program.complaints.filter((text) => !offences.includes(text))).toEqual([]);
});

test('navigation, new windows, permissions and requests to elsewhere are denied', async () => {
  const { app, page } = program;
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'https://example.com/';
    document.body.append(link);
    link.click();
    link.remove();
    window.location.href = 'https://example.com/';
  });
  const opened = await page.evaluate(() => window.open('https://example.com/') === null);
  expect(opened).toBe(true);
  const permission = await page.evaluate(() => Notification.requestPermission());
  expect(permission).toBe('denied');
  // Even a request that main itself would make in the page's session does not leave.
  const fetched = await app.evaluate(({ session }) =>
    session.defaultSession.fetch('https://example.com/').then(
      () => 'left',
      (error: Error) => error.message,
    ),
  );
  expect(fetched).toContain('ERR_BLOCKED_BY_CLIENT');
  expect(page.url()).toBe('saltrace://app/index.html');
  expect(app.windows()).toHaveLength(1);
  expect(program.requests.filter((url) => !/^(saltrace:\/\/app\/|data:|https:\/\/example\.com\/)/.test(url))).toEqual(
    [],
  );
});

test('nothing outside the page’s folder can be read through its scheme', async () => {
  const statuses = await program.app.evaluate(async ({ session }) => {
    const asked = [
      'index.html',
      '../main/index.js',
      '%2e%2e/main/index.js',
      '..%2fmain%2findex.js',
      '%00',
      'nothing.js',
    ];
    const answers = asked.map(async (name) => [
      name,
      (await session.defaultSession.fetch(`saltrace://app/${name}`)).status,
    ]);
    const stranger = (await session.defaultSession.fetch('saltrace://elsewhere/index.html')).status;
    return { ...Object.fromEntries(await Promise.all(answers)), stranger };
  });
  expect(statuses).toEqual({
    'index.html': 200,
    '../main/index.js': 404,
    '%2e%2e/main/index.js': 404,
    '..%2fmain%2findex.js': 404,
    '%00': 404,
    'nothing.js': 404,
    stranger: 404,
  });
});

test('main answers a fixed list of calls, with checked arguments, to the page alone', async () => {
  const { app, page } = program;
  const settings = await page.evaluate(() => window.bridge.shell.settings());
  expect(settings).toMatchObject({ theme: 'system', zone: 'UTC' });
  const refused = await page.evaluate(() =>
    window.bridge.shell.showFile('relative/path').then(
      () => 'done',
      (error: Error) => error.message,
    ),
  );
  expect(refused).toContain('expected an absolute path');
  // A window that is not ours, with the same preload and another page, gets nothing.
  const preload = path.join(root, 'out', 'preload', 'index.cjs');
  const stranger = await app.evaluate(async ({ BrowserWindow }, preloadFile) => {
    const webPreferences = { preload: preloadFile, sandbox: true, contextIsolation: true };
    const window = new BrowserWindow({ show: false, webPreferences });
    await window.loadURL('data:text/html,<p>stranger');
    const answer = await window.webContents.executeJavaScript(
      'window.bridge.shell.settings().then(() => "answered", (error) => error.message)',
    );
    window.destroy();
    return answer;
  }, preload);
  expect(stranger).toContain('the sender is not');
});

test('the engine answers, comes back after a crash, and the window says so', async () => {
  const { page } = program;
  const states = page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const heard: string[] = [];
        window.bridge.listen((item) => {
          if (item.news !== 'engine.state') return;
          heard.push(item.body.state);
          if (item.body.state === 'ready') resolve(heard);
        });
      }),
  );
  const before = await page.evaluate(() => window.bridge.order('case.close', {}, 900_001));
  expect(before.ok).toBe(true);
  await program.killEngine();
  expect(await states).toEqual(['restarting', 'ready']);
  const after = await page.evaluate(() => window.bridge.order('case.close', {}, 900_002));
  expect(after.ok).toBe(true);
});

test('an engine that dies at once each time is given up, and the window says why', async () => {
  const doomed = await launchProgram();
  const lost = doomed.page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        window.bridge.listen((item) => {
          if (item.news === 'engine.state' && item.body.state === 'lost') resolve(item.body.failure?.message ?? '');
        });
      }),
  );
  for (let death = 1; death <= 3; death += 1) {
    const dying = await enginePid(doomed);
    await doomed.killEngine();
    if (death === 3) break;
    await expect
      .poll(async () => ![dying, 0].includes(await enginePid(doomed)), { message: 'a new engine' })
      .toBe(true);
  }
  expect(await lost).toContain('3 times within a minute');
  const refused = await doomed.page.evaluate(() => window.bridge.order('case.close', {}, 920_000));
  expect(refused).toMatchObject({ ok: false, failure: { code: 'engine-lost' } });
  await doomed.close();
});

test('a settings file that cannot be read is kept aside and told, and the defaults hold', async () => {
  const userData = mkdtempSync(path.join(tmpdir(), 'saltrace-e2e-'));
  writeFileSync(path.join(userData, 'settings.json'), '{"theme":');
  const started = await launchProgram({ userData });
  expect(await started.page.evaluate(() => window.bridge.shell.settings())).toMatchObject({ theme: 'system' });
  expect(readFileSync(path.join(userData, 'settings.json.unreadable'), 'utf8')).toBe('{"theme":');
  await started.close();
  rmSync(userData, { recursive: true, force: true });
});

test('a second start opens its files in a new window of the running program', async () => {
  const { app, userData } = program;
  const capture = path.join(root, 'test', 'captures', '3008.5', 'bad-config', 'sse.txt');
  const opened = app.waitForEvent('window');
  const runtime = await readyWindowRuntime({ virtualDisplay: false });
  const words = [...runtime.args, root, `--user-data-dir=${userData}`, capture];
  const second = spawn(runtime.electron.executable, words, {
    env: { ...process.env, ...runtime.env },
    stdio: 'ignore',
  });
  const exitCode = await new Promise((resolve) => second.once('exit', resolve));
  expect(exitCode).toBe(0);
  const page = await opened;
  await page.waitForLoadState('load');
  const info = await page.evaluate(() => window.bridge.shell.appInfo());
  expect(info.openPaths).toEqual([capture]);
  expect((await program.page.evaluate(() => window.bridge.shell.appInfo())).openPaths).toEqual([]);
  await page.close();
});

/** Process id of the engine; 0 while there is none. */
function enginePid(running: RunningProgram): Promise<number> {
  return running.app.evaluate(
    ({ app }) => app.getAppMetrics().find(({ name }) => name === 'Saltrace engine')?.pid ?? 0,
  );
}
