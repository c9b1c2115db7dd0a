// Both languages say the same things: equal keys (plural forms apart), equal placeholders, and every text is used.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import en from '../../../renderer/i18n/en.json' with { type: 'json' };
import { languageOf } from '../../../renderer/i18n/i18n.ts';
import zhHans from '../../../renderer/i18n/zh-Hans.json' with { type: 'json' };
import { failureCodes } from '../../../shared/base/failure.ts';
import { fieldDocs } from '../../../shared/filter/fields.ts';
import { faultWords } from '../../../shared/filter/filter-fault.ts';
import { traceSentences } from '../../../shared/questions/trace-words.ts';

type Texts = { readonly [key: string]: string | Texts };

function flat(texts: Texts, before = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(texts)) {
    if (typeof value === 'string') found.set(`${before}${key}`, value);
    else for (const [inner, text] of flat(value, `${before}${key}.`)) found.set(inner, text);
  }
  return found;
}

const english = flat(en);
const chinese = flat(zhHans);
const withoutPlural = (key: string) => key.replace(/_(?:one|other)$/, '');
const placeholders = (text: string) => [...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1]);

test('both languages have the same keys', () => {
  const names = (texts: Map<string, string>) => [...new Set([...texts.keys()].map(withoutPlural))].sort();
  expect(names(chinese)).toEqual(names(english));
});

test('English has both plural forms, Chinese at least its one', () => {
  const ends = (texts: Map<string, string>, end: string) =>
    [...texts.keys()]
      .filter((key) => key.endsWith(end))
      .map(withoutPlural)
      .sort();
  expect(ends(english, '_one')).toEqual(ends(english, '_other'));
  expect(ends(chinese, '_other')).toEqual(ends(english, '_other'));
});

test('a translation knows no placeholder that the English text does not', () => {
  for (const [key, text] of chinese) {
    const known = new Set(
      [...english].filter(([one]) => withoutPlural(one) === withoutPlural(key)).flatMap(([, one]) => placeholders(one)),
    );
    expect({ key, unknown: placeholders(text).filter((name) => !known.has(name)) }).toEqual({ key, unknown: [] });
  }
});

test('faults, fields and failures are in English as shared/ says them, and in no other language the same', () => {
  const said = {
    'filter.fault.': faultWords,
    'filter.field.': Object.fromEntries(fieldDocs.map(({ name, doc }) => [name, doc])),
    'failure.': failureCodes,
    'trace.reason.': traceSentences,
  };
  for (const [before, words] of Object.entries(said)) {
    expect(Object.keys(words).length).toBeGreaterThan(20);
    for (const [code, text] of Object.entries(words)) {
      expect([code, english.get(before + code)]).toEqual([code, text]);
      expect([code, chinese.get(before + code)]).toEqual([code, expect.stringMatching(/\p{Script=Han}/u)]);
      expect([code, placeholders(chinese.get(before + code) ?? '').sort()]).toEqual([code, placeholders(text).sort()]);
    }
  }
});

test('no text is empty', () => {
  expect([...english, ...chinese].filter(([, text]) => text.trim() === '')).toEqual([]);
});

test('every text is used somewhere', () => {
  const root = path.resolve(import.meta.dirname, '../../../renderer');
  const source = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(path.join(root, name), 'utf8'))
    .join('\n');
  const isUsed = (key: string) => {
    const plain = withoutPlural(key);
    if (source.includes(`'${plain}'`) || source.includes(`"${plain}"`)) return true;
    const parts = plain.split('.');
    // Keys made of a fixed beginning and a value: t(`outcome.${word}`), t(`keyMap.${id}Keys`).
    return parts.some((_, n) => n > 0 && source.includes(`\`${parts.slice(0, n).join('.')}.\${`));
  };
  expect([...english.keys()].filter((key) => !isUsed(key))).toEqual([]);
});

test('the first wish that is spoken here decides the language', () => {
  expect(languageOf('system', ['de-DE', 'zh-CN', 'en'])).toBe('zh-Hans');
  expect(languageOf('system', ['fr'])).toBe('en');
  expect(languageOf('en', ['zh-CN'])).toBe('en');
});
