// The filter of a lane selects the events that the engine puts into that lane, also where jobs have several functions.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventsPage } from '../../../../electron/queries/events-page.ts';
import { timelineLanes } from '../../../../electron/queries/timeline-lanes.ts';
import { laneFilter } from '../../../../renderer/views/timeline/lane-filter.ts';
import { laneOfEvent } from '../../../../renderer/views/timeline/lane-of-event.ts';
import { laneFields } from '../../../../shared/questions/timeline.ts';
import { DerivedCase } from '../../../support/derived-capture.ts';

const path = new URL('../../../captures/3008.5/noisy-mixed/rawfile.jsonl', import.meta.url).pathname;
let derived: DerivedCase;
beforeAll(async () => {
  derived = await DerivedCase.read(path);
});
afterAll(() => derived.dispose());

it.each(laneFields)('by %s', async (by) => {
  const lanes = await derived.ask(timelineLanes, { filter: '', by, sort: 'name', limit: 10_000 });
  if (by === 'fun') expect(lanes.names).toContain('test.ping, cmd.run, grains.get');
  for (const [at, name] of lanes.names.entries()) {
    const filter = laneFilter('', by, lanes.ids[at] === 0 ? undefined : name, lanes.names);
    const page = await derived.ask(eventsPage, { filter, start: { row: 0 }, limit: 1000 });
    expect(page.total, `${name}: ${filter}`).toBe(lanes.events[at]);
    for (const row of page.rows) expect(laneOfEvent(row, by)).toBe(by === 'master' ? null : name);
  }
});

it('leaves out longer lists, whatever stands in the filter already', () => {
  expect(laneFilter('minion:a or minion:b', 'fun', 'x.y', ['x.y', 'x.y, p.q', 'x.y, p.q, r.s'])).toBe(
    '(minion:a or minion:b) fun:x.y not fun:p.q not (fun:p.q fun:r.s)',
  );
});
