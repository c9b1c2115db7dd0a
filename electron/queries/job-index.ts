// All jobs of a case as arrays, so that any page of any order is found without asking SQLite for all of them again.
import type { CaseFile } from '../store/case-file.ts';
import { breathe } from './question.ts';

/** Keys by which jobs are ordered. `worst`: failed, then missing, then unknown minions. */
export type JobSort = 'worst' | 'started' | 'duration' | 'jid';

/** The jobs of one revision; the arrays have one element a job, in rising jid id. */
export type JobIndex = {
  readonly revision: number;
  readonly count: number;
  readonly jid: Uint32Array;
  readonly isInternal: Uint8Array;
  /**
   * Places in the order of a key; jobs without the value come last, whichever direction. Jobs of which only returns are in
   * the capture stand where they ended.
   */
  readonly order: (sort: JobSort, descending: boolean) => Uint32Array;
};

type StoredKeys = {
  readonly jid: number;
  readonly fun: number | null;
  readonly started: number | null;
  readonly duration: number | null;
  readonly internal: number;
  readonly failed: number;
  readonly missing: number | null;
  readonly unknown: number;
};

const rowsPerSlice = 10_000;
const kept = new WeakMap<CaseFile, JobIndex>();

/** The index at the present revision; `undefined` when cancelled. */
export async function jobIndex(caseFile: CaseFile, isCancelled: () => boolean): Promise<JobIndex | undefined> {
  const known = kept.get(caseFile);
  const revision = caseFile.revision();
  if (known?.revision === revision) return known;
  const rows: StoredKeys[] = [];
  for (let after = 0; ; ) {
    const slice = caseFile.rows<StoredKeys>(
      `SELECT jid, fun, coalesce(started, ended) AS started, duration_us AS duration, is_internal AS internal, failed, missing, unknown
       FROM job WHERE jid > :after ORDER BY jid LIMIT ${rowsPerSlice}`,
      { after },
    );
    for (const row of slice) rows.push(row);
    if (slice.length < rowsPerSlice) break;
    after = slice.at(-1)?.jid ?? after;
    await breathe();
    if (isCancelled()) return undefined;
  }
  const index = makeIndex(caseFile, revision, rows);
  // Rows read while a derivation was being written are of two states: such an index answers once and is not kept.
  if (caseFile.revision() === revision) kept.set(caseFile, index);
  return index;
}

function makeIndex(caseFile: CaseFile, revision: number, rows: readonly StoredKeys[]): JobIndex {
  const orders = new Map<string, Uint32Array>();
  const jids = caseFile.dictionary('jid');
  const text = (at: number) => jids.text(rows[at]?.jid ?? 0);
  // `salt-run state.event` that is ended by Ctrl-C returns as failed (salt-live §7): the end of a recording, no fault.
  const listener = caseFile.dictionary('fun').id('runner.state.event');
  const badness = Float64Array.from(rows, (row) =>
    listener !== 0 && row.fun === listener ? 0 : row.failed * 1e12 + (row.missing ?? 0) * 1e6 + row.unknown,
  );
  const started = Float64Array.from(rows, (row) => row.started ?? Number.NaN);
  const duration = Float64Array.from(rows, (row) => row.duration ?? Number.NaN);
  const byNumber = (values: Float64Array, descending: boolean) => (a: number, b: number) => {
    const left = values[a] ?? Number.NaN;
    const right = values[b] ?? Number.NaN;
    if (Number.isNaN(left) || Number.isNaN(right)) return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
    return descending ? right - left : left - right;
  };
  const byJid = (descending: boolean) => (a: number, b: number) => {
    const left = text(a);
    const right = text(b);
    if (left === right) return 0;
    return left < right === descending ? 1 : -1;
  };
  const compare = (sort: JobSort, descending: boolean) => {
    const last = byJid(descending);
    if (sort === 'jid') return last;
    const first = byNumber(sort === 'worst' ? badness : sort === 'started' ? started : duration, descending);
    return (a: number, b: number) => first(a, b) || last(a, b);
  };
  return {
    revision,
    count: rows.length,
    jid: Uint32Array.from(rows, (row) => row.jid),
    isInternal: Uint8Array.from(rows, (row) => row.internal),
    order: (sort, descending) => {
      const key = `${sort}${descending}`;
      const known = orders.get(key);
      if (known !== undefined) return known;
      const order = Uint32Array.from(rows, (_, at) => at).sort(compare(sort, descending));
      orders.set(key, order);
      return order;
    },
  };
}
