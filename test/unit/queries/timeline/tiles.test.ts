// Tiles of the timeline against plain SQL over recorded captures and a made-up log: extents, counts, cells, depths, labels.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { timelineLanes } from '../../../../electron/queries/timeline-lanes.ts';
import { timelineTile } from '../../../../electron/queries/timeline-tile.ts';
import { barDepths, itemsPerLaneTile, laneFields, tileSpan } from '../../../../shared/questions/timeline.ts';
import { DerivedCase } from '../../../support/derived-capture.ts';
import {
  cellsOfRow,
  itemsOfTile,
  type NaiveItem,
  naiveCells,
  naiveItems,
  touches,
} from '../../../support/naive-timeline.ts';

const captures = new URL('../../../captures/', import.meta.url).pathname;

const recordings = [
  '3008.5/bad-config/rawfile.jsonl',
  '3008.5/dead-minion/sse.txt',
  '3008.5/orchestration/rawfile.jsonl',
  '3008.5/batch-rollout/sse.txt',
  '3008.5/key-churn/sse.txt',
  '3007.17/noisy-mixed/event-plain.txt',
] as const;

const byEvent = (a: NaiveItem, b: NaiveItem): number =>
  a.lane - b.lane || a.from - b.from || a.event - b.event || a.minion - b.minion;

/** Level at which the whole of a capture is about four tiles. */
function wholeLevel(items: readonly NaiveItem[]): number {
  const from = Math.min(...items.map((item) => item.from));
  const to = Math.max(...items.map((item) => item.to));
  return Math.ceil(Math.log2((to - from) / 1024));
}

function tilesOf(items: readonly NaiveItem[], level: number): number[] {
  const width = 256 * 2 ** level;
  const tiles = new Set<number>();
  for (const { from, to } of items) {
    for (let tile = Math.floor(from / width); tile <= Math.floor(to / width); tile += 1) tiles.add(tile);
  }
  return [...tiles].sort((a, b) => a - b);
}

describe.each(recordings)('tiles of %s', (name) => {
  let derived: DerivedCase;
  beforeAll(async () => {
    derived = await DerivedCase.read(`${captures}${name}`);
  });
  afterAll(() => derived.dispose());

  it.each(laneFields)('show by %s every bar and mark that SQL finds, with its extent', async (by) => {
    const wanted = naiveItems(derived.caseFile, by);
    const lanes = [...new Set(wanted.map(({ lane }) => lane))].sort((a, b) => a - b);
    const level = wholeLevel(wanted);
    let shown = 0;
    let inCells = 0;
    for (const fine of [level, level - 3]) {
      for (const tile of tilesOf(wanted, fine).slice(0, 60)) {
        const { from, to } = tileSpan(fine, tile);
        const answer = await derived.ask(timelineTile, { filter: '', by, level: fine, tile, lanes, isMerged: false });
        for (const [row, lane] of lanes.entries()) {
          const own = wanted.filter((item) => item.lane === lane && touches(item, from, to));
          const stamped = own.filter(({ isOpen, to: end }) => !isOpen && end >= from && end < to);
          expect(answer.counts[row]).toBe(stamped.length);
          expect(answer.failures[row]).toBe(
            stamped.filter(({ outcome }) => outcome === 4).length +
              own.filter(({ isOpen, outcome, from: begin }) => isOpen && outcome === 8 && begin >= from).length,
          );
          const items = itemsOfTile(answer, lanes).filter((item) => item.lane === lane);
          if (own.length > itemsPerLaneTile) {
            expect(items).toEqual([]);
            expect(cellsOfRow(answer, row)).toEqual(naiveCells(own, fine, tile));
            inCells += own.length;
            continue;
          }
          expect(items.toSorted(byEvent)).toEqual(own.toSorted(byEvent));
          expect(items.map((item) => item.from)).toEqual(items.map((item) => item.from).toSorted((a, b) => a - b));
          shown += own.length;
        }
      }
    }
    expect(shown + inCells).toBeGreaterThanOrEqual(wanted.length);
  });

  it('say in cells what SQL finds in each', async () => {
    const wanted = naiveItems(derived.caseFile, 'minion');
    const lanes = [...new Set(wanted.map(({ lane }) => lane))];
    const level = wholeLevel(wanted) - 2;
    const tiles = tilesOf(wanted, level);
    for (const tile of [tiles[0], tiles[tiles.length >> 1], tiles.at(-1)].filter((tile) => tile !== undefined)) {
      for (const group of [...lanes.map((lane) => [lane]), lanes]) {
        const own = wanted.filter(({ lane }) => group.includes(lane));
        const body = { filter: '', by: 'minion', level, tile, lanes: group, isMerged: true } as const;
        expect(cellsOfRow(await derived.ask(timelineTile, body), 0)).toEqual(naiveCells(own, level, tile));
      }
    }
  });

  it('lay bars of a lane that overlap in rows of their own, the same in every tile', async () => {
    const wanted = naiveItems(derived.caseFile, 'minion');
    const lanes = [...new Set(wanted.map(({ lane }) => lane))];
    const depths = new Map<string, { readonly depth: number; readonly item: NaiveItem }>();
    const level = wholeLevel(wanted) - 4;
    for (const tile of tilesOf(wanted, level).slice(0, 200)) {
      const answer = await derived.ask(timelineTile, {
        filter: '',
        by: 'minion',
        level,
        tile,
        lanes,
        isMerged: false,
      });
      for (const [at, item] of itemsOfTile(answer, lanes).entries()) {
        const key = `${item.event} ${item.minion}`;
        const depth = answer.itemDepth[at] ?? 0;
        expect(depths.get(key)?.depth ?? depth).toBe(depth);
        depths.set(key, { depth, item });
      }
    }
    const bars = [...depths.values()].filter(({ item, depth }) => item.isBar && depth < barDepths - 1);
    for (const [at, a] of bars.entries()) {
      for (const b of bars.slice(at + 1)) {
        if (a.item.lane !== b.item.lane || a.depth !== b.depth) continue;
        expect(a.item.to <= b.item.from || b.item.to <= a.item.from).toBe(true);
      }
    }
  });
});

describe('tiles of a made-up log', () => {
  let derived: DerivedCase;
  beforeAll(async () => {
    derived = await DerivedCase.make({ events: 12_000, seed: 5, minions: 40 });
  });
  afterAll(() => derived.dispose());

  it('show each lane as SQL finds it, as items or as cells', async () => {
    const wanted = naiveItems(derived.caseFile, 'minion');
    expect(wanted.some(({ isOpen }) => isOpen)).toBe(true);
    const lanes = [...new Set(wanted.map(({ lane }) => lane))];
    const level = wholeLevel(wanted);
    let [asItems, asCells] = [0, 0];
    for (const fine of [level, level - 4]) {
      for (const tile of tilesOf(wanted, fine).slice(0, 12)) {
        const { from, to } = tileSpan(fine, tile);
        const answer = await derived.ask(timelineTile, {
          filter: '',
          by: 'minion',
          level: fine,
          tile,
          lanes,
          isMerged: false,
        });
        const items = itemsOfTile(answer, lanes);
        for (const [row, lane] of lanes.entries()) {
          const own = wanted.filter((item) => item.lane === lane && touches(item, from, to));
          if (own.length > itemsPerLaneTile) {
            expect(cellsOfRow(answer, row)).toEqual(naiveCells(own, fine, tile));
            asCells += 1;
          } else {
            expect(items.filter((item) => item.lane === lane).toSorted(byEvent)).toEqual(own.toSorted(byEvent));
            asItems += 1;
          }
        }
      }
    }
    expect(asItems).toBeGreaterThan(20);
    expect(asCells).toBeGreaterThan(5);
  });

  it('follow the filter, also for returns that never came', async () => {
    const lanes = await derived.ask(timelineLanes, { filter: '', by: 'minion', sort: 'name', limit: 1000 });
    const all = naiveItems(derived.caseFile, 'minion');
    const missing = all.find(({ isOpen, outcome }) => isOpen && outcome === 8);
    const minion = derived.caseFile.dictionary('minion').text(missing?.minion ?? 0);
    const level = wholeLevel(all) - 8;
    const tile = Math.floor((missing?.from ?? 0) / (256 * 2 ** level));
    const asked = async (filter: string): Promise<NaiveItem[]> => {
      const ids = Array.from(lanes.ids);
      const body = { filter, by: 'minion', level, tile, lanes: ids, isMerged: false } as const;
      return itemsOfTile(await derived.ask(timelineTile, body), ids).filter(({ isOpen }) => isOpen);
    };
    const [event] = await asked(`minion:${minion} outcome:missing`);
    expect(event).toEqual(missing);
    expect((await asked('outcome:failed')).length).toBe(0);
    expect((await asked(`minion:${minion} not outcome:missing`)).length).toBe(0);
    expect((await asked(`not minion:${minion}`)).some((item) => item.minion === missing?.minion)).toBe(false);
  });

  it('are empty where nothing is, and for lanes that do not exist', async () => {
    const answer = await derived.ask(timelineTile, {
      filter: '',
      by: 'minion',
      level: 10,
      tile: 0,
      lanes: [0, 1, 999_999],
      isMerged: false,
    });
    expect(Array.from(answer.counts)).toEqual([0, 0, 0]);
    expect([answer.cell.length, answer.itemEvent.length]).toEqual([0, 0]);
  });

  it('give up when cancelled, and refuse a malformed filter', async () => {
    const body = { filter: 'kind:ret ', by: 'user', level: 30, tile: 6800, lanes: [0], isMerged: false } as const;
    const cancelled = await timelineTile(derived.caseFile, body, { isCancelled: () => true, zone: 'UTC' });
    expect(cancelled).toMatchObject({ ok: false, failure: { code: 'question-cancelled' } });
    const context = { isCancelled: () => false, zone: 'UTC' };
    const malformed = await timelineTile(derived.caseFile, { ...body, filter: 'minion:(' }, context);
    expect(malformed).toMatchObject({ ok: false, failure: { code: 'filter-malformed' } });
    expect(await timelineTile(derived.caseFile, body, context)).toMatchObject({ ok: true });
  });
});
