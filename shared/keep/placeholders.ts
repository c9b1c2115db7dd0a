// Finds the `$name` of a saved query's text where a value may stand: read as the language reads it, so that quotes, regular
// expressions and comments are left alone.
import { parser } from '../filter/grammar.generated.ts';
import type { QueryKind } from './saved-query.ts';

/** One `$name`: its place in the text, and whether the language expects a value there (else it is text to be found). */
export type Placeholder = {
  readonly from: number;
  readonly to: number;
  readonly name: string;
  readonly isValue: boolean;
};

/** All of a text, in order. */
export function placeholdersOf(kind: QueryKind, text: string): readonly Placeholder[] {
  switch (kind) {
    case 'filter':
      return inFilter(text);
    case 'sequence':
      return inSequence(text);
    case 'sql':
      return inSql(text);
  }
}

const whole = /^\$([A-Za-z_]\w*)$/;

/** The filter's own parser says what is a token: a `$name` inside a longer one is part of that text. */
function inFilter(text: string): Placeholder[] {
  const found: Placeholder[] = [];
  parser
    .parse(text)
    .cursor()
    .iterate(({ name: node, from, to }) => {
      if (node !== 'Value' && node !== 'Word') return;
      const name = whole.exec(text.slice(from, to))?.[1];
      if (name !== undefined) found.push({ from, to, name, isValue: node === 'Value' });
    });
  return found;
}

/** Quoted texts and regular expressions as the filters of the steps have them, or a `$name` that stands alone. */
const sequenceTokens =
  /"(?:[^"\\]|\\[\s\S])*"|~\s*\/(?:[^/\\]|\\[\s\S])*\/|(?<![^\s([:=<>-])\$([A-Za-z_]\w*)(?![^\s)\]])/g;

function inSequence(text: string): Placeholder[] {
  return [...text.matchAll(sequenceTokens)].flatMap(({ 0: token, 1: name, index }) => {
    if (name === undefined) return [];
    const isValue = /[:=<>]\s*\(?\s*$/.test(text.slice(0, index));
    return [{ from: index, to: index + token.length, name, isValue }];
  });
}

/** Texts, quoted names and comments of SQLite, or a parameter of SQLite's own form. */
const sqlTokens = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|\$([A-Za-z_]\w*)/g;

function inSql(text: string): Placeholder[] {
  return [...text.matchAll(sqlTokens)].flatMap(({ 0: token, 1: name, index }) =>
    name === undefined ? [] : [{ from: index, to: index + token.length, name, isValue: true }],
  );
}
