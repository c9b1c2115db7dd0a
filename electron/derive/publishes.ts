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

/** Jids read with one statement: enough to make the statement cheap, few enough for a slice. */
export const jidsPerSlice = 512;

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

/** Little-endian numbers of four bytes; the blob need not lie aligned in memory. */
function toIds(blob: Uint8Array): Uint32Array {
  const ids = new Uint32Array(blob.length >> 2);
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
  for (let at = 0; at < ids.length; at += 1) ids[at] = view.getUint32(at * 4, true);
  return ids;
}
