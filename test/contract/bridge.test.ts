// Every name on the bridge has a schema, a sentence and somebody who answers it; the door refuses the rest.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Door } from '../../electron/engine/dispatch.ts';
import { forkReader } from '../../electron/engine/reader/fork-reader.ts';
import { builtInFolder } from '../../electron/library/built-in.ts';
import { builtInRules } from '../../electron/library/rule-folder.ts';
import type { FromEngine } from '../../shared/bridge/envelope.ts';
import { orderDocs, questionDocs } from '../../shared/bridge/request-docs.ts';
import { requestSchemas } from '../../shared/bridge/schemas.ts';

const folder = mkdtempSync(join(tmpdir(), 'saltrace-door-'));
const capture = join(import.meta.dirname, '..', 'captures', '3008.5', 'bad-config', 'sse.txt');
const sent: FromEngine[] = [];
const queryFolders = () => ({ library: join(folder, 'queries'), builtIn: builtInFolder });
const door = new Door({
  casesDir: folder,
  queryFolders,
  ruleFolders: () => ({ builtIn: builtInRules, own: join(folder, 'rules') }),
  forkReader,
  send: (message) => sent.push(message),
  log: () => undefined,
});
let lastId = 0;

async function request(name: string, body: unknown): Promise<FromEngine> {
  lastId += 1;
  const id = lastId;
  await door.receive({ id, name, body });
  const answer = sent.find((message) => 'id' in message && message.id === id);
  if (answer === undefined) throw new Error(`no answer to ${name}`);
  return answer;
}

beforeAll(async () => {
  expect(await request('import.start', { paths: [capture] })).toMatchObject({ ok: true });
});

afterAll(() => {
  door.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A well-formed body for every question. */
const examples: Record<keyof typeof questionDocs, object> = {
  'case.info': {},
  'case.summary': {},
  'findings.list': {},
  'case.problems': { offset: 0, limit: 10 },
  'events.page': { filter: 'kind:ret', start: { row: 0 }, limit: 10 },
  'events.one': { id: 1 },
  'events.histogram': { filter: '', buckets: 20, stack: 'kind' },
  'events.facets': { filter: '', fields: ['kind', 'minion', 'data.fun'], limit: 10 },
  'filter.values': { field: 'minion', text: 'web', limit: 10 },
  'jobs.list': { filter: '', internal: false, sort: 'worst', descending: false, offset: 0, limit: 10 },
  'job.story': { jid: '20261122200903698084' },
  'minions.list': { filter: '', sort: 'minion', descending: false, offset: 0, limit: 10 },
  'minion.story': { minion: 'web2' },
  'states.list': { filter: 'outcome:failed', offset: 0, limit: 10 },
  'compare.sides': { a: { jid: '20261122200859692664' }, b: { selection: { filter: 'minion:web2' } } },
  'states.matrix': { jids: ['20261122200903698084'] },
  'states.history': { minion: 'web2', sls: 'nginx', id: 'nginx-configtest', state: 'cmd.run', limit: 10 },
  'states.totals': { filter: '', sort: 'failed', limit: 10 },
  'differ.find': { jid: '20261122200903698084' },
  'text.search': { filter: '', text: 'salt', budgetMs: 100, limit: 5 },
  'timeline.lanes': {
    filter: '',
    by: 'minion',
    sort: 'similarity',
    group: { by: 'field', field: 'outcome' },
    limit: 100,
  },
  'timeline.tile': { filter: '', by: 'minion', level: 28, tile: 26140, lanes: [0, 1, 2], isMerged: false },
  'timeline.inside': { event: 20 },
  'timeline.bands': { limit: 10 },
  'timeline.area': { filter: '', span: { from: 0, to: 1e16 }, by: 'fun', limit: 10 },
  'timeline.next': { filter: '', by: 'minion', from: 0, isBackward: false },
  'timeline.item': { event: 20 },
  'timeline.grains': {},
  'report.read': { which: 'auto' },
  'report.section': { thing: { is: 'job', jid: '20261122200903698084' } },
  'report.text': { which: 'standing', form: 'html' },
  'timeline.places': { events: [1, 20], jids: ['20261122200903698084', 'no job'] },
  trace: { jid: '20261122200903698084' },
  'case.find': { text: 'web', limit: 10 },
  'share.preview': { filter: '', choices: { keep: [], hide: ['ids'] }, without: ['views'] },
  'sequence.run': { filter: '', sequence: 'sequence by jid [kind:new] [kind:ret]', waitMs: 5000, offset: 0, limit: 10 },
  'sequence.matches': {
    filter: 'minion:web2',
    sequence: 'sequence by jid [kind:new] [kind:ret]',
    waitMs: 5000,
    states: ['matched'],
    offset: 0,
    limit: 10,
  },
  'sql.run': { sql: 'SELECT id, minion FROM events', limits: { rows: 5, characters: 100, deadlineMs: 30_000 } },
  'sql.of-filter': { filter: 'kind:ret outcome:failed' },
};

/** Typed arrays cross the port as they are: for the comparison with JSON they are lists. */
function withLists(value: unknown): unknown {
  if (ArrayBuffer.isView(value))
    return Array.from(value as Float64Array, (number) => (Number.isNaN(number) ? null : number));
  if (Array.isArray(value)) return value.map(withLists);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withLists(part)]));
}

describe('the bridge', () => {
  it('has a schema for every documented name and no other', () => {
    expect(Object.keys(requestSchemas).toSorted()).toEqual(
      [...Object.keys(questionDocs), ...Object.keys(orderDocs)].toSorted(),
    );
  });

  it.each(Object.entries(examples))('answers %s with plain data', async (name, body) => {
    const answer = await request(name, body);
    expect(answer).toMatchObject({ ok: true });
    expect(structuredClone(answer)).toEqual(answer);
    const plain = withLists(answer);
    expect(JSON.parse(JSON.stringify(plain))).toEqual(plain);
  });

  it('takes a zone that is none for UTC', async () => {
    await door.receive({
      id: 9001,
      name: 'events.page',
      body: { filter: 'time:20:09:04..20:09:05', start: { row: 0 }, limit: 10 },
      zone: 'Mars/Base',
    });
    expect(sent.find((message) => 'id' in message && message.id === 9001)).toMatchObject({ ok: true });
  });

  it('refuses a name it does not know', async () => {
    expect(await request('case.burn', {})).toMatchObject({ ok: false, failure: { code: 'request-malformed' } });
    expect(await request('__proto__', {})).toMatchObject({ ok: false, failure: { code: 'request-malformed' } });
  });

  it('refuses a body of another shape, saying which request', async () => {
    const answer = await request('events.page', { filter: '', start: { row: -1 }, limit: 10 });
    expect(answer).toMatchObject({
      ok: false,
      failure: { code: 'request-malformed', message: expect.stringContaining('events.page') },
    });
    expect(await request('events.one', { id: 1, extra: true })).toMatchObject({
      ok: false,
      failure: { code: 'request-malformed' },
    });
  });

  it('is silent about messages that are no requests', async () => {
    const before = sent.length;
    await door.receive(null);
    await door.receive('hello');
    await door.receive({ name: 'case.info' });
    expect(sent.length).toBe(before);
  });

  it('answers a malformed filter with its position', async () => {
    const answer = await request('events.page', { filter: 'retcod:1', start: { row: 0 }, limit: 10 });
    expect(answer).toMatchObject({
      ok: false,
      failure: { code: 'filter-malformed', suggestions: expect.arrayContaining(['retcode']) },
    });
  });

  it('keeps the view in the case and gives it back after reopening', async () => {
    const info = await request('case.info', {});
    const path = 'answer' in info ? (info.answer as { path: string }).path : '';
    expect(await request('view.save', { text: '{"screen":"jobs"}' })).toMatchObject({ ok: true });
    expect(await request('case.close', {})).toMatchObject({ ok: true });
    expect(await request('case.info', {})).toMatchObject({ ok: false, failure: { code: 'case-not-open' } });
    expect(await request('case.open', { path })).toMatchObject({ ok: true });
    expect(await request('view.load', {})).toMatchObject({ ok: true, answer: { text: '{"screen":"jobs"}' } });
  });
});
