// timeline.inside: the states of one return (the steps of an orchestration) laid out in its bar, and its progress events.
import { done, failed } from '../../shared/base/outcome.ts';
import { type InsideState, insideLimit, type TimelineInside } from '../../shared/questions/timeline-stories.ts';
import { kindCode, kinds } from '../../shared/salt/kind.ts';
import { placeStates, type StateTime, stateTimeKey, stateTimes } from '../analysis/state-times.ts';
import type { CaseFile } from '../store/case-file.ts';
import { cancelled, type Question } from './question.ts';
import { type StoredState, stateRow } from './state-row.ts';
import { timeOrder } from './time-order.ts';
import { Slices } from './timeline/slice.ts';

const returnKinds = new Set([kindCode('ret'), kindCode('run-ret'), kindCode('wheel-ret')]);
const tickKinds = new Set(
  (['start', 'prog', 'state-result', 'run-args', 'run-progress'] as const).map((kind) => kindCode(kind)),
);

/** Budget: 50 ms; the events of the bar's time are looked through for its own. */
export const timelineInside: Question<'timeline.inside'> = async (caseFile, { event }, context) => {
  const { columns } = caseFile;
  if (event > columns.length) return failed({ code: 'event-unknown', message: `The case has no event ${event}.` });
  const to = columns.value('stamp', event);
  const duration = columns.value('durationUs', event);
  const begun = duration >= 0 ? to - duration : undefined;
  const isReturn = returnKinds.has(columns.value('kind', event));
  // By the index state_result_event.
  const stored = isReturn
    ? caseFile.rows<StoredState>('SELECT * FROM state_result WHERE event = :event ORDER BY run_num, id', { event })
    : [];
  const shown = stored.slice(0, insideLimit);
  const times = shown.length === 0 ? new Map<string, StateTime>() : stateTimes(caseFile.event(event).data.return);
  const { states, placed } = layOut(caseFile, shown, times, begun, to);
  // Of a run that nobody published (salt-call) only its states tell when it began at the latest.
  const from = begun ?? states.reduce((least, state) => Math.min(least, state.from), to);
  const ticks = isReturn ? await findTicks(caseFile, event, from, to, new Slices(context.isCancelled)) : [];
  if (ticks === undefined) return cancelled();
  const inside: TimelineInside = { event, from, to, states, total: stored.length, placed, ticks };
  return done(inside);
};

function layOut(
  caseFile: CaseFile,
  stored: readonly StoredState[],
  times: ReadonlyMap<string, StateTime>,
  begun: number | undefined,
  to: number,
): Pick<TimelineInside, 'states' | 'placed'> {
  const rows = stored.map((state) => stateRow(caseFile, state));
  const found = rows.map((row) => times.get(stateTimeKey(row.runNum, row.state, row.id)));
  const placing = placeStates(
    rows.map((row, at) => ({ startUs: found[at]?.startUs, durationUs: Math.max(0, (row.durationMs ?? 0) * 1000) })),
  );
  // The last one ends with the return at the latest; nothing ran before the bar began.
  const begin = Math.max(begun ?? 0, to - placing.length);
  const states = rows.map((row, at): InsideState => {
    const place = placing.states[at] ?? { from: 0, to: 0 };
    return {
      runNum: row.runNum,
      from: begin + place.from,
      to: begin + place.to,
      sls: row.sls,
      id: row.id,
      state: row.state,
      name: row.name,
      result: row.result,
      isChanged: row.isChanged,
      role: row.role,
      comment: row.comment,
      jid: found[at]?.jid ?? null,
    };
  });
  return { states, placed: placing.placed };
}

/** Progress of the same job on the same minion while the bar lasted. */
async function findTicks(
  caseFile: CaseFile,
  event: number,
  from: number,
  to: number,
  slices: Slices,
): Promise<TimelineInside['ticks'] | undefined> {
  const { columns } = caseFile;
  const jid = columns.value('jid', event);
  const minion = columns.value('minion', event);
  if (jid === 0) return [];
  const [stamps, jids, minions] = [columns.segments('stamp'), columns.segments('jid'), columns.segments('minion')];
  const kindParts = columns.segments('kind');
  const { ids, length } = await timeOrder(caseFile);
  const positionAt = (rank: number): number => (ids === undefined ? rank : (ids[rank] ?? 0) - 1);
  const stampAt = (rank: number): number => {
    const position = positionAt(rank);
    return stamps[position >>> 16]?.[position & 0xffff] ?? 0;
  };
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (stampAt(middle) < from) low = middle + 1;
    else high = middle;
  }
  const ticks: TimelineInside['ticks'][number][] = [];
  for (let rank = low; rank < length && ticks.length < insideLimit && stampAt(rank) <= to; rank += 1) {
    if ((rank & 0x3fff) === 0x3fff && slices.isDue && (await slices.rest())) return undefined;
    const position = positionAt(rank);
    const [segment, at] = [position >>> 16, position & 0xffff];
    if (jids[segment]?.[at] !== jid || minions[segment]?.[at] !== minion) continue;
    const kind = kindParts[segment]?.[at] ?? 0;
    if (tickKinds.has(kind)) ticks.push({ event: position + 1, stamp: stampAt(rank), kind: kinds[kind] ?? 'unknown' });
  }
  return ticks;
}
