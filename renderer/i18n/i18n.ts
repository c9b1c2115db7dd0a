// The two languages of the window. Texts live in en.json and zh-Hans.json; a test holds their keys equal.
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from './en.json' with { type: 'json' };
import zhHans from './zh-Hans.json' with { type: 'json' };

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
    returnNull: false;
  }
}

/** A language the window speaks. */
export type Language = 'en' | 'zh-Hans';
/** What a person may choose. */
export type LanguageChoice = 'system' | Language;

void i18next.use(initReactI18next).init({
  resources: { en: { translation: en }, 'zh-Hans': { translation: zhHans } },
  lng: 'en',
  fallbackLng: 'en',
  // React escapes what it shows; escaping twice would spoil event text.
  interpolation: { escapeValue: false },
  initAsync: false,
});

/** The language for a choice: the system's first wish that is spoken here decides `system`. */
export function languageOf(choice: LanguageChoice, wishes: readonly string[]): Language {
  if (choice !== 'system') return choice;
  const first = wishes.find((wish) => /^(en|zh)\b/i.test(wish));
  return first !== undefined && /^zh/i.test(first) ? 'zh-Hans' : 'en';
}

/** Switches the window's language at once. */
export function chooseLanguage(choice: LanguageChoice, wishes: readonly string[]): void {
  const language = languageOf(choice, wishes);
  document.documentElement.lang = language;
  if (i18next.language !== language) void i18next.changeLanguage(language);
}
