// Every saved query that ships is readable, and each filter finds in a real capture what the records themselves say.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { builtInFolder } from '../../electron/library/built-in.ts';
import { listQueries } from '../../electron/library/query-folder.ts';
import { eventsPage } from '../../electron/queries/events-page.ts';
import { bindQuery } from '../../shared/keep/bind-query.ts';
import type { ParameterValues } from '../../shared/keep/parameter-value.ts';
import type { SavedQuery } from '../../shared/keep/saved-query.ts';
import { DerivedCase } from '../support/derived-capture.ts';
import { fileOf } from '../support/ingest-case.ts';

const captures = join(import.meta.dirname, '..', 'captures');
const entries = listQueries(builtInFolder, 'built-in');
const queries = entries.flatMap((entry) => ('query' in entry ? [entry.query] : []));

type Data = Record<string, never> & { readonly [key: string]: unknown };
type Record_ = { readonly tag: string; readonly data: Data; readonly line: string };

function recordsOf(recording: string, file: string): Record_[] {
  const bytes = readFileSync(join(captures, recording, file));
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text.split('\n').flatMap((line) => {
    if (line === '') return [];
    return [{ ...(JSON.parse(line) as { tag: string; data: Data }), line }];
  });
}

const isReturn = ({ tag }: Record_) => /^salt\/job\/\d+\/ret\//.test(tag);
const isNew = ({ tag }: Record_) => /^salt\/job\/\d+\/new$/.test(tag);
const time = ({ data }: Record_) => Date.parse(String(data._stamp));

/** What Salt asks by itself: whether a job still runs, and the ping of a `manage` runner that is under way. */
function isPoll(one: Record_, all: readonly Record_[]): boolean {
  if (one.data.fun === 'saltutil.find_job') return true;
  const before = all.slice(0, all.indexOf(one)).filter(({ data }) => String(data.fun).startsWith('runner.manage.'));
  return one.data.fun === 'test.ping' && before.at(-1)?.tag.endsWith('/new') === true;
}

function hasFailed({ data }: Record_): boolean {
  if (data.retcode !== 0) return true;
  const states = typeof data.return === 'object' && data.return !== null ? Object.values(data.return) : [];
  return states.some((state) => typeof state === 'object' && state !== null && 'result' in state && state.result === false);
}

/** Minions of a publish that no return of its job names. */
function missingOf({ data }: Record_, all: readonly Record_[]): string[] {
  const answered = new Set(all.filter((one) => isReturn(one) && one.data.jid === data.jid).map((one) => one.data.id));
  return (data.minions as unknown as string[]).filter((minion) => !answered.has(minion as never));
}

type Check = {
  readonly recording: string;
  readonly file?: string;
  readonly given?: ParameterValues;
  readonly counts: (record: Record_, all: readonly Record_[]) => boolean;
};

/** For each filter: on which capture, with which values, and which records it must find, told without any code of the program. */
const checks: Record<string, Check> = {
  'Failed returns': {
    recording: '3008.5/bad-config',
    given: { minion: 'web*' },
    counts: (one) => isReturn(one) && String(one.data.id).startsWith('web') && hasFailed(one),
  },
  'Published without return': {
    recording: '3008.5/dead-minion',
    counts: (one, all) => isNew(one) && !isPoll(one, all) && missingOf(one, all).length > 0,
  },
  'Jobs of a user': {
    recording: '3008.5/noisy-mixed',
    given: { user: 'sudo_*' },
    counts: (one, all) => isNew(one) && String(one.data.user).startsWith('sudo_') && !isPoll(one, all),
  },
  'Events of a job': {
    recording: '3008.5/bad-config',
    given: { jid: '20261122200903698084' },
    counts: ({ tag, data }) => tag.includes('20261122200903698084') || data.jid === '20261122200903698084',
  },
  'Events of a minion': {
    recording: '3008.5/beacon-reactor',
    given: { minion: 'db1', since: '8s' },
    counts: (one, all) =>
      time(one) >= Math.max(...all.map(time)) - 8_000 &&
      (/\/(?:ret|beacon|minion|refresh)\/db1(?:\/|$)/.test(one.tag) || (one.tag === 'salt/auth' && one.data.id === 'db1')),
  },
  'Test runs': {
    recording: '3008.5/noisy-mixed',
    counts: (one, all) =>
      isReturn(one) &&
      all.some((other) => isNew(other) && other.data.jid === one.data.jid && /test":true/.test(JSON.stringify(other.data.arg))),
  },
  'Trimmed returns': { recording: '3008.5/noisy-mixed', counts: ({ line }) => line.includes('VALUE_TRIMMED') },
  'Authentication failures': {
    recording: '3008.5/key-churn',
    counts: ({ tag, data }) => tag === 'salt/auth' && data.result === false,
  },
  'Keys waiting': {
    recording: '3008.5/key-churn',
    counts: ({ tag, data }) => tag === 'salt/auth' && data.act === 'pend',
  },
  'Key changes': { recording: '3008.5/key-churn', counts: ({ tag }) => tag === 'salt/key' },
  'Runner failures': {
    recording: '3008.5/dead-minion',
    counts: ({ tag, data }) => /^salt\/run\/\d+\/ret$/.test(tag) && data.success === false,
  },
  'Batch runs': { recording: '3008.5/batch-rollout', counts: ({ tag }) => tag.startsWith('salt/batch/') },
  'Slow returns': {
    recording: '3008.5/fleet',
    file: 'rawfile.jsonl.gz',
    given: { limit: '5s' },
    counts: (one, all) => {
      if (!isReturn(one) || isPoll(one, all)) return false;
      const sent = all.filter(
        (other) => isNew(other) && other.data.jid === one.data.jid && (other.data.minions as unknown as string[]).includes(String(one.data.id)),
      );
      return sent.length > 0 && time(one) - Math.min(...sent.map(time)) > 5_000;
    },
  },
  Beacons: { recording: '3008.5/noisy-mixed', counts: ({ tag }) => tag.startsWith('salt/beacon/') },
  'Minion starts': {
    recording: '3008.5/noisy-mixed',
    counts: ({ tag }) => /^salt\/minion\/[^/]+\/start$/.test(tag) || tag === 'minion_start',
  },
  'Runs of a state': {
    recording: '3008.5/bad-config',
    given: { state: 'nginx-configtest' },
    counts: (one) => isReturn(one) && JSON.stringify(one.data.return).includes('_|-nginx-configtest_|-'),
  },
};

async function foundBy(query: SavedQuery, given: ParameterValues, path: string): Promise<number> {
  const binding = bindQuery(query, given, { zone: 'UTC', captureFirst: undefined, captureLast: undefined });
  if (!binding.ok) throw new Error(JSON.stringify(binding.faults));
  const read = await DerivedCase.read(path);
  try {
    return (await read.ask(eventsPage, { filter: binding.bound.text, start: { row: 0 }, limit: 1 })).total;
  } finally {
    read.dispose();
  }
}

describe('the saved queries that ship', () => {
  it('are all readable, and more than twenty, of every kind', () => {
    expect(entries.filter((entry) => !('query' in entry))).toEqual([]);
    expect(queries.length).toBeGreaterThan(20);
    expect(new Set(queries.map(({ kind }) => kind))).toEqual(new Set(['filter', 'sequence', 'sql']));
  });

  it.each(Object.entries(checks))('%s', async (name, { recording, file = 'rawfile.jsonl', given = {}, counts }) => {
    const query = queries.find((one) => one.name === name);
    if (query === undefined) throw new Error('not there');
    const records = recordsOf(recording, file);
    const expected = records.filter((one) => counts(one, records)).length;
    expect(expected).toBeGreaterThan(0);
    expect(await foundBy(query, given, join(captures, recording, file))).toBe(expected);
  });

  // No recorded bus has these two.
  const jid = '20260301120000000001';
  const made: Record<string, object> = {
    'Forged tags': {
      tag: `salt/job/${jid}/ret/db1`,
      data: { cmd: '_minion_event', id: 'web1', tag: `salt/job/${jid}/ret/db1`, data: {}, _stamp: '2026-03-01T12:00:01' },
    },
    'Unknown outcomes': {
      tag: `salt/job/${jid}/ret/db1`,
      data: { jid, id: 'db1', fun: 'cmd.run', return: 'VALUE_TRIMMED', _stamp: '2026-03-01T12:00:01' },
    },
  };
  it.each(Object.entries(made))('%s, on a made record', async (name, record) => {
    const query = queries.find((one) => one.name === name);
    const other = { tag: 'custom/tag', data: { _stamp: '2026-03-01T12:00:00' } };
    const path = fileOf('made.jsonl', `${JSON.stringify(other)}\n${JSON.stringify(record)}\n`);
    expect(query && (await foundBy(query, {}, path))).toBe(1);
  });

  it('each filter has its check', () => {
    const filters = queries.filter(({ kind }) => kind === 'filter').map(({ name }) => name);
    expect(filters.toSorted()).toEqual([...Object.keys(checks), ...Object.keys(made)].toSorted());
  });
});
