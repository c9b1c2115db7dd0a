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

const columns = 'event, jid, tgt, tgt_type, arg, expected, missing';

/** The `new` events of the jids `from` … `from` + {@link jidsPerSlice} − 1, ordered by jid and event. */
export function publishesFrom(caseFile: CaseFile, from: number): PublishRow[] {
  return caseFile
    .rows<StoredRow>(`SELECT ${columns} FROM publish WHERE jid >= :from AND jid < :to ORDER BY jid, event`, {
      from,
      to: from + jidsPerSlice,
    })
    .map(toPublish);
}

/** The `new` events of one job. */
export function publishesOf(caseFile: CaseFile, jid: number): PublishRow[] {
  return caseFile
    .rows<StoredRow>(`SELECT ${columns} FROM publish WHERE jid = :jid ORDER BY event`, { jid })
    .map(toPublish);
}

function toPublish(row: StoredRow): PublishRow {
  return { ...row, tgtType: row.tgt_type, expected: toIds(row.expected), missing: toIds(row.missing) };
}

/** Numbers of four bytes, little-endian like every machine this runs on; copied because the blob need not lie aligned. */
function toIds(blob: Uint8Array): Uint32Array {
  const ids = new Uint32Array(blob.length >> 2);
  new Uint8Array(ids.buffer).set(blob.subarray(0, ids.byteLength));
  return ids;
}
