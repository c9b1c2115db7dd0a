// Divides a piece into the stretches of bytes that become compressed blocks. Byte law: the blocks joined are the piece.
import type { Stretch } from '../formats/format.ts';

/**
 * Unpacked bytes of a block. 128 KiB pack a fifth faster than 64 KiB and a twentieth smaller; to fetch one event then takes
 * a tenth of a millisecond more.
 */
export const blockBytes = 131_072;

/**
 * Ends (exclusive) of the blocks of a piece. A block begins with the line of a record or of noise, never within one, and
 * holds at most {@link blockBytes} unless a single record is larger. Cutting one block again gives that block: rebuilding
 * keeps the blocks as they are.
 */
export function cutBlocks(stretches: readonly Stretch[], bytes: Uint8Array): number[] {
  const ends: number[] = [];
  let start = 0;
  for (const { offset, length } of stretches) {
    if (offset + length - start <= blockBytes) continue;
    const lineStart = bytes.lastIndexOf(lineFeed, offset) + 1;
    if (lineStart <= start) continue;
    ends.push(lineStart);
    start = lineStart;
  }
  if (bytes.length > start) ends.push(bytes.length);
  return ends;
}

const lineFeed = 10;
