// Terms about parts of events that have no column but a table: states, targets, expected minions, problems. Read a segment at a
// time by event number, because one statement over all of them could not be stopped.
import type { FieldTerm } from '../../../shared/filter/filter-tree.ts';
import type { TermTest } from '../../../shared/filter/read-term.ts';
import type { Json } from '../../../shared/salt/json.ts';
import { problemCodes } from '../../../shared/salt/problem.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { segmentLength } from '../../store/columns/column-defs.ts';
import { dictionaryTruth, passesText } from './dictionary-leaf.ts';
import { type ColumnLeaf, tableWeight } from './leaf.ts';

/** A leaf over the rows of a detail table: those of which any passes select their event. */
function detailLeaf<Row extends { readonly event: number }>(
  caseFile: CaseFile,
  sql: string,
  passes: (row: Row) => boolean,
): ColumnLeaf {
  return {
    type: 'column',
    weight: tableWeight,
    fill: (segment, from, to, out) => {
      out.fill(0, from, to);
      const base = segment * segmentLength + 1;
      for (const row of caseFile.each<Row>(sql, { from: base + from, to: base + to })) {
        if (passes(row)) out[row.event - base] = 1;
      }
    },
  };
}

// The SLS files of the states of a range of events; by the index state_result_event.
const slsSql = 'SELECT event, sls FROM state_result WHERE event >= :from AND event < :to AND sls IS NOT NULL';

/** A term about `sls`. */
export function slsLeaf(caseFile: CaseFile, term: FieldTerm, test: TermTest): ColumnLeaf {
  const truth = dictionaryTruth(caseFile.dictionary('sls'), term, test, false);
  return detailLeaf<{ event: number; sls: number }>(caseFile, slsSql, ({ sls }) => truth[sls] === 1);
}

// The ids and functions of the states of a range of events; by the index state_result_event.
const stateSql = 'SELECT event, state_id, state_fun FROM state_result WHERE event >= :from AND event < :to';

/** A term about `state`: the id or the function of any state. */
export function stateLeaf(caseFile: CaseFile, term: FieldTerm, test: TermTest): ColumnLeaf {
  const ids = dictionaryTruth(caseFile.dictionary('state_id'), term, test, false);
  const funs = dictionaryTruth(caseFile.dictionary('state_fun'), term, test, false);
  return detailLeaf<{ event: number; state_id: number | null; state_fun: number | null }>(
    caseFile,
    stateSql,
    (row) => ids[row.state_id ?? 0] === 1 || funs[row.state_fun ?? 0] === 1,
  );
}

// Expected minions of a range of new events; by the primary key.
const expectedSql = 'SELECT event, expected FROM publish WHERE event >= :from AND event < :to';

/** A term about `expected`. */
export function expectedLeaf(caseFile: CaseFile, term: FieldTerm, test: TermTest): ColumnLeaf {
  const truth = dictionaryTruth(caseFile.dictionary('minion'), term, test, false);
  return detailLeaf<{ event: number; expected: Uint8Array }>(caseFile, expectedSql, ({ expected }) =>
    minionIds(expected).some((id) => truth[id] === 1),
  );
}

/** The dictionary ids in a blob of little-endian u32. */
export function minionIds(blob: Uint8Array): number[] {
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
  return Array.from({ length: Math.floor(blob.byteLength / 4) }, (_, at) => view.getUint32(at * 4, true));
}

// Targets of a range of new events; by the primary key.
const tgtSql = 'SELECT event, tgt FROM publish WHERE event >= :from AND event < :to';

/** A term about `tgt`. */
export function tgtLeaf(caseFile: CaseFile, test: TermTest): ColumnLeaf {
  return detailLeaf<{ event: number; tgt: string }>(caseFile, tgtSql, ({ tgt }) =>
    tgtNames(tgt).some((name) => test.type === 'present' || passesText(test, name)),
  );
}

/** The target of a `new` event as texts: one, or the names of a list. */
export function tgtNames(tgt: string): string[] {
  const value: Json = JSON.parse(tgt);
  const list: readonly Json[] = Array.isArray(value) ? value : [value];
  return list.filter((name) => typeof name === 'string');
}

// Problems noted for a range of events; by the index problem_event.
const problemSql = 'SELECT event, code FROM problem WHERE event >= :from AND event < :to';

/** A term about `problem`, other than whether there is one. */
export function problemLeaf(caseFile: CaseFile, test: TermTest): ColumnLeaf {
  const truth = problemCodes.map((code) => passesText(test, code));
  return detailLeaf<{ event: number; code: number }>(caseFile, problemSql, ({ code }) => truth[code] === true);
}
