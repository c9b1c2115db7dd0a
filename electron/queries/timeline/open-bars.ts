// Returns that never came, as bars with an open end: read once a revision from the derived tables, in the order of their ends.
import { outcomeBit } from '../../../shared/salt/job-outcome.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { captureEnds } from '../capture-ends.ts';
import { GrowingBytes, GrowingWords } from './growing.ts';
import { MadeOnce } from './made-once.ts';
import { Slices } from './slice.ts';

/** Parallel lists, one element a bar, in rising order of `to`. */
export type OpenBars = {
  readonly count: number;
  /** µs: when the master asked, and the last moment at which the answer is known to have been awaited. */
  readonly from: Float64Array;
  readonly to: Float64Array;
  /** The `new` event that asked (the job's first event where none names the minion). */
  readonly event: Uint32Array;
  /** Dictionary ids. */
  readonly minion: Uint32Array;
  readonly jid: Uint32Array;
  /** One bit of shared/salt/job-outcome.ts: missing or running. */
  readonly outcome: Uint8Array;
};

const running = outcomeBit('running');

const kept = new MadeOnce<OpenBars>(1, () => 1);

/** The open bars of a case at a revision; `undefined` when cancelled. */
export function openBars(
  caseFile: CaseFile,
  revision: number,
  isCancelled: () => boolean,
): Promise<OpenBars | undefined> {
  return kept.get(caseFile, '', revision, isCancelled, (isGivenUp) => readAll(caseFile, new Slices(isGivenUp)));
}

async function readAll(caseFile: CaseFile, slices: Slices): Promise<OpenBars | undefined> {
  const [minion, jid, outcome] = [new GrowingWords(), new GrowingWords(), new GrowingBytes()];
  const { size } = caseFile.dictionary('minion');
  for (let of = 0; of <= size; of += 1) {
    // By the index job_minion_missing.
    const rows = caseFile.rows<{ jid: number; outcome: number }>(
      'SELECT jid, outcome FROM job_minion WHERE minion = :of AND event IS NULL',
      { of },
    );
    for (const row of rows) {
      minion.push(of);
      jid.push(row.jid);
      outcome.push(row.outcome);
    }
    if (slices.isDue && (await slices.rest())) return undefined;
  }
  const bars = { minion: minion.finish(), jid: jid.finish(), outcome: outcome.finish() };
  const times = await placeBars(caseFile, bars, slices);
  return times === undefined ? undefined : inOrder({ count: bars.jid.length, ...bars, ...times });
}

type Bars = Pick<OpenBars, 'minion' | 'jid' | 'outcome'>;
type Times = Pick<OpenBars, 'from' | 'to' | 'event'>;

/** Begin, end and event of the bars, in their order. */
async function placeBars(caseFile: CaseFile, bars: Bars, slices: Slices): Promise<Times | undefined> {
  const jobs = await readJobs(caseFile, bars.jid, slices);
  if (jobs === undefined) return undefined;
  const count = bars.jid.length;
  const [from, to, event] = [new Float64Array(count), new Float64Array(count), new Uint32Array(count)];
  const several = new Map<number, Map<number, number>>();
  for (let bar = 0; bar < count; bar += 1) {
    const jid = bars.jid[bar] ?? 0;
    event[bar] = jobs.event[jid] ?? 0;
    from[bar] = jobs.started[jid] ?? 0;
    if (jobs.publishes[jid] === 2) {
      const asked = several.get(jid) ?? askers(caseFile, jid);
      several.set(jid, asked);
      const first = asked.get(bars.minion[bar] ?? 0);
      if (first !== undefined) {
        event[bar] = first;
        from[bar] = caseFile.columns.value('stamp', first);
      }
    }
    if ((bar & 63) === 63 && slices.isDue && (await slices.rest())) return undefined;
  }
  const captureEnd = captureEnds(caseFile).last ?? 0;
  for (let bar = 0; bar < count; bar += 1) {
    const begin = from[bar] ?? 0;
    // Of a job that was under way when the capture ended: then. Of one that nobody answered nothing tells how long it was awaited.
    const until = bars.outcome[bar] === running ? captureEnd : (jobs.ended[bars.jid[bar] ?? 0] ?? 0);
    to[bar] = until > begin ? until : begin;
  }
  return { from, to, event };
}

/** What is known of the jobs that have open bars; the index is the jid's dictionary id, NaN stands for not known. */
type Jobs = {
  readonly started: Float64Array;
  readonly ended: Float64Array;
  /** Its `new` event, its first event where there is none. */
  readonly event: Uint32Array;
  /** Number of its `new` events, up to 2. */
  readonly publishes: Uint8Array;
};

const jidsAtOnce = 2_000;

async function readJobs(caseFile: CaseFile, wanted: Uint32Array, slices: Slices): Promise<Jobs | undefined> {
  const { size } = caseFile.dictionary('jid');
  const jobs: Jobs = {
    started: new Float64Array(size + 1).fill(Number.NaN),
    ended: new Float64Array(size + 1).fill(Number.NaN),
    event: new Uint32Array(size + 1),
    publishes: new Uint8Array(size + 1),
  };
  const isWanted = new Uint8Array(size + 1);
  for (const jid of wanted) isWanted[jid] = 1;
  for (let from = 1; from <= size; from += jidsAtOnce) {
    const range = { from, to: from + jidsAtOnce };
    // By the primary key.
    for (const { jid, started, ended, event } of caseFile.rows<{
      jid: number;
      started: number | null;
      ended: number | null;
      event: number;
    }>('SELECT jid, started, ended, event FROM job WHERE jid >= :from AND jid < :to', range)) {
      if (isWanted[jid] === 0) continue;
      jobs.event[jid] = event;
      jobs.started[jid] = started ?? caseFile.columns.value('stamp', event);
      if (ended !== null) jobs.ended[jid] = ended;
    }
    // By the index publish_jid, which holds all that is asked.
    for (const { jid, event } of caseFile.rows<{ jid: number; event: number }>(
      'SELECT jid, event FROM publish WHERE jid >= :from AND jid < :to ORDER BY jid, event DESC',
      range,
    )) {
      if (isWanted[jid] === 0) continue;
      jobs.event[jid] = event;
      jobs.publishes[jid] = Math.min(2, (jobs.publishes[jid] ?? 0) + 1);
    }
    if (slices.isDue && (await slices.rest())) return undefined;
  }
  return jobs;
}

/** A batch run publishes one job several times, to some of its minions each: the first `new` that names each minion. */
function askers(caseFile: CaseFile, jid: number): Map<number, number> {
  const first = new Map<number, number>();
  // By the index publish_jid.
  const publishes = caseFile.rows<{ event: number; expected: Uint8Array }>(
    'SELECT event, expected FROM publish WHERE jid = :jid ORDER BY event DESC',
    { jid },
  );
  for (const { event, expected } of publishes) {
    const view = new DataView(expected.buffer, expected.byteOffset, expected.byteLength);
    for (let at = 0; at + 4 <= expected.byteLength; at += 4) first.set(view.getUint32(at, true), event);
  }
  return first;
}

/** The bars in order of their ends. */
function inOrder(bars: OpenBars): OpenBars {
  const { count, from, to } = bars;
  const order = new Uint32Array(count);
  for (let bar = 0; bar < count; bar += 1) order[bar] = bar;
  order.sort((a, b) => (to[a] ?? 0) - (to[b] ?? 0) || (from[a] ?? 0) - (from[b] ?? 0) || a - b);
  return pickBars(bars, order);
}

/** Some of the bars, in this order. */
export function pickBars(bars: OpenBars, places: Uint32Array): OpenBars {
  const count = places.length;
  const picked = {
    count,
    from: new Float64Array(count),
    to: new Float64Array(count),
    event: new Uint32Array(count),
    minion: new Uint32Array(count),
    jid: new Uint32Array(count),
    outcome: new Uint8Array(count),
  };
  for (let at = 0; at < count; at += 1) {
    const bar = places[at] ?? 0;
    picked.from[at] = bars.from[bar] ?? 0;
    picked.to[at] = bars.to[bar] ?? 0;
    picked.event[at] = bars.event[bar] ?? 0;
    picked.minion[at] = bars.minion[bar] ?? 0;
    picked.jid[at] = bars.jid[bar] ?? 0;
    picked.outcome[at] = bars.outcome[bar] ?? 0;
  }
  return picked;
}
