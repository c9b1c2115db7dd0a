// Cuts SQL into words as SQLite does, so far as it takes to find the words that count and where they stand.

/** One word, name, text, number or sign. */
export type SqlToken = {
  readonly text: string;
  readonly kind: 'word' | 'name' | 'text' | 'other';
  readonly from: number;
};

// In the order of trial. A comment that never ends takes all the rest, as with SQLite; so does a text (which SQLite refuses).
const blank = /\s+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|\ufeff/y;
const kinds: readonly (readonly [SqlToken['kind'], RegExp])[] = [
  ['text', /[xX]?'(?:[^']|'')*(?:'|$)/y],
  ['name', /"(?:[^"]|"")*(?:"|$)|`(?:[^`]|``)*(?:`|$)|\[[^\]]*(?:\]|$)/y],
  ['word', /[\p{L}_\u0080-\uffff][\w$\u0080-\uffff]*/uy],
  ['other', /\d[\w.]*|[\s\S]/y],
];

/** The tokens of a text, comments and blanks left out. */
export function sqlTokens(sql: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  let at = 0;
  while (at < sql.length) {
    blank.lastIndex = at;
    if (blank.test(sql)) {
      at = blank.lastIndex;
      continue;
    }
    for (const [kind, pattern] of kinds) {
      pattern.lastIndex = at;
      const text = pattern.exec(sql)?.[0];
      if (text === undefined) continue;
      tokens.push({ text, kind, from: at });
      at += text.length;
      break;
    }
  }
  return tokens;
}
