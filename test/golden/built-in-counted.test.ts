// The sequences and the SQL that ship, on real captures: each is counted by plain loops over the records, with no code of the program.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { caseFunctions } from '../../electron/engine/reader/case-functions.ts';
import { builtInFolder } from '../../electron/library/built-in.ts';
import { listQueries } from '../../electron/library/query-folder.ts';
import { sequenceMatches } from '../../electron/queries/sequence-matches.ts';
import { runStatement } from '../../electron/store/sql/run-statement.ts';
import { bindQuery } from '../../shared/keep/bind-query.ts';
import type { ParameterValues } from '../../shared/keep/parameter-value.ts';
import { DerivedCase, valueIn } from '../support/derived-capture.ts';

const captures = join(import.meta.dirname, '..', 'captures');
const queries = listQueries(builtInFolder, 'built-in').flatMap((entry) => ('query' in entry ? [entry.query] : []));

type State = { readonly result?: unknown; readonly changes?: object; readonly duration?: number; readonly __id__?: string };
type Data = {
  readonly _stamp: string;
  readonly id?: string;
  readonly jid?: string;
  readonly fun?: string;
  readonly user?: string;
  readonly retcode?: number;
  readonly return?: unknown;
  readonly minions?: readonly string[];
};
type Entry = { readonly tag: string; readonly data: Data };

const opened = new Map<string, DerivedCase>();
afterAll(() => {
  for (const one of opened.values()) one.dispose();
});

/** A capture, or several joined by a blank, as plain records in the order of their stamps. */
function recordsOf(path: string): Entry[] {
  const records = path.split(' ').flatMap((one) => {
    const bytes = readFileSync(join(captures, one));
    const text = (one.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
    return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Entry]));
  });
  return records.toSorted((a, b) => us(a) - us(b));
}

async function caseOf(path: string): Promise<DerivedCase> {
  const paths = path.split(' ').map((one) => join(captures, one));
  const known = opened.get(path) ?? (await DerivedCase.read(...paths));
  opened.set(path, known);
  return known;
}

function bound(name: string, given: ParameterValues) {
  const query = queries.find((one) => one.name === name);
  if (query === undefined) throw new Error(`there is no ${name}`);
  const binding = bindQuery(query, given, { zone: 'UTC', captureFirst: undefined, captureLast: undefined });
  if (!binding.ok) throw new Error(JSON.stringify(binding.faults));
  return binding.bound;
}

/** Rows of a query in SQL, each as an object. */
async function rowsOf(path: string, name: string, given: ParameterValues = {}): Promise<Record<string, unknown>[]> {
  const { text: sql, ...rest } = bound(name, given);
  const { caseFile } = await caseOf(path);
  const limits = { rows: 100_000, characters: 10_000, deadlineMs: 60_000 };
  const values = 'values' in rest ? rest.values : {};
  const answer = valueIn(runStatement(caseFile.path, { sql, values }, limits, caseFunctions(caseFile, 'UTC')));
  return answer.rows.map((row) => Object.fromEntries(answer.columns.map((column, at) => [column.name, row[at]])));
}

/** Join values and number of events of each match of a sequence, as texts. */
async function matchesOf(path: string, name: string, given: ParameterValues = {}): Promise<string[]> {
  const read = await caseOf(path);
  const body = { filter: '', sequence: bound(name, given).text, waitMs: 60_000, offset: 0, limit: 10_000 };
  const { rows } = await read.ask(sequenceMatches, { ...body, states: ['matched'] });
  return rows.map(({ by, events }) => [...by, events[0]?.stamp].join(' ')).toSorted();
}

/** µs since 1970, all in UTC; stamps have six digits, of which Date takes three. */
function us({ data }: Entry): number {
  const [, seconds = '', digits = ''] = /^([\d-]+T[\d:]+)(?:\.(\d+))?/.exec(data._stamp) ?? [];
  return Date.parse(`${seconds}Z`) * 1000 + Number(digits.padEnd(6, '0'));
}

const isReturn = ({ tag }: Entry) => /^salt\/job\/\d+\/ret\//.test(tag);
const isNew = ({ tag }: Entry) => /^salt\/job\/\d+\/new$/.test(tag);
const isStartOfJob = ({ tag }: Entry) => /^salt\/(?:job|run|wheel)\/\d+\/new$/.test(tag);
const isEndOfJob = ({ tag }: Entry) => /^salt\/(?:job|run|wheel)\/\d+\/ret(?:\/|$)/.test(tag);
const isStart = ({ tag }: Entry) => /^salt\/minion\/[^/]+\/start$/.test(tag) || tag === 'minion_start';
const minionOf = ({ tag, data }: Entry) => (isReturn({ tag, data }) ? tag.split('/').at(-1) : data.id) ?? '';

/** What Salt asks by itself: whether a job still runs, and the ping of a `manage` runner that is under way. */
function isPoll(one: Entry, all: readonly Entry[]): boolean {
  if (one.data.fun === 'saltutil.find_job') return true;
  const before = all.slice(0, all.indexOf(one)).filter(({ data }) => String(data.fun).startsWith('runner.manage.'));
  return one.data.fun === 'test.ping' && before.at(-1)?.tag.endsWith('/new') === true;
}

function statesOf({ data }: Entry): [string, State][] {
  if (typeof data.return !== 'object' || data.return === null) return [];
  return Object.entries(data.return as Record<string, State>).filter(([key]) => key.includes('_|-'));
}

function hasFailed(one: Entry): boolean {
  return one.data.retcode !== 0 || statesOf(one).some(([, state]) => state.result === false);
}

/** Counts by a text. */
function tally(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/** `id function` of a state, from the key it stands under. */
function stateName([key, state]: [string, State]): string {
  const parts = key.split('_|-');
  return `${state.__id__ ?? parts[1]} ${parts[0]}.${parts.at(-1)}`;
}

describe('sequences that ship', () => {
  /** Starts followed by an end on the same minion in time: one for each start. */
  function followed(path: string, first: (one: Entry) => boolean, then: (one: Entry) => boolean, withinUs: number) {
    const records = recordsOf(path);
    return records.flatMap((start, at) => {
      if (!first(start)) return [];
      const later = records.slice(at + 1).filter((one) => us(one) - us(start) <= withinUs);
      return later.some((one) => then(one) && minionOf(one) === minionOf(start)) ? [`${minionOf(start)} ${us(start)}`] : [];
    });
  }

  it('Failed state run after a start', async () => {
    const path = '3008.5/dead-minion/rawfile.jsonl 3008.5/race/rawfile.jsonl';
    const isFailedRun = (one: Entry) => isReturn(one) && /^state\./.test(String(one.data.fun)) && hasFailed(one);
    const expected = followed(path, isStart, isFailedRun, 3600e6);
    expect(expected.length).toBeGreaterThan(0);
    expect(await matchesOf(path, 'Failed state run after a start', { within: '1h' })).toEqual(expected.toSorted());
  });

  it('Restart after highstate', async () => {
    const path = '3008.5/bad-config/rawfile.jsonl 3008.5/dead-minion/rawfile.jsonl';
    const isRun = (one: Entry) => isReturn(one) && /^state\.(?:apply|highstate|sls)$/.test(String(one.data.fun));
    const expected = followed(path, isRun, isStart, 3600e6);
    expect(expected.length).toBeGreaterThan(0);
    expect(await matchesOf(path, 'Restart after highstate', { within: '1h' })).toEqual(expected.toSorted());
  });

  it('No return within', async () => {
    const path = '3008.5/dead-minion/rawfile.jsonl';
    const records = recordsOf(path);
    const withinUs = 10e6;
    const last = Math.max(...records.map(us));
    const expected = records.flatMap((sent, at) => {
      if (!isNew(sent) || isPoll(sent, records) || us(sent) + withinUs > last) return [];
      const later = records.slice(at + 1).filter((one) => us(one) - us(sent) <= withinUs && isReturn(one));
      const silent = (sent.data.minions ?? []).filter(
        (minion) => !later.some((one) => one.data.jid === sent.data.jid && minionOf(one) === minion),
      );
      return silent.map((minion) => `${sent.data.jid} ${minion} ${us(sent)}`);
    });
    expect(expected.length).toBeGreaterThan(0);
    expect(await matchesOf(path, 'No return within', { within: '10s' })).toEqual(expected.toSorted());
  });
});

describe('SQL that ships', () => {
  it('States that change every run', async () => {
    const path = '3008.5/noisy-mixed/rawfile.jsonl';
    const runs = recordsOf(path)
      .filter(isReturn)
      .flatMap((one) => statesOf(one).map((state) => [`${stateName(state)} ${minionOf(one)}`, state[1]] as const));
    const changed = tally(runs.flatMap(([name, { changes }]) => (Object.keys(changes ?? {}).length > 0 ? [name] : [])));
    const expected = [...tally(runs.map(([name]) => name))].filter(([name, n]) => n >= 2 && changed.get(name) === n);
    expect(expected.length).toBeGreaterThan(0);
    const rows = await rowsOf(path, 'States that change every run');
    const found = rows.map((row) => [`${row.state_id} ${row.state_fun} ${row.minion}`, row.runs]);
    expect(found.toSorted()).toEqual(expected.toSorted());
  });

  it('Beacons by kind', async () => {
    const path = '3008.5/noisy-mixed/rawfile.jsonl';
    const expected = tally(
      recordsOf(path).flatMap(({ tag }) => {
        const [salt, beacon, minion, kind] = tag.split('/');
        return salt === 'salt' && beacon === 'beacon' ? [`${minion} ${kind}`] : [];
      }),
    );
    expect(expected.size).toBeGreaterThan(0);
    const rows = await rowsOf(path, 'Beacons by kind');
    expect(new Map(rows.map((row) => [`${row.minion} ${row.beacon}`, row.events]))).toEqual(expected);
  });

  it('Duplicate returns', async () => {
    const path = '3008.5/fleet/rawfile.jsonl.gz';
    const times = tally(
      recordsOf(path)
        .filter(isReturn)
        .map((one) => `${one.data.jid} ${minionOf(one)}`),
    );
    const expected = [...times].filter(([, n]) => n > 1).map(([name, n]) => [name, n - 1]);
    expect(expected.length).toBeGreaterThan(0);
    const rows = await rowsOf(path, 'Duplicate returns');
    expect(rows.map((row) => [`${row.jid} ${row.minion}`, row.duplicates]).toSorted()).toEqual(expected.toSorted());
  });

  it('Failed returns by minion', async () => {
    const path = '3008.5/bad-config/rawfile.jsonl';
    const returns = recordsOf(path).filter(isReturn);
    const all = tally(returns.map(minionOf));
    const failed = tally(returns.filter(hasFailed).map(minionOf));
    expect(failed.size).toBeGreaterThan(0);
    const rows = await rowsOf(path, 'Failed returns by minion');
    const found = rows.map((row) => [row.minion, row.failed, row.returns]);
    expect(found.toSorted()).toEqual([...failed].map(([minion, n]) => [minion, n, all.get(minion)]).toSorted());
  });

  it('Longest jobs', async () => {
    const path = '3008.5/bad-config/rawfile.jsonl';
    const records = recordsOf(path);
    // Runs of runners are jobs as well.
    const sent = records.filter((one) => isStartOfJob(one) && !isPoll(one, records));
    const expected = [...new Set(sent.map(({ data }) => data.jid))].flatMap((jid) => {
      const begins = sent.filter(({ data }) => data.jid === jid).map(us);
      const ends = records.filter((one) => isEndOfJob(one) && one.data.jid === jid).map(us);
      return ends.length === 0 ? [] : [[jid, Math.round((Math.max(...ends) - Math.min(...begins)) / 1e3) / 1e3]];
    });
    expect(expected.length).toBeGreaterThan(2);
    const rows = await rowsOf(path, 'Longest jobs', { rows: '1000' });
    expect(rows.map((row) => [row.jid, row.seconds]).toSorted()).toEqual(expected.toSorted());
    const seconds = rows.map((row) => Number(row.seconds));
    expect(seconds).toEqual(seconds.toSorted((x, y) => y - x));
  });

  it('Minions not seen since', async () => {
    const path = '3008.5/dead-minion/rawfile.jsonl';
    const records = recordsOf(path).filter((one) => isReturn(one) || isStart(one) || one.data.id !== undefined);
    const seen = new Map<string, number>();
    for (const one of records) if (!isNew(one)) seen.set(minionOf(one), us(one));
    const since = Math.max(...seen.values()) - 5e6;
    const expected = [...seen].filter(([minion, at]) => minion !== '' && at < since).map(([minion]) => minion);
    const given = new Date(since / 1000).toISOString();
    expect(expected.length).toBeGreaterThan(0);
    const rows = await rowsOf(path, 'Minions not seen since', { since: given });
    expect(rows.map((row) => row.minion).toSorted()).toEqual(expected.toSorted());
  });

  it('Slowest states', async () => {
    const path = '3008.5/noisy-mixed/rawfile.jsonl';
    const longest = new Map<string, number>();
    const runs = new Map<string, number>();
    for (const one of recordsOf(path).filter(isReturn)) {
      for (const state of statesOf(one)) {
        const { duration } = state[1];
        if (typeof duration !== 'number') continue;
        longest.set(stateName(state), Math.max(longest.get(stateName(state)) ?? 0, duration));
        runs.set(stateName(state), (runs.get(stateName(state)) ?? 0) + 1);
      }
    }
    expect(longest.size).toBeGreaterThan(0);
    const rows = await rowsOf(path, 'Slowest states', { rows: '1000' });
    const found = rows.map((row) => [`${row.state_id} ${row.state_fun}`, row.runs, row.longest_ms]);
    expect(found.toSorted()).toEqual([...longest].map(([name, ms]) => [name, runs.get(name), ms]).toSorted());
    expect(rows.map((row) => Number(row.longest_ms))).toEqual([...longest.values()].toSorted((a, b) => b - a));
  });

  it('Who ran what', async () => {
    const path = '3008.5/bad-config/rawfile.jsonl';
    const records = recordsOf(path);
    const sent = records.filter((one) => isStartOfJob(one) && !isPoll(one, records));
    const jobs = new Map(sent.map(({ data }) => [data.jid, `${data.user} ${data.fun}`]));
    // Nobody is known for what was published before the capture, or by the minion itself.
    for (const { data } of records.filter(isEndOfJob))
      if (data.jid !== undefined && !jobs.has(data.jid)) jobs.set(data.jid, `null ${data.fun}`);
    const expected = tally([...jobs.values()]);
    expect(expected.size).toBeGreaterThan(2);
    const rows = await rowsOf(path, 'Who ran what');
    expect(new Map(rows.map((row) => [`${row.user} ${row.fun}`, row.jobs]))).toEqual(expected);
  });

  it('every sequence and every SQL query has its test here', () => {
    const text = readFileSync(import.meta.filename, 'utf8');
    const untested = queries.filter(({ kind, name }) => kind !== 'filter' && !text.includes(`it('${name}',`));
    expect(untested.map(({ name }) => name)).toEqual([]);
  });
});
