// The tiles there are and those that are asked for: bounded, nothing asked twice, old ones standing in for those on their way.
import { expect, test } from 'vitest';
import type { PaintRow } from '../../../../renderer/views/timeline/messages.ts';
import { levelOf, TileDesk, type TileWish, tilesOf } from '../../../../renderer/views/timeline/tile-desk.ts';
import { TileStore } from '../../../../renderer/views/timeline/tile-store.ts';
import { tileSpan } from '../../../../shared/questions/timeline.ts';
import { madeTile } from '../../../support/timeline-tile.ts';

const cells = (n: number) => ({ cells: [{ cell: n, count: 1 }] });

function rowOf(n: number, kind: 'lane' | 'group' = 'lane'): PaintRow {
  return { key: `${kind}${n}`, ref: `${kind}${n}`, kind, lanes: [n], isOpen: false, y: n * 24, height: 24 };
}

test('a cell is between one and two px wide, down to a microsecond', () => {
  for (const span of [1, 800, 1e6, 3.6e9, 3e12]) {
    const level = levelOf(0, span, 800);
    const px = (800 / span) * 2 ** level;
    expect(level === 0 || (px >= 1 && px < 2)).toBe(true);
  }
  const { from, to } = tileSpan(5, 7);
  expect(tilesOf(5, from, to)).toEqual([7, 7]);
  expect(tilesOf(5, from - 1, to + 1)).toEqual([6, 8]);
});

test('the exact tile is taken, else finer ones, else a coarser one in its stretch', () => {
  const store = new TileStore(1e6);
  store.put(madeTile(4, 0, [cells(1)]), ['a'], 'e');
  expect(store.parts('a', 2, 3)).toMatchObject([{ tile: { level: 4 }, ...tileSpan(2, 3) }]);
  store.put(madeTile(1, 6, [cells(2)]), ['a'], 'e');
  expect(store.parts('a', 2, 3)).toMatchObject([
    { tile: { level: 1, tile: 6 }, ...tileSpan(1, 6) },
    { tile: { level: 4 }, ...tileSpan(1, 7) },
  ]);
  store.put(madeTile(2, 3, [cells(3)]), ['a'], 'e');
  expect(store.parts('a', 2, 3)).toMatchObject([{ tile: { level: 2 }, ...tileSpan(2, 3) }]);
  expect(store.parts('b', 2, 3)).toEqual([]);
});

test('a tile of an older state is drawn, but counts as missing', () => {
  const store = new TileStore(1e6);
  store.put(madeTile(2, 3, [cells(3)]), ['a'], 'old');
  expect(store.has('a', 2, 3, 'old')).toBe(true);
  expect(store.has('a', 2, 3, 'new')).toBe(false);
  expect(store.parts('a', 2, 3)).toHaveLength(1);
});

test('memory is bounded: what was not used for longest goes first', () => {
  const store = new TileStore(20_000);
  for (let tile = 0; tile < 200; tile++) {
    store.put(madeTile(0, tile, [cells(1)]), ['a'], 'e');
    // The first tile is looked at all the time.
    store.parts('a', 0, 0);
    expect(store.bytes).toBeLessThanOrEqual(20_000);
  }
  expect(store.has('a', 0, 0, 'e')).toBe(true);
  expect(store.has('a', 0, 1, 'e')).toBe(false);
  expect(store.has('a', 0, 199, 'e')).toBe(true);
});

function deskOf() {
  const store = new TileStore(1e7);
  const asked: { readonly id: number; readonly wish: TileWish }[] = [];
  const cancelled: number[] = [];
  const desk = new TileDesk(
    store,
    (wish, id) => asked.push({ id, wish }),
    (id) => cancelled.push(id),
  );
  desk.subjectChanged('e');
  const { to } = tileSpan(3, 0);
  const view = { from: 0, to: to * 3, width: 800, rows: [rowOf(1), rowOf(2)], near: [rowOf(3)] };
  const answer = (at: number) => {
    const one = asked[at];
    if (one === undefined) throw new Error('not asked');
    return desk.answered(
      one.id,
      madeTile(
        one.wish.level,
        one.wish.tile,
        one.wish.refs.map(() => cells(1)),
      ),
    );
  };
  return { store, desk, asked, cancelled, view, answer };
}

test('what is in sight is asked first, from the middle, few at a time, near lanes along with it', () => {
  const { desk, asked, view, answer } = deskOf();
  desk.plan(view);
  expect(asked.map(({ wish }) => [wish.level, wish.tile])).toEqual([
    [levelOf(view.from, view.to, view.width), 1],
    [3, 0],
    [3, 2],
  ]);
  expect(asked[0]?.wish.lanes).toEqual([1, 2, 3]);
  expect(desk.isWaiting).toBe(true);
  desk.plan(view);
  expect(asked).toHaveLength(3);
  for (const at of [0, 1, 2]) expect(answer(at)).toBe(true);
  desk.plan(view);
  expect(desk.isWaiting).toBe(false);
  // Then the tiles beside, ahead of panning.
  expect(asked.slice(3).map(({ wish }) => wish.tile)).toEqual([3]);
});

test('what nobody wants any more is taken back, and its late answer is of no use', () => {
  const { desk, asked, cancelled, view, answer, store } = deskOf();
  desk.plan(view);
  desk.plan({ ...view, from: view.to * 100, to: view.to * 101 });
  expect(cancelled).toEqual([1, 2, 3]);
  expect(asked.length).toBeGreaterThan(3);
  expect(answer(0)).toBe(false);
  expect(store.has('lane1', 3, 1, 'e')).toBe(false);
});

test('what was refused is not asked again until the subject changes', () => {
  const { desk, asked, view } = deskOf();
  desk.plan(view);
  for (const { id } of [...asked]) desk.answered(id, null);
  desk.plan(view);
  const tiles = asked.slice(3).map(({ wish }) => wish.tile);
  expect(tiles.every((tile) => tile === 3)).toBe(true);
  desk.subjectChanged('f');
  desk.plan(view);
  expect(asked.at(-1)?.wish.tile).toBe(2);
});

test('a folded group is asked as one merged row', () => {
  const { desk, asked, view } = deskOf();
  desk.plan({ ...view, rows: [rowOf(9, 'group')], near: [] });
  expect(asked[0]?.wish).toMatchObject({ isMerged: true, lanes: [9], refs: ['group9'] });
});
