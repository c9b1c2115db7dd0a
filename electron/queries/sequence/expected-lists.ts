// The minions that `new` events expect, read a segment of events at a time and joined to one text each: a row an event would take
// four times as long.
import type { CaseFile } from '../../store/case-file.ts';
import { segmentLength } from '../../store/columns/column-defs.ts';

// Expected minions of a range of new events, by the primary key: bytes of all lists, and `event:bytes` of each. A blob that is joined
// keeps its bytes.
const sql = `SELECT CAST(group_concat(expected, '' ORDER BY event) AS BLOB) AS bytes,
    group_concat(event || ':' || length(expected) ORDER BY event) AS places
  FROM publish WHERE event >= :from AND event < :to`;

/** Ranges kept at once: captures that overlap are read in turns. */
const keptRanges = 8;
const none = new Uint32Array(0);

/** Lists of a range, and where that of an event begins and ends. */
type Range = {
  readonly ids: Uint32Array;
  readonly places: ReadonlyMap<number, { readonly from: number; readonly to: number }>;
};

/** Reads the lists of one case; each minion once in each. What is given holds until the next list is asked for. */
export function expectedLists(caseFile: CaseFile): (event: number) => Uint32Array {
  const ranges = new Map<number, Range>();
  const seenIn = new Uint32Array(caseFile.dictionary('minion').size + 1);
  let list = 0;
  let kept = new Uint32Array(1024);
  const rangeOf = (number: number): Range => {
    const known = ranges.get(number);
    if (known !== undefined) return known;
    const from = number * segmentLength;
    const [row] = caseFile.rows<Row>(sql, { from, to: from + segmentLength });
    const range = readRange(row);
    const [oldest] = ranges.keys();
    if (ranges.size >= keptRanges && oldest !== undefined) ranges.delete(oldest);
    ranges.set(number, range);
    return range;
  };
  return (event) => {
    const { ids, places } = rangeOf(Math.floor(event / segmentLength));
    const place = places.get(event);
    if (place === undefined) return none;
    list += 1;
    if (kept.length < place.to - place.from) kept = new Uint32Array(2 * (place.to - place.from));
    let count = 0;
    for (let at = place.from; at < place.to; at++) {
      const id = ids[at] ?? 0;
      if (seenIn[id] === list) continue;
      seenIn[id] = list;
      kept[count++] = id;
    }
    return kept.subarray(0, count);
  };
}

type Row = { readonly bytes: Uint8Array | null; readonly places: string | null };

function readRange(row: Row | undefined): Range {
  const { bytes, places } = row ?? {};
  if (places === undefined || places === null) return { ids: none, places: new Map() };
  // Numbers of four bytes, little-endian like every machine this runs on; copied because the blob need not lie aligned. Lists of
  // nothing but empty ones are no bytes at all.
  const ids = new Uint32Array((bytes?.length ?? 0) >> 2);
  if (bytes !== undefined && bytes !== null) new Uint8Array(ids.buffer).set(bytes.subarray(0, ids.byteLength));
  let to = 0;
  const found = new Map<number, { readonly from: number; readonly to: number }>();
  for (const place of places.split(',')) {
    const [event = '', length = ''] = place.split(':');
    const from = to;
    to += Number(length) >> 2;
    found.set(Number(event), { from, to });
  }
  return { ids, places: found };
}
