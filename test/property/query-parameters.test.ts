// The law of saved queries: no value, however hostile, is ever more than one value; the rest of the query stays as it is.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parser } from '../../shared/filter/grammar.generated.ts';
import { printFilter } from '../../shared/filter/print-filter.ts';
import { unquoteText } from '../../shared/filter/quoting.ts';
import { bindQuery } from '../../shared/keep/bind-query.ts';
import { placeholdersOf } from '../../shared/keep/placeholders.ts';
import type { ParameterType, QueryKind, SavedQuery } from '../../shared/keep/saved-query.ts';
import { randomFilter } from '../support/random-filter.ts';

const times = { zone: 'UTC', captureFirst: undefined, captureLast: undefined };
const hostile = fc.oneof(
  fc.constantFrom(
    '"',
    '\\',
    '\\"',
    '" or kind:ret or "',
    ') or (',
    '/',
    '$p0',
    "'; DROP TABLE event; --",
    '-x',
    '] [kind:ret]',
  ),
  fc.string({ minLength: 1, unit: 'binary' }),
  fc
    .array(fc.constantFrom('"', '\\', '$', ' ', '(', ')', '[', ']', '/', '~', ':', 'or', '-', '\n'), { minLength: 1 })
    .map((all) => all.join('')),
);

function queryOf(kind: QueryKind, text: string, type: ParameterType = 'text'): SavedQuery {
  const names = [...new Set(placeholdersOf(kind, text).map(({ name }) => name))];
  const parameters = names.map((name) => ({ name, type, description: '', default: null, choices: [] }));
  return { name: 'q', description: '', kind, text, parameters };
}

function boundText(query: SavedQuery, values: { readonly [name: string]: string }): string {
  const binding = bindQuery(query, values, times);
  if (!binding.ok) throw new Error(JSON.stringify(binding.faults));
  return binding.bound.text;
}

/** The names of all nodes in order, and the text of those that are tokens. */
function nodesOf(text: string): { readonly names: string; readonly tokens: string[] } {
  const names: string[] = [];
  const tokens: string[] = [];
  parser
    .parse(text)
    .cursor()
    .iterate(({ type, from, to, node }) => {
      names.push(type.name);
      if (node.firstChild === null) tokens.push(text.slice(from, to));
    });
  return { names: names.join(' '), tokens };
}

/** A filter with `$p0`, `$p1` … in place of some of its words and values. */
const template = fc
  .tuple(randomFilter, fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }))
  .map(([tree, chosen]) => {
    const text = printFilter(tree);
    let made = '';
    let at = 0;
    let seen = 0;
    parser
      .parse(text)
      .cursor()
      .iterate(({ name, from, to }) => {
        if ((name !== 'Value' && name !== 'Word') || chosen[seen++ % chosen.length] !== true) return;
        made += `${text.slice(at, from)}$p${seen}`;
        at = to;
      });
    return made + text.slice(at);
  });

describe('a value in a filter', () => {
  it('is one quoted token that says exactly the value; all other tokens stay', () => {
    let withPlaces = 0;
    fc.assert(
      fc.property(template, fc.array(hostile, { minLength: 1 }), (text, values) => {
        const query = queryOf('filter', text);
        if (query.parameters.length > 0) withPlaces += 1;
        const given = Object.fromEntries(
          query.parameters.map(({ name }, n) => [name, values[n % values.length] ?? 'x']),
        );
        const plain = Object.fromEntries(query.parameters.map(({ name }) => [name, 'x']));
        const bound = nodesOf(boundText(query, given));
        const expected = nodesOf(boundText(query, plain));
        expect(bound.names).toBe(expected.names);
        const before = nodesOf(text).tokens;
        expect(bound.tokens.map((token, n) => (before[n]?.startsWith('$p') ? unquoteText(token) : token))).toEqual(
          before.map((token) => (token.startsWith('$p') ? given[token.slice(1)] : token)),
        );
      }),
      { numRuns: 3_000, seed: 50 },
    );
    expect(withPlaces).toBeGreaterThan(1_000);
  });

  it('of a number-like type is one token too', () => {
    const typed = fc.oneof(
      fc.record({ type: fc.constant('number' as const), value: fc.constantFrom('-1', '+5', '1e3', '.5') }),
      fc.record({ type: fc.constant('duration' as const), value: fc.constantFrom('-5s', '1h30m', '3µs', '0') }),
      fc.record({
        type: fc.constant('time' as const),
        value: fc.constantFrom('2026-03-01 12:00', '12:30', '2026-03-01T00:00+02:00'),
      }),
    );
    fc.assert(
      fc.property(typed, ({ type, value }) => {
        for (const text of ['retcode:$v', 'data.x:($v or 2)', 'time>=$v time<$v', 'a or $v', '-$v', 'not ($v)']) {
          const bound = nodesOf(boundText(queryOf('filter', text, type), { v: value }));
          const expected = nodesOf(text);
          const names = expected.names.split(' ');
          const same = bound.names
            .split(' ')
            .every((name, n) => name === names[n] || (name === 'Quoted' && names[n] === 'Word'));
          expect(same, `${text} with ${value}: ${bound.names}`).toBe(true);
        }
      }),
      { numRuns: 100, seed: 51 },
    );
  });
});

describe('a value in a sequence', () => {
  it('is one quoted text in its place', () => {
    const text = 'sequence by minion with maxspan=$span\n  [kind:ret minion:$a data.x:"$a" tag~/$a/]\n  ![$b]';
    const parts = text.split(/\$span|(?<=minion:)\$a|(?<=!\[)\$b/);
    fc.assert(
      fc.property(hostile, hostile, (a, b) => {
        const query = queryOf('sequence', text);
        const parameters = query.parameters.map((one) =>
          one.name === 'span' ? { ...one, type: 'duration' as const } : one,
        );
        const bound = boundText({ ...query, parameters }, { span: '5m', a, b });
        const quoted = (value: string) => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
        expect(bound).toBe(`${parts[0]}5m${parts[1]}${quoted(a)}${parts[2]}${quoted(b)}${parts[3]}`);
      }),
      { numRuns: 500, seed: 52 },
    );
  });
});

describe('a value in SQL', () => {
  it('never comes into the text', () => {
    const text = 'SELECT \'$a\', "$a", [$a] -- $a\n, $a /* $a */ FROM events WHERE minion = $b';
    const query = queryOf('sql', text);
    expect(placeholdersOf('sql', text).map(({ name }) => name)).toEqual(['a', 'b']);
    fc.assert(
      fc.property(hostile, hostile, (a, b) => {
        expect(bindQuery(query, { a, b }, times)).toEqual({ ok: true, bound: { kind: 'sql', text, values: { a, b } } });
      }),
      { numRuns: 200, seed: 53 },
    );
  });

  it('is a number, µs or text by its type', () => {
    const bind = (type: ParameterType, value: string) => {
      const binding = bindQuery(queryOf('sql', 'SELECT $a', type), { a: value }, times);
      return binding.ok && binding.bound.kind === 'sql' ? binding.bound.values.a : binding;
    };
    expect(bind('number', '1.5')).toBe(1.5);
    expect(bind('duration', '2s')).toBe(2_000_000);
    expect(bind('time', '2026-03-01T12:00Z')).toBe(Date.UTC(2026, 2, 1, 12) * 1000);
    expect(bind('text', '5')).toBe('5');
  });
});
