// One look over all states of all runs, for the detectors that compare them: what changed, and what took how long.
import { eventFlags } from '../../store/columns/column-defs.ts';
import type { Ground } from './ground.ts';

/** Rows of `state_result` looked at with one statement: some 20 ms. */
const rowsPerSlice = 50_000;
/** Durations looked at in all, spread evenly: enough for what a state usually takes. */
const sampled = 400_000;
/** Slower ones are always looked at, in ms. */
const alwaysLookedAt = 1_000;
/** Functions that report changes whenever they run. */
const alwaysChanging = [
  'cmd.run',
  'cmd.script',
  'cmd.call',
  'cmd.wait',
  'cmd.wait_script',
  'module.run',
  'module.wait',
  'event.send',
  'event.wait',
  'test.succeed_with_changes',
  'test.fail_with_changes',
  'salt.state',
  'salt.function',
  'salt.runner',
  'salt.wheel',
];
/** Changes kept of each. */
const mostKept = 12;

type Row = {
  readonly event: number;
  readonly sls: number | null;
  readonly state_id: number | null;
  readonly state_fun: number | null;
  readonly state_name: number | null;
  readonly changed: number;
  readonly ms: number | null;
  readonly isSample: number;
};

/** One state, wherever it runs. */
export type State = { readonly id: string; readonly fun: string; readonly name: string };

/** What one look over all states of runs found. */
export type Runs = {
  readonly states: readonly State[];
  /** Of a minion and a state: events in which it changed something, the last ones. */
  readonly changes: Map<string, { readonly state: number; readonly minion: number; readonly events: number[] }>;
  /** Of a state: what it took, by minion (longest, and the event), and samples for what is usual. */
  readonly durations: Map<
    number,
    { readonly slow: Map<number, { ms: number; event: number }[]>; readonly usual: Map<number, number[]> }
  >;
};

const kept = new WeakMap<Ground, Promise<Runs>>();

/** Looked over once for all detectors. */
export function runsOf(ground: Ground): Promise<Runs> {
  const known = kept.get(ground) ?? readRuns(ground);
  kept.set(ground, known);
  return known;
}

async function readRuns(ground: Ground): Promise<Runs> {
  const { caseFile } = ground;
  const last = caseFile.rows<{ id: number | null }>('SELECT max(id) AS id FROM state_result')[0]?.id ?? 0;
  const step = Math.max(1, Math.ceil(last / sampled));
  const noted = alwaysChanging.map((fun) => caseFile.dictionary('state_fun').id(fun)).filter((id) => id !== 0);
  const sql = `SELECT event, sls, state_id, state_fun, state_name, changed, duration_ms AS ms, id % ${step} = 0 AS isSample
FROM state_result WHERE id > :from AND id <= :to AND (
  (changed = 1 AND result = 1 AND state_fun NOT IN (${noted.join(', ')})) OR duration_ms >= ${alwaysLookedAt} OR id % ${step} = 0)`;
  const states: State[] = [];
  const numbers = new Map<string, number>();
  const runs: Runs = { states, changes: new Map(), durations: new Map() };
  const text = (kind: 'state_id' | 'state_fun' | 'state_name', id: number | null) =>
    id === null || id === 0 ? '' : caseFile.dictionary(kind).text(id);
  const numberOf = (row: Row, name: number | null): number => {
    const key = `${row.state_id} ${row.state_fun} ${name}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    const state = {
      id: text('state_id', row.state_id),
      fun: text('state_fun', row.state_fun),
      name: text('state_name', name),
    };
    numbers.set(key, states.length);
    return states.push(state) - 1;
  };
  for (let from = 0; from < last; from += rowsPerSlice) {
    for (const row of caseFile.rows<Row>(sql, { from, to: from + rowsPerSlice })) {
      if ((ground.flagsOf(row.event) & (eventFlags.test | eventFlags.claimed)) !== 0) continue;
      const minion = ground.minionOf(row.event);
      if (minion === 0) continue;
      if (row.changed === 1 && !noted.includes(row.state_fun ?? 0))
        noteChange(runs, numberOf(row, row.state_name), minion, row.event);
      // Names hold what differs from minion to minion.
      if (row.ms !== null) noteDuration(runs, numberOf(row, null), minion, row.event, row.ms, row.isSample === 1);
    }
    await ground.pause();
  }
  return runs;
}

function noteChange({ changes }: Runs, state: number, minion: number, event: number): void {
  const key = `${minion} ${state}`;
  const known = changes.get(key);
  if (known === undefined) changes.set(key, { state, minion, events: [event] });
  else {
    known.events.push(event);
    if (known.events.length > mostKept) known.events.shift();
  }
}

function noteDuration(
  { durations }: Runs,
  state: number,
  minion: number,
  event: number,
  ms: number,
  isSample: boolean,
): void {
  const known = durations.get(state) ?? { slow: new Map(), usual: new Map() };
  durations.set(state, known);
  if (isSample) (known.usual.get(minion) ?? setIn(known.usual, minion)).push(ms);
  if (ms >= alwaysLookedAt) (known.slow.get(minion) ?? setIn(known.slow, minion)).push({ ms, event });
}

/** The list of a key in a map of lists. */
export function setIn<K, V>(map: Map<K, V[]>, key: K): V[] {
  const list: V[] = [];
  map.set(key, list);
  return list;
}
