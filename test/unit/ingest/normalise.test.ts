// Salt's words out of single events. The golden cases hold the breadth; here stand the fine points.
import { describe, expect, it } from 'vitest';
import { canonicalText } from '../../../electron/ingest/canonical.ts';
import { decodeStored } from '../../../electron/ingest/decoder.ts';
import { type EventRecord, type Normalised, normalise } from '../../../electron/ingest/normalise.ts';
import type { JsonObject } from '../../../shared/salt/json.ts';

const jid = '20261122200903698084';
const stamp = '2026-11-22T20:09:03.702218+00:00';

function record(tag: string | undefined, data: JsonObject): EventRecord {
  const text = JSON.stringify(data);
  return { ok: true, tag, data, text, problems: [], dataText: () => text };
}

function read(tag: string | undefined, data: JsonObject): Normalised {
  return normalise(record(tag, { _stamp: stamp, ...data }));
}

function codes({ problems }: Normalised): string[] {
  return problems.map(({ code }) => code);
}

describe('normalise', () => {
  it('takes the wrapper for who sent it, whatever the tag says', () => {
    expect(read('salt/minion/db1/start', { cmd: '_minion_event', id: 'web3', data: 'x' }).event.minion).toBe('web3');
    expect(read('salt/beacon/db1/load/', { id: 'web3' }).event.minion).toBe('db1');
    expect(read('my/tag', { cmd: '_minion_event', id: 'web3', data: { id: 'db1' } }).event.minion).toBe('web3');
  });

  it('leaves runner, wheel, job and batch events without a minion even where they hold an id', () => {
    for (const tag of [
      `salt/run/${jid}/ret`,
      `salt/wheel/${jid}/new`,
      `salt/job/${jid}/publish`,
      `salt/batch/${jid}/new`,
    ]) {
      expect([tag, read(tag, { id: 'web1', jid }).event.minion]).toEqual([tag, undefined]);
    }
  });

  it('believes a forged tag nothing of its job', () => {
    const forged = read(`salt/job/${jid}/ret/db1`, {
      cmd: '_minion_event',
      id: 'web3',
      data: { retcode: 0, success: true, fun: 'test.ping' },
    });
    expect(forged.event).toMatchObject({
      kind: 'ret',
      claimedBy: 'web3',
      minion: 'web3',
      fun: [],
      retcode: [],
      success: [],
    });
    expect(codes(forged)).toEqual(['forged-tag']);
    expect(read(`salt/job/${jid}/ret/db1`, { cmd: '_return', id: 'db1' }).event.claimedBy).toBeUndefined();
  });

  it('marks a forgery without an id too', () => {
    expect(read('salt/key', { cmd: '_minion_event' }).event.claimedBy).toBe('');
  });

  it('knows a dry run by its keyword, of states only', () => {
    const isTest = (fun: string, arg: JsonObject[string]): boolean =>
      read(`salt/job/${jid}/new`, { jid, fun, arg: arg ?? null }).event.isTest;
    expect(isTest('state.apply', ['nginx', { __kwarg__: true, test: true }])).toBe(true);
    expect(isTest('state.apply', ['nginx', 'test=True'])).toBe(true);
    expect(isTest('state.apply', ['nginx', { __kwarg__: true, test: false }])).toBe(false);
    expect(isTest('state.apply', ['test'])).toBe(false);
    expect(isTest('test.arg', [{ __kwarg__: true, test: true }])).toBe(false);
    expect(isTest('state.test', [])).toBe(true);
    expect(isTest('state.apply', null)).toBe(false);
  });

  it('takes a word with a dot for the old double of a failure only if it is one', () => {
    expect(read('cmd.run', { result: false, comment: '', retcode: 2 }).event.kind).toBe('legacy-error');
    expect(read('deploy.done', { version: 1 }).event.kind).toBe('custom');
  });

  it('puts the codes of several functions into their order', () => {
    const { event } = read(`salt/job/${jid}/ret/web1`, {
      fun: ['a.x', 'b.y'],
      retcode: { 'b.y': 2, 'a.x': 0 },
      success: { 'b.y': false, 'a.x': true },
    });
    expect([event.fun, event.retcode, event.success]).toEqual([
      ['a.x', 'b.y'],
      [0, 2],
      [true, false],
    ]);
  });

  it('notes fields of another type in events of jobs, not in those of others', () => {
    expect(
      read(`salt/job/${jid}/ret/web1`, { id: 'web1', jid: 5, fun: {}, user: 1, retcode: 'x', success: 'true' })
        .problems,
    ).toEqual([{ code: 'field-odd', detail: 'jid, fun, user, retcode, success' }]);
    expect(codes(read('my/tag', { jid: 5, fun: {}, user: 1, retcode: 'x', success: 'true' }))).toEqual([]);
  });

  it('notes a value that Salt trimmed, not the word in a text', () => {
    expect(codes(read('a/b', { deep: [{ x: 'VALUE_TRIMMED' }] }))).toEqual(['trimmed']);
    expect(codes(read('a/b', { deep: 'VALUE_TRIMMED"', other: ' VALUE_TRIMMED', VALUE_TRIMMED: 1 }))).toEqual([]);
  });

  it('notes stamps that are missing or unreadable', () => {
    expect(codes(normalise(record('a/b', {})))).toEqual(['stamp-missing']);
    expect(normalise(record('a/b', { _stamp: [1] })).problems).toEqual([{ code: 'stamp-unreadable', detail: '[1]' }]);
  });

  it('gives back a lost tag', () => {
    const { event, problems } = read(undefined, { id: 'web1', jid, return: true });
    expect([event.tag, event.kind, problems]).toEqual([`salt/job/${jid}/ret/web1`, 'ret', [{ code: 'tag-rebuilt' }]]);
  });
});

describe('decodeStored', () => {
  it('reads a record of every format again, with its tag', () => {
    const data = `{"id": "web1", "jid": "${jid}", "return": 12345678901234567890}`;
    const tag = `salt/job/${jid}/ret/web1`;
    const stored = [
      decodeStored('rawfile-json', Buffer.from(data)),
      decodeStored('rawfile-json', Buffer.from(`{"data": ${data}, "tag": "${tag}"}`)),
      decodeStored('sse', Buffer.from(`tag: ${tag}\ndata: {"data": ${data}, "tag": "${tag}"}`)),
      decodeStored('state-event', Buffer.from(`${tag}\t${data}`)),
    ];
    for (const event of stored) {
      expect(event?.tag).toBe(tag);
      expect(event?.dataText()).toContain('12345678901234567890');
    }
  });

  it('refuses what is no record or of no known format', () => {
    expect(decodeStored('rawfile-json', Buffer.from('{"a": 1}'))).toBeUndefined();
    expect(decodeStored('csv', Buffer.from('{"tag": "a", "data": {}}'))).toBeUndefined();
  });
});

describe('canonicalText', () => {
  const canonical = (dataText: string): string =>
    canonicalText({ data: JSON.parse(dataText), dataText: () => dataText });

  it('is equal for other spellings of the same data', () => {
    expect(canonical('{"b": [1.0, 1e2, -0, "\\u00e9"], "a": {"y": null, "x": true}}')).toBe(
      '{"a":{"x":true,"y":null},"b":[1,100,0,"é"]}',
    );
    expect(canonical('{"a": 0.1000, "b": 1E-7}')).toBe(canonical('{ "b": 0.0000001, "a": 0.1 }'));
  });

  it('tells apart what differs, beyond 2^53 too', () => {
    const texts = [
      '{"a": 1}',
      '{"a": "1"}',
      '{"a": true}',
      '{"a": null}',
      '{}',
      '{"a": [1]}',
      '{"a": 9007199254740992}',
      '{"a": 9007199254740993}',
      '{"a": 1e300}',
      '{"a": 9007199254740992.5e3}',
    ];
    expect(new Set(texts.map(canonical)).size).toBe(texts.length);
  });

  it('does not depend on rounding elsewhere in the data', () => {
    expect(canonical('{"big": 12345678901234567890, "x": 1.50, "y": -0}')).toBe(
      '{"big":12345678901234567890,"x":1.5,"y":0}',
    );
  });
});
