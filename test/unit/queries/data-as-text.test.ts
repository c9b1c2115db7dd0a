// Dumps of tables hold the data of an event as a text of JSON, in which every quote is escaped: filters on paths into it find them, as
// on the records of any other capture. They once did not, because a key was looked for as it stands in JSON.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventsPage } from '../../../electron/queries/events-page.ts';
import { valueIn } from '../../support/derived-capture.ts';
import { addRecords, emptyCase, type SmallCase } from '../../support/small-case.ts';

const context = { isCancelled: () => false, zone: 'UTC' };
const jid = '20260301120000000001';
const data = {
  jid,
  id: 'web1',
  fun: 'cmd.run',
  return: { out: 'refused' },
  retcode: 1,
  _stamp: '2026-03-01T12:00:01.000001',
};
const other = { ...data, id: 'web2', fun: 'test.ping', return: true, retcode: 0 };

let small: SmallCase;

beforeAll(() => {
  small = emptyCase();
  addRecords(small, 'dump', [
    JSON.stringify({ tag: `salt/job/${jid}/ret/web1`, data: JSON.stringify(data) }),
    JSON.stringify({ tag: `salt/job/${jid}/ret/web2`, data: JSON.stringify(other) }),
    JSON.stringify({ tag: `salt/job/${jid}/ret/web3`, data: { ...data, id: 'web3' } }),
  ]);
});
afterAll(() => small.dispose());

it.each([
  ['data.return.out:refused', [1, 3]],
  ['data.fun:cmd.run', [1, 3]],
  ['data.retcode:1', [1, 3]],
  ['data.retcode:0', [2]],
  ['data.return:true', [2]],
  ['data.*:cmd.run', [1, 3]],
  ['data.return.*:refused', [1, 3]],
  ['not data.return.out:*', [2]],
])('%s', async (filter, ids) => {
  const { rows } = valueIn(await eventsPage(small.caseFile, { filter, start: { row: 0 }, limit: 10 }, context));
  expect(rows.map(({ id }) => id).toSorted()).toEqual(ids);
});
