// The jobs of a case in the order of their start, as arrays, for the finders of links.
import type { CaseFile } from '../../store/case-file.ts';
import type { Pacer } from '../pacer.ts';

/** One element a job that has a start, in time order. */
export type JobTable = {
  readonly count: number;
  readonly jid: Uint32Array;
  readonly started: Float64Array;
  readonly ended: Float64Array;
  readonly event: Uint32Array;
  readonly fun: Uint32Array;
  readonly user: Uint32Array;
  readonly isInternal: Uint8Array;
  readonly isPublished: Uint8Array;
  /** Minions that failed or did not return. */
  readonly bad: Uint32Array;
  readonly expected: Uint32Array;
  /** Place of a jid; −1 for one without a start. */
  readonly placeOf: (jid: number) => number;
  /** First place that did not start before a time. */
  readonly from: (time: number) => number;
};

type Row = {
  readonly jid: number;
  readonly started: number;
  readonly ended: number | null;
  readonly event: number;
  readonly fun: number | null;
  readonly user: number | null;
  readonly is_internal: number;
  readonly expected: number | null;
  readonly bad: number;
};

const rowsPerSlice = 5_000;
const sql = `
SELECT jid, started, ended, event, fun, user, is_internal, expected, failed + coalesce(missing, 0) AS bad
FROM job WHERE jid > :after AND started IS NOT NULL ORDER BY jid LIMIT ${rowsPerSlice}`;

/** Reads them; `undefined` when cancelled. */
export async function readJobTable(caseFile: CaseFile, pacer: Pacer): Promise<JobTable | undefined> {
  const rows: Row[] = [];
  for (let after = 0; ; ) {
    const slice = caseFile.rows<Row>(sql, { after });
    for (const row of slice) rows.push(row);
    if (slice.length < rowsPerSlice) break;
    after = slice.at(-1)?.jid ?? 0;
    if (pacer.isDue() && (await pacer.rest())) return undefined;
  }
  rows.sort((a, b) => a.started - b.started || a.jid - b.jid);
  const places = new Int32Array(caseFile.dictionary('jid').size + 1).fill(-1);
  for (const [place, { jid }] of rows.entries()) places[jid] = place;
  const started = Float64Array.from(rows, (row) => row.started);
  return {
    count: rows.length,
    started,
    jid: Uint32Array.from(rows, (row) => row.jid),
    ended: Float64Array.from(rows, (row) => row.ended ?? Number.NaN),
    event: Uint32Array.from(rows, (row) => row.event),
    fun: Uint32Array.from(rows, (row) => row.fun ?? 0),
    user: Uint32Array.from(rows, (row) => row.user ?? 0),
    isInternal: Uint8Array.from(rows, (row) => row.is_internal),
    isPublished: Uint8Array.from(rows, (row) => (row.expected === null ? 0 : 1)),
    bad: Uint32Array.from(rows, (row) => row.bad),
    expected: Uint32Array.from(rows, (row) => row.expected ?? 0),
    placeOf: (jid) => places[jid] ?? -1,
    from: (time) => {
      let low = 0;
      let high = started.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((started[middle] ?? 0) < time) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  };
}
