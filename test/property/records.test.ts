// Laws of single records: nothing throws whatever a record is mutated to, tags are always read, job ids are times.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { findJsonOddities } from '../../electron/formats/json-oddities.ts';
import type { formats } from '../../electron/formats/registry.ts';
import { readTolerantJson } from '../../electron/formats/tolerant-json.ts';
import { canonicalText } from '../../electron/ingest/canonical.ts';
import { normalise } from '../../electron/ingest/normalise.ts';
import { formatStamp } from '../../shared/base/stamp.ts';
import { isJid, jidTime } from '../../shared/salt/jid.ts';
import { kindCode } from '../../shared/salt/kind.ts';
import { naturalOrder } from '../../shared/salt/natural-order.ts';
import { rebuildTag } from '../../shared/salt/rebuild-tag.ts';
import { readTag } from '../../shared/salt/tag.ts';
import { readCapture } from '../support/read-records.ts';

const seed = 20_261_122;

describe('a mutated record', () => {
  const records: { readonly format: (typeof formats)[number]; readonly bytes: Buffer }[] = [];

  beforeAll(async () => {
    for (const file of ['sse.txt', 'event-plain.txt', 'event-pretty.txt', 'rawfile.jsonl']) {
      const { format, bytes } = await readCapture('3008.5/noisy-mixed', file);
      const found = format.split(bytes, true).filter(({ kind, length }) => kind === 'record' && length < 3_000);
      for (const { offset, length } of found) records.push({ format, bytes: bytes.subarray(offset, offset + length) });
    }
  });

  const fragments = [
    '',
    '"',
    '\\',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    'NaN',
    '-Infinity',
    '123456789012345678901',
    '"a": 1,',
    '\n',
    '\t',
    '\u0000',
    '\ud800',
    '"_stamp": 7,',
    '"cmd": "_minion_event",',
    '"jid": {},',
    '"fun": [1],',
    '"__proto__": {"x": 1},',
    '\xff',
  ];

  it('is an event with valid text or is refused, and never throws', () => {
    fc.assert(
      fc.property(
        fc.nat(100_000),
        fc.array(fc.tuple(fc.nat(3_000), fc.nat(20), fc.constantFrom(...fragments)), { minLength: 1, maxLength: 6 }),
        (which, edits) => {
          const record = records[which % records.length];
          if (record === undefined) throw new Error('no records');
          let bytes: Buffer = record.bytes;
          for (const [place, dropped, text] of edits) {
            const at = place % (bytes.length + 1);
            bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from(text, 'latin1'), bytes.subarray(at + dropped)]);
          }
          const decoded = record.format.decode(bytes);
          if (!decoded.ok) return;
          const { event, problems } = normalise(decoded);
          expect(kindCode(event.kind)).toBeGreaterThanOrEqual(0);
          expect(typeof event.tag).toBe('string');
          expect(event.tag).not.toBe('');
          const again: unknown = JSON.parse(decoded.dataText());
          const isClean = !problems.some(({ code }) => code === 'nan' || code === 'duplicate-key');
          if (isClean) expect(again).toEqual(decoded.data);
          expect(canonicalText(decoded)).toBe(
            canonicalText({ data: JSON.parse(decoded.dataText()), dataText: decoded.dataText }),
          );
        },
      ),
      { seed, numRuns: 3_000 },
    );
  });
});

describe('JSON of any shape', () => {
  const json = fc.jsonValue({ depthSize: 'medium' });

  it('is read by the tolerant reader as by JSON.parse, however it is spaced', () => {
    fc.assert(
      fc.property(json, fc.constantFrom(0, 1, 4), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const reading = readTolerantJson(text, false);
        expect(reading?.value).toEqual(JSON.parse(text));
        expect([reading?.duplicateKeys, reading?.nans]).toEqual([[], []]);
      }),
      { seed },
    );
  });

  it('hides nothing from the quick look that the slow reader finds', () => {
    const key = fc.constantFrom('a', 'b', '', 'a"', 'web1', 'a\\');
    const number = fc.oneof(
      fc.constantFrom('9007199254740991', '9007199254740992', '-12345678901234567890', '0.12345678901234567', '1e300'),
      fc.integer().map(String),
    );
    const { text } = fc.letrec<{ text: string; map: string; list: string }>((tie) => ({
      text: fc.oneof(
        { maxDepth: 4 },
        number,
        key.map((each) => JSON.stringify(each)),
        tie('map'),
        tie('list'),
      ),
      map: fc
        .array(fc.tuple(key, tie('text')), { maxLength: 4 })
        .map((pairs) => `{${pairs.map(([name, value]) => `${JSON.stringify(name)}: ${value}`).join(', ')}}`),
      list: fc.array(tie('text'), { maxLength: 4 }).map((items) => `[${items.join(',')}]`),
    }));
    fc.assert(
      fc.property(text, (each) => {
        const reading = readTolerantJson(each, false);
        const expected =
          ((reading?.duplicateKeys.length ?? 0) > 0 ? 1 : 0) | ((reading?.bigIntegers.length ?? 0) > 0 ? 2 : 0);
        const found = findJsonOddities(each);
        expect(found & expected).toBe(expected);
        // The only needless suspicion that small texts can raise: sixteen digits that fit.
        expect(found & ~expected & 1).toBe(0);
      }),
      { seed, numRuns: 2_000 },
    );
  });

  it('has one canonical text whatever the order of its keys', () => {
    const shuffled = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(shuffled);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([name, each]) => [name, shuffled(each)]),
      );
    };
    fc.assert(
      fc.property(fc.dictionary(fc.string(), json), (data) => {
        const canonical = (value: unknown): string => {
          const dataText = JSON.stringify(value);
          return canonicalText({ data: JSON.parse(dataText), dataText: () => dataText });
        };
        expect(canonical(shuffled(data))).toBe(canonical(data));
        expect(JSON.parse(canonical(data))).toEqual(JSON.parse(JSON.stringify(data)));
      }),
      { seed },
    );
  });
});

describe('a tag', () => {
  const part = fc.oneof(
    fc.constantFrom(
      'salt',
      'job',
      'run',
      'wheel',
      'batch',
      'ret',
      'new',
      'prog',
      'sub',
      'error',
      'minion',
      'beacon',
      'start',
      '20261122200903698084',
      'web1',
      '',
      'syndic',
      'hook',
      'netapi',
      'manage',
      'reactors',
    ),
    fc.string({ unit: 'binary', maxLength: 6 }),
  );

  it('is read, whatever it is, and its parts stand in it', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (segments) => {
        const tag = segments.join('/');
        const { kind, jid, minion, rest } = readTag(tag);
        expect(kindCode(kind)).toBeGreaterThanOrEqual(0);
        for (const each of [jid, minion, rest]) {
          if (each === undefined) continue;
          expect(each).not.toBe('');
          expect(tag).toContain(each);
        }
        for (const each of [jid, minion]) expect(each ?? '').not.toContain('/');
      }),
      { seed, numRuns: 3_000 },
    );
  });

  it('that was rebuilt is one that is known', () => {
    const word = fc.constantFrom(
      'a',
      'runner.x',
      'wheel.y',
      'test.ping',
      'accept',
      'accepted',
      '_return',
      '_minion_event',
      '',
    );
    const data = fc.dictionary(
      fc.constantFrom(
        'cmd',
        'jid',
        'id',
        'fun',
        'return',
        'minions',
        'act',
        'pub',
        'result',
        'new',
        'lost',
        'present',
        'tgt',
        'tgt_type',
        'arg',
      ),
      fc.oneof(word, fc.constant([]), fc.constant(1)),
    );
    fc.assert(
      fc.property(data, (each) => {
        const tag = rebuildTag(each);
        if (tag !== undefined) expect(['unknown', 'custom']).not.toContain(readTag(tag).kind);
      }),
      { seed, numRuns: 2_000 },
    );
  });
});

it('a job id and its time are the same thing', () => {
  const stamp = fc
    .integer({ min: 0, max: Date.UTC(2100, 0, 1) })
    .chain((ms) => fc.nat(999).map((micros) => ms * 1_000 + micros));
  fc.assert(
    fc.property(stamp, (each) => {
      // As a master makes it: the digits of its clock.
      const jid = formatStamp(each).replace(/\D/g, '');
      expect([isJid(jid), jidTime(jid)]).toEqual([true, each]);
    }),
    { seed },
  );
});

it('the natural order is an order', () => {
  const name = fc
    .array(fc.constantFrom('web', '-', '0', '00', '1', '01', '9', '10', 'a', 'B'), { maxLength: 6 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(name, name, name, (a, b, c) => {
      const ab = Math.sign(naturalOrder(a, b));
      const bc = Math.sign(naturalOrder(b, c));
      expect(Math.sign(naturalOrder(b, a)) + ab).toBe(0);
      expect(ab === 0).toBe(a === b);
      if (ab === bc) expect(Math.sign(naturalOrder(a, c))).toBe(ab);
    }),
    { seed, numRuns: 5_000 },
  );
});
