// Main's small files: settings and recent cases.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RecentCases } from '../../../electron/main/recent-cases.ts';
import { readSettings, writeSettings } from '../../../electron/main/settings.ts';
import { defaultSettings } from '../../../shared/bridge/shell.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'saltrace-main-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('settings', () => {
  test('are those of a first start where there is no file', () => {
    expect(readSettings(path.join(folder, 'settings.json'))).toEqual({ value: defaultSettings, setAside: null });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('come back as they were written, and nothing else is left beside them', () => {
    const file = path.join(folder, 'deep', 'settings.json');
    const chosen = {
      ...defaultSettings,
      theme: 'dark',
      language: 'zh-Hans',
      textScale: 1.2,
      zone: 'Europe/Prague',
      library: '/srv/queries',
      reopensLast: true,
    } as const;
    writeSettings(file, chosen);
    expect(readSettings(file)).toEqual({ value: chosen, setAside: null });
    expect(readdirSync(path.dirname(file))).toEqual(['settings.json']);
  });

  test('missing in the file have their defaults, the others stay', () => {
    const file = path.join(folder, 'settings.json');
    writeFileSync(file, '{"theme":"dark"}');
    expect(readSettings(file)).toEqual({ value: { ...defaultSettings, theme: 'dark' }, setAside: null });
  });

  test.each([
    ['cut short', '{"theme":"da'],
    ['of another shape', '{"theme":"purple"}'],
    ['empty', ''],
    ['not an object', '[]'],
  ])('%s: the file is kept aside, each time under another name, and the defaults hold', (_what, text) => {
    const file = path.join(folder, 'settings.json');
    for (const aside of ['settings.json.unreadable', 'settings.json.unreadable-2']) {
      writeFileSync(file, text);
      expect(readSettings(file)).toEqual({ value: defaultSettings, setAside: path.join(folder, aside) });
      expect(readFileSync(path.join(folder, aside), 'utf8')).toBe(text);
    }
    expect(readSettings(file).setAside).toBeNull();
  });
});

describe('recent cases', () => {
  test('are listed newest first, once each, with the last size known', () => {
    const cases = new RecentCases(path.join(folder, 'recent.json'));
    cases.remember({ path: '/a/one.saltrace', events: 5 }, 1);
    cases.remember({ path: '/a/two.saltrace', events: null }, 2);
    cases.remember({ path: '/a/one.saltrace', events: null }, 3);
    expect(cases.list()).toEqual([
      { path: '/a/one.saltrace', name: 'one', openedAt: 3, events: 5, isThere: false },
      { path: '/a/two.saltrace', name: 'two', openedAt: 2, events: null, isThere: false },
    ]);
  });

  test('say whether the file is still there, and can be forgotten without touching it', () => {
    const file = path.join(folder, 'here.saltrace');
    writeFileSync(file, 'x');
    const cases = new RecentCases(path.join(folder, 'recent.json'));
    cases.remember({ path: file, events: 1 }, 1);
    expect(cases.list()[0]?.isThere).toBe(true);
    cases.forget(file);
    expect(cases.list()).toEqual([]);
    expect(readFileSync(file, 'utf8')).toBe('x');
  });

  test('are kept to the newest twenty', () => {
    const cases = new RecentCases(path.join(folder, 'recent.json'));
    for (let n = 0; n < 25; n += 1) cases.remember({ path: `/a/${n}.saltrace`, events: n }, n);
    expect(cases.list()).toHaveLength(20);
    expect(cases.list()[0]?.name).toBe('24');
  });
});

describe('a case that was open', () => {
  const here = () => path.join(folder, 'here.saltrace');
  const recent = () => new RecentCases(path.join(folder, 'recent-cases.json'));
  const share = { made: 1_767_225_600_000_000, choices: { keep: ['output'], hide: ['ids'] } } as const;

  test('is the last one as long as its file is there', () => {
    writeFileSync(here(), '');
    recent().remember({ path: here(), events: 1 }, 1);
    recent().remember({ path: path.join(folder, 'gone.saltrace'), events: 2 }, 2);
    expect(recent().last()?.path).toBe(here());
    rmSync(here());
    expect(recent().last()).toBeUndefined();
  });

  test('is marked as a share with its time and choices, and no longer once it is none', () => {
    recent().remember({ path: here(), events: 1, share }, 1);
    expect(recent().list()).toMatchObject([{ path: here(), share }]);
    recent().remember({ path: here(), events: 1, share: null }, 2);
    expect(recent().list()[0]?.share).toBeUndefined();
  });
});
