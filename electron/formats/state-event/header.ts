// Finds in a line of `state.event` output where the tag ends and the JSON begins.
import { byte } from '../lines.ts';

/** Where the parts of an event's (first) line stand. */
export type Header = {
  readonly tagEnd: number;
  readonly jsonStart: number;
  /** True when the line ends with the opening brace: the JSON goes on in the next lines. */
  readonly isPretty: boolean;
};

/**
 * Looks at a line (its end trimmed). The tag ends at the first TAB that a brace follows: tags themselves may hold spaces
 * and TABs (salt-live §1). Copies from a terminal have spaces instead of the TAB; there the tag must have no spaces
 * and the JSON must begin with a key, because many other lines hold a space and a brace. `undefined`: no event begins.
 */
export function findHeader(bytes: Uint8Array, start: number, end: number): Header | undefined {
  for (let at = start; at + 1 < end; at += 1) {
    if (bytes[at] === byte.tab && bytes[at + 1] === byte.openMap) return header(at, at + 1, end);
  }
  return findCopiedHeader(bytes, start, end);
}

function findCopiedHeader(bytes: Uint8Array, start: number, end: number): Header | undefined {
  let tagEnd = start;
  while (tagEnd < end && !isOutsideTag(bytes[tagEnd] ?? 0)) tagEnd += 1;
  let jsonStart = tagEnd;
  while (bytes[jsonStart] === byte.space) jsonStart += 1;
  // A word with a colon is a field of something else (`data: {`).
  if (
    tagEnd === start ||
    bytes[tagEnd - 1] === byte.colon ||
    jsonStart === tagEnd ||
    bytes[jsonStart] !== byte.openMap ||
    jsonStart >= end
  )
    return undefined;
  const next = bytes[jsonStart + 1];
  if (jsonStart + 1 !== end && next !== quote && next !== byte.closeMap) return undefined;
  return header(tagEnd, jsonStart, end);
}

/** Spaces, brackets, quotes and `=`: what stands before a brace in program text and log lines. */
function isOutsideTag(value: number): boolean {
  return value <= byte.space || outsideTag.has(value);
}

function header(tagEnd: number, jsonStart: number, end: number): Header {
  return { tagEnd, jsonStart, isPretty: jsonStart + 1 === end };
}

const quote = 34;
const outsideTag = new Set(Array.from('"\'(){}[]=', (character) => character.charCodeAt(0)));
