// The meaning of each field and operator, one event at a time.
import { describe, expect, it } from 'vitest';
import { parseStamp, type Stamp } from '../../../shared/base/stamp.ts';
import { type FilterEvent, matches } from '../../../shared/filter/matches.ts';
import { parseFilter } from '../../../shared/filter/parse-filter.ts';

function at(text: string): Stamp {
  const stamp = parseStamp(text);
  if (stamp === undefined) throw new Error(text);
  return stamp;
}

const context = { zone: 'UTC', captureFirst: at('2026-03-01T10:00:00Z'), captureLast: at('2026-03-01T13:00:00Z') };

const ret: FilterEvent = {
  tag: 'salt/job/20260301120000000000/ret/web1',
  kind: 'ret',
  minion: 'web1',
  jid: '20260301120000000000',
  fun: ['state.apply', 'test.ping'],
  user: undefined,
  tgt: [],
  sls: ['web.nginx', 'base'],
  state: ['nginx conf', 'file.managed', 'pkg.installed'],
  outcomes: ['failed'],
  expected: [],
  isTest: false,
  isInternal: false,
  retcode: [0, 2],
  success: [true, false],
  stamp: at('2026-03-01T12:00:00.5Z'),
  durationUs: 31_000_000,
  source: 'sse.txt',
  size: 2_500_000,
  problems: ['trimmed'],
  raw: '{"data": {"msg": "caf\\u00e9 Refused", "path": "C:\\\\tmp"}}',
  data: {
    msg: 'café',
    n: 5,
    text5: '5',
    yes: true,
    nothing: null,
    list: ['a', 7, { x: 1 }],
    'a.b': 'dotted',
    return: { 'file_|-x_|-x_|-managed': { result: false, duration: 12.5 }, other: { result: true } },
    deep: [{ k: 'v' }, { k: 'w' }],
  },
};

const bare: FilterEvent = {
  ...ret,
  tag: 'custom/thing',
  kind: 'custom',
  minion: undefined,
  jid: undefined,
  fun: [],
  sls: [],
  state: [],
  outcomes: [],
  retcode: [],
  success: [],
  stamp: undefined,
  durationUs: undefined,
  size: 12,
  problems: [],
  raw: '{}',
  data: {},
};

const job: FilterEvent = {
  ...bare,
  kind: 'new',
  outcomes: ['succeeded', 'missing'],
  expected: ['web1', 'web2'],
  tgt: ['web*'],
  isTest: true,
  isInternal: true,
};

function select(text: string, event: FilterEvent): boolean {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.fault.code}`);
  return matches(parsed.tree, event, context);
}

describe('matches', () => {
  it.each([
    '',
    'salt/job/*/ret/web?',
    '*',
    'tag:salt/job/*',
    'tag=salt/job/20260301120000000000/ret/web1',
    'REFUSED',
    '"café refused"',
    'CAFÉ',
    '"c:\\tmp"',
    'kind:ret',
    'kind:(new or ret)',
    'kind:r*',
    'kind~/^re/',
    'minion:web1',
    'minion:w[a-f]b*',
    'minion!=web2',
    'minion!=(web2 or web3)',
    'minion~/B1$/i',
    'minion:*',
    'jid:2026*',
    'fun:test.ping',
    'fun!=test.ping',
    'sls:web.*',
    'state:"nginx conf"',
    'state:"nginx *"',
    'state:pkg.installed',
    'outcome:failed',
    'test:false',
    'test!=true',
    'test:*',
    'internal:false',
    'retcode>0',
    'retcode:0',
    'retcode!=0',
    'retcode:1..3',
    'retcode:..0',
    'retcode:(9 or 2)',
    'success:true success:false',
    'success!=true',
    'not user:*',
    'not user:root',
    'not user!=root',
    'time:2026-03-01',
    'time:12:00',
    'time:12:00:00',
    'time:11:00..12:30',
    'time:..12:30',
    'time:2026-02-28..2026-03-01',
    'time:2026-03-01T11:00..13:00',
    'time:(11:00 or 12:00)',
    'time!=11:00',
    'time>=2026-03-01T12:00',
    'time>12:00',
    'time<=2026-03-01',
    'not time>2026-03-01',
    'time:2026-03-01T14:00+02:00',
    'time=2026-03-01T12:00:00.5Z',
    'last:1h',
    'duration>30s duration<0.6m duration:31s duration:30s..1m',
    'size>1MB size<3MiB size=2500000 size>=2441.40625KiB',
    'source:sse*',
    'problem:trimmed',
    'problem:*',
    'data.n:5 data.n=5.0 data.n>4 data.n:1..9 data.n!=6',
    'data.text5:5',
    'data.text5:"5"',
    'data.yes:true data.yes!=false',
    'data.nothing:null data.nothing:*',
    'data.list:a data.list:7 data.list.0:a data.list.*:7 data.list.2.x:1',
    'data."a.b":dotted',
    'data.return.*.result:false',
    'data.return.*.duration>12',
    'data.return.file_|-x_|-x_|-managed.result:false',
    'data.deep.*.k~/^W$/i',
    'data.*:5',
    'data.return:*',
    'data.msg:caf?',
  ])('%s selects the return', (text) => {
    expect(select(text, ret)).toBe(true);
  });

  it.each([
    'salt/job/*/ret',
    'job/*',
    'cafe',
    'kind:new',
    'kind=custom',
    'minion:Web1',
    'minion:web',
    'minion~/^eb/',
    'user:*',
    'user!=root',
    'outcome:succeeded',
    'retcode>2',
    'retcode:7..9',
    'internal:true',
    'time:2026-03-02',
    'time:12:01',
    'time<12:00',
    'time>2026-03-01',
    'last:30m',
    'duration>31s',
    'size>2500000',
    'data.n:"5"',
    'data.n>5',
    'data.n!=abc',
    'data.text5>4',
    'data.msg:café*x',
    'data.yes:1',
    'data.nothing:0',
    'data.missing:*',
    'data.missing!=1',
    'data.return.*.result:null',
    'data.return!=5',
    'data.constructor:*',
    'data.list.length:3',
    'data.list.9:*',
    '"c:/tmp"',
    '\\u00e9',
  ])('%s does not select the return', (text) => {
    expect(select(text, ret)).toBe(false);
  });

  it.each([
    'expected:web2',
    'outcome:missing outcome:succeeded',
    'test:true',
    'internal:true',
    'tgt="web*"',
    'not time:*',
  ])('%s selects the new event', (text) => {
    expect(select(text, job)).toBe(true);
  });

  it('makes every comparison with what is missing false, and its not true', () => {
    for (const term of [
      'minion:web1',
      'minion!=web1',
      'retcode>=0',
      'retcode<0',
      'time>1970-01-01',
      'time<2100-01-01',
      'duration>0',
      'last:9w',
      'sls~/./',
      'outcome!=failed',
      'success!=true',
    ]) {
      expect([term, select(term, bare), select(`not ${term}`, bare)]).toEqual([term, false, true]);
    }
  });

  it('lets an end of the day before its begin be on the next day', () => {
    expect(select('time:11:30..01:00', ret)).toBe(true);
    expect(select('time:23:00..12:30', ret)).toBe(false);
  });

  it('reads times in the zone of the context', () => {
    const parsed = parseFilter('time:20:00..20:01');
    if (!parsed.ok) throw new Error(parsed.fault.code);
    expect(matches(parsed.tree, ret, { ...context, zone: 'Asia/Shanghai' })).toBe(true);
    expect(matches(parsed.tree, ret, context)).toBe(false);
  });
});
