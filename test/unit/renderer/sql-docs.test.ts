// Every sentence about the views and functions of SQL has its translation, and none is left over.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sqlDoc } from '../../../renderer/i18n/sql-docs.ts';
import { sqlFunctions, sqlViews } from '../../../shared/questions/sql-views.ts';

const docs = [...sqlViews, ...sqlViews.flatMap(({ columns }) => columns), ...sqlFunctions].map(({ doc }) => doc);

it('translates all of them, and nothing else', () => {
  const file = join(import.meta.dirname, '../../../renderer/i18n/sql-docs.zh-Hans.json');
  const known = Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object);
  expect(docs.filter((doc) => !known.includes(doc))).toEqual([]);
  expect(known.filter((doc) => !docs.includes(doc))).toEqual([]);
  const same = new Set(docs.filter((doc) => !/\p{Script=Han}/u.test(sqlDoc(doc, 'zh-Hans'))));
  // These have no word that is not Salt's.
  expect([...same]).toEqual(['The minion.', 'module.function.']);
});

it('leaves English as it is written', () => {
  expect(docs.map((doc) => sqlDoc(doc, 'en'))).toEqual(docs);
});
