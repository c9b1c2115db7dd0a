// Laws of the filter text: what is printed reads as the same filter; no text makes the reader throw.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { faultText } from '../../shared/filter/filter-fault.ts';
import { parseFilter } from '../../shared/filter/parse-filter.ts';
import { printFilter } from '../../shared/filter/print-filter.ts';
import { randomFilter } from '../support/random-filter.ts';

it('reads every printed filter as the filter it was', () => {
  fc.assert(
    fc.property(randomFilter, (tree) => {
      expect(parseFilter(printFilter(tree))).toEqual({ ok: true, tree });
    }),
    { numRuns: 5000, seed: 1 },
  );
});

const piece = fc.constantFrom(
  'kind:ret',
  'a',
  '"',
  '\\',
  '(',
  ')',
  ' ',
  'and',
  'or',
  'not',
  '-',
  ':',
  '=',
  '!=',
  '~',
  '/',
  'data.',
  '*',
  '..',
  '[',
  '\u0000',
  '\ud800',
  'time:',
  'fun:(',
  'retcode>',
  '1',
  '\n',
);

it('reads or refuses any text, with a place inside it, and prints what it read', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      const parsed = parseFilter(text);
      if (parsed.ok) expect(parseFilter(printFilter(parsed.tree))).toEqual(parsed);
      else {
        expect(parsed.position).toBeGreaterThanOrEqual(0);
        expect(parsed.position).toBeLessThanOrEqual(text.length);
        expect(faultText(parsed)).toMatch(/^position \d+: .+/);
      }
    }),
    { numRuns: 5000, seed: 1 },
  );
});
