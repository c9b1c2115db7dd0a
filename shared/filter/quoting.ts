// Quotes of the filter language: "…" with \" and \\; any other backslash stands for itself.

/** Puts a text in quotes. */
export function quoteText(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** Takes the quotes off a quoted text. */
export function unquoteText(quoted: string): string {
  return quoted.slice(1, -1).replace(/\\(["\\])/g, '$1');
}

/** True when a text can stand as a value without quotes and mean the same. */
export function isPlainValue(text: string): boolean {
  return /^[^\s():=!<>~"][^\s()"]*$/.test(text) && !isKeyword(text);
}

/** `and`, `or`, `not` in any letter case. */
export function isKeyword(text: string): boolean {
  return /^(?:and|or|not)$/i.test(text);
}
