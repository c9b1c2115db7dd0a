// SQL that SQLite does not accept: what it says, where that is, and what was perhaps meant.
import type { Database } from 'better-sqlite3';
import type { Failure } from '../../../shared/base/failure.ts';
import { suggest } from '../../../shared/filter/suggest.ts';
import { sqlFunctions, sqlViews } from '../../../shared/questions/sql-views.ts';
import { type SqlToken, sqlTokens } from './sql-tokens.ts';

/** The failure of a statement that could not be prepared. SQLite's driver gives no offset, so the place is found again. */
export function malformedSql(db: Database, sql: string, { message }: Error): Failure {
  const tokens = sqlTokens(sql);
  const token = unknownName(message, tokens) ?? syntaxError(db, sql, message, tokens);
  const missed = token === undefined ? [] : nearMisses(message, token.text);
  const failure = { code: 'sql-malformed', message: `SQL: ${message}.` } as const;
  return {
    ...failure,
    ...(message === 'incomplete input' ? { position: sql.trimEnd().length } : {}),
    ...(token === undefined ? {} : { position: token.from }),
    ...(missed.length === 0 ? {} : { suggestions: missed }),
  };
}

/** `no such column: e.minio`: the first place where the words of the name stand in a row. */
function unknownName(message: string, tokens: readonly SqlToken[]): SqlToken | undefined {
  const name = /^(?:no such (?:column|table|function)|ambiguous column name): (.*)$/.exec(message)?.[1];
  const called = /^wrong number of arguments to function (.*)\(\)$/.exec(message)?.[1];
  const wanted = (name ?? called)?.split('.');
  if (wanted === undefined) return undefined;
  const texts = tokens.map(plainName);
  const at = texts.findIndex((_, from) => wanted.every((part, n) => texts[from + 2 * n] === part.toLowerCase()));
  return tokens[at + 2 * (wanted.length - 1)];
}

function plainName({ text, kind }: SqlToken): string {
  return (kind === 'name' ? text.slice(1, -1) : text).toLowerCase();
}

/** `near "FORM": syntax error`: the first such word up to which the text cannot be read any more. */
function syntaxError(db: Database, sql: string, message: string, tokens: readonly SqlToken[]): SqlToken | undefined {
  const word = /^near "([\s\S]*)": syntax error$/.exec(message)?.[1];
  if (word === undefined) return undefined;
  return tokens.find(({ text, from }) => text === word && says(db, sql.slice(0, from + text.length), message));
}

function says(db: Database, sql: string, message: string): boolean {
  try {
    db.prepare(sql);
    return false;
  } catch (error) {
    return error instanceof Error && error.message === message;
  }
}

function nearMisses(message: string, word: string): string[] {
  if (message.startsWith('no such table'))
    return suggest(
      word,
      sqlViews.map(({ name }) => name),
    );
  if (message.startsWith('no such function'))
    return suggest(
      word,
      sqlFunctions.map(({ name }) => name),
    );
  if (!message.startsWith('no such column')) return [];
  return suggest(word, [...new Set(sqlViews.flatMap(({ columns }) => columns.map(({ name }) => name)))]);
}
