// What is hard about single records, whatever the format: size, depth, numbers, keys.
import { describe, expect, it } from 'vitest';
import { findJsonOddities, jsonOddities } from '../../../electron/formats/json-oddities.ts';
import { countNoiseLines } from '../../../electron/formats/lines.ts';
import { formatNamed } from '../../../electron/formats/registry.ts';
import { readTolerantJson } from '../../../electron/formats/tolerant-json.ts';
import { canonicalText } from '../../../electron/ingest/canonical.ts';
import { normalise } from '../../../electron/ingest/normalise.ts';
import { readRecords } from '../../support/read-records.ts';

const rawfile = formatNamed('rawfile-json');
const stateEvent = formatNamed('state-event');

function decodeLine(line: string): Extract<ReturnType<typeof rawfile.decode>, { ok: true }> {
  const decoded = rawfile.decode(Buffer.from(line));
  if (!decoded.ok) throw new Error(decoded.code);
  return decoded;
}

describe('a record', () => {
  it.each([
    ['valid', '[', ']', '1'],
    ['with NaN inside, so that JSON.parse gives up', '{"a":', '}', 'NaN'],
  ])('nested 100,000 deep, %s, is an event and its text valid', (_name, open, close, inside) => {
    const deep = open.repeat(100_000) + inside + close.repeat(100_000);
    const decoded = decodeLine(`{"tag": "lab/deep", "data": {"id": "web1", "x": ${deep}}}`);
    expect(normalise(decoded).event.minion).toBe('web1');
    expect(() => JSON.parse(decoded.dataText())).not.toThrow();
    expect(canonicalText(decoded).length).toBeGreaterThan(200_000);
  });

  it('that is unclosed 100,000 deep is malformed', () => {
    expect(rawfile.decode(Buffer.from(`{"tag": "x", "data": ${'['.repeat(100_000)}`))).toEqual({
      ok: false,
      code: 'record-malformed',
    });
  });

  it('of 20 MB is read', () => {
    const text = 'é鏡"\\\n}'.repeat(2_200_000);
    const data = {
      cmd: '_return',
      id: 'web1',
      jid: '20261122200903698084',
      return: text,
      _stamp: '2026-11-22T20:09:03.702218',
    };
    const plain = Buffer.from(`salt/job/20261122200903698084/ret/web1\t${JSON.stringify(data)}\nnoise\n`);
    expect(plain.length).toBeGreaterThan(20_000_000);
    const { events, noiseLines, rejected } = readRecords(stateEvent, plain);
    expect([events.length, noiseLines, rejected]).toEqual([1, 1, 0]);
    expect(events[0]?.event.data.return === text).toBe(true);
    const pretty = Buffer.from(
      `a/b\t${JSON.stringify({ rows: Array.from({ length: 400_000 }, (_, n) => `row ${n}`) }, null, 4)}\n`,
    );
    expect(readRecords(stateEvent, pretty).events.length).toBe(1);
  });

  it('gives its data as text, numbers and all, from wherever it stands', () => {
    const data = '{"a" : 1.0, "b":[1e3, -0.50], "c": "x\\u00e9\\/"}';
    expect(decodeLine(`{"data": ${data}, "tag": "x"}`).dataText()).toBe(data);
    expect(decodeLine(` { "data\\u0020": 1, "x": {"data": 2}, "tag" : "data" , "data" :${data} } `).dataText()).toBe(
      data,
    );
    expect(decodeLine(`{"tag": "x", "data": {}}`).dataText()).toBe('{}');
    const odd = decodeLine(`{"tag": "x", "data": {"big": 12345678901234567890, "nan": NaN, "k": 1, "k": 1.50}}`);
    expect(odd.dataText()).toBe('{"big":12345678901234567890,"nan":"NaN","k":1.50}');
    expect(odd.problems.map(({ code }) => code)).toEqual(['nan', 'duplicate-key', 'big-integer']);
  });

  it('cannot touch the prototype of anything', () => {
    for (const nan of ['1', 'NaN']) {
      const { data } = decodeLine(`{"tag": "x", "data": {"__proto__": {"polluted": ${nan}}, "hasOwnProperty": 1}}`);
      expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
      expect(Object.hasOwn(data, '__proto__')).toBe(true);
      expect('polluted' in {}).toBe(false);
    }
  });
});

describe('findJsonOddities', () => {
  it('finds a key twice in one map at any depth, and only there', () => {
    const maps = Array.from(
      { length: 300 },
      (_, n) => `"m${n}": {"id": ${n}, "name": "id", "list": [{"id": 1}, {"id": 1}]}`,
    );
    expect(findJsonOddities(`{${maps.join(',')}}`)).toBe(0);
    expect(findJsonOddities(`{${maps.join(',')}, "m17": 1}`)).toBe(jsonOddities.duplicateKey);
    expect(findJsonOddities('[[{"a": {"b": [1, {"k": 1, "l": "k", "k": 2}]}}]]')).toBe(jsonOddities.duplicateKey);
    expect(findJsonOddities('{"a": "b", "b": "a", "c": ["a", "a"], "": 1}')).toBe(0);
    expect(findJsonOddities('{"": 1, "": 2}')).toBe(jsonOddities.duplicateKey);
    expect(findJsonOddities('{"a": {}, "b": [], "a": []}')).toBe(jsonOddities.duplicateKey);
    expect(findJsonOddities('{"a": "x\\"", "b": "\\\\", "a": 1}')).toBe(jsonOddities.duplicateKey);
  });

  it('takes spellings of one key for one, and other keys for others', () => {
    expect(findJsonOddities('{"a\\"b\\n\\\\": 1, "a\\"b\\n": 2, "a\\"b": 3}')).toBe(0);
    expect(findJsonOddities('{"a\\"b": 1, "a\\"b": 2}')).toBe(jsonOddities.duplicateKey);
    expect(findJsonOddities('{"a": 1, "\\u0061": 2}')).toBe(jsonOddities.duplicateKey);
    expect(findJsonOddities('{"/": 1, "\\/": 2}')).toBe(jsonOddities.duplicateKey);
  });

  it('is exact in maps of many thousand keys', () => {
    const keys = Array.from({ length: 5_000 }, (_, n) => `"file_|-id-${n}_|-/etc/conf.d/${n}.conf_|-managed": ${n}`);
    expect(findJsonOddities(`{${keys.join(',')}}`)).toBe(0);
    expect(findJsonOddities(`{${keys.join(',')}, ${keys[4_900]}}`)).toBe(jsonOddities.duplicateKey);
    // A large table must not leak into the next record.
    expect(findJsonOddities(`{${keys.slice(0, 3).join(',')}}`)).toBe(0);
  });

  it('stays quick where keys are made to collide', () => {
    // Numbers in the middle of long keys leave the hash little to go by; a million of them must not take minutes.
    const keys = Array.from({ length: 200_000 }, (_, n) => `"k${n * 4_096}": 1`);
    findJsonOddities(`{${keys.join(',')}}`);
    expect(findJsonOddities(`{${keys.join(',')}, "k4096": 1}`)).toBe(jsonOddities.duplicateKey);
  });

  it('suspects integers of 16 digits and more outside of strings', () => {
    expect(findJsonOddities('[9999999999999999]')).toBe(jsonOddities.bigInteger);
    expect(findJsonOddities('{"a":-9007199254740993}')).toBe(jsonOddities.bigInteger);
    expect(
      findJsonOddities(
        '{"a": "20261122200903698084", "b": 0.12345678901234567890, "c": 999999999999999, "20261122200903698084": 1}',
      ),
    ).toBe(0);
  });
});

describe('readTolerantJson', () => {
  it.each([
    '1',
    '"a"',
    '[]',
    '{}',
    '[1,2,{"a":[null,true,false]}]',
    ' {"a" : [ ] } ',
    '{"a":{"b":{"c":"\\ud800"}}}',
    '-0',
    '1.5e-7',
    '"\\u2028\u2028"',
  ])('reads %s as JSON.parse does', (text) => expect(readTolerantJson(text, false)?.value).toEqual(JSON.parse(text)));

  it.each([
    '',
    ' ',
    '{',
    '}',
    '[1,]',
    '{"a":1,}',
    '{a:1}',
    "{'a':1}",
    '[1 2]',
    '{"a" 1}',
    '01',
    '+1',
    '.5',
    '1.',
    'nan',
    'Inf',
    '-',
    '--1',
    '"a',
    '"\n"',
    '"\\x"',
    '[1]]',
    '{}{}',
    'undefined',
    '-NaN',
    '[NaN',
    'NaNNaN',
  ])('refuses %j', (text) => expect(readTolerantJson(text, false)).toBeUndefined());

  it('names what was odd', () => {
    expect(readTolerantJson('{"a": NaN, "a": [-Infinity, 123456789012345678, 9007199254740991, 1.0]}', false)).toEqual({
      value: { a: ['-Infinity', 123456789012345680, 9007199254740991, 1] },
      duplicateKeys: ['a'],
      bigIntegers: ['123456789012345678'],
      nans: ['NaN', '-Infinity'],
    });
  });
});

it('noise is counted in lines that are not blank', () => {
  expect([
    countNoiseLines(Buffer.from('a\n\n \t\r\nb\nc')),
    countNoiseLines(Buffer.from('')),
    countNoiseLines(Buffer.from('\n')),
  ]).toEqual([3, 0, 0]);
});
