// Areas of the timeline count what their filter counts; going from failure to failure meets each of them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsFacets } from '../../../../electron/queries/events-facets.ts';
import { eventsPage } from '../../../../electron/queries/events-page.ts';
import { timelineArea } from '../../../../electron/queries/timeline-area.ts';
import { timelineLanes } from '../../../../electron/queries/timeline-lanes.ts';
import { timelineNext } from '../../../../electron/queries/timeline-next.ts';
import { type FoundFailure, laneFields } from '../../../../shared/questions/timeline.ts';
import { DerivedCase } from '../../../support/derived-capture.ts';
import { naiveItems } from '../../../support/naive-timeline.ts';

const path = new URL('../../../captures/3008.5/noisy-mixed/rawfile.jsonl', import.meta.url).pathname;

let derived: DerivedCase;
let made: DerivedCase;
beforeAll(async () => {
  derived = await DerivedCase.read(path);
  made = await DerivedCase.make({ events: 6_000, seed: 9, minions: 60 });
});
afterAll(() => {
  derived.dispose();
  made.dispose();
});

describe('timeline.area', () => {
  it.each(laneFields)('by %s counts what its filter and span select', async (by) => {
    let said = 0;
    for (const of of [derived, made]) {
      const all = await of.ask(timelineLanes, { filter: '', by, sort: 'name', limit: 10_000 });
      const { from, to } = all.extent ?? { from: 0, to: 0 };
      const ids = Array.from(all.ids);
      const choices = [undefined, ids.slice(0, 1), ids.slice(0, 7), ids.slice(2, 40), ids.filter((id) => id !== 0)];
      for (const filter of ['', 'kind:ret or kind:new', 'outcome:failed']) {
        for (const lanes of choices) {
          const span = { from: from + (to - from) * 0.1, to: from + (to - from) * 0.7 };
          const area = await of.ask(timelineArea, { filter, by, span, lanes, limit: 1000 });
          if (area.filter === null) continue;
          said += 1;
          const page = await of.ask(eventsPage, { filter: area.filter, span, start: { row: 0 }, limit: 1 });
          expect([area.filter, area.events]).toEqual([area.filter, page.total]);
          const body = { filter: area.filter, span, fields: ['kind', 'fun', 'minion'], limit: 1000 };
          const [kind, fun, minion] = (await of.ask(eventsFacets, body)).facets;
          expect(area.kinds).toEqual(kind?.values);
          expect([area.funs, area.distinctFuns]).toEqual([fun?.values, fun?.distinct]);
          expect([area.minions, area.distinctMinions]).toEqual([minion?.values, minion?.distinct]);
          const returns = `(${area.filter === '' ? 'kind:*' : area.filter}) kind:(ret or run-ret or wheel-ret)`;
          for (const { outcome, count } of area.outcomes) {
            const found = await of.ask(eventsPage, {
              filter: `${returns} outcome:${outcome}`,
              span,
              start: { row: 0 },
              limit: 1,
            });
            expect([outcome, count]).toEqual([outcome, found.total]);
          }
        }
      }
    }
    expect(said).toBeGreaterThan(10);
  });

  it('counts returns that never came apart', async () => {
    const all = naiveItems(made.caseFile, 'minion').filter(({ isOpen }) => isOpen);
    const span = { from: 0, to: Number.MAX_SAFE_INTEGER };
    const area = await made.ask(timelineArea, { filter: '', by: 'minion', span, limit: 10 });
    expect(area.open).toBe(all.length);
    expect(area.events).toBe(made.caseFile.columns.length);
    expect(area.filter).toBe('');
  });

  it('says no filter where the language cannot name the lanes', async () => {
    const of = made.caseFile.dictionary('fun');
    const several = Array.from({ length: of.size }, (_, at) => at + 1).find((id) => of.text(id).includes('\u001f'));
    const span = { from: 0, to: Number.MAX_SAFE_INTEGER };
    const area = await made.ask(timelineArea, {
      filter: '',
      by: 'fun',
      span,
      lanes: [several ?? 0, 999_999],
      limit: 10,
    });
    expect(area.filter).toBe(null);
  });
});

describe('timeline.next', () => {
  it('meets every time at which something failed, forward and backward', async () => {
    for (const of of [derived, made]) {
      const failed = naiveItems(of.caseFile, 'minion').filter((item) =>
        item.isOpen ? item.outcome === 8 : item.outcome === 4,
      );
      const times = [...new Set(failed.map(({ isOpen, from, to }) => (isOpen ? from : to)))].sort((a, b) => a - b);
      expect(times.length).toBeGreaterThan(2);
      for (const isBackward of [false, true]) {
        const met: number[] = [];
        let from = isBackward ? Number.MAX_SAFE_INTEGER : 0;
        for (;;) {
          const { failure }: { failure: FoundFailure | null } = await of.ask(timelineNext, {
            filter: '',
            by: 'minion',
            from,
            isBackward,
          });
          if (failure === null) break;
          const there = failed.filter(({ isOpen, from: begin, to }) => (isOpen ? begin : to) === failure.stamp);
          expect(failure.event).toBe(Math.min(...there.map(({ event }) => event)));
          met.push(failure.stamp);
          from = failure.stamp;
        }
        expect(met).toEqual(isBackward ? times.toReversed() : times);
      }
    }
  });

  it('keeps to lanes and filter', async () => {
    const items = naiveItems(made.caseFile, 'minion').filter(({ isOpen, outcome }) => !isOpen && outcome === 4);
    const lane = items.at(-1)?.lane ?? 0;
    const own = items.filter((item) => item.lane === lane);
    const body = { filter: 'outcome:failed', by: 'minion', lanes: [lane], from: 0, isBackward: false } as const;
    const { failure } = await made.ask(timelineNext, body);
    expect(failure).toEqual({ event: own[0]?.event, stamp: own[0]?.to, lane, outcome: 'failed', minion: 0 });
    expect(await made.ask(timelineNext, { ...body, filter: 'outcome:succeeded' })).toEqual({ failure: null });
    expect(await made.ask(timelineNext, { ...body, lanes: [] })).toEqual({ failure: null });
  });
});
