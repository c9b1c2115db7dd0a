// Walks the lines of a piece of bytes. A line ends with LF only (and a CR before it): Salt writes U+2028 raw into strings.

/** Byte values the formats look for. */
export const byte = { tab: 9, lineFeed: 10, return: 13, space: 32, colon: 58, openMap: 123, closeMap: 125 } as const;

/** Called for each line that is not blank, without its line end, its BOM and spaces at its end. */
export type OnLine = (start: number, end: number, line: number, isTerminated: boolean) => void;

/** Walks the non-blank lines of a piece in order; `line` is 0-based. */
export function eachLine(bytes: Uint8Array, onLine: OnLine): void {
  let start = 0;
  let line = 0;
  while (start < bytes.length) {
    const feed = bytes.indexOf(byte.lineFeed, start);
    const lineEnd = feed === -1 ? bytes.length : feed;
    const textStart = hasByteOrderMark(bytes, start) ? start + 3 : start;
    const end = trimmedEnd(bytes, textStart, lineEnd);
    if (!isBlank(bytes, textStart, end)) onLine(textStart, end, line, feed !== -1);
    start = lineEnd + 1;
    line += 1;
  }
}

/** Position behind the last line feed, or 0: the longest prefix of whole lines. */
export function wholeLines(bytes: Uint8Array): number {
  return bytes.lastIndexOf(byte.lineFeed) + 1;
}

/** Number of lines that are not blank: so many problems a stretch of noise counts for. */
export function countNoiseLines(bytes: Uint8Array): number {
  let count = 0;
  eachLine(bytes, () => {
    count += 1;
  });
  return count;
}

/** Files of Windows editors, and each part of files that were joined, may begin with one. */
function hasByteOrderMark(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf;
}

function trimmedEnd(bytes: Uint8Array, start: number, lineEnd: number): number {
  let end = lineEnd;
  while (end > start && isSpace(bytes[end - 1])) end -= 1;
  return end;
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  // The end is trimmed already, so a line that is not empty has something in it.
  return start >= end || (end - start === 1 && isSpace(bytes[start]));
}

function isSpace(value: number | undefined): boolean {
  return value === byte.space || value === byte.tab || value === byte.return;
}

/** Position of the first byte that is no space or TAB. */
export function skipSpaces(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && isSpace(bytes[at])) at += 1;
  return at;
}
