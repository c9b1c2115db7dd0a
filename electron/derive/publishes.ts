// The details of `new` events, read job by job in slices of jids.
import type { CaseFile } from '../store/case-file.ts';

/** One `new` event. */
export type PublishRow = {
  readonly event: number;
  readonly jid: number;
  /** JSON texts. */
  readonly tgt: string;
  readonly tgtType: string | null;
  readonly arg: string;
  /** Ids in the dictionary of minions. */
  readonly expected: Uint32Array;
  readonly missing: Uint32Array;
};

type StoredRow = {
  readonly event: number;
  readonly jid: number;
  readonly tgt: string;
  readonly tgt_type: string | null;
  readonly arg: string;
  readonly expected: Uint8Array;
  readonly missing: Uint8Array;
};

/** Jids read with one statement: enough to make the statement cheap; each may have expected thousands of minions. */
export const jidsPerSlice = 64;

const allColumns = 'event, jid, tgt, tgt_type, arg, expected, missing';
/** Targets can be lists of thousands of names: not read where nobody looks at them. */
const fewColumns = "event, jid, '' AS tgt, NULL AS tgt_type, arg, expected, x'' AS missing";

/** The `new` events of the jids `from` … `from` + {@link jidsPerSlice} − 1, ordered by jid and event. */
export function publishesFrom(caseFile: CaseFile, from: number): PublishRow[] {
  return read(caseFile, `SELECT ${allColumns} FROM publish WHERE jid >= :from AND jid < :to ORDER BY jid, event`, from);
}

/** {@link publishesFrom} without targets and unknown names. */
export function expectationsFrom(caseFile: CaseFile, from: number): PublishRow[] {
  return read(caseFile, `SELECT ${fewColumns} FROM publish WHERE jid >= :from AND jid < :to ORDER BY jid, event`, from);
}

function read(caseFile: CaseFile, sql: string, from: number): PublishRow[] {
  return caseFile.rows<StoredRow>(sql, { from, to: from + jidsPerSlice }).map(toPublish);
}

function toPublish({ event, jid, tgt, tgt_type: tgtType, arg, expected, missing }: StoredRow): PublishRow {
  return { event, jid, tgt, tgtType, arg, expected: toIds(expected), missing: toIds(missing) };
}

/** Numbers of four bytes, little-endian like every machine this runs on; copied because the blob need not lie aligned. */
function toIds(blob: Uint8Array): Uint32Array {
  const ids = new Uint32Array(blob.length >> 2);
  new Uint8Array(ids.buffer).set(blob.subarray(0, ids.byteLength));
  return ids;
}
