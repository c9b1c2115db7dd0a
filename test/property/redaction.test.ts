// Laws of redaction on random events: it is idempotent, the same value becomes the same token within one share and another in the next,
// what is written is JSON, and no secret that stands under its name is left.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildVocabulary } from '../../electron/redact/build-vocabulary.ts';
import { Matcher } from '../../electron/redact/matcher.ts';
import { type EventToRedact, Redactor } from '../../electron/redact/redactor.ts';
import type { Spelling } from '../../electron/redact/vocabulary.ts';
import type { JsonObject } from '../../shared/salt/json.ts';
import { isRedactionToken, type RedactionChoices } from '../../shared/salt/redaction.ts';

const seed = { seed: 20261124, numRuns: 200 };

/** A stand-in for the keyed digest: its key is a number. */
function sealOf(key: number): (value: string) => string {
  return (value) => {
    let [a, b] = [key, key ^ 0x9e3779b9];
    for (const character of value) {
      a = Math.imul(a ^ (character.codePointAt(0) ?? 0), 0x01000193);
      b = Math.imul(b + (character.codePointAt(0) ?? 0), 0x85ebca6b) ^ a;
    }
    return ((a >>> 0).toString(36) + (b >>> 0).toString(36) + '0'.repeat(12)).slice(0, 12);
  };
}

/** An event as the case gives it: parsed from its text. */
function eventOf(tag: string, data: object): EventToRedact {
  const text = JSON.stringify(data);
  return { tag, data: JSON.parse(text) as JsonObject, dataText: () => text };
}

function redactAll(
  records: readonly { tag: string; data: object }[],
  choices: RedactionChoices,
  key: number,
): string[] {
  const seal = sealOf(key);
  const isMinion = (text: string) => text === 'web1' || text === 'db.example';
  const looking = new Redactor({ choices, seal, isMinion });
  for (const [at, { tag, data }] of records.entries()) looking.look(at + 1, eventOf(tag, data));
  const vocabulary = buildVocabulary(
    looking.findings,
    { functions: ['test.ping'], others: () => ['web1', 'db.example'] },
    seal,
  );
  const redactor = new Redactor({ choices, seal, isMinion, vocabulary });
  return records.map(({ tag, data }, at) => redactor.event(at + 1, eventOf(tag, data)));
}

const secret = fc.string({ unit: 'grapheme', minLength: 6, maxLength: 24 }).map((text) => `s3cr-${text}`);
const key = fc.constantFrom(
  'a',
  'password',
  'comment',
  'token',
  'arg',
  'return',
  'diff',
  'id',
  'user',
  'stdout',
  'pillar',
  '__proto__',
  'web1',
);
const leaf = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom(
    'web1',
    'password=hunter2-x',
    '{"password":"in-json-9"}',
    '10.1.2.3',
    'root',
    'VALUE_TRIMMED',
    '[1,2',
    '',
  ),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4 }),
  ),
}));
const data = fc.dictionary(key, value, { maxKeys: 5 });
const tag = fc.constantFrom(
  'lab/x',
  'salt/job/20261122200903698084/ret/web1',
  'salt/netapi/hook/x',
  'salt/job/error',
  'lab/web1/10.1.2.3',
);
const records = fc.array(fc.record({ tag, data }), { minLength: 1, maxLength: 5 });
const choices: fc.Arbitrary<RedactionChoices> = fc.record({
  keep: fc.subarray(['pillar', 'arguments', 'environment', 'output', 'diff', 'hook'] as const),
  hide: fc.subarray(['ids', 'addresses', 'users'] as const),
});

/** One after the other: where the first spelling stands, the longest one there. */
function naiveNext(spellings: readonly Spelling[], text: string, start: number): string | undefined {
  const joins = (at: number) => /[A-Za-z0-9]/.test(text[at] ?? '');
  for (let from = start; from < text.length; from += 1) {
    const here = spellings
      .filter((one) => text.startsWith(one.text, from))
      .filter(({ text: word, isWord }) => {
        const to = from + word.length;
        return !isWord || !((joins(from) && joins(from - 1)) || (joins(to - 1) && joins(to)));
      })
      .toSorted((a, b) => b.text.length - a.text.length);
    if (here[0] !== undefined) return `${from}:${here[0].text}`;
  }
  return undefined;
}

const letters = fc.constantFrom('a', 'b', 'c', '1', ' ', '-');
const word = fc.string({ unit: letters, minLength: 3, maxLength: 12 });
const spellings = fc
  .uniqueArray(fc.tuple(word, fc.boolean()), { maxLength: 30, selector: ([text]) => text })
  .map((list) => list.map(([text, isWord], value) => ({ text, token: '*', value, isWord, isBase64: false })));

describe('the matcher', () => {
  it('finds what a naive search finds, from every place', () => {
    fc.assert(
      fc.property(spellings, fc.string({ unit: letters, maxLength: 80 }), (list, text) => {
        const matcher = new Matcher(list);
        for (let start = 0; start <= text.length; start += 1) {
          const hit = matcher.next(text, start);
          expect(hit && `${hit.from}:${hit.spelling.text}`).toBe(naiveNext(list, text, start));
        }
        const replaced: string[] = [];
        matcher.replace(text, (hit) => replaced.push(`${hit.from}:${hit.spelling.text}`));
        const expected: string[] = [];
        for (let at = 0; ; ) {
          const next = naiveNext(list, text, at);
          if (next === undefined) break;
          expected.push(next);
          at = Number.parseInt(next, 10) + next.slice(next.indexOf(':') + 1).length;
        }
        expect(replaced).toEqual(expected);
      }),
      { ...seed, numRuns: 500 },
    );
  });
});

describe('redaction', () => {
  it('remembers nothing that is not so: every event comes out as from a redactor that saw no other, and is counted the same', () => {
    fc.assert(
      fc.property(records, choices, (list, chosen) => {
        const seal = sealOf(1);
        const isMinion = (text: string) => text === 'web1';
        // Twice each, so that what was remembered is used.
        const twice = [...list, ...list];
        const looking = new Redactor({ choices: chosen, seal, isMinion });
        for (const [at, { tag, data }] of twice.entries()) looking.look(at + 1, eventOf(tag, data));
        const names = { functions: [], others: () => ['web1'] };
        const vocabulary = buildVocabulary(looking.findings, names, seal);
        const options = { choices: chosen, seal, isMinion, vocabulary };
        const one = new Redactor(options);
        let [alone, together] = [0, 0];
        const counts = ({ findings }: Redactor) =>
          [...findings.rules.values()].reduce((sum, rule) => sum + rule.values, 0);
        for (const [at, { tag, data }] of twice.entries()) {
          const fresh = new Redactor(options);
          const before = counts(one);
          expect(one.event(at + 1, eventOf(tag, data))).toBe(fresh.event(at + 1, eventOf(tag, data)));
          together += counts(one) - before;
          alone += counts(fresh);
        }
        expect(together).toBe(alone);
      }),
      seed,
    );
  });

  it('is idempotent, and writes JSON', () => {
    fc.assert(
      fc.property(records, choices, (list, chosen) => {
        const once = redactAll(list, chosen, 1).map((line) => JSON.parse(line) as { tag: string; data: object });
        const twice = redactAll(once, chosen, 2).map((line) => JSON.parse(line) as object);
        expect(twice).toEqual(once);
      }),
      seed,
    );
  });

  it('hides a value under a secret name everywhere, always by the same token, by another in the next share', () => {
    fc.assert(
      fc.property(records, secret, (list, password) => {
        const planted = [...list, { tag: 'lab/p', data: { password, again: [password], text: `it is ${password}.` } }];
        const chosen = { keep: [], hide: [] };
        const [first, second] = [
          redactAll(planted, chosen, 1).at(-1) ?? '',
          redactAll(planted, chosen, 2).at(-1) ?? '',
        ];
        const read = JSON.parse(first) as { data: { password: string; again: string[]; text: string } };
        expect(isRedactionToken(read.data.password)).toBe(true);
        expect(read.data.again).toEqual([read.data.password]);
        expect(read.data.text).toBe(`it is ${read.data.password}.`);
        expect((JSON.parse(second) as typeof read).data.password).not.toBe(read.data.password);
      }),
      seed,
    );
  });

  it('leaves an event without anything to hide as it is', () => {
    const harmless = {
      jid: '20261122200903698084',
      id: 'web1',
      return: { a: [1.5, true, null, 'x'] },
      retcode: 0,
      ts: 1795378774,
    };
    const [line = ''] = redactAll(
      [{ tag: 'salt/job/20261122200903698084/ret/web1', data: harmless }],
      { keep: [], hide: [] },
      1,
    );
    expect(JSON.parse(line)).toEqual({ tag: 'salt/job/20261122200903698084/ret/web1', data: harmless });
  });

  it('bears texts and nests that were made to hurt', () => {
    const deep = `${'['.repeat(5_000)}"x"${']'.repeat(5_000)}`;
    const texts = [
      '='.repeat(200_000),
      'password='.repeat(20_000),
      `${'a'.repeat(200_000)}: x`,
      '://'.repeat(60_000),
      '-----BEGIN PRIVATE KEY-----'.repeat(5_000),
      `{"a":${deep}}`,
      `--password ${'-p '.repeat(50_000)}`,
      'key: '.repeat(40_000),
      '1.2.3.'.repeat(40_000),
      'a@'.repeat(60_000),
      'a:'.repeat(60_000),
    ];
    const list = texts.map((text) => ({ tag: 'lab/x', data: { text } }));
    expect(redactAll(list, { keep: [], hide: ['ids', 'addresses', 'users'] }, 1)).toHaveLength(texts.length);
  });
});
