// Answers to the window's questions, worked out from a real capture by the shortest code that serves: what view tests and the stage show.
import { parseStamp, type Stamp } from '../../../shared/base/stamp.ts';
import type { EventRow } from '../../../shared/questions/event-row.ts';
import type {
  FailedState,
  JobMinion,
  JobRow,
  MinionRow,
  RootGroup,
  StateRow,
} from '../../../shared/questions/job-row.ts';
import type { JobOutcome } from '../../../shared/salt/job-outcome.ts';
import { isObject, type Json, type JsonObject } from '../../../shared/salt/json.ts';
import type { Kind } from '../../../shared/salt/kind.ts';

/** A capture taken apart. */
export type NaiveCapture = {
  readonly rows: readonly EventRow[];
  readonly data: ReadonlyMap<number, JsonObject>;
  readonly states: readonly StateRow[];
  readonly jobs: ReadonlyMap<string, { readonly row: JobRow; readonly minions: readonly JobMinion[] }>;
  readonly roots: readonly RootGroup[];
  readonly minions: readonly MinionRow[];
};

const kindsByTag: readonly (readonly [RegExp, Kind])[] = [
  [/^salt\/job\/[^/]+\/new$/, 'new'],
  [/^salt\/job\/[^/]+\/publish$/, 'publish'],
  [/^salt\/job\/[^/]+\/ret\//, 'ret'],
  [/^salt\/job\/[^/]+\/prog\//, 'prog'],
  [/^salt\/job\/[^/]+\/start\//, 'start'],
  [/^salt\/state_result\//, 'state-result'],
  [/^salt\/run\/[^/]+\/new$/, 'run-new'],
  [/^salt\/run\/[^/]+\/ret$/, 'run-ret'],
  [/^salt\/auth$/, 'auth'],
  [/^salt\/key$/, 'key'],
  [/^salt\/presence\//, 'presence'],
  [/^salt\/beacon\//, 'beacon'],
  [/^salt\/batch\//, 'batch'],
  [/^salt\/netapi\/hook\//, 'hook'],
  [/^(salt\/minion\/.*\/start|minion_start)$/, 'minion-start'],
  [/^(minion|resource)\/refresh\//, 'refresh'],
  [/^salt\//, 'unknown'],
];

const text = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null);
const internal = new Set(['saltutil.find_job', 'saltutil.running']);

/** Reads NDJSON of `{tag, data}`, as `rawfile_json` writes it. */
export function readCapture(content: string, source: string): NaiveCapture {
  const data = new Map<number, JsonObject>();
  const states: StateRow[] = [];
  const events: EventRow[] = [];
  const firstNew = new Map<string, Stamp>();
  for (const line of content.split('\n')) {
    if (line.trim() === '') continue;
    const record: unknown = JSON.parse(line);
    if (!isObject(record) || typeof record['tag'] !== 'string' || !isObject(record['data'])) continue;
    const id = events.length + 1;
    const event = readEvent(id, record['tag'], record['data'], line, source, firstNew, states);
    data.set(id, record['data']);
    events.push(event);
  }
  const rows = [...events].sort((a, b) => (a.stamp ?? 0) - (b.stamp ?? 0) || a.id - b.id);
  const jobs = jobsOf(rows, data, states);
  const settled = rows.map((row) => (row.kind === 'new' && row.jid !== null ? withFates(row, jobs.get(row.jid)) : row));
  return {
    rows: settled,
    data,
    states,
    jobs,
    roots: rootsOf(rows, states),
    minions: minionsOf(settled, [...jobs.values()]),
  };
}

function withFates(row: EventRow, job: { readonly minions: readonly JobMinion[] } | undefined): EventRow {
  return { ...row, outcomes: [...new Set(job?.minions.map((minion) => minion.outcome) ?? [])] };
}

function readEvent(
  id: number,
  tag: string,
  data: JsonObject,
  line: string,
  source: string,
  firstNew: Map<string, Stamp>,
  states: StateRow[],
): EventRow {
  const kind = kindsByTag.find(([pattern]) => pattern.test(tag))?.[1] ?? 'custom';
  const jid = text(data['jid']) ?? /^salt\/(?:job|run|state_result)\/(\d{20})/.exec(tag)?.[1] ?? null;
  const minion = text(data['id']) ?? /^(?:minion|resource)\/refresh\/(.+)$/.exec(tag)?.[1] ?? null;
  const stamp = parseStamp(text(data['_stamp']) ?? '') ?? null;
  const fun = text(data['fun']);
  if (kind === 'new' && jid !== null && stamp !== null && !firstNew.has(jid)) firstNew.set(jid, stamp);
  const began = jid === null ? undefined : firstNew.get(jid);
  const own = kind === 'ret' && minion !== null ? statesOf(id, minion, jid, data['return']) : [];
  states.push(...own);
  return {
    id,
    stamp,
    tag,
    kind,
    minion,
    jid,
    fun: fun === null ? [] : [fun],
    user: text(data['user']),
    retcode: typeof data['retcode'] === 'number' ? [data['retcode']] : [],
    success: typeof data['success'] === 'boolean' ? [data['success']] : [],
    outcomes: kind === 'ret' ? [outcomeOf(data, own)] : [],
    durationUs: kind === 'ret' && stamp !== null && began !== undefined ? stamp - began : null,
    isTest: JSON.stringify(data['arg'] ?? data['fun_args'] ?? '').includes('"test": true'),
    isInternal: fun !== null && internal.has(fun),
    claimedBy: null,
    hasProblem: line.includes('VALUE_TRIMMED'),
    size: line.length,
    source,
  };
}

function outcomeOf(data: JsonObject, states: readonly StateRow[]): JobOutcome {
  if (states.some((state) => state.result === false)) return 'failed';
  if (states.some((state) => state.result === null || state.isChanged)) return 'changed';
  if (states.length > 0) return 'succeeded';
  if (typeof data['retcode'] === 'number' && data['retcode'] !== 0) return 'failed';
  return data['success'] === false ? 'failed' : 'succeeded';
}

function statesOf(event: number, minion: string, jid: string | null, ret: Json | undefined): StateRow[] {
  if (!isObject(ret)) return [];
  const rows: StateRow[] = [];
  for (const [key, value] of Object.entries(ret)) {
    const [module, , , fun] = key.split('_|-');
    if (!isObject(value) || fun === undefined) continue;
    const comment = text(value['comment']) ?? '';
    const isCascade = /requisite/i.test(comment);
    const result = typeof value['result'] === 'boolean' ? value['result'] : null;
    rows.push({
      event,
      minion,
      jid,
      sls: text(value['__sls__']),
      id: text(value['__id__']) ?? key,
      state: `${module}.${fun}`,
      name: text(value['name']),
      result,
      isChanged: isObject(value['changes']) && Object.keys(value['changes']).length > 0,
      role: result === false ? (isCascade ? 'cascade' : 'root') : 'none',
      blockedBy: isCascade ? [...comment.matchAll(/([\w-]+\.[\w-]+)/g)].map((found) => found[1] ?? '') : [],
      durationMs: typeof value['duration'] === 'number' ? value['duration'] : null,
      runNum: typeof value['__run_num__'] === 'number' ? value['__run_num__'] : null,
      comment,
    });
  }
  return rows.sort((a, b) => (a.runNum ?? 0) - (b.runNum ?? 0));
}

function failedState(state: StateRow): FailedState {
  return { sls: state.sls, id: state.id, state: state.state, comment: state.comment };
}

function jobsOf(
  rows: readonly EventRow[],
  data: ReadonlyMap<number, JsonObject>,
  states: readonly StateRow[],
): Map<string, { row: JobRow; minions: JobMinion[] }> {
  const jids = [...new Set(rows.filter((row) => row.kind === 'new' || row.kind === 'ret').map((row) => row.jid))];
  const jobs = new Map<string, { row: JobRow; minions: JobMinion[] }>();
  for (const jid of jids) {
    if (jid === null) continue;
    const own = rows.filter((row) => row.jid === jid);
    const news = own.filter((row) => row.kind === 'new');
    const rets = own.filter((row) => row.kind === 'ret' && row.minion !== null);
    const first = news[0] ?? rets[0];
    if (first === undefined) continue;
    const load = data.get(first.id) ?? {};
    const expected = news.length === 0 ? null : new Set(news.flatMap((row) => namesIn(data.get(row.id)?.['minions'])));
    const names = [
      ...new Set([...(expected ?? []), ...rets.flatMap((row) => (row.minion === null ? [] : [row.minion]))]),
    ];
    const minions = names.sort(natural).map((minion): JobMinion => {
      const found = rets.filter((row) => row.minion === minion);
      const ret = found[0];
      const run = states.filter((state) => state.event === ret?.id);
      const outcome = ret?.outcomes[0] ?? 'missing';
      const body = ret === undefined ? undefined : data.get(ret.id)?.['return'];
      return {
        minion,
        outcome,
        outcomeBy: ret === undefined ? null : run.length > 0 ? 'state-results' : 'retcode',
        retcode: ret?.retcode ?? [],
        success: ret?.success ?? [],
        returnedAt: ret?.stamp ?? null,
        durationUs: ret?.durationUs ?? null,
        duplicates: Math.max(0, found.length - 1),
        isExpected: expected === null ? null : expected.has(minion),
        event: ret?.id ?? null,
        missingBecause:
          ret === undefined
            ? { reason: 'unexplained', certainty: 'certain', evidence: news.map((row) => row.id), also: [] }
            : null,
        rootFailures: run.filter((state) => state.role === 'root').map(failedState),
        cascade: run.filter((state) => state.role === 'cascade').length,
        unresolved: 0,
        notReached: null,
        errorText:
          outcome === 'failed' && run.length === 0
            ? String(typeof body === 'string' ? body : JSON.stringify(body)).slice(0, 400)
            : null,
      };
    });
    const count = (outcome: JobOutcome) => minions.filter((minion) => minion.outcome === outcome).length;
    const ended = rets.at(-1)?.stamp ?? null;
    const fun = first.fun[0] ?? '';
    jobs.set(jid, {
      minions,
      row: {
        jid,
        fun: first.fun,
        arg: load['arg'] ?? load['fun_args'] ?? [],
        user: first.user,
        tgt: load['tgt'] ?? null,
        tgtType: text(load['tgt_type']),
        started: news[0]?.stamp ?? null,
        ended,
        durationUs: news[0]?.stamp == null || ended === null ? null : ended - news[0].stamp,
        isInternal: internal.has(fun),
        isTest: first.isTest,
        expected: expected?.size ?? null,
        returned: new Set(rets.map((row) => row.minion)).size,
        succeeded: count('succeeded'),
        changed: count('changed'),
        failed: count('failed'),
        missing: expected === null ? null : count('missing'),
        running: expected === null ? null : 0,
        unknown: 0,
        unexpected: expected === null ? null : 0,
        origin: originOf(first),
        event: first.id,
      },
    });
  }
  return jobs;
}

function originOf(first: EventRow): JobRow['origin'] {
  if (first.kind === 'ret')
    return { kind: 'salt-call', certainty: 'inferred', because: 'a return without a new event' };
  if (first.user?.startsWith('sudo_') === true)
    return { kind: 'cli', certainty: 'inferred', because: `user ${first.user}` };
  return { kind: 'unknown', certainty: 'inferred', because: 'nothing says so' };
}

function namesIn(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((name): name is string => typeof name === 'string') : [];
}

const collator = new Intl.Collator('en', { numeric: true });
function natural(a: string, b: string): number {
  return collator.compare(a, b);
}

function rootsOf(rows: readonly EventRow[], states: readonly StateRow[]): RootGroup[] {
  const groups = new Map<string, StateRow[]>();
  for (const state of states.filter((one) => one.role === 'root')) {
    const key = JSON.stringify([state.sls, state.id, state.state, state.comment.replaceAll(/[\d/]\S*/g, '#')]);
    groups.set(key, [...(groups.get(key) ?? []), state]);
  }
  const stampOf = new Map(rows.map((row) => [row.id, row.stamp]));
  return [...groups.values()].flatMap((group) => {
    const [sample] = group;
    if (sample === undefined) return [];
    const events = group.map((state) => state.event);
    return {
      ...failedState(sample),
      minions: [...new Set(group.map((state) => state.minion))].sort(natural),
      jids: [...new Set(group.flatMap((state) => (state.jid === null ? [] : [state.jid])))],
      events,
      cascade: states.filter((state) => events.includes(state.event) && state.role === 'cascade').length,
      first: events.map((id) => stampOf.get(id) ?? null).find((stamp) => stamp !== null) ?? null,
    };
  });
}

function minionsOf(
  rows: readonly EventRow[],
  jobs: readonly { readonly minions: readonly JobMinion[] }[],
): MinionRow[] {
  const names = new Set(rows.flatMap((row) => (row.minion === null ? [] : [row.minion])));
  for (const job of jobs) for (const minion of job.minions) names.add(minion.minion);
  return [...names].sort(natural).map((minion) => {
    const own = rows.filter((row) => row.minion === minion);
    return {
      minion,
      firstSeen: own[0]?.stamp ?? null,
      lastSeen: own.at(-1)?.stamp ?? null,
      returns: own.filter((row) => row.kind === 'ret').length,
      failed: own.filter((row) => row.outcomes.includes('failed')).length,
      missing: jobs.filter((job) => job.minions.some((one) => one.minion === minion && one.outcome === 'missing'))
        .length,
      starts: own.filter((row) => row.tag.startsWith('salt/minion/')).length,
      salt: null,
      skewS: null,
    };
  });
}
