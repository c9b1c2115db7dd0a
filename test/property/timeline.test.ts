// Laws of the timeline: finer tiles add up to coarser ones, one failure among ten thousand events is seen at every zoom, and a return
// that never came is selected as the reference predicate says of its `new` event.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBars } from '../../electron/queries/timeline/open-bars.ts';
import { openBarTest } from '../../electron/queries/timeline/select-open.ts';
import { timelineLanes } from '../../electron/queries/timeline-lanes.ts';
import { timelineTile } from '../../electron/queries/timeline-tile.ts';
import { type FilterEvent, matches } from '../../shared/filter/matches.ts';
import { parseFilter } from '../../shared/filter/parse-filter.ts';
import { highestLevel, laneFields, type TimelineTile } from '../../shared/questions/timeline.ts';
import { outcomesOf } from '../../shared/salt/job-outcome.ts';
import { DerivedCase, valueIn } from '../support/derived-capture.ts';
import { filterEvent } from '../support/filter-event.ts';
import { type Cell, cellsOfRow } from '../support/naive-timeline.ts';
import { addRecords, emptyCase } from '../support/small-case.ts';

const seed = Number(process.env.SALTRACE_SEED ?? 1);
const context = { isCancelled: () => false, zone: 'UTC' };

let made: DerivedCase;
beforeAll(async () => {
  made = await DerivedCase.make({ events: 15_000, seed: 3, minions: 30 });
});
afterAll(() => made.dispose());

function join(cells: readonly (Cell | undefined)[]): Cell | undefined {
  const there = cells.filter((cell) => cell !== undefined);
  if (there.length === 0) return undefined;
  return there.reduce((a, b) => ({
    count: a.count + b.count,
    failures: a.failures + b.failures,
    outcomes: a.outcomes | b.outcomes,
    activity: a.activity | b.activity,
  }));
}

describe('tiles', () => {
  it('of one level add up to those of the next, cell by cell, and of eight levels below cell = tile', {
    timeout: 120_000,
  }, async () => {
    const lanes = await made.ask(timelineLanes, { filter: '', by: 'minion', sort: 'name', limit: 10_000 });
    const { from, to } = lanes.extent ?? { from: 0, to: 0 };
    let busy = 0;
    const where = fc.record({
      by: fc.constantFrom(...laneFields),
      filter: fc.constantFrom('', 'kind:ret', 'outcome:(failed or missing)', 'not minion:*1*'),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
      level: fc.integer({ min: 9, max: 30 }),
      lane: fc.nat({ max: 30 }),
      isAll: fc.boolean(),
    });
    for (const { by, filter, part, level, lane, isAll } of fc.sample(where, { numRuns: 60, seed })) {
      const tile = Math.floor((from + (to - from) * part) / (256 * 2 ** level));
      const ids = isAll
        ? Array.from((await made.ask(timelineLanes, { filter, by, sort: 'name', limit: 10_000 })).ids)
        : [lane];
      const ask = (fine: number, at: number): Promise<TimelineTile> =>
        made.ask(timelineTile, { filter, by, level: fine, tile: at, lanes: ids, isMerged: true });
      const whole = await ask(level, tile);
      const cells = cellsOfRow(whole, 0);
      const halves = [cellsOfRow(await ask(level - 1, tile * 2), 0), cellsOfRow(await ask(level - 1, tile * 2 + 1), 0)];
      for (let cell = 0; cell < 256; cell += 1) {
        const half = halves[cell >> 7];
        const two = [half?.get((cell * 2) & 255), half?.get(((cell * 2) & 255) + 1)];
        expect(join(two)).toEqual(cells.get(cell));
      }
      const sum = [...cells.values()].reduce((all, { count }) => all + count, 0);
      expect(whole.counts[0]).toBe(sum);
      for (const [cell, told] of [...cells].slice(0, 3)) {
        const inner = await ask(level - 8, tile * 256 + cell);
        expect([inner.counts[0], inner.failures[0]]).toEqual([told.count, told.failures]);
        expect(join([...cellsOfRow(inner, 0).values()])).toEqual(told);
        busy += 1;
      }
    }
    expect(busy).toBeGreaterThan(40);
  });

  it('show the one failure among ten thousand events at every zoom', async () => {
    const small = emptyCase();
    const line = (at: number, isReturn: boolean): string => {
      const stamp = `2026-03-01T12:00:00.${String(at).padStart(6, '0')}`;
      return isReturn
        ? JSON.stringify({
            tag: 'salt/job/20260301120000000001/ret/web1',
            data: {
              jid: '20260301120000000001',
              id: 'web1',
              fun: 'test.ping',
              return: 'x',
              retcode: at === 5000 ? 1 : 0,
              success: at !== 5000,
              _stamp: stamp,
            },
          })
        : JSON.stringify({ tag: 'salt/beacon/web1/load/', data: { id: 'web1', _stamp: stamp } });
    };
    addRecords(
      small,
      'made.jsonl',
      Array.from({ length: 10_000 }, (_, at) => line(at, at % 2 === 0)),
    );
    const lanes = valueIn(
      await timelineLanes(small.caseFile, { filter: '', by: 'minion', sort: 'name', limit: 10 }, context),
    );
    expect([lanes.events[0], lanes.failures[0]]).toEqual([10_000, 1]);
    const stamp = lanes.firstFailure[0] ?? 0;
    for (let level = 0; level <= highestLevel; level += 1) {
      for (const isMerged of [false, true]) {
        const tile = Math.floor(stamp / (256 * 2 ** level));
        const body = { filter: '', by: 'minion', level, tile, lanes: Array.from(lanes.ids), isMerged } as const;
        const answer = valueIn(await timelineTile(small.caseFile, body, context));
        expect(answer.failures[0]).toBe(1);
        const cell = cellsOfRow(answer, 0).get(Math.floor(stamp / 2 ** level) - tile * 256);
        if (cell === undefined) expect(Array.from(answer.itemOutcome)).toContain(4);
        else expect([cell.failures, cell.outcomes & 4]).toEqual([1, 4]);
      }
    }
    small.dispose();
  });
});

describe('open bars', () => {
  it('are selected as the reference predicate selects their new event with their minion and outcome', async () => {
    const { caseFile } = made;
    const bars = await openBars(caseFile, caseFile.revision(), context.isCancelled);
    if (bars === undefined) throw new Error('cancelled');
    expect(bars.count).toBeGreaterThan(20);
    const names = [...new Set(bars.minion)].map((id) => caseFile.dictionary('minion').text(id));
    const term = fc.oneof(
      fc.constantFrom(...names).map((name) => `minion:${name}`),
      fc.constantFrom(
        'minion:*1*',
        'minion~/^w/',
        'minion:*',
        'outcome:missing',
        'outcome:running',
        'outcome:failed',
        'outcome:*',
      ),
      fc.constantFrom(
        'kind:new',
        'kind:ret',
        'fun:state.*',
        'fun:test.ping',
        'user:root',
        'test:true',
        'internal:false',
        'size>400',
      ),
    );
    const filter = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        term,
        fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `(${a} ${b})`),
        fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `(${a} or ${b})`),
        tie('tree').map((inner) => `not (${inner})`),
      ),
    })).tree;
    const known = new Map<number, FilterEvent>();
    const places = Array.from({ length: Math.min(bars.count, 60) }, (_, at) => at);
    let [passed, refused] = [0, 0];
    for (const text of fc.sample(filter, { numRuns: 250, seed })) {
      const test = valueIn(await openBarTest(caseFile, bars, text, context));
      const parsed = parseFilter(text);
      if (!parsed.ok) throw new Error(parsed.fault.code);
      for (const bar of places) {
        const id = bars.event[bar] ?? 0;
        const event = known.get(id) ?? filterEvent(caseFile, id);
        known.set(id, event);
        const asBar = {
          ...event,
          minion: caseFile.dictionary('minion').text(bars.minion[bar] ?? 0),
          outcomes: outcomesOf(bars.outcome[bar] ?? 0),
        };
        const times = { zone: 'UTC', captureFirst: undefined, captureLast: undefined };
        expect([text, test(bar)]).toEqual([text, matches(parsed.tree, asBar, times)]);
        if (test(bar)) passed += 1;
        else refused += 1;
      }
    }
    expect(Math.min(passed, refused)).toBeGreaterThan(1000);
  });
});
