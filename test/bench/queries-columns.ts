// How long the questions about events take over 10 M events in memory: `node test/bench/queries-columns.ts [millions]`. The columns
// are invented (2,000 minions, 207,000 jids, stamps that step back now and then); budgets stand in issue 1, section D.
import { captureEnds } from '../../electron/queries/capture-ends.ts';
import { eventsFacets } from '../../electron/queries/events-facets.ts';
import { eventsHistogram } from '../../electron/queries/events-histogram.ts';
import { eventsPage } from '../../electron/queries/events-page.ts';
import { selectEvents } from '../../electron/queries/selection.ts';
import { timeOrder } from '../../electron/queries/time-order.ts';
import type { CaseFile, Dictionary } from '../../electron/store/case-file.ts';
import {
  type ColumnName,
  columnDefs,
  type DictionaryKind,
  segmentLength,
} from '../../electron/store/columns/column-defs.ts';
import { fillShape } from '../../electron/store/columns/tag-shape.ts';
import { kindCode } from '../../shared/salt/kind.ts';

const length = Math.round(Number(process.argv[2] ?? 10) * 1e6);
const minionCount = 2000;
const jidCount = Math.max(1, Math.round(length / 48));

function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

const texts: Record<DictionaryKind, readonly string[]> = {
  minion: Array.from({ length: minionCount }, (_, i) => `${['web', 'db', 'app', 'cache'][i % 4]}${i}`),
  fun: ['state.apply', 'test.ping', 'cmd.run', 'state.highstate', 'saltutil.find_job', 'grains.items', 'pkg.install'],
  jid: Array.from({ length: jidCount }, (_, i) => `20260301${String(i).padStart(12, '0')}`),
  user: ['root', 'sudo_bob', 'Reactor'],
  shape: [
    'salt/job/\u0001/ret/\u0002',
    'salt/job/\u0001/new',
    'salt/minion/\u0002/start',
    'salt/beacon/\u0002/load/',
    'salt/auth',
  ],
  retcode: ['0', '1', '2'],
  sls: [],
  state_id: [],
  state_fun: [],
  state_name: [],
};

function dictionary(kind: DictionaryKind): Dictionary {
  const ids = new Map(texts[kind].map((text, at) => [text, at + 1]));
  return { size: texts[kind].length, text: (id) => texts[kind][id - 1] ?? '', id: (text) => ids.get(text) ?? 0 };
}

function inventColumns(): Map<ColumnName, (Float64Array | Uint8Array | Uint16Array | Uint32Array)[]> {
  const segments = Math.ceil(length / segmentLength);
  const columns = new Map(
    columnDefs.map(
      ({ name, type }) => [name, Array.from({ length: segments }, () => new type(segmentLength))] as const,
    ),
  );
  const random = numbers(1);
  const put = (name: ColumnName, i: number, value: number): void => {
    const array = columns.get(name)?.[i >>> 16];
    if (array !== undefined) array[i & 0xffff] = value;
  };
  const base = Date.UTC(2026, 2, 1) * 1000;
  for (let i = 0; i < length; i++) {
    const sort = random();
    const isRet = sort < 0.7;
    const isNew = sort >= 0.7 && sort < 0.75;
    // Every twentieth event was stamped a few ms before the one that came first.
    put('stamp', i, base + i * 8000 - (random() < 0.05 ? 20_000 : 0));
    put('kind', i, kindCode(isRet ? 'ret' : isNew ? 'new' : sort < 0.85 ? 'beacon' : 'auth'));
    put('shape', i, isRet ? 1 : isNew ? 2 : sort < 0.85 ? 4 : 5);
    put('minion', i, isNew ? 0 : 1 + Math.floor(random() * minionCount));
    put('jid', i, isRet || isNew ? 1 + Math.floor((i / length) * (jidCount - 1)) : 0);
    put('fun', i, isRet || isNew ? 1 + Math.floor(random() ** 2 * 7) : 0);
    put('user', i, isNew ? 1 + Math.floor(random() * 3) : 0);
    const isFailed = isRet && random() < 0.03;
    put('retcode', i, isRet ? (isFailed ? 2 : 1) : 0);
    put('success', i, isRet ? (isFailed ? 2 : 1) : 0);
    put('outcome', i, isRet ? (isFailed ? 4 : 1) : 0);
    put('source', i, 1);
    put('size', i, 200 + Math.floor(random() * 2000));
    put('durationUs', i, isRet ? random() * 6e7 : Number.NaN);
  }
  return columns;
}

function inventCase(): CaseFile {
  const arrays = inventColumns();
  const kinds = new Map((Object.keys(texts) as DictionaryKind[]).map((kind) => [kind, dictionary(kind)]));
  const dictionaryOf = (kind: DictionaryKind): Dictionary => kinds.get(kind) ?? dictionary(kind);
  const value = (name: ColumnName, id: number): number => arrays.get(name)?.[(id - 1) >>> 16]?.[(id - 1) & 0xffff] ?? 0;
  const refuse = (): never => {
    throw new Error('the bench has no records');
  };
  const invented: Omit<CaseFile, 'columns'> & { readonly columns: unknown } = {
    path: 'invented',
    isReadOnly: true,
    revision: () => revisionNow,
    columns: { length, segments: (name: ColumnName) => arrays.get(name) ?? [], value },
    dictionary: dictionaryOf,
    tag: (id) =>
      fillShape(
        dictionaryOf('shape').text(value('shape', id)),
        dictionaryOf('jid').text(value('jid', id)),
        dictionaryOf('minion').text(value('minion', id)),
      ),
    raw: refuse,
    event: refuse,
    places: refuse,
    blocks: () => 0,
    block: refuse,
    signatures: { groups: () => [], candidates: () => undefined },
    promoted: { list: () => [], column: () => undefined, clear: () => undefined },
    rows: <Row extends object>(sql: string): Row[] =>
      sql.includes('FROM source') ? ([{ id: 1, name: 'invented' }] as unknown as Row[]) : [],
    each: refuse,
    meta: () => undefined,
    writer: undefined,
    close: () => undefined,
  };
  return invented as CaseFile;
}

/** Raised to make every cache of a revision cold. */
let revisionNow = 1;
const context = { isCancelled: () => false, zone: 'UTC' };

async function time(
  name: string,
  budgetMs: number,
  run: () => Promise<unknown> | unknown,
  isWarm = false,
): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < 15; round++) {
    if (!isWarm) revisionNow++;
    // The thread's own time: on a machine that does other work the clock on the wall says little.
    const begin = process.threadCpuUsage();
    await run();
    const { user, system } = process.threadCpuUsage(begin);
    times.push((user + system) / 1000);
  }
  const sorted = times.toSorted((a, b) => a - b);
  const [least = 0] = sorted;
  const median = sorted[7] ?? 0;
  const verdict = budgetMs === 0 ? '' : median <= budgetMs ? `within ${budgetMs}` : `OVER ${budgetMs}`;
  console.log(`${name.padEnd(64)} ${least.toFixed(1).padStart(8)} ${median.toFixed(1).padStart(8)} ms  ${verdict}`);
}

const filters = [
  'kind:ret',
  'kind:ret outcome:failed',
  'minion:web*',
  'salt/job/*/ret/web*',
  'salt/job/202603010000001*/ret/*',
  'kind:ret fun:state.* retcode>0 minion:web* -user:root',
  'time>=2026-03-01T12:00 time<2026-03-01T18:00',
  'duration>30s or size>2kB',
  'jid:202603010000000*',
];

console.log(`${length} events, Node ${process.version}; minimum and median of 15, time of the one thread`);
const caseFile = inventCase();
const span = { from: Date.UTC(2026, 2, 1, 3) * 1000, to: Date.UTC(2026, 2, 1, 9) * 1000 };
await time('ends of the capture, cold', 0, () => captureEnds(caseFile));
await time('order by time, cold', 0, () => timeOrder(caseFile));
const stable = async (filter: string): Promise<void> => {
  await selectEvents(caseFile, { filter }, context);
  await timeOrder(caseFile);
};
for (const filter of filters) await time(`select ${filter}`, 100, () => selectEvents(caseFile, { filter }, context));
await time('select a span', 100, () => selectEvents(caseFile, { filter: '', span }, context));
for (const stack of ['kind', 'outcome', 'none'] as const) {
  await time(
    `histogram by ${stack}, all, 1000 buckets`,
    100,
    () => eventsHistogram(caseFile, { filter: '', buckets: 1000, stack }, context),
    true,
  );
}
for (const filter of ['kind:ret', 'kind:ret outcome:failed minion:web*']) {
  await time(`histogram by outcome, ${filter}, selection cold`, 100, () =>
    eventsHistogram(caseFile, { filter, buckets: 1000, stack: 'outcome' }, context),
  );
}
const eight = ['kind', 'minion', 'fun', 'user', 'outcome', 'source', 'jid', 'retcode'];
const facets = (filter: string, fields: readonly string[]) => () =>
  eventsFacets(caseFile, { filter, fields, limit: 20 }, context);
for (const field of eight)
  await time(`facet ${field}, kind:ret, selection warm`, 100, facets('kind:ret', [field]), true);
const fields = ['kind', 'minion', 'fun', 'outcome'];
await time(
  `facets ${fields.join()}, all`,
  100,
  () => eventsFacets(caseFile, { filter: '', fields, limit: 20 }, context),
  true,
);
await time(
  `facets ${fields.join()}, kind:ret, selection warm`,
  100,
  () => eventsFacets(caseFile, { filter: 'kind:ret', fields, limit: 20 }, context),
  true,
);
await time(`facets ${fields.join()}, kind:ret, selection cold`, 100, () =>
  eventsFacets(caseFile, { filter: 'kind:ret', fields, limit: 20 }, context),
);
await time(
  'facets all eight, kind:ret, selection warm',
  100,
  () => eventsFacets(caseFile, { filter: 'kind:ret', fields: eight, limit: 20 }, context),
  true,
);
for (const filter of ['', 'kind:ret', 'minion:web7']) {
  await stable(filter);
  const page = (row: number) => () => eventsPage(caseFile, { filter, start: { row }, limit: 100 }, context);
  const words = filter === '' ? 'all' : filter;
  await time(`page at row 0, ${words}`, 20, page(0), true);
  await time(`page in the middle, ${words}`, 20, page(Math.floor(length / 3)), true);
  await time(
    `page around an event, ${words}`,
    20,
    () => eventsPage(caseFile, { filter, start: { around: length >>> 1 }, limit: 100 }, context),
    true,
  );
}
