// A small invented case in the contract's real types, the same at every run: what view tests and screenshots are made of.

import type { CaseInfo, CaseSummary, ProblemRow } from '../../../shared/questions/case-info.ts';
import type { EventDetail, EventRow } from '../../../shared/questions/event-row.ts';
import type { JobMinion, JobRow, JobStory, MinionRow, RootGroup, StateRow } from '../../../shared/questions/job-row.ts';
import type { JobOutcome } from '../../../shared/salt/job-outcome.ts';
import type { Kind } from '../../../shared/salt/kind.ts';

/** 2026-03-01T12:00:00Z in µs. */
export const sampleStart = 1_772_366_400_000_000;
const minute = 60_000_000;
const minions = [
  'web1',
  'web2',
  'web3',
  'web4',
  'web5',
  'web6',
  'db1',
  'db2',
  'cache1',
  'cache2',
  'lb1',
  'mq1',
  'mon1',
];
const bad = new Set(['web2', 'web4', 'web6']);
const httpError = 'nginx: [emerg] unknown directive "http2" in /etc/nginx/nginx.conf:14';

function jidAt(stamp: number): string {
  const iso = new Date(stamp / 1000).toISOString();
  return `${iso.slice(0, 19).replace(/[-T:]/g, '')}${String(stamp % 1_000_000).padStart(6, '0')}`;
}

type Plan = {
  at: number;
  fun: string;
  arg: string[];
  user: string;
  tgt: string;
  who: string[];
  origin: JobRow['origin'];
};

const plans: Plan[] = Array.from({ length: 28 }, (_, n) => ({
  at: sampleStart + n * 5 * minute + ((n * 7919) % 1_000_000),
  fun: n % 4 === 0 ? 'state.highstate' : n % 4 === 1 ? 'cmd.run' : n % 4 === 2 ? 'test.ping' : 'pkg.list_upgrades',
  arg: n % 4 === 1 ? ['df -h'] : [],
  user: n % 3 === 0 ? 'ana' : 'bo',
  tgt: '*',
  who: minions,
  origin: {
    kind: n % 5 === 0 ? 'schedule' : 'cli',
    certainty: n % 5 === 0 ? 'certain' : 'inferred',
    because: 'user sudo_ana',
  },
}));
plans.splice(19, 0, {
  at: sampleStart + 93 * minute + 482_113,
  fun: 'state.apply',
  arg: ['nginx'],
  user: 'Reactor',
  tgt: 'web*',
  who: [...minions.filter((minion) => minion.startsWith('web')), 'db2'],
  origin: { kind: 'reaction', certainty: 'inferred', because: 'began 83 ms after salt/beacon/mon1/inotify/' },
});

const events: EventRow[] = [];
const details = new Map<number, { data: unknown; outcomeBy: EventDetail['outcomeBy'] }>();
const jobs: JobRow[] = [];
const stories = new Map<string, JobStory>();
const states: StateRow[] = [];

function addEvent(row: Partial<EventRow> & { stamp: number; tag: string; kind: Kind }, data: unknown): number {
  const id = events.length + 1;
  events.push({
    id,
    minion: null,
    jid: null,
    fun: [],
    user: null,
    retcode: [],
    success: [],
    outcomes: [],
    durationUs: null,
    isTest: false,
    isInternal: false,
    claimedBy: null,
    hasProblem: false,
    size: JSON.stringify(data).length + row.tag.length,
    source: 'sse.txt',
    ...row,
  });
  details.set(id, {
    data,
    outcomeBy: row.kind === 'ret' ? (row.fun?.[0]?.startsWith('state.') ? 'state-results' : 'retcode') : null,
  });
  return id;
}

function statesOf(minion: string, isBroken: boolean): Record<string, unknown> {
  const one = (
    n: number,
    id: string,
    state: string,
    result: boolean | null,
    comment: string,
    changes: unknown = {},
  ) => ({
    [`${state.replace('.', '_|-')}_|-${id}_|-${id}_|-run`]: {
      __id__: id,
      __sls__: 'nginx',
      __run_num__: n,
      name: id,
      result,
      comment,
      changes,
      duration: 120.5 * (n + 1),
      start_time: '13:33:46.120000',
    },
  });
  const blocked = 'One or more requisite failed: nginx.nginx-configtest';
  return {
    ...one(0, 'nginx-pkg', 'pkg.installed', true, 'All specified packages are already installed'),
    ...one(1, 'nginx-config', 'file.managed', true, 'File /etc/nginx/nginx.conf updated', {
      diff: `--- \n+++ \n@@ -12,3 +12,4 @@\n keepalive_timeout 65;\n+http2 on;\n`,
    }),
    ...one(
      2,
      'nginx-configtest',
      'cmd.run',
      !isBroken,
      isBroken ? `Command "nginx -t" run\n${httpError}` : 'Command "nginx -t" run',
      { pid: 4711, retcode: isBroken ? 1 : 0, stderr: isBroken ? httpError : '' },
    ),
    ...one(3, 'nginx-reload', 'service.running', !isBroken, isBroken ? blocked : `nginx is running on ${minion}`),
    ...one(4, 'nginx-site', 'file.managed', !isBroken, isBroken ? blocked : 'File is in the correct state'),
  };
}

function addStates(event: number, jid: string, minion: string, isBroken: boolean): void {
  Object.values(statesOf(minion, isBroken)).forEach((state, n) => {
    const s = state as { __id__: string; result: boolean; comment: string; duration: number; changes: object };
    const isCascade = isBroken && n > 2;
    states.push({
      event,
      minion,
      jid,
      sls: 'nginx',
      id: s.__id__,
      name: s.__id__,
      result: s.result,
      comment: s.comment,
      durationMs: s.duration,
      runNum: n,
      state: ['pkg.installed', 'file.managed', 'cmd.run', 'service.running', 'file.managed'][n] ?? 'test.nop',
      isChanged: Object.keys(s.changes).length > 0,
      role: isCascade ? 'cascade' : s.result ? 'none' : 'root',
      blockedBy: isCascade ? ['nginx.nginx-configtest'] : [],
    });
  });
}

for (const plan of plans) {
  const jid = jidAt(plan.at);
  const isIncident = plan.user === 'Reactor';
  const isHigh = plan.fun === 'state.highstate';
  const outcomesHere: JobOutcome[] = [];
  const newEvent = addEvent(
    { stamp: plan.at, tag: `salt/job/${jid}/new`, kind: 'new', jid, fun: [plan.fun], user: plan.user },
    {
      jid,
      fun: plan.fun,
      arg: plan.arg,
      tgt: plan.tgt,
      tgt_type: 'glob',
      user: plan.user,
      minions: plan.who,
      _stamp: new Date(plan.at / 1000).toISOString(),
    },
  );
  const members: JobMinion[] = [];
  let ended = plan.at;
  plan.who.forEach((minion, n) => {
    const isMissing = isIncident && minion === 'db2';
    const isBroken = isIncident && bad.has(minion);
    const outcome: JobOutcome = isMissing
      ? 'missing'
      : isBroken
        ? 'failed'
        : isIncident || (isHigh && minion === 'mq1')
          ? 'changed'
          : 'succeeded';
    outcomesHere.push(outcome);
    const at = plan.at + (isIncident ? 20_000_000 : 900_000) + n * 92_481;
    let event: number | null = null;
    if (!isMissing) {
      ended = Math.max(ended, at);
      const ret =
        isIncident || isHigh
          ? statesOf(minion, isBroken)
          : plan.fun === 'test.ping'
            ? true
            : 'Filesystem  Size  Used\n/dev/sda1    20G   12G';
      event = addEvent(
        {
          stamp: at,
          tag: `salt/job/${jid}/ret/${minion}`,
          kind: 'ret',
          jid,
          minion,
          fun: [plan.fun],
          retcode: [isBroken ? 2 : 0],
          success: [!isBroken],
          outcomes: [outcome],
          durationUs: at - plan.at,
        },
        {
          jid,
          id: minion,
          fun: plan.fun,
          fun_args: plan.arg,
          retcode: isBroken ? 2 : 0,
          success: !isBroken,
          return: ret,
          _stamp: new Date(at / 1000).toISOString(),
        },
      );
      if (isIncident || isHigh) addStates(event, jid, minion, isBroken);
    }
    members.push({
      minion,
      outcome,
      outcomeBy: isMissing ? null : isIncident ? 'state-results' : 'retcode',
      retcode: isMissing ? [] : [isBroken ? 2 : 0],
      success: isMissing ? [] : [!isBroken],
      returnedAt: isMissing ? null : at,
      durationUs: isMissing ? null : at - plan.at,
      duplicates: 0,
      isExpected: true,
      event,
      missingBecause: isMissing
        ? { reason: 'restarted-mid-job', certainty: 'inferred', evidence: [newEvent], also: [] }
        : null,
      rootFailures: isBroken ? [{ sls: 'nginx', id: 'nginx-configtest', state: 'cmd.run', comment: httpError }] : [],
      cascade: isBroken ? 2 : 0,
      unresolved: 0,
      notReached: null,
      errorText: null,
    });
  });
  const count = (outcome: JobOutcome) => outcomesHere.filter((one) => one === outcome).length;
  const index = newEvent - 1;
  const own = events[index];
  if (own !== undefined) events[index] = { ...own, outcomes: [...new Set(outcomesHere)] };
  const job: JobRow = {
    jid,
    fun: [plan.fun],
    arg: plan.arg,
    user: plan.user,
    tgt: plan.tgt,
    tgtType: 'glob',
    started: plan.at,
    ended,
    durationUs: ended - plan.at,
    isInternal: false,
    isTest: false,
    expected: plan.who.length,
    returned: plan.who.length - count('missing'),
    succeeded: count('succeeded'),
    changed: count('changed'),
    failed: count('failed'),
    missing: count('missing'),
    running: 0,
    unknown: 0,
    unexpected: 0,
    origin: plan.origin,
    event: newEvent,
  };
  jobs.push(job);
  const roots: RootGroup[] = isIncident
    ? [
        {
          sls: 'nginx',
          id: 'nginx-configtest',
          state: 'cmd.run',
          comment: httpError,
          minions: [...bad],
          jids: [jid],
          events: members.flatMap((m) => (m.outcome === 'failed' && m.event !== null ? [m.event] : [])),
          cascade: 6,
          first: plan.at + 20_000_000,
        },
      ]
    : [];
  stories.set(jid, { job, minions: members, roots, newEvents: [newEvent] });
}

addEvent(
  {
    stamp: sampleStart + 93 * minute + 399_113,
    tag: 'salt/beacon/mon1/inotify//srv/salt/nginx.conf.jinja',
    kind: 'beacon',
    minion: 'mon1',
  },
  {
    id: 'mon1',
    change: 'IN_MODIFY',
    path: '/srv/salt/nginx.conf.jinja',
    token: 'hunter2-NOT-REAL',
    _stamp: '2026-03-01T13:33:00.399113',
  },
);
addEvent(
  {
    stamp: sampleStart + 94 * minute,
    tag: 'lab/\u001b[31mevil\u202e<script>alert(1)</script>',
    kind: 'custom',
    minion: 'web1',
    hasProblem: true,
  },
  {
    __proto__x: 1,
    constructor: '<img src=x onerror=alert(1)>',
    note: 'line\u2028separator',
    big: '12345678901234567890',
    password: 'hunter2-NOT-REAL',
  },
);
addEvent(
  { stamp: sampleStart + 94.85 * minute, tag: 'salt/minion/db2/start', kind: 'minion-start', minion: 'db2' },
  { id: 'db2', cmd: '_minion_event', data: 'Minion db2 started' },
);
events.sort((a, b) => (a.stamp ?? 0) - (b.stamp ?? 0) || a.id - b.id);

const minionRows: MinionRow[] = minions.map((minion) => {
  const own = events.filter((event) => event.minion === minion);
  return {
    minion,
    firstSeen: own[0]?.stamp ?? null,
    lastSeen: own.at(-1)?.stamp ?? null,
    returns: own.filter((event) => event.kind === 'ret').length,
    failed: own.filter((event) => event.outcomes.includes('failed')).length,
    missing: minion === 'db2' ? 1 : 0,
    starts: minion === 'db2' ? 1 : 0,
    salt: '3006.30',
    skewS: minion === 'lb1' ? 90.2 : null,
  };
});

const kinds = [...new Set(events.map((event) => event.kind))].map((kind) => ({
  kind,
  count: events.filter((e) => e.kind === kind).length,
}));

/** What the sample case holds. */
export const sampleInfo: CaseInfo = {
  path: '/home/ana/rollout-0301.saltrace',
  name: 'rollout-0301.saltrace',
  isReadOnly: false,
  revision: 1,
  salt: ['3006.30'],
  first: events[0]?.stamp ?? null,
  last: events.at(-1)?.stamp ?? null,
  events: events.length,
  kinds,
  minions: minions.length,
  jobs: jobs.length,
  gaps: [{ from: sampleStart + 57 * minute, to: sampleStart + 59.5 * minute, reason: 'not listening' }],
  problems: [
    { code: 'noise', severity: 'info', count: 2 },
    { code: 'record-truncated', severity: 'data-loss', count: 1 },
  ],
  promoted: [],
  signed: { blocks: 0, of: 1 },
  isDerived: true,
  share: null,
  sources: [
    {
      id: 1,
      name: 'sse.txt',
      path: '/home/ana/captures/sse.txt',
      format: 'sse',
      bytes: 1_284_120,
      read: events.length + 1,
      accepted: events.length,
      duplicates: 0,
      rejected: 1,
      isComplete: true,
      first: events[0]?.stamp ?? null,
      last: events.at(-1)?.stamp ?? null,
      problems: [
        { code: 'noise', severity: 'info', count: 2, sample: { line: 1, offset: 0, text: 'retry: 400' } },
        {
          code: 'record-truncated',
          severity: 'data-loss',
          count: 1,
          sample: { line: 1204, offset: 1_284_001, text: 'data: {"tag": "salt/job/2026030114' },
        },
      ],
    },
    {
      id: 2,
      name: 'rawfile.jsonl',
      path: '/home/ana/captures/rawfile.jsonl',
      format: 'rawfile-json',
      bytes: 1_190_004,
      read: events.length,
      accepted: 0,
      duplicates: events.length,
      rejected: 0,
      isComplete: true,
      first: events[0]?.stamp ?? null,
      last: events.at(-1)?.stamp ?? null,
      problems: [],
    },
  ],
};

const problems: ProblemRow[] = [
  {
    id: 1,
    code: 'noise',
    severity: 'info',
    source: 'sse.txt',
    line: 1,
    offset: 0,
    detail: null,
    sample: 'retry: 400',
    event: null,
  },
  {
    id: 2,
    code: 'noise',
    severity: 'info',
    source: 'sse.txt',
    line: 402,
    offset: 400_121,
    detail: null,
    sample: ': keep-alive',
    event: null,
  },
  {
    id: 3,
    code: 'record-truncated',
    severity: 'data-loss',
    source: 'sse.txt',
    line: 1204,
    offset: 1_284_001,
    detail: null,
    sample: 'data: {"tag": "salt/job/2026030114',
    event: null,
  },
];

const worst = [...jobs].sort((a, b) => b.failed - a.failed || (b.missing ?? 0) - (a.missing ?? 0));

/** The summary of the sample case. */
export const sampleSummary: CaseSummary = {
  info: sampleInfo,
  jobs: worst.slice(0, 10),
  silent: minionRows.filter((row) => row.minion === 'db2'),
  failingStates: [...stories.values()].flatMap((story) => story.roots),
};

/** Everything of one event. */
export function sampleDetail(id: number): EventDetail | undefined {
  const row = events.find((event) => event.id === id);
  const detail = details.get(id);
  if (row === undefined || detail === undefined) return undefined;
  const dataText = JSON.stringify(detail.data);
  return {
    row,
    outcomeBy: detail.outcomeBy,
    contradictions: [],
    dataText,
    raw: JSON.stringify({ tag: row.tag, data: detail.data }),
    rawIsCut: false,
    places: [
      { source: 'sse.txt', line: id * 3, offset: id * 412, length: row.size },
      { source: 'rawfile.jsonl', line: id, offset: id * 380, length: row.size - 12 },
    ],
    problems: row.hasProblem ? [{ code: 'big-integer', severity: 'notice', detail: 'big' }] : [],
  };
}

/** All of the sample case. */
export const sample = { events, jobs, worst, stories, states, minionRows, problems };
