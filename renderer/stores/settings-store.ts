// What a person chose for the whole program: theme, language, text size, zone. Kept by main in one file.
import { create } from 'zustand';
import { firstSettings, type Settings, shell } from '../bridge/engine.ts';
import { chooseLanguage } from '../i18n/i18n.ts';
import type { ThemeName } from '../theme/theme.ts';
import { useZoneStore } from './zone-store.ts';

export type { Settings };

type SettingsStore = {
  readonly settings: Settings;
  /** The system's language tags, most wanted first. */
  readonly languages: readonly string[];
  /** The theme in force, after `system` was looked up. */
  readonly theme: ThemeName;
  settingsLoaded(settings: Settings, languages: readonly string[]): void;
  settingChanged(change: Partial<Settings>): void;
  systemThemeChanged(): void;
};

function matches(query: string): boolean {
  return typeof window.matchMedia === 'function' && window.matchMedia(query).matches;
}

function themeOf(choice: Settings['theme']): ThemeName {
  if (choice !== 'system') return choice;
  if (matches('(prefers-contrast: more)') || matches('(forced-colors: active)')) return 'contrast';
  return matches('(prefers-color-scheme: dark)') ? 'dark' : 'light';
}

function putOnPage(settings: Settings, languages: readonly string[]): ThemeName {
  const theme = themeOf(settings.theme);
  document.documentElement.dataset.theme = theme;
  document.documentElement.style.setProperty('--scale', String(settings.textScale));
  document.documentElement.style.setProperty('--mantine-scale', String(settings.textScale));
  chooseLanguage(settings.language, languages);
  useZoneStore.getState().zoneChosen(settings.zone);
  return theme;
}

/** Owner of the settings. */
export const useSettingsStore = create<SettingsStore>()((set, get) => ({
  settings: firstSettings,
  languages: [],
  theme: 'light',
  settingsLoaded: (settings, languages) => set({ settings, languages, theme: putOnPage(settings, languages) }),
  settingChanged: (change) => {
    const settings = { ...get().settings, ...change };
    set({ settings, theme: putOnPage(settings, get().languages) });
    void shell().saveSettings(settings);
  },
  systemThemeChanged: () => set({ theme: putOnPage(get().settings, get().languages) }),
}));

/** Follows the system's theme while the choice is `system`; the result stops it. */
export function watchSystemTheme(): () => void {
  if (typeof window.matchMedia !== 'function') return () => undefined;
  const queries = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)'].map((query) => window.matchMedia(query));
  const changed = () => useSettingsStore.getState().systemThemeChanged();
  for (const query of queries) query.addEventListener('change', changed);
  return () => {
    for (const query of queries) query.removeEventListener('change', changed);
  };
}
