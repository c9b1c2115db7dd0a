// The law of the filter: what the column program selects is what the reference predicate selects, event by event, on a real case.
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { captureEnds } from '../../electron/queries/capture-ends.ts';
import { compileFilter } from '../../electron/queries/filter/compile.ts';
import { sliceSelected } from '../../electron/queries/selected-order.ts';
import { selectEvents } from '../../electron/queries/selection.ts';
import type { CaseFile } from '../../electron/store/case-file.ts';
import { eventFlags, segmentLength } from '../../electron/store/columns/column-defs.ts';
import type { FilterTree } from '../../shared/filter/filter-tree.ts';
import { type FilterEvent, matches } from '../../shared/filter/matches.ts';
import { parseFilter } from '../../shared/filter/parse-filter.ts';
import { printFilter } from '../../shared/filter/print-filter.ts';
import { filterEvent } from '../support/filter-event.ts';
import { randomFilter } from '../support/random-filter.ts';
import { randomRecord } from '../support/random-records.ts';
import { addRecords, emptyCase, type SmallCase } from '../support/small-case.ts';

const seed = Number(process.env.SALTRACE_SEED ?? 1);
const opened: SmallCase[] = [];
afterAll(() => {
  for (const small of opened) small.dispose();
});

/** A case of two sources with random derived columns. */
function caseOf(lines: readonly string[], derived: readonly number[]): CaseFile {
  const small = emptyCase();
  opened.push(small);
  const half = Math.ceil(lines.length / 2);
  const change: Parameters<typeof addRecords>[3] = (writer, firstId) => {
    for (let id = firstId; id < firstId + half && id <= small.caseFile.columns.length; id++) {
      const random = derived[id % derived.length] ?? 0;
      writer.patch('outcome', id, random & 63);
      const flags = small.caseFile.columns.value('flags', id);
      writer.patch('flags', id, (flags & ~6) | ((random >> 6) & (eventFlags.test | eventFlags.internal)));
      if ((random & 1024) !== 0)
        writer.patch('durationUs', id, [0, 30_000, 1_000_000, 1_000_001, 90_000_000][random % 5] ?? 0);
    }
  };
  addRecords(small, 'web1', lines.slice(0, half));
  addRecords(small, 'b/*.jsonl', lines.slice(half));
  const { writer } = small;
  if (!writer.begin().ok) throw new Error('no transaction');
  change(writer, 1);
  if (!writer.commit().ok) throw new Error('no commit');
  return small.caseFile;
}

async function masked(caseFile: CaseFile, tree: FilterTree, zone: string): Promise<number[]> {
  const ends = captureEnds(caseFile);
  const program = compileFilter(tree, caseFile, { zone, captureFirst: ends.first, captureLast: ends.last });
  const mask = new Uint8Array(segmentLength);
  await program.fill(0, 0, caseFile.columns.length, mask, () => false);
  return Array.from(mask.subarray(0, caseFile.columns.length));
}

const zones = ['UTC', 'Asia/Shanghai', 'America/New_York'] as const;

describe('compiled filter = reference predicate', () => {
  it('on 12,000 random filters over 60 random cases', { timeout: 240_000 }, async () => {
    const lines = fc.array(randomRecord, { minLength: 20, maxLength: 40, size: 'max' });
    const derived = fc.array(fc.integer({ min: 0, max: 2047 }), { minLength: 5, maxLength: 9, size: 'max' });
    let selected = 0;
    let refused = 0;
    for (const [at, [records, random]] of fc.sample(fc.tuple(lines, derived), { numRuns: 60, seed }).entries()) {
      const caseFile = caseOf(records, random);
      expect(caseFile.columns.length).toBe(records.length);
      const events = Array.from({ length: caseFile.columns.length }, (_, i) => filterEvent(caseFile, i + 1));
      const ends = captureEnds(caseFile);
      const zone = zones[at % zones.length] ?? 'UTC';
      const context = { zone, captureFirst: ends.first, captureLast: ends.last };
      for (const tree of fc.sample(randomFilter, { numRuns: 200, seed: seed + at })) {
        const wanted = events.map((event: FilterEvent) => (matches(tree, event, context) ? 1 : 0));
        expect([printFilter(tree), await masked(caseFile, tree, zone)]).toEqual([printFilter(tree), wanted]);
        if (wanted.includes(1)) selected++;
        if (wanted.includes(0)) refused++;
      }
    }
    // The world is small enough that filters meet it: both answers must be common.
    expect(selected).toBeGreaterThan(4000);
    expect(refused).toBeGreaterThan(4000);
  });

  it('over the end of a segment, spans included, and again when events were added', { timeout: 120_000 }, async () => {
    const small = emptyCase();
    opened.push(small);
    const lines = fc.sample(randomRecord, { numRuns: 500, seed });
    const many = Array.from({ length: segmentLength + 300 }, (_, i) => lines[(i * 7) % lines.length] ?? '');
    addRecords(small, 'first', many.slice(0, segmentLength - 50));
    const { caseFile } = small;
    const context = { isCancelled: () => false, zone: 'UTC' };
    const filters = [
      'refused or expected:web1 or state:nginx',
      '*/ret/web* -data.a:1 or outcome:failed',
      'kind:ret -é',
    ];
    const span = { from: Date.UTC(2026, 2, 1, 12) * 1000, to: Date.UTC(2026, 2, 1, 12, 0, 1) * 1000 };
    const check = async (): Promise<void> => {
      const ends = captureEnds(caseFile);
      const times = { zone: 'UTC', captureFirst: ends.first, captureLast: ends.last };
      const ids = [1, 2, 3, 60_000, 65_535, 65_536, 65_537, 65_600, 65_836].filter(
        (id) => id <= caseFile.columns.length,
      );
      for (const filter of filters) {
        const parsed = parseFilter(filter);
        if (!parsed.ok) throw new Error(parsed.fault.code);
        for (const within of [undefined, span]) {
          const made = await selectEvents(caseFile, { filter, span: within }, context);
          if (!made.ok) throw new Error(made.failure.message);
          const wanted = ids.filter((id) => {
            const stamp = caseFile.columns.value('stamp', id);
            const isInside = within === undefined || (stamp >= within.from && stamp < within.to);
            return isInside && matches(parsed.tree, filterEvent(caseFile, id), times);
          });
          expect([filter, ids.filter(made.value.has)]).toEqual([filter, wanted]);
          const { count } = made.value;
          expect(made.value.ones.reduce((sum, ones) => sum + ones, 0)).toBe(count);
          expect((await sliceSelected(caseFile, made.value, 0, count + 1)).length).toBe(count);
        }
      }
    };
    await check();
    addRecords(small, 'second', many.slice(segmentLength - 50));
    expect(caseFile.columns.length).toBe(many.length);
    await check();
  });
});
