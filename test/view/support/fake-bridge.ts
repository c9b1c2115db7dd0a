// The engine's end of the contract without an engine: answers from the sample case, for view tests and screenshots.

import type { Failure } from '../../../shared/base/failure.ts';
import type { ImportAccount, News, NewsName, Orders } from '../../../shared/bridge/contract.ts';
import {
  type AppInfo,
  defaultSettings,
  type LinkOffer,
  type NewsItem,
  type Reply,
  type Settings,
  type WindowBridge,
} from '../../../shared/bridge/shell.ts';
import type { EventRow } from '../../../shared/questions/event-row.ts';
import type { Answer, Body, QuestionName, Questions, Selection } from '../../../shared/questions/questions.ts';
import { outcomes } from '../../../shared/salt/job-outcome.ts';
import type { JsonObject } from '../../../shared/salt/json.ts';
import { fakeKeep } from './fake-keep.ts';
import { fakeReport } from './fake-report.ts';
import { naiveTimeline } from './naive-timeline.ts';
import { sample, sampleDetail, sampleInfo, sampleSummary } from './sample-case.ts';
import { sampleCompare } from './sample-compare.ts';
import { sampleDiffer } from './sample-differ.ts';
import { fakeRules } from './sample-findings.ts';
import { samplePreview, sampleReport } from './sample-share.ts';
import { sampleHistory, sampleMatrix, sampleTotals } from './sample-states.ts';
import { sampleTrace } from './sample-trace.ts';
import { sequenceAnswers } from './sequence-answers.ts';

type Answers = { readonly [N in QuestionName]: (body: Body<N>) => Answer<N> | Failure };

const term = /(not )?([a-z]+):("[^"]*"|[^\s()]+)/g;

function valuesOf(row: EventRow, field: string): readonly string[] {
  switch (field) {
    case 'outcome':
      return row.outcomes;
    case 'fun':
      return row.fun;
    case 'retcode':
      return row.retcode.map(String);
    case 'kind':
    case 'minion':
    case 'user':
    case 'jid':
    case 'source':
    case 'tag': {
      const value = row[field];
      return value === null ? [] : [value];
    }
    default:
      return [];
  }
}

/** The few forms of the filter language that the tests of views type: `field:value` and `not field:value`. */
function select({ filter, span }: Selection): EventRow[] {
  const terms = [...filter.matchAll(term)].map(([, not, field = '', value = '']) => ({
    isExcluded: not !== undefined,
    field,
    pattern: new RegExp(`^${value.replaceAll('"', '').replaceAll('.', '\\.').replaceAll('*', '.*')}$`),
  }));
  return sample.events.filter((row) => {
    if (span !== undefined && (row.stamp === null || row.stamp < span.from || row.stamp >= span.to)) return false;
    return terms.every(
      ({ field, pattern, isExcluded }) => valuesOf(row, field).some((v) => pattern.test(v)) !== isExcluded,
    );
  });
}

function facet(rows: readonly EventRow[], field: string, limit: number) {
  const counts = new Map<string, number>();
  for (const row of rows) for (const value of valuesOf(row, field)) counts.set(value, (counts.get(value) ?? 0) + 1);
  const values = [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
  const absent = rows.filter((row) => valuesOf(row, field).length === 0).length;
  return {
    field,
    values: values.slice(0, limit),
    distinct: counts.size,
    absent,
    isComplete: true,
    scanned: rows.length,
  };
}

function histogram(body: Body<'events.histogram'>): Answer<'events.histogram'> {
  const from = body.span?.from ?? sampleInfo.first ?? 0;
  const to = body.span?.to ?? (sampleInfo.last ?? 0) + 1;
  const widthUs = Math.max(1, Math.ceil((to - from) / body.buckets));
  const names =
    body.stack === 'none'
      ? ['all']
      : body.stack === 'outcome'
        ? [...outcomes, 'none']
        : sampleInfo.kinds.map((k) => k.kind);
  const stacks = names.map((name) => ({ name: name as string, counts: Array.from({ length: body.buckets }, () => 0) }));
  for (const row of select(body)) {
    if (row.stamp === null) continue;
    const name =
      body.stack === 'none'
        ? 'all'
        : body.stack === 'kind'
          ? row.kind
          : row.kind === 'ret'
            ? (row.outcomes[0] ?? 'none')
            : 'none';
    const stack = stacks.find((one) => one.name === name);
    const at = Math.floor((row.stamp - from) / widthUs);
    if (stack !== undefined) stack.counts[at] = (stack.counts[at] ?? 0) + 1;
  }
  return { from, widthUs, stacks, gaps: sampleInfo.gaps };
}

const unknownThing = (code: Failure['code'], message: string): Failure => ({ code, message });

/** The id by which links name the sample case. */
export const sampleCaseId = '0123456789abcdef0123456789abcdef';

/** The answers of the sample case; a test may overrule any. */
export const sampleAnswers: Answers = {
  ...naiveTimeline(sample.events, select),
  ...fakeReport([]).answers,
  trace: sampleTrace,
  'case.info': () => sampleInfo,
  'case.summary': () => sampleSummary,
  'findings.list': () => ({ state: 'ready', findings: [], clocks: { jidOffsetS: 0, jobs: 4, minions: 8 } }),
  'compare.sides': () => sampleCompare,
  'states.matrix': () => sampleMatrix,
  'states.history': () => sampleHistory,
  'states.totals': () => sampleTotals,
  'differ.find': () => sampleDiffer,
  'share.preview': ({ choices }) => samplePreview(choices, sampleInfo.events),
  'case.problems': ({ code, offset, limit }) => {
    const rows = sample.problems.filter((row) => code === undefined || row.code === code);
    return { rows: rows.slice(offset, offset + limit), total: rows.length };
  },
  'events.page': (body) => {
    const rows = select(body);
    const { start } = body;
    const first =
      'row' in start
        ? start.row
        : Math.max(
            0,
            rows.findIndex((row) => row.id === ('after' in start ? start.after : start.around)),
          );
    return { rows: rows.slice(first, first + body.limit), first, total: rows.length, revision: 1 };
  },
  'sql.run': () => ({
    columns: [
      { name: 'id', type: 'integer', isEvent: true },
      { name: 'minion', type: 'text', isEvent: false },
    ],
    rows: select({ filter: '' }).map((row) => [row.id, row.minion]),
    truncated: false,
    cutValues: 0,
    tookMs: 1,
  }),
  'sql.of-filter': () => ({ sql: 'SELECT id, minion\nFROM events' }),
  'events.one': ({ id }) => sampleDetail(id) ?? unknownThing('event-unknown', `The case has no event ${id}.`),
  ...sequenceAnswers(sample.events, (id) => JSON.parse(sampleDetail(id)?.dataText ?? '{}') as JsonObject),
  'events.histogram': histogram,
  'events.facets': (body) => {
    const rows = select(body);
    return { facets: body.fields.map((field) => facet(rows, field, body.limit)), total: rows.length };
  },
  'filter.values': ({ field, text, limit }) => ({
    values: facet(sample.events, field, 1000)
      .values.filter(({ value }) => value.includes(text))
      .slice(0, limit),
  }),
  'jobs.list': (body) => {
    const jids = new Set(select(body).map((row) => row.jid));
    const rows = (body.sort === 'worst' ? sample.worst : sample.jobs).filter((job) => jids.has(job.jid));
    return { rows: rows.slice(body.offset, body.offset + body.limit), total: rows.length };
  },
  'job.story': ({ jid }) => sample.stories.get(jid) ?? unknownThing('job-unknown', `The case has no job ${jid}.`),
  'minions.list': (body) => {
    const seen = new Set(select(body).map((row) => row.minion));
    const rows = sample.minionRows.filter((row) => seen.has(row.minion));
    return { rows: rows.slice(body.offset, body.offset + body.limit), total: rows.length };
  },
  'minion.story': ({ minion }) => {
    const row = sample.minionRows.find((one) => one.minion === minion);
    if (row === undefined) return unknownThing('minion-unknown', `The case has no minion ${minion}.`);
    const jobs = sample.jobs.flatMap((job) => {
      const own = sample.stories.get(job.jid)?.minions.find((one) => one.minion === minion);
      return own === undefined ? [] : [{ ...job, outcome: own.outcome }];
    });
    return { minion: row, jobs, states: sample.states.filter((state) => state.minion === minion) };
  },
  'states.list': ({ jid, event, offset, limit }) => {
    const rows = sample.states.filter(
      (s) => (jid === undefined || s.jid === jid) && (event === undefined || s.event === event),
    );
    return { rows: rows.slice(offset, offset + limit), total: rows.length };
  },
  'text.search': (body) => {
    const rows = select(body).toReversed();
    const from = body.before === undefined ? 0 : rows.findIndex((row) => row.id === body.before) + 1;
    const hits = rows
      .slice(from)
      .filter((row) => row.tag.includes(body.text))
      .map((row) => {
        const [before = '', after = ''] = row.tag.split(body.text, 2);
        return { row, before, match: body.text, after };
      });
    return { hits: hits.slice(0, body.limit), next: null, scanned: rows.length, total: rows.length };
  },
  'case.find': ({ text, limit }) => ({
    minions: sample.minionRows
      .map((row) => row.minion)
      .filter((minion) => minion.includes(text))
      .slice(0, limit),
    jobs: sample.jobs
      .filter((job) => job.jid.includes(text) || job.fun.join(' ').includes(text))
      .slice(0, limit)
      .map((job) => ({ jid: job.jid, fun: job.fun.join(', '), started: job.started })),
  }),
};

/** What a test may choose about the fake. */
export type FakeOptions = {
  readonly answers?: Partial<{
    [N in QuestionName]: (body: Body<N>) => Answer<N> | Failure | Promise<Answer<N> | Failure>;
  }>;
  readonly orders?: Partial<{
    [N in keyof Orders]: (
      body: Orders[N]['body'],
    ) => Promise<Orders[N]['answer'] | Failure> | Orders[N]['answer'] | Failure;
  }>;
  /** False: no case is open at start. */
  readonly isOpen?: boolean;
  readonly app?: Partial<AppInfo>;
  readonly settings?: Partial<Settings>;
  /** Links that wait in main, oldest first. */
  readonly links?: readonly LinkOffer[];
};

/** A fake bridge with what it heard and a way to tell news. */
export type FakeBridge = WindowBridge & {
  readonly asked: { name: string; body: unknown }[];
  readonly ordered: { name: string; body: unknown }[];
  readonly copied: string[];
  tell<N extends NewsName>(news: N, body: News[N]): void;
};

function isFailure(value: unknown): value is Failure {
  return typeof value === 'object' && value !== null && 'code' in value && 'message' in value;
}

function replyOf(value: unknown): Reply<unknown> {
  return isFailure(value) ? { ok: false, failure: value } : { ok: true, answer: value, tookMs: 3 };
}

/** Makes a bridge over the sample case. Everything it answers is in the contract's types. */
export function fakeBridge(options: FakeOptions = {}): FakeBridge {
  let isOpen = options.isOpen ?? true;
  let view = '';
  const links = [...(options.links ?? [])];
  let settings: Settings = { ...defaultSettings, language: 'en', ...options.settings };
  const hearers = new Set<(item: NewsItem) => void>();
  const cancels = new Map<number, () => void>();
  const tell = (item: NewsItem) => {
    for (const hear of hearers) hear(item);
  };
  const account: ImportAccount = {
    case: sampleInfo.path,
    sources: sampleInfo.sources,
    wasCancelled: false,
    failures: [],
  };
  const openCase = () => {
    isOpen = true;
    tell({ news: 'case.changed', body: { path: sampleInfo.path, id: sampleCaseId } });
    return sampleInfo;
  };
  const keep = fakeKeep();
  const answers: NonNullable<FakeOptions['answers']> = { ...keep.answers, ...options.answers };
  const orders: { [N in keyof Orders]: (body: Orders[N]['body']) => Orders[N]['answer'] | Failure } = {
    ...fakeRules(),
    ...keep.orders,
    'import.start': () => {
      openCase();
      return account;
    },
    'import.cancel': () => ({ wasRunning: true }),
    'case.open': openCase,
    'case.close': () => {
      isOpen = false;
      tell({ news: 'case.changed', body: { path: null } });
      return {};
    },
    'case.save-as': () => sampleInfo,
    'case.rebuild': () => sampleInfo,
    'path.promote': () => ({}),
    'path.demote': () => ({}),
    'view.save': ({ text }) => {
      view = text;
      return {};
    },
    'view.load': () => ({ text: view }),
    'share.write': ({ path, choices }) => sampleReport(path, choices, sampleInfo.events),
    'share.cancel': () => ({ wasRunning: true }),
  };
  const bridge: FakeBridge = {
    asked: [],
    ordered: [],
    copied: [],
    ask: async (name, body, id) => {
      bridge.asked.push({ name, body });
      if (!isOpen) return { ok: false, failure: { code: 'case-not-open', message: 'No case is open.' } };
      const cancelled = new Promise<Failure>((resolve) => {
        cancels.set(id, () => resolve({ code: 'question-cancelled', message: 'The question was cancelled.' }));
      });
      const run = (answers[name] ?? sampleAnswers[name]) as (
        body: unknown,
      ) => Questions[QuestionName]['answer'] | Failure;
      return replyOf(await Promise.race([cancelled, run(body)]));
    },
    order: async (name, body) => {
      bridge.ordered.push({ name, body });
      const run = (options.orders?.[name] ?? orders[name]) as (body: unknown) => unknown;
      return replyOf(await run(body));
    },
    cancel: (id) => cancels.get(id)?.(),
    listen: (hear) => {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
    shell: {
      appInfo: async () => ({
        version: '0.1.0',
        platform: 'linux',
        examplePath: '/opt/saltrace/example/bad-config.sse.txt',
        openPaths: [],
        languages: ['en-GB'],
        ...options.app,
      }),
      settings: async () => settings,
      saveSettings: async (changed) => {
        settings = changed;
      },
      recentCases: async () => [
        {
          path: '/home/ana/rollout-0301.saltrace',
          name: 'rollout-0301.saltrace',
          openedAt: 1_772_380_000_000,
          events: sampleInfo.events,
          isThere: true,
        },
        {
          path: '/mnt/old/rollout-0214.saltrace',
          name: 'rollout-0214.saltrace',
          openedAt: 1_771_080_000_000,
          events: null,
          isThere: false,
        },
      ],
      forgetCase: async () => undefined,
      pickCaptures: async () => ['/home/ana/captures/sse.txt'],
      pickCase: async () => sampleInfo.path,
      pickCasePlace: async () => '/home/ana/copy.saltrace',
      pickQueries: async () => ['/home/ana/shared.yaml'],
      pickQueryPlace: async () => '/home/ana/query.yaml',
      saveReport: async (name) => `/home/ana/${name}`,
      pickLibrary: async () => '/srv/team/queries',
      takeLink: async () => links.shift() ?? null,
      showFile: async () => undefined,
      copyText: async (text) => {
        bridge.copied.push(text);
      },
    },
    pathsOf: (files) => files.map((file) => `/home/ana/captures/${(file as { name?: string }).name ?? ''}`),
    tell: (news, body) => tell({ news, body } as NewsItem),
  };
  return bridge;
}
