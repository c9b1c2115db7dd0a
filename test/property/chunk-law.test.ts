// The chunk law: wherever the bytes of a source are divided, the same records and the same noise come out.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Format, Stretch } from '../../electron/formats/format.ts';
import { formats } from '../../electron/formats/registry.ts';
import { capturesFolder, readCapture, splitChunks } from '../support/read-records.ts';

const seed = 20_261_122;

/** Real recordings, small enough to be cut many times. */
const recordings = ['3008.5/race', '3006.30/dead-minion', '3008.5/beacon-reactor'];
const captureFiles: { readonly [name: string]: readonly string[] } = {
  sse: ['sse.txt'],
  'state-event': ['event-plain.txt', 'event-pretty.txt'],
  'rawfile-json': ['rawfile.jsonl'],
};

const samples = new Map<string, Uint8Array[]>();

beforeAll(async () => {
  for (const { name } of formats) {
    const golden = join(capturesFolder, '..', 'golden', name);
    const inputs = readdirSync(golden).map((folder) => {
      const input = readdirSync(join(golden, folder)).find((file) => file.startsWith('input.')) ?? '';
      return readFileSync(join(golden, folder, input));
    });
    const captures: Buffer[] = [];
    for (const recording of recordings) {
      for (const file of captureFiles[name] ?? []) captures.push((await readCapture(recording, file)).bytes);
    }
    samples.set(name, [...inputs, ...captures]);
  }
});

/** Ways in which a capture is damaged on its way here. */
type Damage =
  | { readonly kind: 'cut' | 'drop' | 'repeat'; readonly at: number; readonly length: number }
  | { readonly kind: 'insert'; readonly at: number; readonly text: string };

const fragments = [
  '\n',
  '\r\n',
  '\n\n',
  '}',
  '\n}\n',
  '{',
  '\t{',
  ' {\n',
  '"',
  '\\',
  'data: ',
  'tag: ',
  'data: {"tag": "a", "data": {}}\n',
  'retry: 400\n',
  ':\n',
  'salt/auth\t{}\n',
  'salt/auth\t{\n',
  'salt/auth  {\n    "a": 1\n}\n',
  '--:--:-- 1data: {',
  '\ufeff',
  '\u2028',
  '\0',
  '   \n',
  '\r',
  'Traceback (most recent call last):\n  File "x"\n',
];

const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('cut' as const, 'drop' as const, 'repeat' as const),
    at: fc.nat(1_000_000),
    length: fc.oneof(fc.nat(5), fc.nat(3_000)),
  }),
  fc.record({ kind: fc.constant('insert' as const), at: fc.nat(1_000_000), text: fc.constantFrom(...fragments) }),
);

function damaged(bytes: Uint8Array, damages: readonly Damage[]): Buffer {
  let result = Buffer.from(bytes);
  for (const each of damages) {
    const at = result.length === 0 ? 0 : each.at % result.length;
    const before = result.subarray(0, at);
    const after = result.subarray(at);
    if (each.kind === 'insert') result = Buffer.concat([before, Buffer.from(each.text), after]);
    else if (each.kind === 'cut') result = Buffer.from(before);
    else if (each.kind === 'drop') result = Buffer.concat([before, after.subarray(each.length)]);
    else result = Buffer.concat([before, after.subarray(0, each.length), after]);
  }
  return result;
}

function divided(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    chunks.push(bytes.subarray(at, at + size));
    at += size;
  }
  return chunks;
}

/** Stretches lie in order, do not meet, and leave out nothing but blank lines and what the protocol itself says. */
function expectCovered(format: Format, bytes: Uint8Array, stretches: readonly Stretch[]): void {
  let end = 0;
  const between: string[] = [];
  for (const stretch of stretches) {
    expect(stretch.offset).toBeGreaterThanOrEqual(end);
    expect(stretch.length).toBeGreaterThan(0);
    between.push(Buffer.from(bytes.subarray(end, stretch.offset)).toString());
    end = stretch.offset + stretch.length;
  }
  between.push(Buffer.from(bytes.subarray(end)).toString());
  expect(end).toBeLessThanOrEqual(bytes.length);
  const left = between.flatMap((text) => text.split('\n')).filter((line) => line.replace(/^\ufeff/, '').trim() !== '');
  const isProtocol = (line: string): boolean => format.name === 'sse' && /^\ufeff?(?:retry|event|id|tag)?:/.test(line);
  expect(left.filter((line) => !isProtocol(line))).toEqual([]);
}

describe.each(formats)('$name', (format) => {
  it('gives the same stretches however its captures are divided', () => {
    for (const bytes of samples.get(format.name) ?? []) {
      const whole = splitChunks(format, [bytes]);
      expectCovered(format, bytes, whole);
      for (const size of [997, 65_536]) expect(splitChunks(format, divided(bytes, [size]))).toEqual(whole);
    }
  });

  it('gives the same stretches of damaged captures', () => {
    const many = samples.get(format.name) ?? [];
    fc.assert(
      fc.property(
        fc.nat(1_000),
        fc.array(damage, { maxLength: 5 }),
        fc.array(fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 5_000 })), {
          minLength: 1,
          maxLength: 5,
        }),
        (which, damages, sizes) => {
          const sample = many[which % many.length] ?? new Uint8Array(0);
          // A part is enough: the beginning of a large capture, all of a golden case.
          const bytes = damaged(sample.subarray(0, 12_000), damages);
          const whole = splitChunks(format, [bytes]);
          expectCovered(format, bytes, whole);
          expect(splitChunks(format, divided(bytes, sizes))).toEqual(whole);
        },
      ),
      { seed, numRuns: 400 },
    );
  });

  it('may be divided at every place where cut says so', () => {
    for (const bytes of (samples.get(format.name) ?? []).filter(({ length }) => length < 6_000)) {
      const whole = splitChunks(format, [bytes]);
      for (let at = 1; at < bytes.length; at += 1) {
        if (format.cut(bytes.subarray(0, at)) === at) {
          expect([at, splitChunks(format, [bytes.subarray(0, at), bytes.subarray(at)])]).toEqual([at, whole]);
        }
      }
    }
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        fc.array(fc.constantFrom(...fragments), { maxLength: 20 }),
        (noise, parts) => {
          const bytes = Buffer.concat([noise, ...parts.map((part) => Buffer.from(part)), noise]);
          for (const { kind, offset, length } of format.split(bytes, true)) {
            if (kind === 'record') format.decode(bytes.subarray(offset, offset + length));
          }
          format.decode(bytes);
          expect(format.detect(bytes)).toBeLessThanOrEqual(1);
          expect(format.cut(bytes)).toBeLessThanOrEqual(bytes.length);
        },
      ),
      { seed, numRuns: 500 },
    );
  });
});
