// A JSON text as tree rows: nothing lost, nothing executed, secrets covered.
import { expect, test } from 'vitest';
import {
  type ExactJson,
  ExactNumber,
  type JsonTreeView,
  jsonRows,
  linesOf,
  readExactJson,
} from '../../../renderer/widgets/json-nodes.ts';
import { isSecretKey } from '../../../shared/salt/secret.ts';

function read(text: string): ExactJson {
  const value = readExactJson(text);
  if (value === undefined) throw new Error('no JSON');
  return value;
}

function rows(text: string, view: Partial<JsonTreeView> = {}) {
  return jsonRows(read(text), { toggled: new Map(), revealed: new Set(), isSecret: isSecretKey, columns: 40, ...view });
}

test('integers beyond 2^53 keep their digits', () => {
  const value = read('{"n": 12345678901234567890, "f": 1.5}') as { [key: string]: ExactJson };
  expect(value['n']).toBeInstanceOf(ExactNumber);
  expect((value['n'] as ExactNumber).text).toBe('12345678901234567890');
  expect(value['f']).toBe(1.5);
});

test('keys of the prototype are keys like any other', () => {
  expect(rows('{"__proto__": {"planted": true}, "constructor": 1}').map((row) => row.label)).toEqual([
    '__proto__',
    'planted',
    'constructor',
  ]);
  expect('planted' in {}).toBe(false);
});

test('what is no JSON is no tree', () => {
  expect(readExactJson('{"cut": ')).toBeUndefined();
});

test('maps deeper than two levels begin closed and open by hand', () => {
  const text = '{"a": {"b": {"c": {"d": 1}}}}';
  expect(rows(text).map((row) => row.label)).toEqual(['a', 'b', 'c']);
  const toggled = new Map([['["a","b","c"]', true]]);
  expect(rows(text, { toggled }).map((row) => row.label)).toEqual(['a', 'b', 'c', 'd']);
  expect(rows(text, { toggled: new Map([['["a"]', false]]) }).map((row) => row.label)).toEqual(['a']);
});

test('a secret has a covered row until it is revealed, a map under a secret key too', () => {
  const text = '{"id": "web1", "token": "x", "secret": {"deep": 1}, "password": null}';
  expect(rows(text).map((row) => [row.label, row.isCovered])).toEqual([
    ['id', false],
    ['token', true],
    ['secret', true],
    ['password', false],
  ]);
  expect(rows(text, { revealed: new Set(['["secret"]']) }).map((row) => row.label)).toEqual([
    'id',
    'token',
    'secret',
    'deep',
    'password',
  ]);
});

test('an opened text has a row a line, long lines are cut at the width', () => {
  const text = JSON.stringify({ out: `one\n${'x'.repeat(70)}` });
  const lines = rows(text, { toggled: new Map([['["out"]', true]]) }).filter((row) => row.line !== null);
  expect(lines.map((row) => row.line?.length)).toEqual([3, 38, 32]);
  expect(linesOf('a\r\nb', 20)).toEqual(['a', 'b']);
});

test('rows know their place among their siblings', () => {
  expect(rows('[5, 6, 7]').map((row) => [row.label, row.position, row.siblings])).toEqual([
    ['0', 1, 3],
    ['1', 2, 3],
    ['2', 3, 3],
  ]);
});
