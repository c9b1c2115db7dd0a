// What a person chose for the whole program: one file, read once, written at each change.
import { z } from 'zod';
import { defaultSettings, type Settings } from '../../shared/bridge/shell.ts';
import { type ReadJson, readJsonFile, writeJsonFile } from './json-file.ts';

/** The shape of the settings, in the file and from the window. A setting missing in the file has its default. */
export const settingsSchema: z.ZodType<Settings> = z.object({
  theme: z.enum(['system', 'light', 'dark', 'contrast']).default(defaultSettings.theme),
  language: z.enum(['system', 'en', 'zh-Hans']).default(defaultSettings.language),
  textScale: z.number().min(0.8).max(1.6).default(defaultSettings.textScale),
  zone: z.string().min(1).max(100).default(defaultSettings.zone),
  library: z.string().max(4096).default(defaultSettings.library),
  reopensLast: z.boolean().default(defaultSettings.reopensLast),
});

/** Reads the settings; an unreadable file is kept aside and the defaults hold. */
export function readSettings(file: string): ReadJson<Settings> {
  return readJsonFile(file, settingsSchema, defaultSettings);
}

/** Writes the settings. */
export function writeSettings(file: string, settings: Settings): void {
  writeJsonFile(file, settings);
}
