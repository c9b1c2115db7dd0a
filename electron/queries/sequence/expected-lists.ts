// The minions that `new` events expect, read a segment of events at a time and joined to one text each: a row an event would take
// four times as long. What was read is kept for the revision, about 4 bytes a minion of a job.
import type { CaseFile } from '../../store/case-file.ts';
import { segmentLength } from '../../store/columns/column-defs.ts';

// Expected minions of a range of new events, by the primary key: bytes of all lists, and `event:bytes` of each. A blob that is joined
// keeps its bytes; both are joined in the same order, whatever it is, because asking for one takes four times as long.
const sql = `SELECT CAST(group_concat(expected, '') AS BLOB) AS bytes, group_concat(event || ':' || length(expected)) AS places
  FROM publish WHERE event >= :from AND event < :to`;

const none = new Uint32Array(0);

/** Lists of a range of events, by event. */
type Range = ReadonlyMap<number, Uint32Array>;

const kept = new WeakMap<CaseFile, { readonly revision: number; readonly ranges: Map<number, Range> }>();

/** Reads the lists of one case; each minion once in each. */
export function expectedLists(caseFile: CaseFile): (event: number) => Uint32Array {
  const revision = caseFile.revision();
  const before = kept.get(caseFile);
  const { ranges } = before?.revision === revision ? before : { ranges: new Map<number, Range>() };
  kept.set(caseFile, { revision, ranges });
  const minions = caseFile.dictionary('minion').size;
  return (event) => {
    const number = Math.floor(event / segmentLength);
    const known = ranges.get(number);
    if (known !== undefined) return known.get(event) ?? none;
    const from = number * segmentLength;
    const [row] = caseFile.rows<Row>(sql, { from, to: from + segmentLength });
    const range = readRange(row, minions);
    ranges.set(number, range);
    return range.get(event) ?? none;
  };
}

type Row = { readonly bytes: Uint8Array | null; readonly places: string | null };

function readRange(row: Row | undefined, minions: number): Range {
  const range = new Map<number, Uint32Array>();
  const { bytes, places } = row ?? {};
  if (places === undefined || places === null) return range;
  // Numbers of four bytes, little-endian like every machine this runs on; copied because the blob need not lie aligned. Lists of
  // nothing but empty ones are no bytes at all.
  const ids = new Uint32Array((bytes?.length ?? 0) >> 2);
  if (bytes !== undefined && bytes !== null) new Uint8Array(ids.buffer).set(bytes.subarray(0, ids.byteLength));
  // The list that last held each minion.
  const seenIn = new Uint32Array(minions + 1);
  let list = 0;
  let from = 0;
  for (const place of places.split(',')) {
    const [event = '', length = ''] = place.split(':');
    const to = from + (Number(length) >> 2);
    list += 1;
    let count = from;
    for (let at = from; at < to; at++) {
      const id = ids[at] ?? 0;
      if (seenIn[id] === list) continue;
      seenIn[id] = list;
      ids[count++] = id;
    }
    range.set(Number(event), ids.subarray(from, count));
    from = to;
  }
  return range;
}
