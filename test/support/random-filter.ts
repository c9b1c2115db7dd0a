// Random filters over a small world, so that random events really meet them.
import fc from 'fast-check';
import type { FilterTree, FilterValue, PathStep } from '../../shared/filter/filter-tree.ts';
import { parseFilter } from '../../shared/filter/parse-filter.ts';
import { printFilter } from '../../shared/filter/print-filter.ts';
import { isPlainValue } from '../../shared/filter/quoting.ts';
import { outcomes } from '../../shared/salt/job-outcome.ts';

/** Names that random events use and random filters ask for. */
export const world = {
  minions: ['web1', 'web2', 'db1', 'x[1]', 'é*', 'a b'],
  jids: ['20260301120000000001', '20260301120000000002', 'req'],
  funs: ['state.apply', 'test.ping', 'cmd.run'],
  users: ['root', 'sudo_bob', ''],
  words: ['refused', 'é', 'ÉCOLE', 'a"b', '\\', 'n', 'u00', 'true', '7', '{'],
  kinds: ['ret', 'new', 'custom', 'minion-start'],
} as const;

const globs = ['*', 'web*', '*1', '?eb?', '[wd]*', '[!w]*', '*[1]', 'state.*', '*.*', '2026*', '*o*o*', ''] as const;

/** A text that may stand in an event. */
export const worldText = fc.constantFrom(
  ...world.minions,
  ...world.jids,
  ...world.funs,
  ...world.users,
  ...world.words,
);

/** A written value, quoted where it must be. */
function written(text: fc.Arbitrary<string>): fc.Arbitrary<FilterValue> {
  return fc
    .tuple(text, fc.boolean())
    .map(([value, quoted]) => ({ text: value, isQuoted: quoted || !isPlainValue(value) }));
}

function values(text: fc.Arbitrary<string>): fc.Arbitrary<readonly FilterValue[]> {
  return fc.array(written(text), { minLength: 1, maxLength: 3 });
}

const equality = fc.constantFrom(':', '=', '!=') as fc.Arbitrary<':' | '=' | '!='>;
const order = fc.constantFrom('>', '>=', '<', '<=') as fc.Arbitrary<'>' | '>=' | '<' | '<='>;

function compared(field: string, text: fc.Arbitrary<string>): fc.Arbitrary<FilterTree> {
  return fc.record({
    type: fc.constant('comparison' as const),
    field: fc.constant(field),
    operator: equality,
    values: values(text),
  });
}

function ordered(field: string, text: fc.Arbitrary<string>): fc.Arbitrary<FilterTree> {
  return fc.record({
    type: fc.constant('comparison' as const),
    field: fc.constant(field),
    operator: order,
    values: written(text).map((value) => [{ ...value, isQuoted: false }]),
  });
}

function present(field: string): FilterTree {
  return { type: 'comparison', field, operator: ':', values: [{ text: '*', isQuoted: false }] };
}

function matched(field: string): fc.Arbitrary<FilterTree> {
  return fc
    .tuple(fc.constantFrom('w.b', '^s', '1$', 'o+|é', 'a/b', '\\d+', '.', ''), fc.boolean())
    .filter(([pattern]) => pattern !== '')
    .map(([pattern, ignoresCase]) => ({ type: 'match', field, pattern, ignoresCase }));
}

const pathStep: fc.Arbitrary<PathStep> = fc.oneof(
  fc.constant('any' as const),
  fc.constantFrom('a', 'b', 'list', '0', '1', 'a.b', '*', '__proto__', 'é "x"').map((key) => ({ key })),
);
const path = fc.array(pathStep, { minLength: 1, maxLength: 3 });

const times = fc.constantFrom(
  '2026-03-01',
  '2026-03-01T12:00',
  '12:00',
  '12:00:01',
  '2026-03-01T12:00:00.5Z',
  '2026-03-02T01:00+02:00',
);
const timeRanges = fc.constantFrom(
  '12:00..12:01',
  '..12:00',
  '2026-03-01..',
  '2026-03-01T11:59..12:00',
  '13:00..12:00:01',
);
const numbers = fc.constantFrom('0', '1', '-1', '2', '1.5', '5');
const numberRanges = fc.constantFrom('0..1', '..0', '1..', '-1..5');

const dataTerm: fc.Arbitrary<FilterTree> = fc
  .tuple(
    path,
    fc.oneof(
      compared('data', fc.oneof(worldText, numbers, numberRanges, fc.constantFrom('true', 'false', 'null', ...globs))),
      ordered('data', numbers),
      matched('data'),
      fc.constant(present('data')),
    ),
  )
  .map(([steps, term]) => (term.type === 'comparison' || term.type === 'match' ? { ...term, path: steps } : term));

const textFields = ['tag', 'minion', 'jid', 'fun', 'user', 'tgt', 'sls', 'state', 'expected', 'source'] as const;
const allFields = [
  ...textFields,
  'kind',
  'outcome',
  'test',
  'internal',
  'retcode',
  'success',
  'time',
  'duration',
  'size',
  'problem',
] as const;

/** Any single term that the semantic check accepts. */
export const randomTerm: fc.Arbitrary<FilterTree> = fc
  .oneof(
    {
      weight: 2,
      arbitrary: fc
        .constantFrom(
          'salt/*',
          '*/ret/*',
          '*',
          '*/web?',
          'salt/job/*/ret/[wd]*',
          'salt/job/?/ret/*',
          'salt/job/???/*',
          'salt/job/[!2]*',
          'salt/job/[!2]/new',
          'salt/job/?*/ret/web1',
          'a/req/?',
          '*0001*',
          '*/é*',
          'cust*',
        )
        .map((glob) => ({ type: 'tag' as const, glob })),
    },
    { weight: 2, arbitrary: worldText.filter((text) => text !== '').map((text) => ({ type: 'text' as const, text })) },
    {
      weight: 6,
      arbitrary: fc
        .constantFrom(...textFields)
        .chain((field) => fc.oneof(compared(field, fc.oneof(worldText, fc.constantFrom(...globs))), matched(field))),
    },
    { weight: 2, arbitrary: fc.constantFrom(...allFields).map(present) },
    { weight: 2, arbitrary: compared('kind', fc.constantFrom(...world.kinds, 'ret', 'run-*', '*')) },
    { weight: 2, arbitrary: compared('outcome', fc.constantFrom(...outcomes, '*ing')) },
    { weight: 1, arbitrary: fc.constantFrom('kind', 'outcome', 'problem').chain(matched) },
    { weight: 1, arbitrary: compared('problem', fc.constantFrom('trimmed', 'nan', 'duplicate-key', 'stamp-*')) },
    {
      weight: 2,
      arbitrary: fc
        .constantFrom('test', 'internal', 'success')
        .chain((field) => compared(field, fc.constantFrom('true', 'false'))),
    },
    {
      weight: 2,
      arbitrary: fc.oneof(compared('retcode', fc.oneof(numbers, numberRanges)), ordered('retcode', numbers)),
    },
    {
      weight: 1,
      arbitrary: fc.oneof(
        compared('size', fc.constantFrom('120', '100..200', '0.1kB', '..0.2KiB')),
        ordered('size', fc.constantFrom('100', '150', '0.2kB')),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.oneof(
        compared('duration', fc.constantFrom('1s', '500ms..2s', '0', '1.5m')),
        ordered('duration', fc.constantFrom('1s', '0', '30ms')),
      ),
    },
    { weight: 2, arbitrary: fc.oneof(compared('time', fc.oneof(times, timeRanges)), ordered('time', times)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('1s', '15m', '1h', '0').map((text) => ({
        type: 'comparison' as const,
        field: 'last',
        operator: ':' as const,
        values: [{ text, isQuoted: false }],
      })),
    },
    { weight: 3, arbitrary: dataTerm },
  )
  .filter((tree) => parseFilter(printFilter(tree)).ok);

/** A random filter of a few terms. */
export const randomFilter: fc.Arbitrary<FilterTree> = fc.letrec<{ tree: FilterTree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true, maxDepth: 3 },
    randomTerm,
    fc.record({ type: fc.constant('not' as const), term: tie('tree') }),
    fc.record({
      type: fc.constantFrom('and' as const, 'or' as const),
      terms: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }),
    }),
  ),
})).tree;
