// Random sequences and random records they meet: few names, stamps that tie and go back, sources with a gap between them.
import fc from 'fast-check';
import type { FilterTree } from '../../shared/filter/filter-tree.ts';
import { parseFilter } from '../../shared/filter/parse-filter.ts';
import type { JoinField, SequenceStep, SequenceTree } from '../../shared/filter/sequence-tree.ts';
import { randomFilter } from './random-filter.ts';

const minions = ['web1', 'web2', 'db1'];
const jids = ['20260301120000000001', '20260301120000000002'];
const minion = fc.constantFrom(...minions);
const jid = fc.constantFrom(...jids);
const fun = fc.oneof(
  fc.constantFrom('state.apply', 'test.ping'),
  fc.constant(['test.ping', 'state.apply'] as readonly string[]),
);
const id = fc.constantFrom('web1', 'a', 1, true, ['web1', 'a']);

/** Tag and data of an event about jobs, minions or anything. */
const body = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ minion, jid, fun, retcode: fc.constantFrom(0, 1) }).map((ret) => ({
      tag: `salt/job/${ret.jid}/ret/${ret.minion}`,
      data: { id: ret.minion, jid: ret.jid, fun: ret.fun, retcode: ret.retcode, return: true, success: true },
    })),
  },
  {
    weight: 3,
    arbitrary: fc
      .record({ jid, fun, minions: fc.uniqueArray(minion, { maxLength: 3 }), user: fc.constantFrom('root', 'web1') })
      .map((job) => ({
        tag: `salt/job/${job.jid}/new`,
        data: { jid: job.jid, fun: job.fun, tgt: '*', tgt_type: 'glob', user: job.user, minions: job.minions, arg: [] },
      })),
  },
  {
    weight: 2,
    arbitrary: minion.map((name) => ({ tag: `salt/minion/${name}/start`, data: { id: name } as object })),
  },
  { weight: 1, arbitrary: id.map((value) => ({ tag: 'custom/thing', data: { who: value } })) },
);

const base = Date.UTC(2026, 2, 1, 12) * 1000;

/** Lines of one source of a random case; `beginS` and `lengthS`: when it listened. */
function lines(beginS: number, lengthS: number, most: number): fc.Arbitrary<readonly string[]> {
  const at = fc.integer({ min: 0, max: lengthS });
  return fc
    .array(fc.tuple(body, at, fc.integer({ min: 0, max: 40 })), { minLength: 2, maxLength: most, size: 'max' })
    .map((events) => {
      const sorted = events.toSorted((a, b) => a[1] - b[1]);
      return sorted.map(([{ tag, data }, second, odd]) => {
        // Now and then a stamp steps back, or there is none.
        const stamp = base + (beginS + Math.max(0, second - (odd < 4 ? odd : 0))) * 1e6;
        const text = new Date(stamp / 1000).toISOString().replace('Z', '000');
        return JSON.stringify({ tag, data: odd === 40 ? data : { ...data, _stamp: text } });
      });
    });
}

/** The sources of a case in the order of reading: some overlap, most have a gap between them. */
export const randomSources: fc.Arbitrary<readonly (readonly string[])[]> = fc.oneof(
  lines(0, 90, 25).map((one) => [one]),
  fc.tuple(lines(0, 60, 16), lines(200, 60, 16)),
  fc.tuple(lines(200, 60, 16), lines(0, 60, 16)),
  fc.tuple(lines(0, 60, 12), lines(30, 60, 12), lines(400, 30, 8)),
);

/** One source with many events in a short time. */
export const crowdedSource: fc.Arbitrary<readonly string[]> = lines(0, 4000, 2500);

const filters = [
  'kind:new',
  'kind:ret',
  'kind:ret retcode:1',
  'kind:minion-start',
  'minion:web*',
  'kind:(ret or new) -fun:test.ping',
  'web1',
  'custom/*',
  '',
].map((text): FilterTree => {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(parsed.fault.code);
  return parsed.tree;
});

const field: fc.Arbitrary<JoinField> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom<JoinField>({ field: 'minion' }, { field: 'jid' }, { field: 'expected' }),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<JoinField>(
      { field: 'fun' },
      { field: 'user' },
      { field: 'source' },
      { field: 'data', path: [{ key: 'who' }] },
      { field: 'data', path: [{ key: 'id' }] },
    ),
  },
);

/** Fields of a step that is joined by so many: mostly those that all share. */
function fieldsOf(shared: readonly JoinField[]): fc.Arbitrary<readonly JoinField[]> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant(shared) },
    { weight: 1, arbitrary: fc.array(field, { minLength: shared.length, maxLength: shared.length }) },
  );
}

/** Random sequences; `filter` gives the filters of the steps. */
function sequences(filter: fc.Arbitrary<FilterTree>): fc.Arbitrary<SequenceTree> {
  const spans = fc.constantFrom(0, 1e6, 10e6, 40e6, 150e6, 1000e6);
  return fc.array(field, { maxLength: 2 }).chain((shared) => {
    const step: fc.Arbitrary<SequenceStep> = fc.record({ filter, by: fieldsOf(shared) });
    const base = { until: fc.option(step, { nil: undefined, freq: 2 }) };
    return fc.oneof(
      fc.record({
        ...base,
        steps: fc.array(step, { minLength: 2, maxLength: 4 }),
        absent: fc.constant(undefined),
        maxspanUs: fc.option(spans, { nil: undefined }),
      }),
      fc.record({ ...base, steps: fc.array(step, { minLength: 1, maxLength: 3 }), absent: step, maxspanUs: spans }),
    );
  });
}

/** Sequences that random records meet. */
export const meetingSequence = sequences(fc.constantFrom(...filters));

/** Sequences of more steps than a mark has bits, which most records fit. */
export const longSequence: fc.Arbitrary<SequenceTree> = fc
  .constantFrom<readonly JoinField[]>([], [{ field: 'minion' }], [{ field: 'jid' }, { field: 'minion' }])
  .chain((by) => {
    const stepOf = (filter: fc.Arbitrary<FilterTree>): fc.Arbitrary<SequenceStep> =>
      fc.record({ filter, by: fc.constant(by) });
    const every = filters.slice(-1);
    const step = stepOf(fc.constantFrom(...every, ...every, ...every, ...filters.slice(4, 6)));
    return fc.record({
      steps: fc.array(step, { minLength: 6, maxLength: 11, size: 'max' }),
      absent: fc.option(step, { nil: undefined }),
      until: fc.option(stepOf(fc.constantFrom(...filters.slice(2, 4))), { nil: undefined, freq: 2 }),
      maxspanUs: fc.constantFrom(40e6, 1000e6, 10_000e6),
    });
  });

/** Sequences of any filters, for laws of the text. */
export const anySequence = sequences(randomFilter);
