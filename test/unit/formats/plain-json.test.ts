// The quick look at JSON never calls plain what the slow look finds odd.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSurelyPlain } from '../../../electron/formats/plain-json.ts';
import { readTolerantJson } from '../../../electron/formats/tolerant-json.ts';

/** Wherever the text lies in a buffer, the answer is the same. */
function isPlain(text: string): boolean {
  const answers = new Set<boolean>();
  for (let shift = 0; shift < 4; shift += 1) {
    const bytes = Buffer.from(`"::":${'"'.repeat(shift)}${text}":":`);
    const start = 5 + shift;
    answers.add(isSurelyPlain(bytes, start, bytes.length - 4, JSON.parse(text)));
  }
  expect(answers.size).toBe(1);
  return answers.has(true);
}

describe('isSurelyPlain', () => {
  it('knows the events of a bus as plain', () => {
    expect(
      isPlain('{"data": {"jid": "20261122201931146652", "ts": 1795378771, "x": 0.1234567890123456}, "tag": "a/b"}'),
    ).toBe(true);
    expect(isPlain('{"a" : [1, {"b"\n:\t{}}], "c": "salt/job/20261122201931146652/ret/x"}')).toBe(true);
  });

  it('leaves a key that comes twice to the slow look, however it is spelled', () => {
    expect(isPlain('{"a": 1, "a": 2}')).toBe(false);
    expect(isPlain('[{"x": {"a": 1, "\\u0061": 2}}]')).toBe(false);
    expect(isPlain('{"a" : 1, "a"  : 2}')).toBe(false);
  });

  it('leaves integers beyond 2^53 to the slow look, wherever they stand', () => {
    for (let shift = 0; shift < 40; shift += 1) {
      expect(isPlain(`{"${'x'.repeat(shift)}": 9007199254740993}`)).toBe(false);
      expect(isPlain(`[${' '.repeat(shift)}-12345678901234567890]`)).toBe(false);
    }
    expect(isPlain('12345678901234567890')).toBe(false);
  });

  it('leaves values of great depth to the slow look', () => {
    expect(isPlain(`${'['.repeat(5000)}${']'.repeat(5000)}`)).toBe(false);
  });

  it('never calls plain what is odd', () => {
    // Few letters, so that keys meet; all that can stand around a colon.
    const key = fc.stringMatching(/^[ab:" \\]{0,3}$/);
    const json = fc.letrec<{ value: string; map: string; list: string }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.bigInt().map(String),
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
        key.map((text) => JSON.stringify(text)),
        tie('map'),
        tie('list'),
      ),
      map: fc
        .array(fc.tuple(key, fc.constantFrom('', ' ', '\n'), tie('value')), { maxLength: 4 })
        .map(
          (members) =>
            `{${members.map(([name, space, value]) => `${JSON.stringify(name)}${space}:${value}`).join(',')}}`,
        ),
      list: fc.array(tie('value'), { maxLength: 4 }).map((items) => `[${items.join(', ')}]`),
    })).value;
    fc.assert(
      fc.property(json, (text) => {
        const slow = readTolerantJson(text, false);
        if (isPlain(text)) expect([slow?.duplicateKeys, slow?.bigIntegers]).toEqual([[], []]);
      }),
      { numRuns: 2000, seed: 7 },
    );
  });
});
