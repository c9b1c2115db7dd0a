// What bare text is searched in: the raw record with its JSON escapes read, so that `é` finds `\u00e9`.

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** Reads the JSON escapes of a raw record; text outside of JSON strings has none to speak of. */
export function decodeEscapes(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(/\\(?:u([0-9a-fA-F]{4})|(["\\/bfnrt]))/g, (_, hex: string | undefined, letter: string) =>
    hex === undefined ? (escapes[letter] ?? letter) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** Folds letter case the way bare text ignores it. */
export function foldCase(text: string): string {
  return text.toLowerCase();
}
