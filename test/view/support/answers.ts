// A bridge that answers the window's questions from a real capture, without an engine: what views are tested and looked at with.

import type { Failure } from '../../../shared/base/failure.ts';
import type { NewsItem, Reply, WindowBridge } from '../../../shared/bridge/shell.ts';
import { defaultSettings } from '../../../shared/bridge/shell.ts';
import type { CaseInfo } from '../../../shared/questions/case-info.ts';
import type { EventRow } from '../../../shared/questions/event-row.ts';
import type { JobRow } from '../../../shared/questions/job-row.ts';
import type { Answer, Body, Facet, QuestionName, Selection } from '../../../shared/questions/questions.ts';
import { fakeReport } from './fake-report.ts';
import type { NaiveCapture } from './naive-capture.ts';
import { naiveTimeline } from './naive-timeline.ts';
import { sampleCompare } from './sample-compare.ts';
import { sampleDiffer } from './sample-differ.ts';
import { samplePreview } from './sample-share.ts';
import { sampleHistory, sampleMatrix, sampleTotals } from './sample-states.ts';
import { sampleTrace } from './sample-trace.ts';
import { sequenceAnswers } from './sequence-answers.ts';

/** What was asked, in order. */
export type Asked = { readonly name: QuestionName; readonly body: unknown };

/** The fake, and what a test may do with it. */
export type FakeBridge = {
  readonly bridge: WindowBridge;
  readonly asked: Asked[];
  /** Texts given to the clipboard. */
  readonly copied: string[];
  /** From now on this question is refused. */
  refuse(name: QuestionName, failure: Failure): void;
  /** From now on no question is answered, unless by its cancel. */
  hold(): void;
  tell(news: NewsItem): void;
};

/** Makes the bridge. `times` repeats the events until there are that many: to see a long table. */
export function fakeBridge(capture: NaiveCapture, options: { readonly times?: number } = {}): FakeBridge {
  const asked: Asked[] = [];
  const copied: string[] = [];
  const refused = new Map<QuestionName, Failure>();
  const listeners = new Set<(item: NewsItem) => void>();
  let isHeld = false;
  const held = new Map<number, (reply: Reply<unknown>) => void>();
  const answer = answerer(capture, options.times ?? null);
  const bridge: WindowBridge = {
    ask: async (name, body, id): Promise<Reply<unknown>> => {
      asked.push({ name, body });
      if (isHeld) return new Promise((resolve) => held.set(id, resolve));
      const failure = refused.get(name);
      if (failure !== undefined) return { ok: false, failure };
      return { ok: true, answer: answer(name, body as never), tookMs: 3 };
    },
    order: async () => ({ ok: true, answer: {}, tookMs: 1 }),
    cancel: (id) =>
      held.get(id)?.({ ok: false, failure: { code: 'question-cancelled', message: 'The question was cancelled.' } }),
    listen: (hear) => {
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
    shell: {
      appInfo: async () => ({
        version: '0.1.0',
        platform: 'linux',
        examplePath: null,
        openPaths: [],
        languages: ['en'],
      }),
      settings: async () => defaultSettings,
      saveSettings: async () => undefined,
      recentCases: async () => [],
      forgetCase: async () => undefined,
      pickCaptures: async () => [],
      pickCase: async () => null,
      pickCasePlace: async () => null,
      pickQueries: async () => [],
      pickQueryPlace: async () => null,
      saveReport: async (name) => `/home/ana/${name}`,
      pickLibrary: async () => null,
      takeLink: async () => null,
      showFile: async () => undefined,
      copyText: async (text) => void copied.push(text),
    },
    pathsOf: () => [],
  };
  return {
    bridge,
    asked,
    copied,
    refuse: (name, failure) => refused.set(name, failure),
    hold: () => {
      isHeld = true;
    },
    tell: (news) => {
      for (const hear of listeners) hear(news);
    },
  };
}

type Answerers = { [N in QuestionName]: (body: Body<N>) => Answer<N> };

function answerer(capture: NaiveCapture, times: number | null): (name: QuestionName, body: never) => unknown {
  const jobs = [...capture.jobs.values()].map((job) => job.row);
  const info = infoOf(capture, times);
  const answers: Answerers = {
    ...naiveTimeline(capture.rows, (selection) => selected(capture, selection)),
    ...fakeReport([]).answers,
    trace: sampleTrace,
    'case.info': () => info,
    'case.summary': () => ({
      info,
      jobs: jobs
        .filter((job) => !job.isInternal)
        .sort(worstFirst)
        .slice(0, 10),
      silent: capture.minions.filter((minion) => minion.missing > 0),
      failingStates: [...capture.roots].sort((a, b) => b.minions.length + b.cascade - a.minions.length - a.cascade),
    }),
    'compare.sides': () => sampleCompare,
    'states.matrix': () => sampleMatrix,
    'states.history': () => sampleHistory,
    'states.totals': () => sampleTotals,
    'differ.find': () => sampleDiffer,
    'case.problems': () => ({ rows: [], total: 0 }),
    'findings.list': () => ({ state: 'ready', findings: [], clocks: { jidOffsetS: null, jobs: 0, minions: 0 } }),
    'share.preview': ({ choices }) => samplePreview(choices, info.events),
    'events.page': (body) => page(selected(capture, body), body.start, body.limit, body.filter === '' ? times : null),
    'sql.run': () => ({
      columns: [
        { name: 'id', type: 'integer', isEvent: true },
        { name: 'minion', type: 'text', isEvent: false },
      ],
      rows: capture.rows.map((row) => [row.id, row.minion]),
      truncated: false,
      cutValues: 0,
      tookMs: 1,
    }),
    'sql.of-filter': () => ({ sql: 'SELECT id, minion\nFROM events' }),
    'events.one': ({ id }) => {
      const row = capture.rows.find((one) => one.id === id) ?? capture.rows[0];
      if (row === undefined) throw new Error('no such event');
      const text = JSON.stringify(capture.data.get(row.id) ?? {});
      const places = [{ source: row.source, line: row.id, offset: 0, length: row.size }];
      return {
        row,
        outcomeBy: null,
        contradictions: [],
        dataText: text,
        raw: text,
        rawIsCut: false,
        places,
        problems: [],
      };
    },
    'events.histogram': (body) => histogram(selected(capture, body), body, info),
    'events.facets': (body) => {
      const rows = selected(capture, body);
      return { facets: body.fields.map((field) => facet(capture, rows, field, body.limit)), total: rows.length };
    },
    'filter.values': () => ({ values: [] }),
    'jobs.list': (body) => {
      const jids = new Set(selected(capture, body).map((row) => row.jid));
      const found = jobs
        .filter((job) => jids.has(job.jid) && (body.internal || !job.isInternal))
        .sort(sorters[body.sort]);
      if (body.descending && body.sort !== 'worst') found.reverse();
      return { rows: found.slice(body.offset, body.offset + body.limit), total: found.length };
    },
    'job.story': ({ jid }) => {
      const job = capture.jobs.get(jid);
      if (job === undefined) throw new Error(`no job ${jid}`);
      const roots = capture.roots.flatMap((root) => {
        const events = root.events.filter((id) => job.minions.some((minion) => minion.event === id));
        const minions = job.minions.filter((one) => one.event !== null && events.includes(one.event));
        const cascade = minions.reduce((sum, one) => sum + one.cascade, 0);
        return events.length === 0
          ? []
          : [{ ...root, events, minions: minions.map((one) => one.minion), jids: [jid], cascade }];
      });
      return { job: job.row, minions: job.minions, roots, newEvents: [job.row.event] };
    },
    'minions.list': (body) => {
      const names = new Set(selected(capture, body).map((row) => row.minion));
      const found = capture.minions.filter((minion) => names.has(minion.minion) || body.filter === '');
      const key = {
        minion: () => 0,
        failed: byNumber('failed'),
        missing: byNumber('missing'),
        'last-seen': byNumber('lastSeen'),
      }[body.sort];
      const sorted = [...found].sort(key);
      if (body.descending) sorted.reverse();
      return { rows: sorted.slice(body.offset, body.offset + body.limit), total: sorted.length };
    },
    'minion.story': ({ minion }) => {
      const row = capture.minions.find((one) => one.minion === minion);
      if (row === undefined) throw new Error(`no minion ${minion}`);
      const own = [...capture.jobs.values()].flatMap((job) => {
        const fate = job.minions.find((one) => one.minion === minion);
        return fate === undefined ? [] : [{ ...job.row, outcome: fate.outcome }];
      });
      return { minion: row, jobs: own, states: capture.states.filter((state) => state.minion === minion) };
    },
    'states.list': (body) => {
      const found = capture.states.filter(
        (state) =>
          (body.jid === undefined || state.jid === body.jid) &&
          (body.event === undefined || state.event === body.event),
      );
      return { rows: found.slice(body.offset, body.offset + body.limit), total: found.length };
    },
    'text.search': () => ({ hits: [], next: null, scanned: 0, total: 0 }),
    'case.find': () => ({ minions: [], jobs: [] }),
    ...sequenceAnswers(capture.rows, (id) => capture.data.get(id) ?? {}),
  };
  return (name, body) => answers[name](body);
}

function byNumber(key: 'failed' | 'missing' | 'lastSeen') {
  return (a: { readonly [K in typeof key]: number | null }, b: { readonly [K in typeof key]: number | null }) =>
    (a[key] ?? 0) - (b[key] ?? 0);
}

function worstFirst(a: JobRow, b: JobRow): number {
  return (
    b.failed - a.failed || (b.missing ?? 0) - (a.missing ?? 0) || b.unknown - a.unknown || b.jid.localeCompare(a.jid)
  );
}

const sorters = {
  worst: worstFirst,
  started: (a: JobRow, b: JobRow) => (a.started ?? 0) - (b.started ?? 0),
  duration: (a: JobRow, b: JobRow) => (a.durationUs ?? 0) - (b.durationUs ?? 0),
  jid: (a: JobRow, b: JobRow) => a.jid.localeCompare(b.jid),
};

function infoOf(capture: NaiveCapture, times: number | null): CaseInfo {
  const stamps = capture.rows.flatMap((row) => (row.stamp === null ? [] : [row.stamp]));
  const first = stamps[0] ?? null;
  const last = stamps.at(-1) ?? null;
  const events = times ?? capture.rows.length;
  const kinds = [...new Set(capture.rows.map((row) => row.kind))];
  return {
    path: '/cases/incident.saltrace',
    name: 'incident.saltrace',
    isReadOnly: false,
    revision: 1,
    salt: ['3008.5'],
    first,
    last,
    events,
    sources: [
      {
        id: 1,
        name: capture.rows[0]?.source ?? 'capture',
        path: `/captures/${capture.rows[0]?.source ?? 'capture'}`,
        format: 'rawfile-json',
        bytes: capture.rows.reduce((sum, row) => sum + row.size + 1, 0),
        read: events,
        accepted: events,
        duplicates: 0,
        rejected: 0,
        first,
        last,
        problems: [],
        isComplete: true,
      },
    ],
    kinds: kinds.map((kind) => ({ kind, count: capture.rows.filter((row) => row.kind === kind).length })),
    minions: capture.minions.length,
    jobs: [...capture.jobs.values()].filter((job) => !job.row.isInternal).length,
    gaps: [],
    problems: [],
    share: null,
    promoted: [],
    signed: { blocks: 0, of: 1 },
    isDerived: true,
  };
}

function valuesIn(capture: NaiveCapture, row: EventRow, field: string): readonly string[] {
  const list = (value: string | null) => (value === null ? [] : [value]);
  if (field === 'kind') return [row.kind];
  if (field === 'minion') return list(row.minion);
  if (field === 'jid') return list(row.jid);
  if (field === 'fun') return row.fun;
  if (field === 'user') return list(row.user);
  if (field === 'outcome') return row.outcomes;
  if (field === 'source') return [row.source];
  if (field === 'retcode') return row.retcode.map(String);
  let at: unknown = capture.data.get(row.id);
  for (const key of field.replace(/^data\./, '').split('.')) {
    at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined;
  }
  return at === undefined ? [] : [typeof at === 'string' ? at : JSON.stringify(at)];
}

// `field:value`, `field:(a or b)` and `not` before them; enough for what views write.
function selected(capture: NaiveCapture, { filter, span }: Selection): readonly EventRow[] {
  const terms = [...filter.matchAll(/(not )?([\w.]+)[:=](?:\(([^)]*)\)|"([^"]*)"|(\S+))/g)];
  return capture.rows.filter((row) => {
    if (span !== undefined && (row.stamp === null || row.stamp < span.from || row.stamp >= span.to)) return false;
    return terms.every(([, not, field = '', many, quoted, bare = '']) => {
      const wanted = many === undefined ? [quoted ?? bare] : many.split(' or ').map((one) => one.replaceAll('"', ''));
      return valuesIn(capture, row, field).some((value) => wanted.includes(value)) === (not === undefined);
    });
  });
}

function page(
  rows: readonly EventRow[],
  start: Body<'events.page'>['start'],
  limit: number,
  times: number | null,
): Answer<'events.page'> {
  const total = times ?? rows.length;
  const at =
    'row' in start ? start.row : rows.findIndex((row) => row.id === ('after' in start ? start.after : start.around));
  const first = Math.max(0, 'after' in start ? at + 1 : at);
  const length = rows.length;
  const found: EventRow[] = [];
  for (let i = first; i < Math.min(first + limit, total); i++) {
    const row = rows[i % length];
    const turn = Math.floor(i / length);
    if (row !== undefined)
      found.push({ ...row, id: row.id + turn * length, stamp: (row.stamp ?? 0) + turn * 60_000_000 });
  }
  return { rows: found, first, total, revision: 1 };
}

function histogram(
  rows: readonly EventRow[],
  body: Body<'events.histogram'>,
  info: CaseInfo,
): Answer<'events.histogram'> {
  const from = body.span?.from ?? info.first ?? 0;
  const to = body.span?.to ?? (info.last ?? 0) + 1;
  const widthUs = Math.max(1, Math.ceil((to - from) / body.buckets));
  const stacks = new Map<string, number[]>();
  for (const row of rows) {
    if (row.stamp === null) continue;
    const names =
      body.stack === 'kind'
        ? [row.kind]
        : body.stack === 'outcome'
          ? row.kind === 'ret'
            ? row.outcomes
            : ['']
          : ['all'];
    for (const name of names) {
      const counts = stacks.get(name) ?? Array.from({ length: body.buckets }, () => 0);
      const slot = Math.floor((row.stamp - from) / widthUs);
      counts[slot] = (counts[slot] ?? 0) + 1;
      stacks.set(name, counts);
    }
  }
  return { from, widthUs, stacks: [...stacks].map(([name, counts]) => ({ name, counts })), gaps: [] };
}

function facet(capture: NaiveCapture, rows: readonly EventRow[], field: string, limit: number): Facet {
  const counts = new Map<string, number>();
  let absent = 0;
  for (const row of rows) {
    const values = valuesIn(capture, row, field);
    if (values.length === 0) absent += 1;
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const values = [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
  return {
    field,
    values: values.slice(0, limit),
    distinct: counts.size,
    absent,
    isComplete: true,
    scanned: rows.length,
  };
}
