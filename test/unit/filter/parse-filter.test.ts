// What filter texts mean as trees, and what is said of those that mean nothing.
import { describe, expect, it } from 'vitest';
import { faultText } from '../../../shared/filter/filter-fault.ts';
import type { FilterTree } from '../../../shared/filter/filter-tree.ts';
import { parseFilter } from '../../../shared/filter/parse-filter.ts';

function tree(text: string): FilterTree {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.fault.code}`);
  return parsed.tree;
}

function is(field: string, ...values: string[]): FilterTree {
  return { type: 'comparison', field, operator: ':', values: values.map((text) => ({ text, isQuoted: false })) };
}

const word = (text: string): FilterTree => ({ type: 'text', text });

describe('terms', () => {
  it('reads an empty text as the filter that selects all', () => {
    expect(tree('  ')).toEqual({ type: 'all' });
  });

  it.each(['salt/job/*/ret/web*', 'minion_*', 'a/b', '*', 'salt/beacon/[!a]/x:y'])('reads %s as a tag glob', (text) => {
    expect(tree(text)).toEqual({ type: 'tag', glob: text });
  });

  it.each(['refused', '10:30', 'a,b', 'x-y', 'nota', 'é'])('reads %s as bare text', (text) => {
    expect(tree(text)).toEqual(word(text));
  });

  it('reads quoted text with escaped quotes and backslashes, slashes and stars included', () => {
    expect(tree('"a \\"b\\" \\\\ c/*\\n"')).toEqual(word('a "b" \\ c/*\\n'));
  });

  it('allows spaces around an operator', () => {
    expect(tree('minion :  web1')).toEqual(is('minion', 'web1'));
  });

  it('keeps the operator and the list of a comparison', () => {
    expect(tree('fun!=(a or "b c" OR d)')).toEqual({
      type: 'comparison',
      field: 'fun',
      operator: '!=',
      values: [
        { text: 'a', isQuoted: false },
        { text: 'b c', isQuoted: true },
        { text: 'd', isQuoted: false },
      ],
    });
  });

  it('reads colons, stars and brackets inside a value', () => {
    expect(tree('time:12:00..12:30')).toEqual(is('time', '12:00..12:30'));
    expect(tree('minion:[!a]*?')).toEqual(is('minion', '[!a]*?'));
    expect(tree('retcode:-1')).toEqual(is('retcode', '-1'));
  });

  it('reads data paths with stars, quoted keys and the odd characters of state ids', () => {
    expect(tree('data.return."a.b \\"c\\"".*.pkg_|-nginx_|-x:1')).toEqual({
      type: 'comparison',
      field: 'data',
      path: [{ key: 'return' }, { key: 'a.b "c"' }, 'any', { key: 'pkg_|-nginx_|-x' }],
      operator: ':',
      values: [{ text: '1', isQuoted: false }],
    });
  });

  it('reads regular expressions with slashes inside and the flag i', () => {
    expect(tree('minion~/a\\/(b|c) d\\\\/i kind:ret')).toEqual({
      type: 'and',
      terms: [{ type: 'match', field: 'minion', pattern: 'a/(b|c) d\\\\', ignoresCase: true }, is('kind', 'ret')],
    });
  });
});

describe('how terms join', () => {
  it('binds not tightest, then and, then or', () => {
    expect(tree('not a and b or c d')).toEqual({
      type: 'or',
      terms: [
        { type: 'and', terms: [{ type: 'not', term: word('a') }, word('b')] },
        { type: 'and', terms: [word('c'), word('d')] },
      ],
    });
  });

  it('reads words in any letter case and -term as not', () => {
    expect(tree('a AND -b Or NOT c')).toEqual({
      type: 'or',
      terms: [
        { type: 'and', terms: [word('a'), { type: 'not', term: word('b') }] },
        { type: 'not', term: word('c') },
      ],
    });
  });

  it('lets brackets overrule', () => {
    expect(tree('-(a or b) c')).toEqual({
      type: 'and',
      terms: [{ type: 'not', term: { type: 'or', terms: [word('a'), word('b')] } }, word('c')],
    });
  });
});

function faultOf(text: string): string {
  const parsed = parseFilter(text);
  return parsed.ok ? 'no fault' : faultText(parsed);
}

describe('faults', () => {
  it.each([
    ['fun = = x', 'position 6: expected a value'],
    ['fun:', 'position 4: expected a value'],
    ['minion:and x', 'position 7: expected a value'],
    ['fun:()', 'position 5: expected a value'],
    ['fun:(a or )', 'position 10: expected a value'],
    ['fun:(a b)', 'position 7: expected or, or a closing )'],
    ['fun:(a or b', 'position 11: expected or, or a closing )'],
    ['(kind:ret', 'position 9: expected a closing )'],
    ['kind:ret)', 'position 8: this ) closes nothing'],
    ['kind:ret and', 'position 12: expected a term'],
    ['a or or b', 'position 5: expected a term'],
    ['not', 'position 3: expected a term'],
    ['()', 'position 1: expected a term'],
    ['-', 'position 1: expected a term'],
    ['= x', 'position 0: expected a field before the operator'],
    ['!a', 'position 0: expected a term; its opposite is written -term'],
    ['"abc', 'position 0: expected a closing "'],
    ['""', 'position 0: expected text between the quotes'],
    ['minion~/web', 'position 7: expected a closing /'],
    ['minion~web', 'position 7: expected /a regular expression/'],
    ['minion~/we[b/', 'position 7: not a regular expression: missing closing ]: `[b`'],
    ['minion~/(?=x)/', 'position 7: not a regular expression: invalid or unsupported Perl syntax: `(?=`'],
    ['kind>ret', 'position 4: kind has no order; expected : or ='],
    ['retcode~/1/', 'position 7: ~ is for text; retcode is not'],
    ['retcode>(1 or 2)', 'position 14: > takes one value'],
    ['retcode:x', 'position 8: expected a number'],
    ['retcode:1..x', 'position 8: expected a number at both ends of ..'],
    ['test:maybe', 'position 5: test is true or false'],
    ['data:1', 'position 0: expected a path after data, such as data.return'],
    ['data..a:1', 'position 0: expected a path such as data.return.*.result'],
    ['data.a>x', 'position 7: expected a number'],
    ['time:2026-02-30', 'position 5: expected a time such as 2026-03-01, 2026-03-01T12:00 or 12:30'],
    ['time:24:00', 'position 5: expected a time such as 2026-03-01, 2026-03-01T12:00 or 12:30'],
    ['last>3m', 'position 4: expected one duration, such as last:15m'],
  ])('%s → %s', (text, message) => {
    expect(faultOf(text)).toBe(message);
  });

  it.each([
    ['retcod:1', ['retcode']],
    ['Minion:a', ['minion']],
    ['min:a', ['minion']],
    ['kind:rett', ['ret']],
    ['kind:missing-thing', []],
    ['outcome:fail', ['failed']],
    ['return.x:1', ['data.return.x']],
    ['duration>30', ['30s', '30ms']],
    ['problem:trimed', ['trimmed']],
  ])('%s suggests %j', (text, suggestions) => {
    expect(parseFilter(text)).toMatchObject({ ok: false, suggestions });
  });

  it('says that text with a colon goes in quotes', () => {
    expect(faultOf('xyzzy:1')).toBe('position 0: unknown field xyzzy; text that holds : or = goes in quotes');
  });

  it('refuses a closed value that no word fits, glob or not', () => {
    expect(parseFilter('kind:zz*')).toMatchObject({ ok: false, position: 5 });
    expect(parseFilter('kind:run-*')).toMatchObject({ ok: true });
    expect(parseFilter('kind=run-*')).toMatchObject({ ok: false });
  });

  it('refuses endless nesting instead of overflowing', () => {
    expect(parseFilter(`${'('.repeat(5000)}a${')'.repeat(5000)}`)).toMatchObject({ ok: false });
    expect(parseFilter(`${'not '.repeat(5000)}a`)).toMatchObject({ ok: false });
  });

  it('reads names of the prototype as unknown fields and keys', () => {
    expect(parseFilter('constructor:1')).toMatchObject({ ok: false });
    expect(parseFilter('size:1constructor')).toMatchObject({ ok: false });
    expect(parseFilter('data.__proto__:1')).toMatchObject({ ok: true });
  });
});
