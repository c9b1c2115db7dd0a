// Lanes of the timeline: order, groups, search, span, and the numbers beside their names, against plain SQL.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { timelineGrains } from '../../../../electron/queries/timeline-grains.ts';
import { timelineLanes } from '../../../../electron/queries/timeline-lanes.ts';
import type { Body } from '../../../../shared/questions/questions.ts';
import { laneFields, type TimelineLanes } from '../../../../shared/questions/timeline.ts';
import { naturalOrder } from '../../../../shared/salt/natural-order.ts';
import { DerivedCase, valueIn } from '../../../support/derived-capture.ts';
import { naiveItems } from '../../../support/naive-timeline.ts';
import { addRecords, emptyCase } from '../../../support/small-case.ts';

const path = new URL('../../../captures/3008.5/noisy-mixed/rawfile.jsonl', import.meta.url).pathname;

let derived: DerivedCase;
let made: DerivedCase;
beforeAll(async () => {
  derived = await DerivedCase.read(path);
  made = await DerivedCase.make({ events: 6_000, seed: 9, minions: 120 });
});
afterAll(() => {
  derived.dispose();
  made.dispose();
});

function lanes(of: DerivedCase, body: Partial<Body<'timeline.lanes'>> = {}): Promise<TimelineLanes> {
  return of.ask(timelineLanes, { filter: '', by: 'minion', sort: 'name', limit: 10_000, ...body });
}

describe('timeline.lanes', () => {
  it.each(laneFields)('counts by %s what SQL counts', async (by) => {
    for (const of of [derived, made]) {
      const answer = await lanes(of, { by });
      const items = naiveItems(of.caseFile, by);
      const ids = [...new Set(items.map(({ lane }) => lane))];
      expect([...answer.ids].sort((a, b) => a - b)).toEqual(ids.sort((a, b) => a - b));
      expect(answer.count).toBe(of.caseFile.columns.length);
      for (const [at, lane] of answer.ids.entries()) {
        const own = items.filter((item) => item.lane === lane);
        const events = own.filter(({ isOpen }) => !isOpen);
        const failed = own.filter((item) => (item.isOpen ? item.outcome === 8 : item.outcome === 4));
        const first = Math.min(...failed.map(({ isOpen, from, to }) => (isOpen ? from : to)));
        expect([answer.events[at], answer.failures[at]]).toEqual([events.length, failed.length]);
        expect(answer.firstFailure[at]).toBe(failed.length === 0 ? Number.NaN : first);
        if (events.length > 0) expect(answer.lastEvent[at]).toBe(Math.max(...events.map(({ to }) => to)));
      }
      const extent = {
        from: Math.min(...items.map((item) => item.from)),
        to: Math.max(...items.map((item) => item.to)),
      };
      expect(answer.extent).toEqual(extent);
    }
  });

  it.each(laneFields)('by %s are the same in a draft, but for failures and what only an open bar tells', async (by) => {
    for (const body of [
      {},
      { filter: 'kind:ret' },
      { find: 'a' },
      { group: { by: 'part', separator: '-', part: 0 } },
    ] as const) {
      const whole = await lanes(made, { by, ...body });
      const draft = await lanes(made, { by, ...body, isDraft: true });
      const counted = [...whole.ids.keys()].filter((at) => (whole.events[at] ?? 0) > 0);
      const of = <T>(list: ArrayLike<T>) => counted.map((at) => list[at]);
      expect([...draft.ids]).toEqual(of(whole.ids));
      expect(draft.names).toEqual(of(whole.names));
      expect([...draft.events]).toEqual(of(whole.events));
      expect([...draft.firstEvent, ...draft.lastEvent]).toEqual([...of(whole.firstEvent), ...of(whole.lastEvent)]);
      expect([...draft.group].map((group) => draft.groups[group])).toEqual(
        of(whole.group).map((group) => whole.groups[group ?? 0]),
      );
      expect(draft.count).toBe(whole.count);
      expect([...draft.failures].some((failures) => failures > 0)).toBe(false);
    }
  });

  it('stand in natural order of names', async () => {
    const { names } = await lanes(made);
    expect(names.length).toBeGreaterThan(100);
    expect(names).toEqual(names.toSorted(naturalOrder));
  });

  it('sort by failures, first failure and number of events, equal ones by name', async () => {
    const byFailures = await lanes(made, { sort: 'failures' });
    expect([...byFailures.failures]).toEqual([...byFailures.failures].sort((a, b) => b - a));
    expect(byFailures.failures[0]).toBeGreaterThan(0);
    const none = byFailures.names.filter((_, at) => byFailures.failures[at] === 0);
    expect(none).toEqual(none.toSorted(naturalOrder));
    const byFirst = await lanes(made, { sort: 'first-failure' });
    const firsts = [...byFirst.firstFailure].filter((stamp) => !Number.isNaN(stamp));
    expect(firsts).toEqual(firsts.toSorted((a, b) => a - b));
    expect([...byFirst.firstFailure].slice(firsts.length).every(Number.isNaN)).toBe(true);
    const byEvents = await lanes(made, { sort: 'events' });
    expect([...byEvents.events]).toEqual([...byEvents.events].sort((a, b) => b - a));
  });

  it('are found by a part of the name, cut at the limit, and say how many there are', async () => {
    const all = await lanes(made);
    const text = all.names[3]?.slice(0, 3).toUpperCase() ?? '';
    const some = await lanes(made, { find: text, limit: 2 });
    const wanted = all.names.filter((name) => name.toUpperCase().includes(text));
    expect(some.names).toEqual(wanted.slice(0, 2));
    expect(some.total).toBe(wanted.length);
  });

  it('count inside a span only, and hide lanes without anything in it', async () => {
    const all = await lanes(made);
    const begin = made.caseFile.columns.value('stamp', 3000);
    const span = { from: begin, to: begin + 50_000 };
    const some = await lanes(made, { span });
    const [{ n }] = made.caseFile.rows<{ n: number }>(
      'SELECT count(*) AS n FROM event WHERE stamp >= :from AND stamp < :to',
      span,
    ) as [{ n: number }];
    expect(n).toBeGreaterThan(0);
    expect(some.count).toBe(n);
    expect(some.total).toBeLessThan(all.total);
    expect(some.extent).toEqual(all.extent);
  });

  it('follow the filter', async () => {
    const { names, events } = await lanes(derived, { filter: 'kind:beacon' });
    const rows = derived.caseFile.rows<{ minion: number; n: number }>(
      'SELECT minion, count(*) AS n FROM event WHERE kind = 15 GROUP BY minion',
    );
    expect(rows.length).toBeGreaterThan(0);
    const counted = new Map(rows.map(({ minion, n }) => [derived.caseFile.dictionary('minion').text(minion), n]));
    expect(new Map(names.map((name, at) => [name, events[at]]))).toEqual(counted);
  });

  it('are put into groups that keep together, in natural order', async () => {
    const answer = await lanes(made, { group: { by: 'field', field: 'outcome' }, sort: 'failures' });
    const groups = [...answer.group].map((place) => answer.groups[place] ?? '');
    expect(groups).toEqual(groups.toSorted((a, b) => Number(a === '') - Number(b === '') || naturalOrder(a, b)));
    expect(new Set(groups).size).toBeGreaterThan(1);
    for (const [at, group] of groups.entries())
      expect((answer.failures[at] ?? 0) > 0).toBe(/failed|missing/.test(group));
  });

  it('group by a part of the name and by the most frequent value of a field', async () => {
    const byPart = await lanes(derived, { by: 'fun', group: { by: 'part', separator: '.', part: 0 } });
    expect(byPart.names.map((name) => (name === '' ? '' : name.split('.')[0]))).toEqual(
      [...byPart.group].map((place) => byPart.groups[place]),
    );
    const byFun = await lanes(derived, { by: 'job', group: { by: 'field', field: 'fun' } });
    for (const [at, jid] of byFun.ids.entries()) {
      const [most] = derived.caseFile.rows<{ fun: number }>(
        'SELECT fun FROM event WHERE coalesce(jid, 0) = :jid AND fun IS NOT NULL GROUP BY fun ORDER BY count(*) DESC, fun LIMIT 1',
        { jid },
      );
      const wanted =
        most === undefined ? '' : derived.caseFile.dictionary('fun').text(most.fun).replaceAll('\u001f', ', ');
      expect(byFun.groups[byFun.group[at] ?? 0]).toBe(wanted);
    }
  });
});

describe('on a case of a few records', () => {
  const ret = (minion: string, second: number, isFailed: boolean): string =>
    JSON.stringify({
      tag: `salt/job/2026030112000000000${second}/ret/${minion}`,
      data: {
        jid: `2026030112000000000${second}`,
        id: minion,
        fun: 'test.ping',
        return: true,
        retcode: isFailed ? 1 : 0,
        success: !isFailed,
        _stamp: `2026-03-01T12:00:0${second}.000000`,
      },
    });

  it('lanes that fail at the same times stand together by similarity', async () => {
    const small = emptyCase();
    const patterns: Record<string, string> = { a1: '101000', a2: '000011', a3: '101000', a4: '000010', a5: '000000' };
    addRecords(
      small,
      'made.jsonl',
      Object.entries(patterns).flatMap(([minion, bits]) =>
        [...bits].map((bit, second) => ret(minion, second, bit === '1')),
      ),
    );
    const body = { filter: '', by: 'minion', sort: 'similarity', limit: 10 } as const;
    const { names } = valueIn(await timelineLanes(small.caseFile, body, { isCancelled: () => false, zone: 'UTC' }));
    expect(names).toEqual(['a1', 'a3', 'a4', 'a2', 'a5']);
    small.dispose();
  });

  it('grains are read from start events and returns, the newest word counts', async () => {
    const small = emptyCase();
    const grains = (os: string) => ({
      os,
      nodename: 'x'.repeat(300),
      num_cpus: 4,
      ip4_interfaces: { lo: ['127.0.0.1'] },
    });
    addRecords(small, 'made.jsonl', [
      JSON.stringify({
        tag: 'salt/minion/web1/start',
        data: { id: 'web1', cmd: '_minion_event', grains: grains('Debian'), _stamp: '2026-03-01T12:00:00.000000' },
      }),
      JSON.stringify({
        tag: 'salt/job/20260301120000000001/ret/web1',
        data: {
          jid: '20260301120000000001',
          id: 'web1',
          fun: 'grains.items',
          return: grains('Ubuntu'),
          retcode: 0,
          success: true,
          _stamp: '2026-03-01T12:00:01.000000',
        },
      }),
      JSON.stringify({
        tag: 'salt/minion/web2/start',
        data: { id: 'web2', cmd: '_minion_event', grains: grains('Debian'), _stamp: '2026-03-01T12:00:02.000000' },
      }),
      JSON.stringify({ tag: 'salt/beacon/web3/load/', data: { id: 'web3', _stamp: '2026-03-01T12:00:03.000000' } }),
    ]);
    const context = { isCancelled: () => false, zone: 'UTC' };
    const body = { filter: '', by: 'minion', sort: 'name', group: { by: 'grain', grain: 'os' }, limit: 10 } as const;
    const answer = valueIn(await timelineLanes(small.caseFile, body, context));
    expect(answer.names).toEqual(['web2', 'web1', 'web3']);
    expect(answer.groups).toEqual(['Debian', 'Ubuntu', '']);
    expect(valueIn(await timelineGrains(small.caseFile, {}, context)).grains).toEqual([
      { name: 'nodename', minions: 2, values: 1 },
      { name: 'num_cpus', minions: 2, values: 1 },
      { name: 'os', minions: 2, values: 2 },
    ]);
    small.dispose();
  });
});
