// The law of "show as SQL": the statement gives the events that the reference predicate selects, on random filters and cases.
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { caseFunctions } from '../../electron/engine/reader/case-functions.ts';
import { captureEnds } from '../../electron/queries/capture-ends.ts';
import { sqlOfTree } from '../../electron/queries/filter-sql/sql-of-tree.ts';
import type { CaseFile } from '../../electron/store/case-file.ts';
import { runStatement } from '../../electron/store/sql/run-statement.ts';
import { matches } from '../../shared/filter/matches.ts';
import { printFilter } from '../../shared/filter/print-filter.ts';
import { filterEvent } from '../support/filter-event.ts';
import { randomFilter } from '../support/random-filter.ts';
import { randomRecord } from '../support/random-records.ts';
import { addRecords, emptyCase, type SmallCase } from '../support/small-case.ts';

const seed = Number(process.env.SALTRACE_SEED ?? 1);
const limits = { rows: 1000, characters: 1000, deadlineMs: 60_000 };
const opened: SmallCase[] = [];
afterAll(() => {
  for (const small of opened) small.dispose();
});

/** A case with random outcomes, flags and durations. */
function caseOf(lines: readonly string[], random: readonly number[]): CaseFile {
  const small = emptyCase();
  opened.push(small);
  const half = Math.ceil(lines.length / 2);
  addRecords(small, 'web1', lines.slice(0, half));
  addRecords(small, 'b/*.jsonl', lines.slice(half), (writer, firstId) => {
    for (let id = 1; id < firstId + half - 1 && id <= lines.length; id++) {
      const bits = random[id % random.length] ?? 0;
      writer.patch('outcome', id, bits & 63);
      if ((bits & 64) !== 0)
        writer.patch('durationUs', id, [0, 30_000, 1_000_000, 1_000_001, 90_000_000][bits % 5] ?? 0);
    }
  });
  return small.caseFile;
}

it('as SQL = reference predicate, on 2,000 random filters over 20 random cases', { timeout: 240_000 }, () => {
  const lines = fc.array(randomRecord, { minLength: 20, maxLength: 40, size: 'max' });
  const derived = fc.array(fc.integer({ min: 0, max: 127 }), { minLength: 5, maxLength: 9, size: 'max' });
  let selected = 0;
  for (const [at, [records, random]] of fc.sample(fc.tuple(lines, derived), { numRuns: 20, seed }).entries()) {
    const caseFile = caseOf(records, random);
    const { first, last } = captureEnds(caseFile);
    const context = { zone: 'UTC', captureFirst: first, captureLast: last };
    const events = Array.from({ length: caseFile.columns.length }, (_, i) => filterEvent(caseFile, i + 1));
    const functions = caseFunctions(caseFile, 'UTC');
    for (const [n, tree] of fc.sample(randomFilter, { numRuns: 100, seed: seed + at }).entries()) {
      const middle = ((first ?? 0) + (last ?? 0)) / 2;
      const span = n % 5 === 0 && first !== undefined ? { from: middle, to: (last ?? 0) + 1 } : undefined;
      const wanted = events.flatMap((event, i) => {
        const stamp = caseFile.columns.value('stamp', i + 1);
        const isInside = span === undefined || (stamp >= span.from && stamp < span.to);
        return isInside && matches(tree, event, context) ? [i + 1] : [];
      });
      const sql = sqlOfTree(tree, span, context, 'id');
      const answer = runStatement(caseFile.path, { sql, values: {} }, limits, functions);
      const given = answer.ok ? answer.value.rows.map(([id]) => id) : answer.failure;
      expect([printFilter(tree), sql, given]).toEqual([printFilter(tree), sql, wanted]);
      if (wanted.length > 0 && wanted.length < events.length) selected++;
    }
  }
  expect(selected).toBeGreaterThan(400);
});
