// The language of the SQL editor: SQLite's words, and the documented views, columns and functions for completion.
import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { SQLDialect, SQLite, sql } from '@codemirror/lang-sql';
import { syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { classHighlighter } from '@lezer/highlight';
import i18next from 'i18next';
import { sqlFunctions, sqlViews } from '../../../shared/questions/sql-views.ts';
import { sqlDoc } from '../../i18n/sql-docs.ts';

/** A sentence in the language of the moment in which it is shown. */
function told(doc: string, behind = ''): () => Node {
  return () => document.createTextNode(sqlDoc(doc, i18next.language) + behind);
}

const schema = Object.fromEntries(
  sqlViews.map(({ name, doc, columns }) => [
    name,
    {
      self: { label: name, type: 'type', info: told(doc) } satisfies Completion,
      children: columns.map(
        (column): Completion => ({
          label: column.name,
          type: 'property',
          detail: column.type.toLowerCase(),
          info: told(column.doc),
        }),
      ),
    },
  ]),
);

const functions: readonly Completion[] = sqlFunctions.map(({ name, usage, doc }) => ({
  label: name,
  type: 'function',
  detail: usage.slice(name.length),
  apply: `${name}(`,
  info: told(doc),
}));

/** Every column once, with the views that have it: what is typed before FROM has no view yet. */
const columns: readonly Completion[] = [
  ...new Map(sqlViews.flatMap((view) => view.columns.map((column) => [column.name, column]))).values(),
].map(({ name, type, doc }) => ({
  label: name,
  type: 'property',
  detail: sqlViews
    .filter((view) => view.columns.some((column) => column.name === name))
    .map((view) => view.name)
    .join(', '),
  info: told(doc, ` (${type.toLowerCase()})`),
}));

function completeWord(context: CompletionContext): CompletionResult | null {
  const word = context.matchBefore(/(?<![.\w])\w+/);
  if (word === null || (word.from === word.to && !context.explicit)) return null;
  return { from: word.from, options: [...functions, ...columns], validFor: /^\w*$/ };
}

/** The words of statements that only read; SQLite's full list would colour the names of views as well. */
const dialect = SQLDialect.define({
  ...SQLite.spec,
  keywords:
    'all and as asc between by case cast collate cross current desc distinct else end escape except exists explain filter first following from full glob group having in inner intersect is isnull join last left like limit materialized natural not notnull null nulls offset on or order outer over partition plan preceding query range recursive regexp right row rows select then unbounded union using values when where window with',
  builtin: '',
});

const language = sql({ dialect, schema, upperCaseKeywords: true });

/** Everything the editor needs. */
export const sqlLanguage: Extension = [
  language,
  dialect.language.data.of({ autocomplete: completeWord }),
  autocompletion({ icons: false }),
  syntaxHighlighting(classHighlighter),
];
