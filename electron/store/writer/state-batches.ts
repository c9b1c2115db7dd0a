// State results on their way: an import keeps those of a batch as one packed row, and what derives makes rows of them.
// A row a state takes longer to write than all else about the events together, and nobody asks for it before the jobs are
// derived. Measured: a third of an import's time.
import type { Database } from 'better-sqlite3';
import type { Batch } from '../batch.ts';
import { bulkInsert } from './bulk-insert.ts';
import type { IdMap } from './worker-strings.ts';

/** Maps from a worker's ids to the case's. */
type StateMaps = { readonly sls: IdMap; readonly id: IdMap; readonly fun: IdMap; readonly name: IdMap };

/** Largest ids of the case in the dictionaries whose ids share a number. */
type StateSizes = { readonly sls: number; readonly id: number; readonly fun: number };

/** The states of one case that wait to become rows. */
export type StateBatches = {
  /** Keeps the states of a batch; `newId` gives 0 for a row that is a duplicate, whose states are known. */
  readonly add: (states: Batch['states'], newId: (row: number) => number, maps: StateMaps) => void;
  /** Makes rows of the batch that waits longest; false when none waits. */
  readonly spread: () => boolean;
};

type Waiting = {
  readonly id: number;
  readonly first_event: number;
  readonly states: number;
  readonly columns: Uint8Array;
  readonly texts: string;
};

type Cells = (number | string | Uint8Array | null)[];

/** The packed columns of so many states, wider elements first; as a whole {@link stateBytes} a state. */
function packedColumns(buffer: ArrayBufferLike, start: number, n: number) {
  const wide = (position: number): Uint32Array => new Uint32Array(buffer, start + n * (8 + position * 4), n);
  return {
    /** Of a state without one: NaN. */
    durationMs: new Float64Array(buffer, start, n),
    /** Event id − that of the first. */
    event: wide(0),
    /** 1 + the run number, 0 for none. */
    run: wide(1),
    sls: wide(2),
    id: wide(3),
    fun: wide(4),
    name: wide(5),
    /** Positions in the texts. */
    comment: wide(6),
    blockedBy: wide(7),
    /** Bits: 0–1 result, 2 changed, 3–4 role. */
    small: new Uint8Array(buffer, start + n * 40, n),
  };
}

const stateBytes = 41;

/** Prepares the statements. */
export function stateBatches(db: Database, sizes: () => StateSizes): StateBatches {
  const insert = db.prepare<Cells>('INSERT INTO state_batch (first_event, states, columns, texts) VALUES (?, ?, ?, ?)');
  // The batch that waits longest, by the primary key.
  const oldest = db.prepare<[], Waiting>('SELECT * FROM state_batch ORDER BY id LIMIT 1');
  const drop = db.prepare<[number]>('DELETE FROM state_batch WHERE id = ?');
  const packed = packedInsert(db);
  const plain = plainInsert(db);

  function add(states: Batch['states'], newId: (row: number) => number, maps: StateMaps): void {
    const events = Float64Array.from(states.row, newId);
    const kept: number[] = [];
    for (let i = 0; i < events.length; i += 1) if (events[i] !== 0) kept.push(i);
    const [first] = kept;
    if (first === undefined) return;
    const firstEvent = events[first] ?? 0;
    const buffer = new ArrayBuffer(kept.length * stateBytes);
    const into = packedColumns(buffer, 0, kept.length);
    for (const [at, i] of kept.entries()) {
      into.durationMs[at] = states.durationMs[i] ?? Number.NaN;
      into.event[at] = (events[i] ?? 0) - firstEvent;
      into.run[at] = (states.runNum[i] ?? -1) + 1;
      into.sls[at] = maps.sls[states.sls[i] ?? 0] ?? 0;
      into.id[at] = maps.id[states.id[i] ?? 0] ?? 0;
      into.fun[at] = maps.fun[states.fun[i] ?? 0] ?? 0;
      into.name[at] = maps.name[states.name[i] ?? 0] ?? 0;
      into.comment[at] = states.comment[i] ?? 0;
      into.blockedBy[at] = states.blockedBy[i] ?? 0;
      into.small[at] =
        ((states.result[i] ?? 0) & 3) + ((states.changed[i] ?? 0) & 1) * 4 + ((states.role[i] ?? 0) & 3) * 8;
    }
    insert.run(firstEvent, kept.length, new Uint8Array(buffer), JSON.stringify(states.texts));
  }

  function spread(): boolean {
    const waiting = oldest.get();
    if (waiting === undefined) return false;
    // A buffer of its own: the elements have to be aligned.
    const { buffer } = Uint8Array.from(waiting.columns);
    const states = packedColumns(buffer, 0, waiting.states);
    const texts: readonly string[] = JSON.parse(waiting.texts);
    const { fun, sls, id } = sizes();
    const fits = fun < 2 ** bits.fun && sls < 2 ** bits.slsAndId && id < 2 ** bits.slsAndId;
    (fits ? packed : plain)(waiting.first_event, states, texts);
    drop.run(waiting.id);
    return true;
  }

  return { add, spread };
}

type Insert = (firstEvent: number, states: ReturnType<typeof packedColumns>, texts: readonly string[]) => void;

/** Bits in which small parts share a number with a large one; see event-rows.ts for the reason. */
const bits = { event: 40, fun: 20, slsAndId: 26 };

function packedInsert(db: Database): Insert {
  const result = `column1 >> ${bits.event} & 3`;
  const insert = bulkInsert(
    db,
    7,
    (values) => `
INSERT INTO state_result (
  event, result, changed, role, run_num, state_fun, sls, state_id, state_name, duration_ms, comment, blocked_by
)
SELECT
  column1 & ${2 ** bits.event - 1},
  CASE ${result} WHEN 2 THEN NULL WHEN 3 THEN 2 ELSE ${result} END,
  column1 >> ${bits.event + 2} & 1,
  column1 >> ${bits.event + 3} & 3,
  nullif(column2 >> ${bits.fun}, 0) - 1,
  nullif(column2 & ${2 ** bits.fun - 1}, 0),
  nullif(column3 & ${2 ** bits.slsAndId - 1}, 0),
  nullif(column3 >> ${bits.slsAndId}, 0),
  column4, column5, column6, column7
FROM (VALUES ${values})`,
  );
  const eventTimes = 2 ** bits.event;
  return (firstEvent, states, texts) =>
    insert(states.event.length, (i, into, at) => {
      into[at] = firstEvent + (states.event[i] ?? 0) + (states.small[i] ?? 0) * eventTimes;
      into[at + 1] = (states.fun[i] ?? 0) + (states.run[i] ?? 0) * 2 ** bits.fun;
      into[at + 2] = (states.sls[i] ?? 0) + (states.id[i] ?? 0) * 2 ** bits.slsAndId;
      fillRest(states, texts, i, into, at + 3);
    });
}

/** For dictionaries that have outgrown their bits. */
function plainInsert(db: Database): Insert {
  const insert = bulkInsert(
    db,
    12,
    (values) => `
INSERT INTO state_result (
  event, result, changed, role, run_num, state_fun, sls, state_id, state_name, duration_ms, comment, blocked_by
) VALUES ${values}`,
  );
  return (firstEvent, states, texts) =>
    insert(states.event.length, (i, into, at) => {
      const small = states.small[i] ?? 0;
      into[at] = firstEvent + (states.event[i] ?? 0);
      into[at + 1] = [0, 1, null, 2][small & 3] ?? null;
      into[at + 2] = (small >> 2) & 1;
      into[at + 3] = small >> 3;
      into[at + 4] = states.run[i] === 0 ? null : (states.run[i] ?? 0) - 1;
      into[at + 5] = states.fun[i] || null;
      into[at + 6] = states.sls[i] || null;
      into[at + 7] = states.id[i] || null;
      fillRest(states, texts, i, into, at + 8);
    });
}

function fillRest(
  states: ReturnType<typeof packedColumns>,
  texts: readonly string[],
  i: number,
  into: Cells,
  at: number,
): void {
  const duration = states.durationMs[i] ?? Number.NaN;
  into[at] = states.name[i] || null;
  into[at + 1] = Number.isNaN(duration) ? null : duration;
  into[at + 2] = texts[states.comment[i] ?? 0] ?? '';
  into[at + 3] = texts[states.blockedBy[i] ?? 0] || null;
}
