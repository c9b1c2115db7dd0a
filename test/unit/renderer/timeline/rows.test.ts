// Lanes as rows: groups with their sums, pins on top, moves by hand, opened lanes taller, and the row at a height.
import { expect, test } from 'vitest';
import {
  freshLook,
  lookToSave,
  readLook,
  type TimelineLook,
  useTimelineStore,
} from '../../../../renderer/stores/timeline-store.ts';
import { laneHeight, layRows, mostPinned, rowsBetween } from '../../../../renderer/views/timeline/rows.ts';
import { putLane, stepBehind } from '../../../../renderer/views/timeline/use-lane-drag.ts';
import type { TimelineLanes } from '../../../../shared/questions/timeline.ts';

const sizes = { lane: 24, inside: 60, group: 20 };

function lanesOf(names: readonly string[], groups: readonly string[] = ['']): TimelineLanes {
  return {
    revision: 1,
    ids: Uint32Array.from(names, (_, n) => n + 1),
    names,
    events: Uint32Array.from(names, () => 10),
    failures: Uint32Array.from(names, (_, n) => n),
    firstFailure: Float64Array.from(names, (_, n) => (n === 0 ? Number.NaN : 1000 - n)),
    firstEvent: new Float64Array(names.length),
    lastEvent: new Float64Array(names.length),
    group: Uint32Array.from(names, (name) => Math.max(0, groups.indexOf(name.split('-')[0] ?? ''))),
    groups,
    total: names.length,
    count: names.length * 10,
    extent: null,
  };
}

const look = (change: Partial<TimelineLook>): TimelineLook => ({ ...freshLook, ...change });
const names = (rows: readonly { readonly name: string }[]) => rows.map((row) => row.name);

test('rows stand under each other; an opened one is taller', () => {
  const { rows, height } = layRows(lanesOf(['a', 'b', 'c']), look({ opened: ['minion:b'] }), sizes);
  expect(rows.map(({ y, height: tall }) => [y, tall])).toEqual([
    [0, 24],
    [24, 84],
    [108, 24],
  ]);
  expect(height).toBe(132);
});

test('pinned lanes leave the list in the order of their pinning; what is too many stays on top of it', () => {
  const laid = layRows(lanesOf(['a', 'b', 'c']), look({ pins: ['minion:c', 'minion:a', 'user:b'] }), sizes);
  expect(names(laid.pinned)).toEqual(['c', 'a']);
  expect(names(laid.rows)).toEqual(['b']);
  expect(laid.pinnedHeight).toBe(48);
  const many = Array.from({ length: 12 }, (_, n) => `n${n}`);
  const all = layRows(lanesOf(many), look({ pins: many.map((name) => `minion:${name}`) }), sizes);
  expect(all.pinned).toHaveLength(mostPinned);
  expect(names(all.rows)).toEqual(many.slice(mostPinned));
});

test('moves are made one after the other, never out of a group, and odd ones change nothing', () => {
  const moved = (moves: TimelineLook['moves']) =>
    names(layRows(lanesOf(['a', 'b', 'c', 'd']), look({ moves }), sizes).rows);
  expect(moved([{ lane: 'minion:d', behind: null }])).toEqual(['d', 'a', 'b', 'c']);
  expect(
    moved([
      { lane: 'minion:a', behind: 'minion:c' },
      { lane: 'minion:d', behind: 'minion:b' },
    ]),
  ).toEqual(['b', 'd', 'c', 'a']);
  expect(
    moved([
      { lane: 'minion:gone', behind: null },
      { lane: 'minion:a', behind: 'minion:gone' },
      { lane: 'minion:b', behind: 'minion:b' },
    ]),
  ).toEqual(['a', 'b', 'c', 'd']);
  const grouped = layRows(
    lanesOf(['db-1', 'db-2', 'web-1', 'web-2'], ['db', 'web']),
    look({
      grouping: { by: 'part', separator: '-', part: 0 },
      moves: [
        { lane: 'minion:web-2', behind: 'minion:db-1' },
        { lane: 'minion:web-2', behind: null },
      ],
    }),
    sizes,
  );
  expect(names(grouped.rows)).toEqual(['db', 'db-1', 'db-2', 'web', 'web-2', 'web-1']);
});

test('a folded group is one row with the sums of its lanes', () => {
  const lanes = lanesOf(['db-1', 'db-2', 'web-1'], ['db', 'web']);
  const { rows } = layRows(lanes, look({ grouping: { by: 'part', separator: '-', part: 0 }, folded: ['db'] }), sizes);
  expect(names(rows)).toEqual(['db', 'web', 'web-1']);
  expect(rows[0]).toMatchObject({
    kind: 'group',
    lanes: [1, 2],
    events: 20,
    failures: 1,
    firstFailure: 999,
    isOpen: false,
  });
  const refs = new Set(rows.map((row) => row.ref));
  expect(refs.size).toBe(rows.length);
});

test('the rows in sight are found by their heights', () => {
  const { rows } = layRows(lanesOf(['a', 'b', 'c', 'd']), look({}), sizes);
  expect(rowsBetween(rows, 0, 24)).toEqual([0, 1]);
  expect(rowsBetween(rows, 23, 25)).toEqual([0, 2]);
  expect(rowsBetween(rows, 24, 96)).toEqual([1, 4]);
  expect(rowsBetween(rows, 500, 600)).toEqual([4, 4]);
  expect(rowsBetween([], 0, 100)).toEqual([0, 0]);
});

test('few lanes are taller, many have the least height', () => {
  expect(laneHeight(600, 5, 0, 1)).toBe(36);
  expect(laneHeight(600, 20, 0, 1)).toBe(30);
  expect(laneHeight(600, 2000, 0, 1)).toBe(24);
  expect(laneHeight(600, 2000, 0, 1.5)).toBe(36);
});

test('a kept look is read again; what is odd in it falls back', () => {
  const kept = look({
    by: 'fun',
    sort: 'similarity',
    grouping: { by: 'part', separator: '.', part: -1 },
    pins: ['fun:test.ping'],
    moves: [{ lane: 'fun:a', behind: null }],
    folded: ['x'],
    opened: ['fun:b'],
    isTable: true,
  });
  expect(readLook(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
  expect(readLook(undefined)).toEqual(freshLook);
  expect(
    readLook({
      by: 'evil',
      sort: 3,
      grouping: { by: 'part', separator: '', part: 'x' },
      pins: [1, 'a', 'x'.repeat(2000)],
      moves: [{ lane: 1 }, null],
      isTable: 'yes',
    }),
  ).toEqual({ ...freshLook, pins: ['a'] });
});

test('pinned lanes move among themselves, whatever else is pinned, and the kept look has their order', () => {
  const pins = ['minion:c', 'user:root', 'minion:a', 'minion:d'];
  useTimelineStore.getState().lookRestored({ pins });
  const laid = () => layRows(lanesOf(['a', 'b', 'c', 'd']), look({ pins: useTimelineStore.getState().pins }), sizes);
  const step = (name: string, by: 1 | -1) => {
    const row = laid().pinned.find((one) => one.name === name);
    const behind = row === undefined ? undefined : stepBehind(laid(), row, by);
    return row === undefined || behind === undefined ? null : putLane(laid(), { row, behind });
  };
  expect(names(laid().pinned)).toEqual(['c', 'a', 'd']);
  expect(step('c', 1)).toBe(2);
  expect(names(laid().pinned)).toEqual(['a', 'c', 'd']);
  expect(step('d', -1)).toBe(2);
  expect(step('d', -1)).toBe(1);
  expect(step('d', -1)).toBe(null);
  expect(step('c', 1)).toBe(null);
  expect(names(laid().pinned)).toEqual(['d', 'a', 'c']);
  expect(readLook(JSON.parse(JSON.stringify(lookToSave()))).pins).toEqual(useTimelineStore.getState().pins);
  expect([...useTimelineStore.getState().pins].sort()).toEqual([...pins].sort());
  useTimelineStore.getState().lookRestored({});
});

test('every lane knows the row that shows it: itself, its pinned copy, or the head of its folded group', () => {
  const answer = lanesOf(['x-1', 'x-2', 'y-1', 'y-2'], ['x', 'y']);
  const grouping = { by: 'part', separator: '-', part: 0 } as const;
  const { keyOf } = layRows(answer, look({ grouping, folded: ['y'], pins: ['minion:y-2', 'minion:x-2'] }), sizes);
  expect(Object.fromEntries(keyOf)).toEqual({
    'minion:x-1': 'l1',
    'minion:x-2': 'pl2',
    'minion:y-1': 'gy',
    'minion:y-2': 'pl4',
  });
});
