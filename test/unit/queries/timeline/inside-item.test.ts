// The inside of bars and the story of items, on recordings: states in their bar, steps of an orchestration, why a bar is open.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { timelineInside } from '../../../../electron/queries/timeline-inside.ts';
import { timelineItem } from '../../../../electron/queries/timeline-item.ts';
import { timelineTile } from '../../../../electron/queries/timeline-tile.ts';
import { itemFlags } from '../../../../shared/questions/timeline.ts';
import { DerivedCase } from '../../../support/derived-capture.ts';
import { naiveItems } from '../../../support/naive-timeline.ts';

const captures = new URL('../../../captures/3008.5/', import.meta.url).pathname;
const context = { isCancelled: () => false, zone: 'UTC' };

let config: DerivedCase;
let orchestration: DerivedCase;
let dead: DerivedCase;
beforeAll(async () => {
  config = await DerivedCase.read(`${captures}bad-config/rawfile.jsonl`);
  orchestration = await DerivedCase.read(`${captures}orchestration/rawfile.jsonl`);
  dead = await DerivedCase.read(`${captures}dead-minion/rawfile.jsonl`);
});
afterAll(() => {
  for (const derived of [config, orchestration, dead]) derived.dispose();
});

function returnsWithStates({ caseFile }: DerivedCase): number[] {
  return caseFile
    .rows<{ event: number }>('SELECT DISTINCT event FROM state_result ORDER BY event')
    .map(({ event }) => event);
}

describe('timeline.inside', () => {
  it('lays every state of a return inside its bar, in order of execution', async () => {
    let roots = 0;
    const events = returnsWithStates(config);
    expect(events.length).toBeGreaterThan(2);
    for (const event of events) {
      const inside = await config.ask(timelineInside, { event });
      const [{ n }] = config.caseFile.rows<{ n: number }>(
        'SELECT count(*) AS n FROM state_result WHERE event = :event',
        {
          event,
        },
      ) as [{ n: number }];
      expect([inside.total, inside.states.length]).toEqual([n, n]);
      expect(inside.placed).toBe('clock');
      expect(inside.to).toBe(config.caseFile.columns.value('stamp', event));
      expect(Math.max(...inside.states.map(({ to }) => to))).toBe(inside.to);
      for (const state of inside.states) expect(state.from).toBeGreaterThanOrEqual(inside.from);
      const runNums = inside.states.map(({ runNum }) => runNum ?? 0);
      expect(runNums).toEqual(runNums.toSorted((a, b) => a - b));
      const starts = inside.states.map(({ from }) => from);
      expect(starts).toEqual(starts.toSorted((a, b) => a - b));
      roots += inside.states.filter(({ role }) => role === 'root').length;
    }
    expect(roots).toBeGreaterThan(0);
  });

  it('has the steps of an orchestration with the jobs they started', async () => {
    const jids: string[] = [];
    const ticks: string[] = [];
    for (const event of returnsWithStates(orchestration)) {
      if (orchestration.caseFile.columns.value('minion', event) !== 0) continue;
      const inside = await orchestration.ask(timelineInside, { event });
      jids.push(...inside.states.flatMap(({ jid }) => (jid === null ? [] : [jid])));
      ticks.push(...inside.ticks.map(({ kind }) => kind));
    }
    expect(ticks).toContain('run-args');
    const steps = (await orchestration.jobs()).filter(
      ({ origin }) => origin.kind === 'orchestration' && origin.certainty === 'certain',
    );
    expect(jids.length).toBeGreaterThan(0);
    expect(new Set(jids)).toEqual(new Set(steps.map(({ jid }) => jid)));
  });

  it('ticks are the events of the same job on the same minion while it ran', async () => {
    let ticks = 0;
    for (const derived of [config, dead, orchestration]) {
      for (const event of returnsWithStates(derived)) {
        const inside = await derived.ask(timelineInside, { event });
        const wanted = derived.caseFile.rows<{ id: number }>(
          `SELECT other.id FROM event JOIN event AS other ON other.jid = event.jid AND other.minion IS event.minion
           WHERE event.id = :event AND other.kind IN (4, 5, 6, 20, 22) AND other.stamp BETWEEN :from AND :to ORDER BY other.stamp, other.id`,
          { event, from: inside.from, to: inside.to },
        );
        expect(inside.ticks.map((tick) => tick.event)).toEqual(wanted.map(({ id }) => id));
        ticks += wanted.length;
      }
    }
    expect(ticks).toBeGreaterThan(0);
  });

  it('is empty for what is no return, and refuses an event that is not there', async () => {
    const [mark] = config.caseFile.rows<{ id: number }>('SELECT id FROM event WHERE kind = 1 LIMIT 1');
    expect(await config.ask(timelineInside, { event: mark?.id ?? 0 })).toMatchObject({
      states: [],
      ticks: [],
      placed: 'none',
    });
    const answer = await timelineInside(config.caseFile, { event: 1_000_000 }, context);
    expect(answer).toMatchObject({ ok: false, failure: { code: 'event-unknown' } });
  });
});

describe('timeline.item', () => {
  it('tells of a bar its extent, job, outcome and states', async () => {
    const bars = naiveItems(config.caseFile, 'minion').filter(({ isBar, isOpen }) => isBar && !isOpen);
    let failed = 0;
    for (const bar of bars) {
      const item = await config.ask(timelineItem, { event: bar.event });
      expect(item).toMatchObject({ from: bar.from, to: bar.to, isOpen: false, missingBecause: null });
      expect(item.job?.jid).toBe(config.caseFile.dictionary('jid').text(bar.jid));
      if (item.outcome !== 'failed' || item.states === null) continue;
      failed += 1;
      expect(item.states.failed).toBeGreaterThan(0);
      expect(item.states.total).toBeGreaterThanOrEqual(item.states.failed);
    }
    expect(failed).toBeGreaterThan(0);
  });

  it('tells of an open bar why it is open, as the story of its job does', async () => {
    const bars = naiveItems(dead.caseFile, 'minion').filter(({ isOpen }) => isOpen);
    expect(bars.length).toBeGreaterThan(0);
    for (const bar of bars) {
      const item = await dead.ask(timelineItem, { event: bar.event, minion: bar.minion });
      const part = await dead.part(dead.caseFile.dictionary('jid').text(bar.jid), item.minion ?? '');
      expect(item).toMatchObject({ from: bar.from, to: bar.to, isOpen: true, outcome: part.outcome });
      expect(item.missingBecause).toEqual(part.missingBecause);
    }
  });

  it('tells of a mark when it was', async () => {
    const mark = naiveItems(dead.caseFile, 'minion').find(({ isBar }) => !isBar);
    expect(await dead.ask(timelineItem, { event: mark?.event ?? 0 })).toMatchObject({
      from: mark?.from,
      to: mark?.to,
      states: null,
    });
  });

  it('refuses a bar that is not there', async () => {
    for (const body of [{ event: 1_000_000 }, { event: 1, minion: 1 }]) {
      expect(await timelineItem(dead.caseFile, body, context)).toMatchObject({
        ok: false,
        failure: { code: 'event-unknown' },
      });
    }
  });
});

describe('flags and labels of items', () => {
  it('say runner, internal and test as the events do, and name the function', async () => {
    const { caseFile } = orchestration;
    const stamp = caseFile.columns.value('stamp', 1);
    const tile = Math.floor(stamp / (256 * 2 ** 20));
    let runners = 0;
    for (let at = tile; at < tile + 8; at += 1) {
      const answer = await orchestration.ask(timelineTile, {
        filter: '',
        by: 'minion',
        level: 20,
        tile: at,
        lanes: [0, 1, 2, 3],
        isMerged: false,
      });
      for (const [place, event] of answer.itemEvent.entries()) {
        const [row] = caseFile.rows<{ flags: number; kind: number; fun: number | null }>(
          'SELECT flags, kind, fun FROM event WHERE id = :event',
          { event },
        ) as [{ flags: number; kind: number; fun: number | null }];
        const flags = answer.itemFlags[place] ?? 0;
        expect((flags & itemFlags.internal) !== 0).toBe((caseFile.columns.value('flags', event) & 4) !== 0);
        expect((flags & itemFlags.test) !== 0).toBe((caseFile.columns.value('flags', event) & 2) !== 0);
        expect((flags & itemFlags.runner) !== 0).toBe(row.kind === 21 || row.kind === 24);
        if ((flags & itemFlags.runner) !== 0) runners += 1;
        const label = row.fun === null ? '' : caseFile.dictionary('fun').text(row.fun).replaceAll('\u001f', ', ');
        expect(answer.labels[answer.itemLabel[place] ?? 0]).toBe(label);
      }
    }
    expect(runners).toBeGreaterThan(0);
  });
});
