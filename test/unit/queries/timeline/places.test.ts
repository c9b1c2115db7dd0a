// timeline.places: rows of events and the first events of jobs, as they are noted about; what the case lacks is left out.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventsOne } from '../../../../electron/queries/events-one.ts';
import { timelinePlaces } from '../../../../electron/queries/timeline-places.ts';
import { DerivedCase } from '../../../support/derived-capture.ts';

const path = new URL('../../../captures/3008.5/bad-config/rawfile.jsonl', import.meta.url).pathname;
let derived: DerivedCase;
beforeAll(async () => {
  derived = await DerivedCase.read(path);
});
afterAll(() => derived.dispose());

it('gives the rows in the order asked, and no row for what is not there', async () => {
  const { row } = await derived.ask(eventsOne, { id: 32 });
  const jid = row.jid ?? '';
  const answer = await derived.ask(timelinePlaces, { events: [32, 1, 9_999], jids: ['no such job', jid] });
  expect(answer.events.map(({ id }) => id)).toEqual([32, 1]);
  expect(answer.events[0]).toEqual(row);
  expect(answer.jobs).toHaveLength(1);
  expect(answer.jobs[0]?.jid).toBe(jid);
  expect(answer.jobs[0]?.first.kind).toBe('new');
  expect(answer.jobs[0]?.first.jid).toBe(jid);
});
