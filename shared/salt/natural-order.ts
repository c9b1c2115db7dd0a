// The order in which people expect names: web2 before web10.

/** Compares two names with their runs of digits as numbers; names equal so far are told apart by their text. */
export function naturalOrder(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  let at = 0;
  while (at < length && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  // The runs of digits that the difference stands in begin before it.
  let start = at;
  while (start > 0 && isDigit(a, start - 1)) start -= 1;
  const left = digitsAt(a, start);
  const right = digitsAt(b, start);
  if (left.length > 0 && right.length > 0) {
    const order = compareNumbers(left, right);
    if (order !== 0) return order;
    return naturalOrder(a.slice(start + left.length), b.slice(start + right.length)) || compareText(a, b);
  }
  return compareText(a, b);
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

function digitsAt(text: string, start: number): string {
  let end = start;
  while (isDigit(text, end)) end += 1;
  return text.slice(start, end);
}

/** Digits of any length: leading zeros do not count, then the longer is the larger. */
function compareNumbers(a: string, b: string): number {
  const left = a.replace(/^0+/, '');
  const right = b.replace(/^0+/, '');
  return left.length - right.length || compareText(left, right);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
