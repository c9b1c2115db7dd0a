// Returns that never came, as bars with an open end: read once a revision from the derived tables, in the order of their ends.
import { outcomeBit } from '../../../shared/salt/job-outcome.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { captureEnds } from '../capture-ends.ts';
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

type Bar = {
  from: number;
  to: number;
  event: number;
  readonly minion: number;
  readonly jid: number;
  readonly outcome: number;
};

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
  const bars: Bar[] = [];
  const { size } = caseFile.dictionary('minion');
  for (let minion = 0; minion <= size; minion += 1) {
    // By the index job_minion_missing.
    const rows = caseFile.rows<{ jid: number; outcome: number }>(
      'SELECT jid, outcome FROM job_minion WHERE minion = :minion AND event IS NULL',
      { minion },
    );
    for (const { jid, outcome } of rows) bars.push({ from: Number.NaN, to: 0, event: 0, minion, jid, outcome });
    if (slices.isDue && (await slices.rest())) return undefined;
  }
  bars.sort((a, b) => a.jid - b.jid);
  const captureEnd = captureEnds(caseFile).last ?? 0;
  for (let at = 0; at < bars.length; ) {
    const jid = bars[at]?.jid ?? 0;
    const begin = at;
    while (bars[at]?.jid === jid) at += 1;
    placeBars(caseFile, jid, bars.slice(begin, at), captureEnd);
    if (slices.isDue && (await slices.rest())) return undefined;
  }
  return packed(bars.filter(({ event }) => event !== 0).sort((a, b) => a.to - b.to || a.from - b.from));
}

/** Sets begin, end and event of the open bars of one job. */
function placeBars(caseFile: CaseFile, jid: number, bars: readonly Bar[], captureEnd: number): void {
  const { columns } = caseFile;
  // By the primary key.
  const [job] = caseFile.rows<{ started: number | null; ended: number | null; event: number }>(
    'SELECT started, ended, event FROM job WHERE jid = :jid',
    { jid },
  );
  if (job === undefined) return;
  for (const bar of bars) {
    bar.event = job.event;
    bar.from = job.started ?? columns.value('stamp', job.event);
  }
  // By the index publish_jid, which holds all that is asked.
  const publishes = caseFile.rows<{ event: number }>('SELECT event FROM publish WHERE jid = :jid ORDER BY event', {
    jid,
  });
  if (publishes.length > 1) placeByAsker(caseFile, jid, bars);
  else {
    const [only] = publishes;
    for (const bar of bars) bar.event = only?.event ?? bar.event;
  }
  for (const bar of bars) {
    const until = bar.outcome === running || job.ended === null ? lastAwaited(bar, captureEnd) : job.ended;
    bar.to = Math.max(bar.from, until);
  }
}

/** A batch run publishes one job several times, to some of its minions each: who was asked when stands in the lists. */
function placeByAsker(caseFile: CaseFile, jid: number, bars: readonly Bar[]): void {
  const ofMinion = new Map(bars.map((bar) => [bar.minion, bar]));
  // By the index publish_jid. The first `new` that names a minion comes last in this order.
  const publishes = caseFile.rows<{ event: number; expected: Uint8Array }>(
    'SELECT event, expected FROM publish WHERE jid = :jid ORDER BY event DESC',
    { jid },
  );
  for (const { event, expected } of publishes) {
    const stamp = caseFile.columns.value('stamp', event);
    const view = new DataView(expected.buffer, expected.byteOffset, expected.byteLength);
    for (let at = 0; at + 4 <= expected.byteLength; at += 4) {
      const bar = ofMinion.get(view.getUint32(at, true));
      if (bar === undefined) continue;
      bar.event = event;
      bar.from = stamp;
    }
  }
}

/** Of a job that was under way when the capture ended: then. Of one that nobody answered: nothing tells how long it was awaited. */
function lastAwaited(bar: Bar, captureEnd: number): number {
  return bar.outcome === running ? captureEnd : bar.from;
}

function packed(bars: readonly Bar[]): OpenBars {
  return {
    count: bars.length,
    from: Float64Array.from(bars, ({ from }) => from),
    to: Float64Array.from(bars, ({ to }) => to),
    event: Uint32Array.from(bars, ({ event }) => event),
    minion: Uint32Array.from(bars, ({ minion }) => minion),
    jid: Uint32Array.from(bars, ({ jid }) => jid),
    outcome: Uint8Array.from(bars, ({ outcome }) => outcome),
  };
}
