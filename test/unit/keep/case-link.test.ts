// Links are read strictly: what is printed is read again as it was; everything else is refused whole.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startWords } from '../../../electron/main/start-words.ts';
import { type CaseLink, printLink, readLink } from '../../../shared/keep/case-link.ts';

const id = '0123456789abcdef0123456789abcdef';
const name = fc
  .string({ minLength: 1, maxLength: 60, unit: 'grapheme' })
  .filter((text) => !/[\p{Cc}\p{Cf}]/u.test(text) && text.isWellFormed());
const link: fc.Arbitrary<CaseLink> = fc.record({
  id: fc.constant(id),
  filter: fc.constantFrom('', 'kind:ret outcome:failed', 'minion:"a b&c=d#e%20" or "é+?"'),
  span: fc.option(fc.tuple(fc.integer(), fc.integer({ min: 1 })).map(([from, width]) => ({ from, to: from + width }))),
  selected: fc.option(
    fc.oneof(
      fc.record({
        what: fc.constant('events' as const),
        ids: fc.array(fc.integer({ min: 1 }), { minLength: 1, maxLength: 20 }),
      }),
      fc.record({ what: fc.constant('job' as const), jid: name }),
      fc.record({ what: fc.constant('minion' as const), minion: name }),
    ),
  ),
  sequence: fc.constantFrom(null, 'sequence by minion with maxspan=5m [kind:minion-start] [kind:ret outcome:failed]'),
  view: fc.option(name),
});

describe('a link', () => {
  it('is read as it was printed', () => {
    fc.assert(
      fc.property(link, (one) => {
        const text = printLink(one);
        expect(text).not.toBeNull();
        expect(readLink(text ?? '')).toEqual({ ok: true, link: one });
        expect(text).toMatch(/^saltrace:\/\/case\?[\x21-\x7e]+$/);
      }),
      { numRuns: 1_000, seed: 1 },
    );
  });

  it('never throws, whatever it is', () => {
    const part = fc.constantFrom(
      'id=',
      id,
      '&',
      '=',
      '%',
      '%ff',
      'filter=',
      'kind:ret',
      'from=',
      '1',
      'to=',
      'events=',
      ',',
      '\u202e',
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        expect(typeof readLink(`saltrace://case?${parts.join('')}`).ok).toBe('boolean');
      }),
      { numRuns: 2_000, seed: 2 },
    );
  });

  it.each([
    ['saltrace://app/index.html', 'does not begin with'],
    ['saltrace://case/etc/passwd?id=', 'does not begin with'],
    ['https://case?id=', 'does not begin with'],
    ['SALTRACE://case?id=x', 'does not begin with'],
    [`saltrace://case?id=${id}&path=/etc/passwd`, 'a part that no link has: "path=/etc/passwd"'],
    [`saltrace://case?id=${id}&sql=DROP`, 'a part that no link has'],
    [`saltrace://case?id=${id}&__proto__=1`, 'a part that no link has'],
    [`saltrace://case?id=${id}#x`, 'not encoded'],
    [`saltrace://case?id=${id}&id=${id}`, 'says id twice'],
    ['saltrace://case?id=../../x', 'names no case'],
    ['saltrace://case?filter=kind:ret', 'names no case'],
    [`saltrace://case?id=${id}&filter=kind:rett`, 'its filter cannot be read: position 5'],
    [`saltrace://case?id=${id}&filter=%ff`, 'not encoded'],
    [`saltrace://case?id=${id}&sequence=sequence%20%5Bkind:new%5D`, 'its sequence cannot be read: position 19'],
    [`saltrace://case?id=${id}&job=%E2%80%AEgnp`, 'control characters'],
    [`saltrace://case?id=${id}&from=5`, 'piece of time'],
    [`saltrace://case?id=${id}&from=5&to=5`, 'piece of time'],
    [`saltrace://case?id=${id}&from=5&to=1e9`, 'piece of time'],
    [`saltrace://case?id=${id}&events=0`, 'events are none'],
    [`saltrace://case?id=${id}&events=1,,2`, 'events are none'],
    [`saltrace://case?id=${id}&events=1&job=2`, 'more than one thing'],
    [`saltrace://case?id=${id}&filter=${'a'.repeat(8000)}`, 'longer than'],
  ])('%s is refused', (text, reason) => {
    const read = readLink(text);
    expect(read.ok ? '' : read.reason).toContain(reason);
  });
});

describe('the words of a start', () => {
  it('are files, which get their place, and links, which stay as they are; switches are neither', () => {
    const argv = [
      'electron',
      '/app',
      '--user-data-dir=/x',
      'a.jsonl',
      `saltrace://case?id=${id}`,
      '/b.saltrace',
      'SALTRACE:evil',
    ];
    expect(startWords(argv, '/home/ana', false)).toEqual({
      openPaths: ['/home/ana/a.jsonl', '/b.saltrace'],
      links: [`saltrace://case?id=${id}`, 'SALTRACE:evil'],
    });
    expect(startWords(['saltrace', 'a.jsonl'], '/w', true)).toEqual({ openPaths: ['/w/a.jsonl'], links: [] });
  });
});
