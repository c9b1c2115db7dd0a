// Commands about the window itself: theme, language, size of text, zone.
import { type Settings, useSettingsStore } from '../../stores/settings-store.ts';
import { always, type Command } from './command.ts';

function scaleText(step: number): void {
  const { settings, settingChanged } = useSettingsStore.getState();
  const wanted = step === 0 ? 1 : settings.textScale + step;
  settingChanged({ textScale: Math.round(Math.max(0.8, Math.min(1.6, wanted)) * 10) / 10 });
}

function settingCommand(id: Command['id'], change: Partial<Settings>): Command {
  const run = () => useSettingsStore.getState().settingChanged(change);
  return { id, keys: [], group: 'window', canRun: always, run };
}

/** What the settings hold, one value a command. */
export const windowCommands: readonly Command[] = [
  settingCommand('themeSystem', { theme: 'system' }),
  settingCommand('themeLight', { theme: 'light' }),
  settingCommand('themeDark', { theme: 'dark' }),
  settingCommand('themeContrast', { theme: 'contrast' }),
  settingCommand('languageEnglish', { language: 'en' }),
  settingCommand('languageChinese', { language: 'zh-Hans' }),
  { id: 'textLarger', keys: ['Mod++', 'Mod+='], group: 'window', canRun: always, run: () => scaleText(0.1) },
  { id: 'textSmaller', keys: ['Mod+-'], group: 'window', canRun: always, run: () => scaleText(-0.1) },
  { id: 'textNormal', keys: ['Mod+0'], group: 'window', canRun: always, run: () => scaleText(0) },
  settingCommand('zoneUtc', { zone: 'UTC' }),
  settingCommand('zoneLocal', { zone: 'local' }),
];
