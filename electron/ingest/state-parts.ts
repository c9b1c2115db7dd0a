// What stands in one state of a state run: which part a key names, and what its bytes say.
import { closeMap, comma, isAt, literal, openList, openMap, quote, space, zero } from './json-bytes.ts';
import { isDigit, plainBytes, skipSpaces } from './plain-json.ts';

/** The parts of a state that are read, but for its result. */
export type PartName = '__id__' | 'name' | '__sls__' | 'comment' | 'changes' | '__run_num__' | 'duration';

/** What stands for a state that went well. */
export const trueText = literal('true');
/** What Salt puts in place of a value that was too long. */
export const trimmedText = literal('VALUE_TRIMMED');

/** The part of a state that a key names; `undefined` for one that says nothing here. */
export function partOf(bytes: Uint8Array, start: number, end: number): PartName | 'result' | undefined {
  switch (end - start) {
    case 4:
      return isAt(bytes, start, nameText) ? 'name' : undefined;
    case 6:
      return isAt(bytes, start, resultText) ? 'result' : isAt(bytes, start, idText) ? '__id__' : undefined;
    case 7:
      if (isAt(bytes, start, changesText)) return 'changes';
      if (isAt(bytes, start, commentText)) return 'comment';
      return isAt(bytes, start, slsText) ? '__sls__' : undefined;
    case 8:
      return isAt(bytes, start, durationText) ? 'duration' : undefined;
    case 11:
      return isAt(bytes, start, runNumText) ? '__run_num__' : undefined;
    default:
      return undefined;
  }
}

const [nameText, resultText, idText] = [literal('name'), literal('result'), literal('__id__')];
const [changesText, commentText, slsText] = [literal('changes'), literal('comment'), literal('__sls__')];
const [durationText, runNumText] = [literal('duration'), literal('__run_num__')];

/** Position of the first byte that does not stand for itself in JSON text. */
export function plainEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && plainBytes[bytes[at] ?? 0] === 1) at += 1;
  return at;
}

/** True for what may stand behind a number. */
export function endsValue(byte: number | undefined): boolean {
  return byte === comma || byte === closeMap || byte === space;
}

/** The number that those digits make. */
export function wholeNumber(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at += 1) value = value * 10 + (bytes[at] ?? 0) - zero;
  return value;
}

/** True for what counts as changes: a map, a list or a text that is not empty, and true. */
export function isSomething(bytes: Uint8Array, start: number): boolean {
  const first = bytes[start] ?? 0;
  if (first === quote) return bytes[start + 1] !== quote;
  if (first === openMap || first === openList) return bytes[skipSpaces(bytes, start + 1)] !== first + 2;
  return isAt(bytes, start, trueText) && !isDigit(first);
}
