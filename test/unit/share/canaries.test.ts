// A canary of every rule in every place where a secret can hide: none may be found in any byte of the share.
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { deriveCase } from '../../../electron/derive/derive-case.ts';
import { valueIn } from '../../support/derived-capture.ts';
import { placesOf, shareOf, type TestShare } from '../../support/share-case.ts';
import { addRecords, emptyCase, type SmallCase } from '../../support/small-case.ts';

const opened: { dispose: () => void }[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.dispose();
});

const jid = '20261122200903698084';
const stamp = '2026-11-22T20:09:03.698084';

/** A case of these events, each a tag and its data. */
async function caseOf(events: readonly (readonly [string, object])[], sourceName = 'a.jsonl'): Promise<SmallCase> {
  const made = emptyCase();
  opened.push(made);
  addRecords(
    made,
    sourceName,
    events.map(([tag, data]) => JSON.stringify({ tag, data: { _stamp: stamp, ...data } })),
  );
  valueIn(await deriveCase(made.caseFile));
  return made;
}

async function shared(
  events: readonly (readonly [string, object])[],
  options: Parameters<typeof shareOf>[1] = {},
): Promise<TestShare> {
  const share = await shareOf((await caseOf(events)).caseFile, options);
  opened.push(share);
  return share;
}

const ret = (data: object): readonly [string, object] => [
  `salt/job/${jid}/ret/web1`,
  { jid, id: 'web1', fun: 'test.arg', fun_args: [], return: true, retcode: 0, success: true, cmd: '_return', ...data },
];

/** Secrets, each by the place that makes it one. */
const planted: readonly (readonly [string, string, (canary: string) => readonly [string, object]])[] = [
  [
    'the root key in a refused call',
    'kQ7/rootKEY+canary00=',
    (key) => ['salt/job/error', { jid: '', load: { fun: 'test.ping', kwargs: {} }, key }],
  ],
  [
    'the root key in .load.p',
    'Zt4LoadKeyCanary9931=',
    (key) => [`salt/job/${jid}/new`, { jid, fun: 'test.ping', minions: ['web1'], load: { key } }],
  ],
  [
    'the root key in jids.load',
    'Jl4LoadKeyCanary9931=',
    (key) => ['jids/row', { load: JSON.stringify({ jid, key, fun: 'test.ping', arg: [] }) }],
  ],
  [
    'the root key in a reactor event',
    'Re4ctorKeyCanary9931',
    (key) => [`salt/run/${jid}/salt/reactors/manage/list`, { key }],
  ],
  [
    'a token in a refused call',
    '8f3c2canarytoken77aa',
    (token) => ['salt/job/error', { token, error: { name: 'AuthorizationError' } }],
  ],
  [
    'a token header of a hook',
    '7d29canaryhook00beef',
    (token) => ['salt/netapi/hook/deploy', { headers: { 'X-Auth-Token': token }, body: '' }],
  ],
  ['a header as a pair', '7d29canarypair00beef', (token) => ['lab/pairs', { headers: [['X-Api-Key', token]] }]],
  [
    'an Authorization header',
    'abcCANARY123bearer',
    (token) => ['salt/netapi/hook/x', { headers: { Authorization: `Bearer ${token}` } }],
  ],
  [
    'a Basic header',
    'basicCanaryPw9',
    (password) => [
      'salt/netapi/hook/x',
      { headers: { authorization: `Basic ${Buffer.from(`ana:${password}`).toString('base64')}` } },
    ],
  ],
  [
    'a cookie',
    'c00kieCanaryValue',
    (cookie) => ['salt/netapi/hook/x', { headers: { Cookie: `lang=en; session_id=${cookie}` } }],
  ],
  [
    'a password at depth',
    'deepCanary#1',
    (password) => ['lab/deep', { a: [{ b: { c: [{ db_password: password }] } }] }],
  ],
  ['a password in a list', 'listCanary#1', (password) => ['lab/list', { passwords: ['x', password] }]],
  ['a password that is a number', '4711471147', (password) => ['lab/number', { password: Number(password) }]],
  ['a password beyond 2^53', '98765432109876543210', () => ['lab/big', { note: 'see raw' }]],
  ['a password with quotes and backslashes', 'q"u\\o/canary', (password) => ['lab/quotes', { password }]],
  ['a password beyond ASCII', 'pässwörd-鏡-🧂', (password) => ['lab/wide', { passwd: password }]],
  [
    'a password of several lines',
    'first-line-canary-1\nsecond-line-canary-2',
    (password) => ['lab/lines', { passphrase: password }],
  ],
  [
    'a password of name and value',
    'envCanaryPair1',
    (value) => ['lab/env', { list: [{ name: 'DB_PASSWORD', value }] }],
  ],
  [
    'a password in a command line',
    'cmdlineCanary1',
    (password) => ['lab/text', { comment: `Command "mysql -u root -p${password} app" run` }],
  ],
  [
    'a password option',
    'optionCanary12',
    (password) => ['lab/text', { comment: `tool --password ${password} --verbose` }],
  ],
  [
    'a password in an address',
    'urlCanary-12',
    (password) => ['lab/text', { text: `git clone https://bot:${password}@git.example.org/x` }],
  ],
  ['a password in YAML', 'yamlCanary12', (password) => ['lab/text', { text: `user: ana\n  password: ${password}\n` }]],
  [
    "a password in Python's words",
    'pyCanary-12',
    (password) => ['lab/text', { text: `{'user': 'ana', u'password': u'${password}'}` }],
  ],
  ['a password in JSON in a text', 'jsonCanary-12', (password) => ['lab/text', { text: JSON.stringify({ password }) }]],
  [
    'a password in JSON in JSON in a text',
    'jsonCanary-13',
    (password) => ['lab/text', { text: JSON.stringify({ inner: JSON.stringify({ password }) }) }],
  ],
  [
    'a password in JSON in words',
    'jsonCanary-14',
    (password) => ['lab/text', { text: `sent ${JSON.stringify({ password })} to it` }],
  ],
  [
    'a password in escaped JSON in words',
    'jsonCanary-15',
    (password) => ['lab/text', { text: `sent ${JSON.stringify(JSON.stringify({ password }))} to it` }],
  ],
  [
    'a token of a known form',
    'ghp_abcdefghij0123456789canary',
    (token) => ['lab/text', { text: `pushed with ${token}.` }],
  ],
  [
    'a JSON web token',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJl',
    (token) => ['lab/text', { text: `got ${token}` }],
  ],
  ['a hash of a password', '$6$salt$abcdefCANARYhash0123', (hash) => ['lab/text', { text: `root:${hash}:19000:0` }]],
  ['a return of sdb', 'sdbCanary-12', (value) => ret({ fun: 'sdb.get', return: value })],
];

describe('a canary is in no byte of a share', () => {
  it.each(planted)('%s', async (_what, canary, plant) => {
    const event = plant(canary);
    // Where the secret stands, and everywhere else.
    const elsewhere: (readonly [string, object])[] = [
      [`lab/tag/${canary.replaceAll('/', '-').replaceAll('\n', ' ')}`, {}],
      [`lab/tag with ${canary.replaceAll('\n', ' ')} in it`, {}],
      ['lab/elsewhere', { [canary]: 1, text: canary, sentence: `it was ${canary}, twice ${canary}`, list: [[canary]] }],
      ['lab/encoded', { base64: Buffer.from(`x${canary}y`).toString('base64'), percent: encodeURIComponent(canary) }],
      ['lab/json', { text: JSON.stringify({ deep: [canary] }), words: `words ${JSON.stringify(canary)}` }],
      ret({
        return: {
          [`cmd_|-a_|-echo ${canary}_|-run`]: {
            result: false,
            comment: `Command "echo ${canary}" run`,
            name: `echo ${canary}`,
            changes: { stdout: canary },
            __id__: 'a',
            __sls__: 's',
            __run_num__: 0,
          },
        },
        fun: 'state.apply',
      }),
      ret({ fun_args: [canary, { pillar: { a: canary } }] }),
      [
        `salt/job/${jid}/prog/web1/0`,
        {
          id: 'web1',
          data: { ret: { comment: canary, changes: { diff: `@@ -1 +1 @@\n-${canary}\n` }, result: true } },
        },
      ],
    ];
    const isBig = canary === '98765432109876543210';
    const from = await caseOf([event, ...(isBig ? [] : elsewhere)]);
    if (isBig)
      addRecords(from, 'b', [`{"tag":"lab/big","data":{"_stamp":"${stamp}","password":${canary},"again":${canary}}}`]);
    const share = await shareOf(from.caseFile, {
      choices: { keep: ['pillar', 'arguments', 'environment', 'output', 'diff', 'hook'], hide: [] },
    });
    opened.push(share);
    for (const line of canary.split('\n')) expect(placesOf(line, share)).toEqual([]);
    expect(share.caseFile.columns.length).toBe(from.caseFile.columns.length);
  });

  it('a private key, whole, cut, and line by line', async () => {
    const lines = [
      'MIIEvCANARYline1aaaaaaaaaaaaaaaaaaaaaa',
      'CANARYline2bbbbbbbbbbbbbbbbbbbbbbbbbb',
      'CANARYline3cccccccc==',
    ];
    const pem = `-----BEGIN RSA PRIVATE KEY-----\n${lines.join('\n')}\n-----END RSA PRIVATE KEY-----\n`;
    const share = await shared(
      [
        ['salt/wheel/20261122200903698084/ret', { return: { priv: pem, pub: '-----BEGIN PUBLIC KEY-----\nopen\n' } }],
        ['lab/text', { text: `wrote\n${pem}to disk` }],
        ['lab/cut', { text: `begins ${pem.slice(0, 90)}` }],
        ['lab/escaped', { text: JSON.stringify({ contents: pem }), words: `words ${JSON.stringify(pem)}` }],
        ['lab/diff', { text: `+${lines[1]}\n+${lines[2]}` }],
      ],
      { choices: { keep: ['diff'], hide: [] } },
    );
    for (const line of lines) expect(placesOf(line, share)).toEqual([]);
    expect(share.records).toContain('BEGIN PUBLIC KEY');
  });
});

/** What is hidden unless it is kept, where Salt puts it. */
const hiddenByClass: readonly (readonly [
  'pillar' | 'arguments' | 'environment' | 'output' | 'diff' | 'hook',
  string,
  (canary: string) => readonly [string, object],
])[] = [
  [
    'pillar',
    'kwargs',
    (text) => [
      `salt/job/${jid}/new`,
      { jid, fun: 'state.apply', arg: ['s', { __kwarg__: true, pillar: { vip: text } }], minions: ['web1'] },
    ],
  ],
  ['pillar', 'salt-call words', (text) => ret({ fun_args: [`pillar={"vip": "${text}"}`] })],
  ['pillar', 'pillar.items', (text) => ret({ fun: 'pillar.items', return: { a: { [text]: text } } })],
  [
    'pillar',
    'runner',
    (text) => [`salt/run/${jid}/ret`, { jid, fun: 'runner.pillar.show_pillar', return: { a: text } }],
  ],
  [
    'pillar',
    'orchestration',
    (text) => [
      `salt/run/${jid}/args`,
      { type: 'state', name: 's', args: { arg: ['x'], kwarg: { pillar: { a: text } } } },
    ],
  ],
  ['arguments', 'new', (text) => [`salt/job/${jid}/new`, { jid, fun: 'test.arg', arg: [text, 7], minions: ['web1'] }]],
  ['arguments', 'fun_args', (text) => ret({ fun_args: [text, { a: { b: text } }] })],
  [
    'arguments',
    'several functions',
    (text) =>
      ret({
        fun: ['a.b', 'c.d'],
        fun_args: [[text], []],
        return: { 'a.b': 1, 'c.d': 2 },
        retcode: { 'a.b': 0, 'c.d': 0 },
      }),
  ],
  [
    'arguments',
    'runner',
    (text) => [`salt/run/${jid}/args`, { type: 'runner', name: 'x.y', args: [], kwargs: { z: text } }],
  ],
  ['arguments', 'custom', (text) => ['lab/x', { __pub_arg: [text] }]],
  ['environment', 'states', (text) => ['lab/x', { env: [{ A: text }] }]],
  ['environment', 'environ.items', (text) => ret({ fun: 'environ.items', return: { A: text } })],
  ['output', 'cmd.run', (text) => ret({ fun: 'cmd.run', return: text })],
  [
    'output',
    'cmd.run_all',
    (text) => ret({ fun: 'cmd.run_all', return: { pid: 1, retcode: 0, stdout: text, stderr: '' } }),
  ],
  [
    'output',
    'several functions',
    (text) =>
      ret({
        fun: ['cmd.run', 'test.ping'],
        fun_args: [[], []],
        return: { 'cmd.run': text, 'test.ping': true },
        retcode: { 'cmd.run': 0, 'test.ping': 0 },
      }),
  ],
  [
    'output',
    'batch',
    (text) => [
      `salt/batch/${jid}/progress`,
      { jid, fun: 'cmd.run', state: { done: { web1: { ret: text, retcode: 0 } } } },
    ],
  ],
  [
    'output',
    'state',
    (text) =>
      ret({
        fun: 'state.apply',
        return: { 'cmd_|-a_|-a_|-run': { result: true, comment: '', changes: { stdout: text, stderr: text } } },
      }),
  ],
  [
    'output',
    'module.run',
    (text) =>
      ret({
        fun: 'state.apply',
        return: { 'module_|-a_|-a_|-run': { result: true, comment: '', changes: { 'cmd.run': text } } },
      }),
  ],
  [
    'diff',
    'changes',
    (text) =>
      ret({
        fun: 'state.apply',
        return: { 'file_|-a_|-a_|-managed': { result: true, comment: '', changes: { diff: text } } },
      }),
  ],
  ['diff', 'text', (text) => ['lab/x', { note: `--- a\n+++ b\n@@ -1,2 +1,2 @@\n-${text}\n` }]],
  ['diff', 'contents', (text) => ['lab/x', { contents: text }]],
  ['hook', 'body', (text) => ['salt/netapi/hook/x', { body: `{"a": "${text}"}`, post: {}, headers: {} }]],
  ['hook', 'post', (text) => ['salt/netapi/hook/x', { body: '', post: { a: text, [text]: 1 }, headers: {} }]],
];

describe('what is hidden unless it is kept', () => {
  it.each(hiddenByClass)('%s: %s', async (rule, _where, plant) => {
    const canary = 'zq canary words';
    const away = await shared([plant(canary)]);
    expect(placesOf(canary, away)).toEqual([]);
    expect(away.report.rules.find((found) => found.rule === rule)?.values).toBeGreaterThan(0);
    const kept = await shared([plant(canary)], { choices: { keep: [rule], hide: [] } });
    expect(kept.records).toContain(canary);
  });

  it('a word of it that looks like a secret is hidden elsewhere too', async () => {
    const share = await shared([
      ret({ fun: 'pillar.items', return: { anything: 'Xk29-canary-77' } }),
      ['lab/x', { comment: 'deployed with Xk29-canary-77 today' }],
    ]);
    expect(placesOf('Xk29-canary-77', share)).toEqual([]);
  });
});

describe('names, when chosen', () => {
  const events: readonly (readonly [string, object])[] = [
    [
      `salt/job/${jid}/new`,
      {
        jid,
        fun: 'test.ping',
        user: 'sudo_annabel',
        tgt: 'canary-web7',
        tgt_type: 'glob',
        arg: [],
        minions: ['canary-web7', 'canary-web70'],
        missing: ['canary-gone'],
      },
    ],
    ret({
      id: 'canary-web7',
      user: 'sudo_annabel',
      return: 'hello from canary-web7 at 10.20.30.40, mail annabel@example.org',
    }),
    [
      `salt/job/${jid}/ret/canary-web70`,
      { jid, id: 'canary-web70', fun: 'test.ping', return: true, retcode: 0, success: true },
    ],
    ['salt/presence/change', { new: ['canary-web7'], lost: ['canary-lost'] }],
    [
      'salt/beacon/canary-web7/status/x',
      {
        id: 'canary-web7',
        data: { fqdn: 'canary-web7.corp.example', ip: ['fe80::dead:beef:1:2'], mac: '52:54:00:ca:fe:01' },
      },
    ],
    [`salt/run/${jid}/ret`, { jid, fun: 'runner.manage.up', return: ['canary-web7'], user: 'annabel' }],
    [`salt/job/${jid}1/new`, { fun: 'test.ping', tgt: 'canary-we*', tgt_type: 'glob', minions: ['canary-web7'] }],
  ];

  it('are hidden everywhere, the same name always in the same way', async () => {
    const share = await shared(events, { choices: { keep: ['arguments'], hide: ['ids', 'addresses', 'users'] } });
    for (const name of [
      'canary-web7',
      'canary-web70',
      'canary-gone',
      'canary-lost',
      'canary-we',
      'annabel',
      '10.20.30.40',
      'fe80::dead',
      '52:54:00',
    ]) {
      expect(placesOf(name, share), name).toEqual([]);
    }
    const first = JSON.parse(share.records.split('\n')[0] ?? '') as {
      data: { tgt: string; minions: string[]; user: string };
    };
    expect(first.data.tgt).toBe(first.data.minions[0]);
    expect(first.data.tgt).toMatch(/^minion-[0-9a-z]{12}$/);
    expect(first.data.user).toMatch(/^sudo_user-[0-9a-z]{12}$/);
    const { minions } = { minions: share.caseFile.rows<{ n: number }>('SELECT count(*) AS n FROM minion')[0]?.n };
    const own = await caseOf(events);
    expect(minions).toBe(own.caseFile.rows<{ n: number }>('SELECT count(*) AS n FROM minion')[0]?.n);
  });

  it('stay when they are not chosen', async () => {
    const share = await shared(events);
    for (const name of ['canary-web70', 'canary-gone', 'sudo_annabel', '10.20.30.40'])
      expect(share.records).toContain(name);
  });
});

describe('what surrounds the events', () => {
  it('source names, paths and lines that are no events do not go along', async () => {
    const from = emptyCase();
    opened.push(from);
    addRecords(from, 'canary-source.jsonl', [
      JSON.stringify({ tag: 'a/b', data: { _stamp: stamp } }),
      'canary noise',
      '{"canary": "no event"}',
      '{"cut canary',
    ]);
    valueIn(await deriveCase(from.caseFile));
    const share = await shareOf(from.caseFile);
    opened.push(share);
    expect(placesOf('canary', share)).toEqual([]);
    expect(share.report.label.rejected).toBe(2);
    expect(share.caseFile.rows('SELECT name, path FROM source')).toEqual([{ name: 'share-1', path: 'share-1' }]);
  });

  it('the saved view goes along, without secrets and with the ids of the share', async () => {
    const from = await caseOf([
      ['lab/a', { password: 'viewCanary-1' }],
      ['lab/b', {}],
      ['lab/c', {}],
    ]);
    valueIn(from.writer.begin());
    const view = {
      version: 1,
      filter: 'data.x:"viewCanary-1" or password:"otherCanary-2"',
      selected: { what: 'events', ids: [1, 3] },
      layout: { screen: 'events' },
    };
    from.writer.setMeta('view', JSON.stringify(view));
    valueIn(from.writer.commit());
    const share = await shareOf(from.caseFile, { selection: { filter: 'tag:lab/c' } });
    opened.push(share);
    expect(placesOf('viewCanary-1', share)).toEqual([]);
    expect(placesOf('otherCanary-2', share)).toEqual([]);
    expect(JSON.parse(share.caseFile.meta('view') ?? '')).toMatchObject({
      selected: { what: 'events', ids: [1] },
      layout: { screen: 'events' },
    });
  });

  it('nothing is left beside it, and only its owner can read it', async () => {
    const share = await shared([['lab/a', {}]]);
    const { statSync } = await import('node:fs');
    expect(statSync(share.path).mode & 0o777).toBe(0o600);
    expect(readFileSync(share.path).subarray(0, 15).toString()).toBe('SQLite format 3');
  });
});
