// Divides a piece into the stretches of bytes that become compressed blocks. Byte law: the blocks joined are the piece.
import type { Stretch } from '../formats/format.ts';

/** Unpacked bytes of a block: 64 KiB of whole records packed best in facts measured for this program (house §5.10). */
export const blockBytes = 65_536;

/**
 * Ends (exclusive) of the blocks of a piece. A block begins with a record or noise, never within one, and holds at most
 * {@link blockBytes} unless a single record is larger. Cutting one block again gives that block: rebuilding keeps blocks.
 */
export function cutBlocks(stretches: readonly Stretch[], pieceBytes: number): number[] {
  const ends: number[] = [];
  let start = 0;
  for (const stretch of stretches) {
    if (stretch.offset > start && stretch.offset + stretch.length - start > blockBytes) {
      ends.push(stretch.offset);
      start = stretch.offset;
    }
  }
  if (pieceBytes > start) ends.push(pieceBytes);
  return ends;
}
