// The law of promoted paths: a promoted path answers as an unpromoted one, whole, half read, and again when events were added.
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { startPacer } from '../../electron/derive/pacer.ts';
import { promotePath } from '../../electron/derive/promote-path.ts';
import { promotePaths } from '../../electron/derive/promote-paths.ts';
import { eventsFacets } from '../../electron/queries/events-facets.ts';
import { compileFilter } from '../../electron/queries/filter/compile.ts';
import type { CaseFile } from '../../electron/store/case-file.ts';
import { segmentLength } from '../../electron/store/columns/column-defs.ts';
import { readPathValues, writePathValues } from '../../electron/store/promoted/path-values.ts';
import type { Outcome } from '../../shared/base/outcome.ts';
import { printPath } from '../../shared/filter/data-path.ts';
import type { FilterTree, PathStep } from '../../shared/filter/filter-tree.ts';
import { matches } from '../../shared/filter/matches.ts';
import { printFilter } from '../../shared/filter/print-filter.ts';
import { filterEvent } from '../support/filter-event.ts';
import { randomFilter, randomTerm } from '../support/random-filter.ts';
import { randomRecord } from '../support/random-records.ts';
import { addRecords, emptyCase, type SmallCase } from '../support/small-case.ts';

const seed = Number(process.env.SALTRACE_SEED ?? 1);
const opened: SmallCase[] = [];
afterAll(() => {
  for (const small of opened) small.dispose();
});

function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value;
}

async function promoteAll(caseFile: CaseFile, mostValues?: number): Promise<void> {
  const options = mostValues === undefined ? {} : { mostValues };
  expect(
    must(
      await promotePaths(
        caseFile,
        startPacer(() => false),
        options,
      ),
    ),
  ).toBe(true);
}

async function selected(caseFile: CaseFile, tree: FilterTree): Promise<number[]> {
  const program = compileFilter(tree, caseFile, { zone: 'UTC', captureFirst: undefined, captureLast: undefined });
  const mask = new Uint8Array(segmentLength);
  await program.fill(0, 0, caseFile.columns.length, mask, () => false);
  return Array.from(mask.subarray(0, caseFile.columns.length));
}

function pathsOf(tree: FilterTree): (readonly PathStep[])[] {
  if (tree.type === 'and' || tree.type === 'or') return tree.terms.flatMap(pathsOf);
  if (tree.type === 'not') return pathsOf(tree.term);
  return 'path' in tree && tree.path !== undefined ? [tree.path] : [];
}

const dataTerm = randomTerm.filter((tree) => pathsOf(tree).length > 0);

describe('a promoted path', () => {
  it('selects and counts as an ordinary one', { timeout: 240_000 }, async () => {
    let found = 0;
    const lists = fc.sample(fc.array(randomRecord, { minLength: 30, maxLength: 40, size: 'max' }), {
      numRuns: 15,
      seed,
    });
    for (const [at, lines] of lists.entries()) {
      const small = emptyCase();
      opened.push(small);
      const { caseFile } = small;
      addRecords(small, 'first', lines.slice(0, 20));
      const trees = [
        ...fc.sample(dataTerm, { numRuns: 120, seed: seed + at }),
        ...fc.sample(randomFilter, { numRuns: 60, seed: seed + at }),
      ];
      const names = [...new Set(trees.flatMap(pathsOf).map(printPath))].slice(0, 15);
      for (const name of names) must(promotePath(caseFile, name, true));
      await promoteAll(caseFile);
      const count = async (fields: readonly string[]) =>
        must(
          await eventsFacets(caseFile, { filter: '', fields, limit: 100 }, { isCancelled: () => false, zone: 'UTC' }),
        ).facets;
      // Whole, then with events behind the column's end, then up to date again.
      for (const step of ['whole', 'behind', 'again'] as const) {
        if (step === 'behind') addRecords(small, 'second', lines.slice(20));
        if (step === 'again') await promoteAll(caseFile);
        const events = Array.from({ length: caseFile.columns.length }, (_, i) => filterEvent(caseFile, i + 1));
        const context = { zone: 'UTC', captureFirst: undefined, captureLast: undefined };
        for (const tree of trees) {
          const wanted = events.map((event) => (matches(tree, event, context) ? 1 : 0));
          expect([step, printFilter(tree), await selected(caseFile, tree)]).toEqual([step, printFilter(tree), wanted]);
          if (wanted.includes(1)) found++;
        }
      }
      const columns = await count(names);
      for (const name of names) must(promotePath(caseFile, name, false));
      expect(caseFile.promoted.list()).toEqual([]);
      expect(caseFile.rows('SELECT * FROM promoted_value')).toEqual([]);
      expect(columns).toEqual(await count(names));
    }
    expect(found).toBeGreaterThan(2_000);
  });

  it('goes over the end of a segment, and on from where it was stopped', { timeout: 120_000 }, async () => {
    const small = emptyCase();
    opened.push(small);
    const { caseFile } = small;
    const line = (n: number): string => JSON.stringify({ tag: 'custom/x', data: n % 3 === 0 ? {} : { n: n % 1000 } });
    const lines = Array.from({ length: segmentLength + 700 }, (_, n) => line(n));
    addRecords(small, 'first', lines.slice(0, segmentLength - 300));
    must(promotePath(caseFile, 'data.n', true));
    let asked = 0;
    const impatient = startPacer(() => ++asked > 2);
    const isDue = (): boolean => true;
    expect(must(await promotePaths(caseFile, { ...impatient, isDue }))).toBe(false);
    expect(caseFile.promoted.list()).toMatchObject([{ path: 'data.n', isTooVaried: false }]);
    await promoteAll(caseFile);
    addRecords(small, 'second', lines.slice(segmentLength - 300));
    await promoteAll(caseFile);
    const column = caseFile.promoted.column('data.n');
    expect(column?.events).toBe(lines.length);
    const values = lines.map((_, n) => column?.values[column.segments[n >>> 16]?.[n & 0xffff] ?? 0]);
    expect(values).toEqual(lines.map((_, n) => (n % 3 === 0 ? [] : [n % 1000])));
  });

  it('that is too varied stays an ordinary one, and says so', async () => {
    const small = emptyCase();
    opened.push(small);
    addRecords(
      small,
      'first',
      Array.from({ length: 50 }, (_, n) => JSON.stringify({ tag: 'custom/x', data: { n } })),
    );
    must(promotePath(small.caseFile, 'data.n', true));
    await promoteAll(small.caseFile, 20);
    expect(small.caseFile.promoted.list()).toMatchObject([{ path: 'data.n', isTooVaried: true }]);
    expect(small.caseFile.promoted.column('data.n')).toBeUndefined();
    expect(small.caseFile.rows('SELECT * FROM promoted_value')).toEqual([]);
  });

  it('refuses what is no path', () => {
    const small = emptyCase();
    opened.push(small);
    expect(promotePath(small.caseFile, 'minion', true)).toMatchObject({ ok: false });
    expect(promotePath(small.caseFile, 'data.', true)).toMatchObject({ ok: false });
  });
});

describe('the values of a path as a text', () => {
  it('are read as they were written', () => {
    const json = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.double({ noNaN: true }).map((n) => (Object.is(n, -0) ? 0 : n)),
      fc.boolean(),
      fc.constant(null),
      fc.constant({}),
    );
    fc.assert(
      fc.property(fc.array(json, { minLength: 1 }), (values) => {
        const text = writePathValues({ a: values }, [{ key: 'a' }]);
        const read = readPathValues(text) ?? [];
        expect(new Set(read.map((value) => JSON.stringify([typeof value, String(value)])))).toEqual(
          new Set([[], ...values].map((value) => JSON.stringify([typeof value, String(value)]))),
        );
      }),
      { seed, numRuns: 500 },
    );
    expect(readPathValues('{"a":1}')).toBeUndefined();
    expect(readPathValues('[1')).toBeUndefined();
  });
});
