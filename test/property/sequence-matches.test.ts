// The law of sequences: what the engine finds over columns is what the plain reference finds, start by start, on real cases.
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { joinSpans } from '../../electron/analysis/coverage.ts';
import { captureEnds } from '../../electron/queries/capture-ends.ts';
import { sequenceMatches } from '../../electron/queries/sequence-matches.ts';
import { sequenceRun } from '../../electron/queries/sequence-run.ts';
import type { CaseFile } from '../../electron/store/case-file.ts';
import { matchSequence, type PlacedEvent } from '../../shared/filter/match-sequence.ts';
import { matches } from '../../shared/filter/matches.ts';
import { parseFilter } from '../../shared/filter/parse-filter.ts';
import { printSequence } from '../../shared/filter/print-sequence.ts';
import type { SequenceTree } from '../../shared/filter/sequence-tree.ts';
import { valueIn } from '../support/derived-capture.ts';
import { filterEvent } from '../support/filter-event.ts';
import { crowdedSource, longSequence, meetingSequence, randomSources } from '../support/random-sequence.ts';
import { addRecords, emptyCase, type SmallCase } from '../support/small-case.ts';

const seed = Number(process.env.SALTRACE_SEED ?? 1);
const opened: SmallCase[] = [];
afterAll(() => {
  for (const small of opened) small.dispose();
});

const context = { isCancelled: () => false, zone: 'UTC' };
const allStates = ['matched', 'unmatched', 'unknown'] as const;

function caseOf(sources: readonly (readonly string[])[]): CaseFile {
  const small = emptyCase();
  opened.push(small);
  for (const [at, lines] of sources.entries()) addRecords(small, `s${at}`, lines);
  return small.caseFile;
}

function placed(caseFile: CaseFile): PlacedEvent[] {
  return Array.from({ length: caseFile.columns.length }, (_, i) => ({
    event: filterEvent(caseFile, i + 1),
    at: caseFile.columns.value('stamp', i + 1),
  }));
}

function listening(caseFile: CaseFile) {
  return joinSpans(
    caseFile.rows<{ from: number; to: number }>(
      'SELECT first_stamp AS "from", last_stamp AS "to" FROM source WHERE first_stamp IS NOT NULL',
    ),
  );
}

/** The starts as texts, in an order of their own. */
async function found(caseFile: CaseFile, tree: SequenceTree, filter = ''): Promise<string[]> {
  const body = { filter, sequence: printSequence(tree), waitMs: 60_000, states: allStates, offset: 0, limit: 1e6 };
  const { rows, total } = valueIn(await sequenceMatches(caseFile, body, context));
  expect(rows.length).toBe(total);
  return rows.map(({ by, events, state }) => JSON.stringify([by, events.map(({ id }) => id), state])).toSorted();
}

function wanted(caseFile: CaseFile, tree: SequenceTree, events: readonly PlacedEvent[], filter = ''): string[] {
  const ends = captureEnds(caseFile);
  const times = { zone: 'UTC', captureFirst: ends.first, captureLast: ends.last };
  const parsed = parseFilter(filter);
  if (!parsed.ok) throw new Error(parsed.fault.code);
  return matchSequence(tree, events, times, listening(caseFile))
    .filter((start) => start.events.some((index) => matches(parsed.tree, (events[index] as PlacedEvent).event, times)))
    .map(({ by, events: taken, state }) => JSON.stringify([by, taken.map((index) => index + 1), state]))
    .toSorted();
}

describe('sequences over columns = reference', () => {
  it('on 6,000 random sequences over 60 random cases', { timeout: 300_000 }, async () => {
    const states = new Map<string, number>();
    for (const [at, sources] of fc.sample(randomSources, { numRuns: 60, seed }).entries()) {
      const caseFile = caseOf(sources);
      const events = placed(caseFile);
      for (const [n, tree] of fc.sample(meetingSequence, { numRuns: 100, seed: seed + at }).entries()) {
        const filter = n % 10 === 0 ? 'minion:web1' : '';
        const expected = wanted(caseFile, tree, events, filter);
        expect([printSequence(tree), await found(caseFile, tree, filter)]).toEqual([printSequence(tree), expected]);
        for (const start of expected) {
          const state = `${tree.absent === undefined ? '' : '!'}${(JSON.parse(start) as unknown[])[2]}`;
          states.set(state, (states.get(state) ?? 0) + 1);
        }
      }
    }
    // The world is small enough that all answers are common.
    for (const state of ['matched', 'unmatched', 'unknown', '!matched', '!unmatched', '!unknown'])
      expect([state, (states.get(state) ?? 0) > 2000]).toEqual([state, true]);
  });

  it('on crowds of starts that are open together', { timeout: 300_000 }, async () => {
    const [lines = []] = fc.sample(crowdedSource, { numRuns: 1, seed });
    const caseFile = caseOf([lines]);
    const events = placed(caseFile);
    for (const tree of fc.sample(meetingSequence, { numRuns: 40, seed })) {
      const expected = wanted(caseFile, tree, events);
      expect([printSequence(tree), await found(caseFile, tree)]).toEqual([printSequence(tree), expected]);
    }
  });

  it('with more steps than a mark has bits', { timeout: 300_000 }, async () => {
    const [crowd = []] = fc.sample(crowdedSource, { numRuns: 1, seed });
    let matched = 0;
    for (const lines of [crowd.slice(0, 300), crowd.slice(0, 120).toReversed()]) {
      const caseFile = caseOf([lines]);
      const events = placed(caseFile);
      for (const tree of fc.sample(longSequence, { numRuns: 100, seed })) {
        const expected = wanted(caseFile, tree, events);
        expect([printSequence(tree), await found(caseFile, tree)]).toEqual([printSequence(tree), expected]);
        matched += expected.filter((start) => start.endsWith('"matched"]')).length;
      }
    }
    expect(matched).toBeGreaterThan(1000);
  });

  it('counts what it lists, groups what it counts', async () => {
    for (const [at, sources] of fc.sample(randomSources, { numRuns: 20, seed: seed + 7 }).entries()) {
      const caseFile = caseOf(sources);
      for (const tree of fc.sample(meetingSequence, { numRuns: 10, seed: seed + at })) {
        const body = { filter: '', sequence: printSequence(tree), waitMs: 60_000, offset: 0, limit: 1e6 };
        const run = valueIn(await sequenceRun(caseFile, body, context));
        for (const state of allStates) {
          const page = valueIn(await sequenceMatches(caseFile, { ...body, states: [state] }, context));
          expect(page.total).toBe(run[state]);
          expect(run.groups.reduce((sum, group) => sum + group[state], 0)).toBe(run[state]);
        }
        for (const group of run.groups.slice(0, 3)) {
          const page = valueIn(
            await sequenceMatches(caseFile, { ...body, states: ['matched'], by: group.by }, context),
          );
          expect(page.total).toBe(group.matched);
        }
      }
    }
  });
});

describe('laws of sequences', () => {
  it('finds no fewer matches when the steps have more time', async () => {
    for (const [at, sources] of fc.sample(randomSources, { numRuns: 30, seed: seed + 3 }).entries()) {
      const caseFile = caseOf(sources);
      for (const tree of fc.sample(meetingSequence, { numRuns: 20, seed: seed + at })) {
        if (tree.absent !== undefined) continue;
        let before = new Set<string>();
        for (const maxspanUs of [0, 1e6, 10e6, 100e6, undefined]) {
          const starts = await found(caseFile, { ...tree, maxspanUs });
          const matched = new Set(starts.filter((start) => start.endsWith('"matched"]')));
          expect([...before].filter((start) => !matched.has(start))).toEqual([]);
          before = matched;
        }
      }
    }
  });

  it('keeps every start whatever follows: a step more takes matches away and adds none', async () => {
    for (const [at, sources] of fc.sample(randomSources, { numRuns: 20, seed: seed + 5 }).entries()) {
      const caseFile = caseOf(sources);
      for (const tree of fc.sample(meetingSequence, { numRuns: 20, seed: seed + at })) {
        const [last] = tree.steps.slice(-1);
        if (tree.absent !== undefined || last === undefined) continue;
        const short = (await found(caseFile, tree)).map((start) => JSON.parse(start) as [string[], number[], string]);
        const long = (await found(caseFile, { ...tree, steps: [...tree.steps, last] })).map(
          (start) => JSON.parse(start) as [string[], number[], string],
        );
        expect(long.length).toBe(short.length);
        const heads = new Set(
          short.filter((start) => start[2] === 'matched').map(([by, ids]) => JSON.stringify([by, ids])),
        );
        for (const [by, ids, state] of long) {
          if (state === 'matched') expect(heads.has(JSON.stringify([by, ids.slice(0, -1)]))).toBe(true);
        }
      }
    }
  });
});
