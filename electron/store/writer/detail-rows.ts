// Writes what events have beside their columns: parts of new events, further places, problems.
import type { Database } from 'better-sqlite3';
import { problemCodes } from '../../../shared/salt/problem.ts';
import type { PublishDetail } from '../batch.ts';
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
  readonly addOrigins: (origins: readonly Origin[]) => void;
  readonly addProblems: (problems: readonly PlacedProblem[]) => void;
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
