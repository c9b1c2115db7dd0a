// The first lines of a source, for telling formats apart.
import { eachLine } from './lines.ts';

/** A line of the head. */
export type HeadLine = { readonly start: number; readonly end: number; readonly isWhole: boolean };

/** More lines than this are not looked at: noise before the first record is short. */
const lineLimit = 400;

/** The non-blank lines of a head (its last one may be cut), or `undefined` when it holds bytes that no text has. */
export function headLines(head: Uint8Array): HeadLine[] | undefined {
  if (head.includes(0)) return undefined;
  const lines: HeadLine[] = [];
  eachLine(head, (start, end, _line, isTerminated) => {
    if (lines.length < lineLimit) lines.push({ start, end, isWhole: isTerminated });
  });
  return lines;
}
