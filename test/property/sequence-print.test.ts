// Laws of the sequence text: what is printed reads as the same sequence; no text makes the reader throw.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseSequence } from '../../shared/filter/parse-sequence.ts';
import { printDraft, printSequence } from '../../shared/filter/print-sequence.ts';
import { anySequence } from '../support/random-sequence.ts';

it('reads every printed sequence as the sequence it was', () => {
  let different = 0;
  fc.assert(
    fc.property(anySequence, (tree) => {
      const text = printSequence(tree);
      const parsed = parseSequence(text);
      if (!parsed.ok) throw new Error(`${text}\n${parsed.message}`);
      // Brackets that would end a step are quoted or made sets, which means the same and is written otherwise.
      if (/[[\]]/.test(text.replaceAll(/^\s*!?\[|\](?: by .*)?$|^until \[/gm, ''))) {
        different += 1;
        expect(printSequence(parsed.tree)).toBe(text);
      } else expect(parsed.tree).toEqual(tree);
      expect(parseSequence(printDraft(parsed.draft))).toEqual(parsed);
    }),
    { numRuns: 1500, seed: 1 },
  );
  expect(different).toBeLessThan(1000);
});

const piece = fc.constantFrom(
  'sequence',
  'by',
  'minion',
  'jid',
  ',',
  'with',
  'maxspan',
  '=',
  '5m',
  '[',
  ']',
  '[kind:ret]',
  '[a]',
  '![b]',
  '[c] by jid',
  'with maxspan=1m',
  '[a',
  '!',
  'until',
  ' ',
  '"',
  '\n',
  'data.a',
  '~/]/',
  '(',
  '\u0000',
  '\ud800',
);

it('reads or refuses any text, with a place inside it', () => {
  let read = 0;
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), fc.boolean(), (pieces, isLoose) => {
      const text = isLoose ? pieces.join('') : `sequence ${pieces.join(' ')}`;
      const parsed = parseSequence(text);
      if (parsed.ok) {
        read += 1;
        expect(parseSequence(printSequence(parsed.tree))).toMatchObject({ ok: true, tree: parsed.tree });
        return;
      }
      expect(parsed.position).toBeGreaterThanOrEqual(0);
      expect(parsed.position).toBeLessThanOrEqual(text.length);
      expect(parsed.message).toMatch(/^position \d+: .+/);
    }),
    { numRuns: 6000, seed: 1 },
  );
  expect(read).toBeGreaterThan(5);
});
