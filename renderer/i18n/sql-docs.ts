// The sentences about views, columns and functions of SQL in the language of the window. They are written once, in English
// (shared/questions/sql-views.ts); other languages translate the sentence itself.
import zhHans from './sql-docs.zh-Hans.json' with { type: 'json' };

const chinese: Readonly<Record<string, string>> = zhHans;

/** A sentence in a language; in English where it has none. */
export function sqlDoc(doc: string, language: string): string {
  return language === 'zh-Hans' ? (chinese[doc] ?? doc) : doc;
}
