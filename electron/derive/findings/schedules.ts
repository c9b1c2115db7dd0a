// Detector of schedules whose runs take as long as their interval: the next one begins, or is refused, while the last one runs.
import { kindCode } from '../../../shared/salt/kind.ts';
import type { Candidate } from '../../analysis/finding-draft.ts';
import { together } from '../../analysis/merge-candidates.ts';
import { eventFlags, segmentLength } from '../../store/columns/column-defs.ts';
import type { Detector } from './detector.ts';
import type { Ground } from './ground.ts';

const retKind = kindCode('ret');
/** Runs of one minion looked at, the last ones. */
const mostRuns = 200;

/** Schedules that pile up. */
export const schedulePileUps: Detector = async (ground, { parameters }) => {
  const { runs: least = 3, share = 0.9 } = parameters;
  const found: (Candidate & { readonly fun: string })[] = [];
  for (const events of (await scheduledReturns(ground)).values()) {
    if (events.length <= least) continue;
    events.sort((a, b) => ground.stampOf(a) - ground.stampOf(b));
    const late = longestStretch(events.slice(-mostRuns), (event, before) => {
      const interval = ground.stampOf(event) - ground.stampOf(before);
      const took = runTime(ground, event);
      return took !== undefined && took >= 1_000 && took * 1000 >= share * interval;
    });
    await ground.pause();
    if (late.length < least) continue;
    const [event = 0] = late;
    const stamps = late.map(ground.stampOf);
    found.push({
      fun: ground.funText(ground.funOf(event)),
      key: '',
      minions: new Set([ground.minionOf(event)]),
      jids: new Set(late.map(ground.jidOf).filter((jid) => jid !== 0)),
      events: late,
      first: Math.min(...stamps),
      last: Math.max(...stamps),
      values: { took: { seconds: (runTime(ground, event) ?? 0) / 1000 } },
    });
  }
  return [...Map.groupBy(found, ({ fun }) => fun)].map(([fun, some]) => {
    const about = together(some);
    return {
      ...about,
      key: fun,
      values: {
        ...some[0]?.values,
        fun,
        runs: about.jids.size,
        minions: { list: [...about.minions].map(ground.minionName) },
      },
    };
  });
};

/** Scheduled returns of each minion and function. */
async function scheduledReturns(ground: Ground): Promise<Map<string, number[]>> {
  const { columns } = ground.caseFile;
  const kinds = columns.segments('kind');
  const found = new Map<string, number[]>();
  for (const [segment, flags] of columns.segments('flags').entries()) {
    const first = segment * segmentLength + 1;
    const count = Math.min(segmentLength, ground.events - first + 1);
    for (let at = 0; at < count; at += 1) {
      if (((flags[at] ?? 0) & eventFlags.scheduled) === 0 || kinds[segment]?.[at] !== retKind) continue;
      const event = first + at;
      const key = `${ground.minionOf(event)} ${ground.funOf(event)}`;
      const list = found.get(key);
      if (list === undefined) found.set(key, [event]);
      else list.push(event);
    }
    await ground.pause();
  }
  return found;
}

function longestStretch(events: readonly number[], fits: (event: number, before: number) => boolean): number[] {
  let best: number[] = [];
  let chain: number[] = [];
  for (const [at, event] of events.entries()) {
    const before = events[at - 1];
    if (before !== undefined && fits(event, before)) chain.push(event);
    else chain = [];
    if (chain.length >= best.length) best = chain.slice();
  }
  return best;
}

/** What the states of a run took together, in ms; `undefined` where none tells. */
function runTime(ground: Ground, event: number): number | undefined {
  const sql = 'SELECT sum(duration_ms) AS ms FROM state_result WHERE event = :event';
  return ground.caseFile.rows<{ ms: number | null }>(sql, { event })[0]?.ms ?? undefined;
}
