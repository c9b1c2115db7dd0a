// Detectors of returns that never came, and of minions that fell silent: one finding an episode, with every job and minion in it.
import type { MissingReason } from '../../../shared/questions/job-row.ts';
import { outcomeBit } from '../../../shared/salt/job-outcome.ts';
import type { Candidate } from '../../analysis/finding-draft.ts';
import { groupBySharedKeys, together } from '../../analysis/merge-candidates.ts';
import type { Detector } from './detector.ts';

type MissingRow = {
  readonly jid: number;
  readonly minion: number;
  readonly reason: MissingReason['reason'] | null;
  readonly certainty: MissingReason['certainty'] | null;
  readonly evidence: string | null;
};

/** Reasons that last for the whole capture: every job of such a minion misses it for the same one. */
const lasting: ReadonlySet<string> = new Set(['never-seen', 'not-accepted', 'key-problem']);
/** More missing returns than this tell nothing new; the first ones are judged. */
const mostRows = 200_000;

/** Returns that never came, by reason and episode (diagnosis §3). */
export const missingReturns: Detector = async (ground, { parameters }) => {
  const { caseFile, jobs, pause } = ground;
  const rows = caseFile
    .rows<MissingRow>(
      `SELECT jid, minion, reason, certainty, evidence FROM job_minion
WHERE event IS NULL AND outcome = ${outcomeBit('missing')} ORDER BY minion LIMIT ${mostRows}`,
    )
    .filter(({ jid }) => jobs.isInternal[jid] === 0);
  await pause();
  const byReason = Map.groupBy(rows, ({ reason }) => reason ?? 'unexplained');
  const episode = (parameters.episode_s ?? 0) * 1e6;
  const found: Candidate[] = [];
  for (const [reason, ofReason] of byReason) {
    const asked = (row: MissingRow) => jobs.started[row.jid] ?? Number.NaN;
    const ordered = ofReason.toSorted((a, b) => a.minion - b.minion || asked(a) - asked(b));
    const episodes = episodeNumbers(ordered, asked, lasting.has(reason) ? Number.POSITIVE_INFINITY : episode);
    const groups = groupBySharedKeys([...ordered.entries()], ([at, row]) => [
      `job ${row.jid}`,
      `minion ${row.minion} ${episodes[at]}`,
      ...(lasting.has(reason) ? [] : evidenceOf(row).map((event) => `event ${event}`)),
    ]);
    await pause();
    for (const group of groups) found.push(candidateOf(group.map(([, row]) => row)));
  }
  return found;

  function candidateOf(group: readonly MissingRow[]): Candidate {
    const ordered = group.toSorted((a, b) => (jobs.started[a.jid] ?? 0) - (jobs.started[b.jid] ?? 0));
    const about = together(
      ordered.map((row) => {
        const at = jobs.started[row.jid] ?? Number.NaN;
        const stamp = Number.isNaN(at) ? null : at;
        return {
          minions: new Set([row.minion]),
          jids: new Set([row.jid]),
          events: [...evidenceOf(row), jobs.event[row.jid] ?? 0].filter((event) => event !== 0),
          first: stamp,
          last: stamp,
        };
      }),
    );
    const [first] = ordered;
    const reason = first?.reason ?? 'unexplained';
    const names = [...about.minions].map(ground.minionName);
    const funs = new Set([...about.jids].map((jid) => ground.funText(jobs.fun[jid] ?? 0)));
    return {
      ...about,
      variant: reason,
      key: `${reason} ${first === undefined ? '' : `${ground.minionName(first.minion)} ${ground.jidText(first.jid)}`}`,
      certainty: group.some(({ certainty }) => certainty === 'inferred') ? 'inferred' : 'certain',
      values: {
        minions: { list: names },
        jobs: { list: [...about.jids].map(ground.jidText) },
        funs: { list: [...funs] },
        returns: group.length,
      },
    };
  }
};

/** Numbers of the episodes in which a minion was away: jobs that follow each other within `within` µs are one. Rows by minion and time. */
function episodeNumbers(rows: readonly MissingRow[], asked: (row: MissingRow) => number, within: number): number[] {
  let number = 0;
  return rows.map((row, at) => {
    const before = rows[at - 1];
    if (before === undefined || before.minion !== row.minion || !(asked(row) - asked(before) <= within)) number += 1;
    return number;
  });
}

function evidenceOf({ evidence }: MissingRow): number[] {
  const events: number[] = JSON.parse(evidence ?? '[]');
  return events;
}

/** Minions that a job expected in vain and that returned nothing after. */
export const silentMinions: Detector = async (ground) => {
  const { caseFile } = ground;
  type Row = { readonly minion: number; readonly last_seen: number | null };
  const rows = caseFile.rows<Row>(
    'SELECT minion, last_seen FROM minion WHERE is_silent = 1 ORDER BY last_seen, minion',
  );
  return [
    ...[...Map.groupBy(rows, ({ last_seen }) => last_seen === null)].map(([isNever, group]) => {
      const seen = group.flatMap(({ last_seen }) => (last_seen === null ? [] : [last_seen]));
      return {
        variant: isNever ? 'never-seen' : null,
        key: isNever ? 'never' : 'fell silent',
        minions: new Set(group.map(({ minion }) => minion)),
        jids: new Set<number>(),
        events: [],
        first: seen.length === 0 ? null : Math.min(...seen),
        last: seen.length === 0 ? null : Math.max(...seen),
        values: { minions: { list: group.map(({ minion }) => ground.minionName(minion)) } },
      } satisfies Candidate;
    }),
  ];
};
