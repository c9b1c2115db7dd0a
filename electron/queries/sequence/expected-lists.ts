// The minions that `new` events expect, read a few thousand events at a time: one statement an event takes five times as long.
import type { CaseFile } from '../../store/case-file.ts';

// Expected minions of a range of new events; by the primary key.
const sql = 'SELECT event, expected FROM publish WHERE event >= :from AND event < :to';

const rangeBits = 12;
/** Ranges kept at once: captures that overlap are read in turns. */
const keptRanges = 8;
const none = new Uint32Array(0);

/** Reads the lists of one case; each minion once in each. */
export function expectedLists(caseFile: CaseFile): (event: number) => Uint32Array {
  const ranges = new Map<number, ReadonlyMap<number, Uint8Array>>();
  const seenIn = new Uint32Array(caseFile.dictionary('minion').size + 1);
  let list = 0;
  const rangeOf = (number: number): ReadonlyMap<number, Uint8Array> => {
    const known = ranges.get(number);
    if (known !== undefined) return known;
    const from = number << rangeBits;
    const rows = caseFile.rows<{ event: number; expected: Uint8Array }>(sql, { from, to: from + (1 << rangeBits) });
    const range = new Map(rows.map((row) => [row.event, row.expected]));
    const [oldest] = ranges.keys();
    if (ranges.size >= keptRanges && oldest !== undefined) ranges.delete(oldest);
    ranges.set(number, range);
    return range;
  };
  return (event) => {
    const blob = rangeOf(event >>> rangeBits).get(event);
    if (blob === undefined) return none;
    list += 1;
    // Numbers of four bytes, little-endian like every machine this runs on; copied because the blob need not lie aligned.
    const ids = new Uint32Array(blob.length >> 2);
    new Uint8Array(ids.buffer).set(blob.subarray(0, ids.byteLength));
    let count = 0;
    for (const id of ids) {
      if (seenIn[id] === list) continue;
      seenIn[id] = list;
      ids[count++] = id;
    }
    return ids.subarray(0, count);
  };
}
