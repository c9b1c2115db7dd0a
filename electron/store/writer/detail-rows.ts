// Writes what events have beside their columns: parts of new events, state results, further places, problems.
import type { Database } from 'better-sqlite3';
import { problemCodes } from '../../../shared/salt/problem.ts';
import type { Batch, PublishDetail } from '../batch.ts';
import { bulkInsert } from './bulk-insert.ts';
import type { IdMap } from './worker-strings.ts';

/** Event id of a batch row; 0 for a row that is a duplicate. */
type NewId = (row: number) => number;

/** Writers of the detail tables of one case. */
export type DetailRows = {
  readonly addPublishes: (
    publishes: readonly PublishDetail[],
    newId: NewId,
    jidOf: (row: number) => number,
    minions: IdMap,
  ) => void;
  readonly addStates: (states: Batch['states'], newId: NewId, maps: StateMaps) => void;
  readonly addOrigins: (origins: readonly Origin[]) => void;
  readonly addProblems: (problems: readonly PlacedProblem[]) => void;
};

/** Maps from a worker's ids to the case's, and the largest id of the case in each. */
type StateMaps = {
  readonly sls: IdMap;
  readonly id: IdMap;
  readonly fun: IdMap;
  readonly name: IdMap;
  readonly sizes: { readonly sls: number; readonly id: number; readonly fun: number };
};

/** A place where a known event was found again. */
export type Origin = {
  readonly event: number;
  readonly source: number;
  readonly offset: number;
  readonly line: number;
  readonly length: number;
};

/** A problem with its place in the source. */
type PlacedProblem = {
  readonly source: number;
  readonly code: number;
  readonly line: number;
  readonly offset: number;
  readonly detail: string | null;
  readonly sample: string;
  readonly event: number | null;
};

/** The stored number of a problem's code. */
export function problemNumber(code: (typeof problemCodes)[number]): number {
  return problemCodes.indexOf(code);
}

/** Prepares the statements. */
export function detailRows(db: Database): DetailRows {
  return {
    addPublishes: publishInsert(db),
    addStates: stateInsert(db),
    addOrigins: originInsert(db),
    addProblems: problemInsert(db),
  };
}

function publishInsert(db: Database): DetailRows['addPublishes'] {
  const insert = db.prepare<(number | string | Uint8Array | null)[]>(
    'INSERT INTO publish (event, jid, tgt, tgt_type, arg, expected, missing) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  return (publishes, newId, jidOf, minions) => {
    for (const { row, tgt, tgtType, arg, expected, missing } of publishes) {
      const event = newId(row);
      if (event === 0) continue;
      const jid = jidOf(row) || null;
      const names = [mapped(expected, minions), mapped(missing, minions)] as const;
      insert.run(event, jid, JSON.stringify(tgt), tgtType ?? null, JSON.stringify(arg), ...names);
    }
  };
}

function mapped(ids: Uint32Array, map: IdMap): Uint8Array {
  const own = ids.map((id) => map[id] ?? 0);
  return new Uint8Array(own.buffer);
}

/** Bits in which small parts share a number with a large one; see event-rows.ts for the reason. */
const stateBits = { event: 40, fun: 20, slsAndId: 26 };

function stateInsert(db: Database): DetailRows['addStates'] {
  const { event: eventBits, fun: funBits, slsAndId } = stateBits;
  const eventTimes = 2 ** eventBits;
  const result = `column1 >> ${eventBits} & 3`;
  const insert = bulkInsert(
    db,
    7,
    (values) => `
INSERT INTO state_result (
  event, result, changed, role, run_num, state_fun, sls, state_id, state_name, duration_ms, comment, blocked_by
)
SELECT
  column1 & ${2 ** eventBits - 1},
  CASE ${result} WHEN 2 THEN NULL WHEN 3 THEN 2 ELSE ${result} END,
  column1 >> ${eventBits + 2} & 1,
  column1 >> ${eventBits + 3} & 3,
  nullif(column2 >> ${funBits}, 0) - 1,
  nullif(column2 & ${2 ** funBits - 1}, 0),
  nullif(column3 & ${2 ** slsAndId - 1}, 0),
  nullif(column3 >> ${slsAndId}, 0),
  column4, column5, column6, column7
FROM (VALUES ${values})`,
  );
  const plain = bulkInsert(
    db,
    12,
    (values) => `
INSERT INTO state_result (
  event, result, changed, role, run_num, state_fun, sls, state_id, state_name, duration_ms, comment, blocked_by
) VALUES ${values}`,
  );
  return (states, newId, maps) => {
    const { row, runNum, sls, id, fun, name, result, changed, role, durationMs, comment, blockedBy } = states;
    const events = Float64Array.from(row, newId);
    const kept = events.includes(0) ? row.map((_, i) => i).filter((i) => events[i] !== 0) : undefined;
    const { sizes } = maps;
    const fits = sizes.fun < 2 ** funBits && sizes.sls < 2 ** slsAndId && sizes.id < 2 ** slsAndId;
    const fill = fits ? fillPacked : fillPlain;
    (fits ? insert : plain)(kept?.length ?? row.length, (index, into, at) => fill(kept?.[index] ?? index, into, at));

    function fillPacked(i: number, into: (number | string | Uint8Array | null)[], at: number): void {
      const small = (result[i] ?? 0) + ((changed[i] ?? 0) & 1) * 4 + ((role[i] ?? 0) & 3) * 8;
      into[at] = (events[i] ?? 0) + small * eventTimes;
      const run = (runNum[i] ?? -1) < 0 ? 0 : (runNum[i] ?? 0) + 1;
      into[at + 1] = (maps.fun[fun[i] ?? 0] ?? 0) + run * 2 ** funBits;
      into[at + 2] = (maps.sls[sls[i] ?? 0] ?? 0) + (maps.id[id[i] ?? 0] ?? 0) * 2 ** slsAndId;
      fillRest(i, into, at + 3);
    }

    function fillPlain(i: number, into: (number | string | Uint8Array | null)[], at: number): void {
      into[at] = events[i] ?? 0;
      into[at + 1] = [0, 1, null, 2][result[i] ?? 0] ?? null;
      into[at + 2] = changed[i] ?? 0;
      into[at + 3] = role[i] ?? 0;
      into[at + 4] = (runNum[i] ?? -1) < 0 ? null : (runNum[i] ?? 0);
      into[at + 5] = maps.fun[fun[i] ?? 0] || null;
      into[at + 6] = maps.sls[sls[i] ?? 0] || null;
      into[at + 7] = maps.id[id[i] ?? 0] || null;
      fillRest(i, into, at + 8);
    }

    function fillRest(i: number, into: (number | string | Uint8Array | null)[], at: number): void {
      const duration = durationMs[i] ?? Number.NaN;
      into[at] = maps.name[name[i] ?? 0] || null;
      into[at + 1] = Number.isNaN(duration) ? null : duration;
      into[at + 2] = comment[i] ?? '';
      into[at + 3] = blockedBy[i] || null;
    }
  };
}

function originInsert(db: Database): DetailRows['addOrigins'] {
  const insert = bulkInsert(
    db,
    5,
    (values) => `INSERT INTO origin (event, source, offset, line, length) VALUES ${values}`,
  );
  return (origins) =>
    insert(origins.length, (row, into, at) => {
      const origin = origins[row];
      if (origin === undefined) return;
      into[at] = origin.event;
      into[at + 1] = origin.source;
      into[at + 2] = origin.offset;
      into[at + 3] = origin.line;
      into[at + 4] = origin.length;
    });
}

function problemInsert(db: Database): DetailRows['addProblems'] {
  const insert = bulkInsert(
    db,
    7,
    (values) => `INSERT INTO problem (source, code, line, offset, detail, sample, event) VALUES ${values}`,
  );
  return (problems) =>
    insert(problems.length, (row, into, at) => {
      const problem = problems[row];
      if (problem === undefined) return;
      into[at] = problem.source;
      into[at + 1] = problem.code;
      into[at + 2] = problem.line;
      into[at + 3] = problem.offset;
      into[at + 4] = problem.detail;
      into[at + 5] = problem.sample;
      into[at + 6] = problem.event;
    });
}
