// Lanes by master: what events say of it once that is read, one lane for those that say nothing, and a filter for it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startPacer } from '../../../../electron/derive/pacer.ts';
import { promotePath } from '../../../../electron/derive/promote-path.ts';
import { promotePaths } from '../../../../electron/derive/promote-paths.ts';
import { eventsPage } from '../../../../electron/queries/events-page.ts';
import { timelineArea } from '../../../../electron/queries/timeline-area.ts';
import { timelineLanes } from '../../../../electron/queries/timeline-lanes.ts';
import { masterPath } from '../../../../shared/questions/timeline.ts';
import { DerivedCase } from '../../../support/derived-capture.ts';

// Returns as a syndic passes them on (master_id names it), one that the upper master's own minion sent, and a published load.
const jid = '20261122200903698084';
const at = (second: number) => `2026-11-22T20:09:0${second}.000000`;
const ret = (id: string, second: number, more: object) => ({
  tag: `salt/job/${jid}/ret/${id}`,
  data: {
    id,
    jid,
    fun: 'test.ping',
    fun_args: [],
    return: true,
    retcode: 0,
    success: true,
    _stamp: at(second),
    ...more,
  },
});
const events = [
  {
    tag: `salt/job/${jid}/new`,
    data: {
      jid,
      tgt: '*',
      tgt_type: 'glob',
      user: 'root',
      fun: 'test.ping',
      arg: [],
      minions: ['a1', 'b1'],
      missing: [],
      _stamp: at(1),
    },
  },
  ret('a1', 2, { master_id: 'syndic-a' }),
  ret('b1', 3, { master_id: 'syndic-b' }),
  ret('b2', 4, { master_id: 'syndic-b' }),
  ret('own', 5, {}),
];

let place: string;
let derived: DerivedCase;
beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'saltrace-masters-'));
  writeFileSync(join(place, 'a.jsonl'), events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  derived = await DerivedCase.read(join(place, 'a.jsonl'));
});
afterAll(() => {
  derived.dispose();
  rmSync(place, { recursive: true, force: true });
});

it('are those that the events name, and one for the rest', async () => {
  const body = { filter: '', by: 'master', sort: 'name', limit: 100 } as const;
  const before = await derived.ask(timelineLanes, body);
  expect([...before.names]).toEqual(['']);
  expect(promotePath(derived.caseFile, masterPath, true).ok).toBe(true);
  await promotePaths(
    derived.caseFile,
    startPacer(() => false),
  );
  const lanes = await derived.ask(timelineLanes, body);
  expect(Object.fromEntries(lanes.names.map((name, n) => [name, lanes.events[n]]))).toEqual({
    '': 2,
    'syndic-a': 1,
    'syndic-b': 2,
  });
  const lane = lanes.ids[lanes.names.indexOf('syndic-b')] ?? 0;
  const area = await derived.ask(timelineArea, {
    filter: '',
    span: { from: 0, to: 1e16 },
    by: 'master',
    lanes: [lane],
    limit: 10,
  });
  expect(area.events).toBe(2);
  expect(area.filter).toBe('data.master_id:syndic-b');
});

it('are asked for in filters', async () => {
  for (const [filter, count] of [
    ['master:syndic-b', 2],
    ['master:(syndic-a or syndic-b)', 3],
    ['not master:*', 2],
  ] as const) {
    const page = await derived.ask(eventsPage, { filter, start: { row: 0 }, limit: 100 });
    expect(page.total, filter).toBe(count);
  }
});
