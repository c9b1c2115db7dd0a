// The questions about events, asked of a small real case.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deriveCase } from '../../../electron/derive/derive-case.ts';
import { caseFind } from '../../../electron/queries/case-find.ts';
import { caseProblems } from '../../../electron/queries/case-problems.ts';
import { eventsFacets } from '../../../electron/queries/events-facets.ts';
import { eventsHistogram } from '../../../electron/queries/events-histogram.ts';
import { eventsOne } from '../../../electron/queries/events-one.ts';
import { eventsPage } from '../../../electron/queries/events-page.ts';
import { filterValues } from '../../../electron/queries/filter-values.ts';
import type { Question, QuestionContext } from '../../../electron/queries/question.ts';
import type { Failure } from '../../../shared/base/failure.ts';
import { parseStamp, type Stamp } from '../../../shared/base/stamp.ts';
import type { Answer, Body, PageStart, QuestionName } from '../../../shared/questions/questions.ts';
import { addRecords, emptyCase, type SmallCase } from '../../support/small-case.ts';

const context: QuestionContext = { isCancelled: () => false, zone: 'UTC' };
const minions = ['web1', 'web2', 'web10'];
const jid = '20260301120000000000';

function second(offset: number): Stamp {
  return (parseStamp('2026-03-01T12:00:00Z') ?? 0) + offset * 1e6;
}

function record(tag: string, at: number | undefined, data: object): string {
  const stamp = at === undefined ? {} : { _stamp: new Date(second(at) / 1000).toISOString().slice(0, -1) };
  return JSON.stringify({ tag, data: { ...data, ...stamp } });
}

function ret(minion: string, at: number, retcode: number, more: object = {}): string {
  const data = { jid, id: minion, fun: 'cmd.run', retcode, success: true, return: 'x', ...more };
  return record(`salt/job/${jid}/ret/${minion}`, at, data);
}

/** Ids 1…8; by time: 1 2 4 3 5 6 (no stamp, stands where it was read) 7 8. */
const lines = [
  record(`salt/job/${jid}/new`, 0, { jid, fun: 'cmd.run', user: 'root', tgt: '*', tgt_type: 'glob', arg: [], minions }),
  ret('web1', 1, 0),
  ret('web2', 3, 1, { deep: { a: [1, 'x'] } }),
  ret('web10', 2, 0, { deep: { a: 1 } }),
  record('custom/é', 4, { deep: { a: null } }),
  record('custom/without', undefined, {}),
  record('custom/late', 9, { cut: 'VALUE_TRIMMED' }),
  record('custom/twice', 9, { text: 'refused' }),
];

let small: SmallCase;

beforeAll(async () => {
  small = emptyCase();
  addRecords(small, 'a.jsonl', lines.slice(0, 6));
  addRecords(small, 'b.jsonl', lines.slice(6));
  const derived = await deriveCase(small.caseFile, {});
  if (!derived.ok) throw new Error(derived.failure.message);
});

afterAll(() => small.dispose());

async function ask<N extends QuestionName>(question: Question<N>, body: Body<N>, within = context): Promise<Answer<N>> {
  const outcome = await question(small.caseFile, body, within);
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value;
}

async function failureOf<N extends QuestionName>(
  question: Question<N>,
  body: Body<N>,
  within = context,
): Promise<Failure> {
  const outcome = await question(small.caseFile, body, within);
  if (outcome.ok) throw new Error('no failure');
  return outcome.failure;
}

describe('events.page', () => {
  const page = async (filter: string, start: PageStart, limit = 100) => {
    const { rows, first, total } = await ask(eventsPage, { filter, start, limit });
    return [rows.map(({ id }) => id), first, total];
  };

  it('gives all events by stamp, then arrival', async () => {
    expect(await page('', { row: 0 })).toEqual([[1, 2, 4, 3, 5, 6, 7, 8], 0, 8]);
  });

  it('begins at a row, behind an event, or around one', async () => {
    expect(await page('', { row: 2 }, 3)).toEqual([[4, 3, 5], 2, 8]);
    expect(await page('', { after: 4 }, 2)).toEqual([[3, 5], 3, 8]);
    expect(await page('', { around: 3 }, 3)).toEqual([[4, 3, 5], 2, 8]);
    expect(await page('', { around: 8 }, 3)).toEqual([[6, 7, 8], 5, 8]);
    expect(await page('', { row: 100 }, 3)).toEqual([[], 8, 8]);
    expect(await page('', { after: 999 }, 3)).toEqual([[], 8, 8]);
  });

  it('keeps the places of a filtered selection, also around an event that is not in it', async () => {
    expect(await page('kind:ret', { row: 0 })).toEqual([[2, 4, 3], 0, 3]);
    expect(await page('kind:ret', { row: 1 }, 1)).toEqual([[4], 1, 3]);
    expect(await page('kind:ret', { after: 4 })).toEqual([[3], 2, 3]);
    expect(await page('kind:custom', { after: 4 })).toEqual([[5, 6, 7, 8], 0, 4]);
  });

  it('takes a span by the stamp where an event stands, from inside and to outside', async () => {
    const span = { from: second(4), to: second(9) };
    const { rows } = await ask(eventsPage, { filter: '', span, start: { row: 0 }, limit: 10 });
    expect(rows.map(({ id, stamp }) => [id, stamp])).toEqual([
      [5, second(4)],
      [6, null],
    ]);
  });

  it('fills the row of an event with what its columns say', async () => {
    const { rows } = await ask(eventsPage, { filter: '', start: { row: 1 }, limit: 1 });
    expect(rows[0]).toEqual({
      id: 2,
      stamp: second(1),
      tag: `salt/job/${jid}/ret/web1`,
      kind: 'ret',
      minion: 'web1',
      jid,
      fun: ['cmd.run'],
      user: null,
      retcode: [0],
      success: [true],
      outcomes: ['succeeded'],
      durationUs: 1_000_000,
      isTest: false,
      isInternal: false,
      claimedBy: null,
      hasProblem: false,
      size: lines[1]?.length,
      source: 'a.jsonl',
    });
  });

  it('refuses a malformed filter with its place', async () => {
    const failure = await failureOf(eventsPage, { filter: 'kind:ret retcod:1', start: { row: 0 }, limit: 1 });
    expect(failure).toEqual({
      code: 'filter-malformed',
      message: 'position 9: unknown field retcod',
      position: 9,
      suggestions: ['retcode'],
    });
  });

  it('gives up when nobody waits, and answers who asks the same then', async () => {
    const body = { filter: 'refused', start: { row: 0 }, limit: 5 } as const;
    const gone = { isCancelled: () => true, zone: 'UTC' };
    expect((await failureOf(eventsPage, body, gone)).code).toBe('question-cancelled');
    const [first, second] = await Promise.all([failureOf(eventsPage, body, { ...gone }), ask(eventsPage, body)]);
    expect([first.code, second.total]).toEqual(['question-cancelled', 1]);
  });
});

describe('events.one', () => {
  it('gives row, data, raw record, place and problems', async () => {
    const one = await ask(eventsOne, { id: 7 });
    expect(one).toMatchObject({
      row: { id: 7, hasProblem: true },
      outcomeBy: null,
      contradictions: [],
      raw: lines[6],
      rawIsCut: false,
      places: [{ source: 'b.jsonl', line: 1, offset: 0, length: lines[6]?.length }],
      problems: [{ code: 'trimmed', severity: 'data-loss' }],
    });
    expect(JSON.parse(one.dataText)).toMatchObject({ cut: 'VALUE_TRIMMED' });
  });

  it('tells what contradicts the outcome', async () => {
    const one = await ask(eventsOne, { id: 3 });
    expect([one.outcomeBy, one.row.outcomes]).toEqual(['retcode', ['failed']]);
    expect(one.contradictions.join()).toMatch(/success/);
  });

  it('knows no event beyond the last', async () => {
    expect(await failureOf(eventsOne, { id: 9 })).toMatchObject({ code: 'event-unknown' });
  });
});

describe('events.histogram', () => {
  it('covers the capture, each event once', async () => {
    const histogram = await ask(eventsHistogram, { filter: '', buckets: 3, stack: 'kind' });
    expect(histogram).toEqual({
      from: second(0),
      widthUs: 3_000_001,
      stacks: [
        { name: 'new', counts: [1, 0, 0] },
        { name: 'ret', counts: [3, 0, 0] },
        { name: 'custom', counts: [0, 2, 2] },
      ],
      gaps: [],
    });
  });

  it('counts an event with several outcomes under the worst, one without under none', async () => {
    const { stacks } = await ask(eventsHistogram, { filter: '', buckets: 1, stack: 'outcome' });
    expect(stacks).toEqual([
      { name: 'failed', counts: [2] },
      { name: 'succeeded', counts: [2] },
      { name: 'none', counts: [4] },
    ]);
  });

  it('keeps to the filter and the span', async () => {
    const span = { from: second(1), to: second(3) };
    const body = { filter: 'kind:ret', span, buckets: 2, stack: 'none' } as const;
    expect(await ask(eventsHistogram, body)).toMatchObject({
      from: second(1),
      widthUs: 1e6,
      stacks: [{ name: 'all', counts: [1, 1] }],
    });
  });

  it('gives empty counts where nothing is selected', async () => {
    expect((await ask(eventsHistogram, { filter: 'kind:key', buckets: 2, stack: 'none' })).stacks).toEqual([
      { name: 'all', counts: [0, 0] },
    ]);
  });
});

describe('events.facets', () => {
  it('counts columns, the most frequent first, and those without a value', async () => {
    const { facets, total } = await ask(eventsFacets, {
      filter: '-tag:custom/late',
      fields: ['kind', 'minion', 'outcome', 'source', 'retcode'],
      limit: 2,
    });
    expect(total).toBe(7);
    const whole = { isComplete: true, scanned: 7 };
    expect(facets).toEqual([
      {
        field: 'kind',
        values: [
          { value: 'custom', count: 3 },
          { value: 'ret', count: 3 },
        ],
        distinct: 3,
        absent: 0,
        ...whole,
      },
      {
        field: 'minion',
        values: [
          { value: 'web1', count: 1 },
          { value: 'web2', count: 1 },
        ],
        distinct: 3,
        absent: 4,
        ...whole,
      },
      {
        field: 'outcome',
        values: [
          { value: 'succeeded', count: 3 },
          { value: 'failed', count: 2 },
        ],
        distinct: 2,
        absent: 3,
        ...whole,
      },
      {
        field: 'source',
        values: [
          { value: 'a.jsonl', count: 6 },
          { value: 'b.jsonl', count: 1 },
        ],
        distinct: 2,
        absent: 0,
        ...whole,
      },
      {
        field: 'retcode',
        values: [
          { value: '0', count: 2 },
          { value: '1', count: 1 },
        ],
        distinct: 2,
        absent: 4,
        ...whole,
      },
    ]);
  });

  it('counts what stands at the end of paths, elements of lists each for itself', async () => {
    const { facets } = await ask(eventsFacets, {
      filter: '',
      fields: ['data.deep.a', 'kind', 'data."deep"'],
      limit: 9,
    });
    expect(facets[0]).toEqual({
      field: 'data.deep.a',
      values: [
        { value: '1', count: 2 },
        { value: 'null', count: 1 },
        { value: 'x', count: 1 },
      ],
      distinct: 3,
      absent: 5,
      isComplete: true,
      scanned: 8,
    });
    expect(facets[1]?.field).toBe('kind');
    expect(facets[2]).toMatchObject({ distinct: 0, absent: 8 });
  });

  it('refuses what cannot be counted', async () => {
    expect(await failureOf(eventsFacets, { filter: '', fields: ['kinds'], limit: 9 })).toMatchObject({
      code: 'request-malformed',
      suggestions: ['kind'],
    });
  });
});

describe('filter.values', () => {
  const values = async (field: string, text: string, limit = 9) =>
    (await ask(filterValues, { field, text, limit })).values.map(({ value, count }) => `${value} ${count}`);

  it('puts values that begin with the text before those that contain it', async () => {
    expect(await values('minion', 'WEB1')).toEqual(['web1 1', 'web10 1']);
    expect(await values('user', 'oo')).toEqual(['root 1']);
  });

  it('offers all words of closed fields, shapes as globs, and what only tables know', async () => {
    expect(await values('outcome', '')).toEqual([
      'succeeded 3',
      'failed 2',
      'changed 0',
      'missing 0',
      'running 0',
      'unknown 0',
    ]);
    expect(await values('tag', 'salt/')).toEqual(['salt/job/*/ret/* 3', 'salt/job/*/new 1']);
    expect(await values('tgt', '')).toEqual(['* 1']);
    expect(await values('problem', '')).toEqual(['stamp-missing 1', 'trimmed 1']);
    expect(await values('data.text', '')).toEqual(['refused 1']);
    expect(await values('success', 't')).toEqual(['true 0']);
    expect(await values('nonsense', '')).toEqual([]);
  });
});

describe('case.find and case.problems', () => {
  it('finds minions in natural order', async () => {
    expect((await ask(caseFind, { text: 'WEB', limit: 2 })).minions).toEqual(['web1', 'web2']);
    expect((await ask(caseFind, { text: '10', limit: 9 })).minions).toEqual(['web10']);
  });

  it('lists problems with their places, of one code or source or all', async () => {
    const all = await ask(caseProblems, { offset: 0, limit: 9 });
    expect(all.rows.map(({ code, source, line, event }) => [code, source, line, event])).toEqual([
      ['stamp-missing', 'a.jsonl', 6, 6],
      ['trimmed', 'b.jsonl', 1, 7],
    ]);
    expect(await ask(caseProblems, { code: 'trimmed', offset: 0, limit: 9 })).toMatchObject({ total: 1 });
    expect(await ask(caseProblems, { source: 2, offset: 0, limit: 9 })).toMatchObject({ total: 1 });
    expect(await ask(caseProblems, { offset: 1, limit: 1 })).toMatchObject({ rows: [{ code: 'trimmed' }], total: 2 });
    expect(await failureOf(caseProblems, { code: 'trimmd', offset: 0, limit: 1 })).toMatchObject({
      suggestions: ['trimmed'],
    });
  });
});
