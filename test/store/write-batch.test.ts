// What is written through the writer is read back the same, from memory and from the file.
import { expect, test } from 'vitest';
import { columnDefs, eventFlags, segmentLength } from '../../electron/store/columns/column-defs.ts';
import { kindCode } from '../../shared/salt/kind.ts';
import { problemCodes } from '../../shared/salt/problem.ts';
import { type ARow, AWorker } from './a-batch.ts';
import { caseWith, expectValue, importRows, openForTest, spreadRows, writerOf } from './temp-case.ts';

const aReturn: ARow = {
  tag: 'salt/job/20260301120000000001/ret/web1',
  kind: 'ret',
  stamp: 1_772_366_400_000_001,
  minion: 'web1',
  jid: '20260301120000000001',
  fun: ['state.apply', 'test.ping'],
  user: 'root',
  retcode: [0, 2],
  success: 3,
  outcome: 4,
  flags: eventFlags.test,
};

test('an event keeps every column, its tag, its record and its place, also when the case is opened again', () => {
  const caseFile = caseWith([{ tag: 'first', stamp: 1 }, aReturn]);
  const again = openForTest(caseFile.path, 'read');
  for (const { columns, dictionary, tag, raw, event, places } of [caseFile, again]) {
    expect(columns.length).toBe(2);
    expect(columns.value('stamp', 2)).toBe(aReturn.stamp);
    expect(columns.value('kind', 2)).toBe(kindCode('ret'));
    expect(dictionary('minion').text(columns.value('minion', 2))).toBe('web1');
    expect(dictionary('fun').text(columns.value('fun', 2))).toBe('state.apply\u001ftest.ping');
    expect(dictionary('jid').text(columns.value('jid', 2))).toBe('20260301120000000001');
    expect(dictionary('user').text(columns.value('user', 2))).toBe('root');
    expect(dictionary('retcode').text(columns.value('retcode', 2))).toBe('0\u001f2');
    expect(dictionary('shape').text(columns.value('shape', 2))).toBe('salt/job/\u0001/ret/\u0002');
    expect(columns.value('success', 2)).toBe(3);
    expect(columns.value('outcome', 2)).toBe(4);
    expect(columns.value('flags', 2)).toBe(eventFlags.test);
    expect(columns.value('source', 2)).toBe(1);
    expect(columns.value('durationUs', 2)).toBeNaN();
    expect(tag(2)).toBe(aReturn.tag);
    expect(Buffer.from(raw(2)).toString()).toBe(JSON.stringify({ tag: aReturn.tag, data: {} }));
    expect(event(2).tag).toBe(aReturn.tag);
    const offset = JSON.stringify({ tag: 'first', data: {} }).length + 1;
    expect(places(2)).toEqual([{ source: 'a', line: 2, offset, length: raw(2).length }]);
  }
});

test('the event table says the same as the columns, in integers, with NULL for what is absent', () => {
  const caseFile = caseWith([aReturn, { tag: 'plain', stamp: 5 }]);
  expect(caseFile.rows('SELECT * FROM event')).toEqual([]);
  spreadRows(caseFile);
  expect(caseFile.rows('SELECT * FROM event ORDER BY id')).toEqual([
    {
      id: 1,
      stamp: aReturn.stamp,
      kind: kindCode('ret'),
      minion: 1,
      fun: 1,
      jid: 1,
      user: 1,
      shape: 1,
      retcode: 1,
      success: 3,
      outcome: 4,
      flags: eventFlags.test,
      source: 1,
    },
    {
      id: 2,
      stamp: 5,
      kind: kindCode('custom'),
      minion: null,
      fun: null,
      jid: null,
      user: null,
      shape: 2,
      retcode: null,
      success: 0,
      outcome: 0,
      flags: 0,
      source: 1,
    },
  ]);
  const columns = ['id', 'stamp', 'kind', 'minion', 'jid', 'success', 'flags', 'source'];
  const types = columns.map((name) => `typeof(${name}) AS ${name}`).join(', ');
  const [found] = caseFile.rows<Record<string, string>>(`SELECT ${types} FROM event WHERE id = 1`);
  expect(new Set(Object.values(found ?? {}))).toEqual(new Set(['integer']));
});

test('whole numbers reach SQL as integers', () => {
  const caseFile = caseWith([]);
  expect(caseFile.rows('SELECT 7 / :n AS q, typeof(:n) AS t', { n: 2 })).toEqual([{ q: 3, t: 'integer' }]);
  expect(caseFile.rows('SELECT typeof(:n) AS t', { n: 2.5 })).toEqual([{ t: 'real' }]);
});

test('rows and each refuse statements that write', () => {
  const caseFile = caseWith([]);
  expect(() => caseFile.rows('DELETE FROM event')).toThrow('only read');
  expect(() => [...caseFile.each('DELETE FROM event RETURNING id')]).toThrow('only read');
});

test('each gives rows one at a time and lets go when it is left early', () => {
  const caseFile = caseWith([{ stamp: 1 }, { stamp: 2 }, { stamp: 3 }]);
  spreadRows(caseFile);
  for (const { id } of caseFile.each<{ id: number }>('SELECT id FROM event ORDER BY id')) {
    expect(id).toBe(1);
    expect(caseFile.rows('SELECT id FROM event ORDER BY id')).toHaveLength(3);
    break;
  }
  importRows(caseFile, [{ stamp: 4 }]);
  spreadRows(caseFile);
  expect([...caseFile.each('SELECT id FROM event')]).toHaveLength(4);
});

test('the blocks of a source joined are the source, noise included', () => {
  const caseFile = caseWith([]);
  const writer = writerOf(caseFile);
  const worker = new AWorker();
  expectValue(writer.begin());
  const source = writer.addSource({ name: 'b', path: '/b', format: 'rawfile-json' });
  expectValue(
    writer.writeBatch(source, 0, worker.batch([{ raw: '{"tag":"x","data":{}}' }], { noise: 'some noise\n\n' })),
  );
  expectValue(writer.writeBatch(source, 0, worker.batch([{ raw: '{"tag":"y","data":{}}' }], { noise: 'ü\n' })));
  writer.finishSource(source);
  expectValue(writer.commit());
  const records = [caseFile.raw(1), caseFile.raw(2)].map((bytes) => Buffer.from(bytes).toString());
  expect(records).toEqual(['{"tag":"x","data":{}}', '{"tag":"y","data":{}}']);
  expect(caseFile.places(2)).toEqual([{ source: 'b', line: 5, offset: 12 + 22 + 3, length: 21 }]);
  expect(
    caseFile.rows('SELECT offset, first_line, lines, length FROM block WHERE source = :source', { source }),
  ).toEqual([
    { offset: 0, first_line: 1, lines: 3, length: 34 },
    { offset: 34, first_line: 4, lines: 2, length: 25 },
  ]);
});

test('a source accounts for every record', () => {
  const caseFile = caseWith([]);
  const writer = writerOf(caseFile);
  expectValue(writer.begin());
  const source = writer.addSource({ name: 'b', path: '/b', format: 'rawfile-json' });
  const worker = new AWorker();
  expectValue(writer.writeBatch(source, 0, worker.batch([{ stamp: 20 }, { stamp: 10 }, {}], { rejected: 2 })));
  expectValue(writer.commit());
  const account =
    'SELECT read, accepted, duplicates, rejected, first_stamp, last_stamp, is_complete FROM source WHERE id = :source';
  const expected = {
    read: 5,
    accepted: 3,
    duplicates: 0,
    rejected: 2,
    first_stamp: 10,
    last_stamp: 20,
    is_complete: 0,
  };
  expect(caseFile.rows(account, { source })).toEqual([expected]);
  expectValue(writer.begin());
  expectValue(writer.writeBatch(source, 0, worker.batch([{ stamp: 30 }])));
  writer.finishSource(source);
  expectValue(writer.commit());
  expect(caseFile.rows(account, { source })).toEqual([
    { ...expected, read: 6, accepted: 4, last_stamp: 30, is_complete: 1 },
  ]);
});

test('a known event gets a further place instead of a second row', () => {
  const caseFile = caseWith([
    { tag: 'one', stamp: 1 },
    { tag: 'two', stamp: 2 },
  ]);
  const writer = writerOf(caseFile);
  const rows: ARow[] = [
    { tag: 'two', stamp: 2, states: [{ id: 'x', result: true }], publish: { tgt: '*', expected: ['m'] } },
    { tag: 'three', stamp: 3, states: [{ id: 'y', result: false }] },
  ];
  expectValue(writer.begin());
  const source = writer.addSource({ name: 'b', path: '/b', format: 'rawfile-json' });
  expectValue(writer.writeBatch(source, 7, new AWorker().batch(rows), Uint32Array.of(2, 0)));
  writer.finishSource(source);
  expectValue(writer.commit());
  expect(caseFile.columns.length).toBe(3);
  expect(caseFile.tag(3)).toBe('three');
  expect(caseFile.places(2)).toEqual([
    { source: 'a', line: 2, offset: 24, length: 23 },
    { source: 'b', line: 1, offset: 0, length: 23 },
  ]);
  spreadRows(caseFile);
  expect(caseFile.rows('SELECT event FROM state_result')).toEqual([{ event: 3 }]);
  expect(caseFile.rows('SELECT event FROM publish')).toEqual([]);
  const account = 'SELECT read, accepted, duplicates, first_stamp FROM source WHERE id = :source';
  expect(caseFile.rows(account, { source })).toEqual([{ read: 2, accepted: 1, duplicates: 1, first_stamp: 2 }]);
});

test('an event without a stamp takes the one read before it, the first ones the first there is', () => {
  const caseFile = caseWith([]);
  const writer = writerOf(caseFile);
  const worker = new AWorker();
  expectValue(writer.begin());
  const source = writer.addSource({ name: 'b', path: '/b', format: 'rawfile-json' });
  expectValue(writer.writeBatch(source, 0, worker.batch([{}, {}])));
  expectValue(writer.commit());
  expectValue(writer.begin());
  expectValue(writer.writeBatch(source, 0, worker.batch([{}, { stamp: 50 }, {}, { stamp: 60 }])));
  expectValue(writer.writeBatch(source, 0, worker.batch([{}])));
  expectValue(writer.commit());
  spreadRows(caseFile);
  const expected = [50, 50, 50, 50, 50, 60, 60];
  const reopened = openForTest(caseFile.path, 'read');
  for (const { columns, rows } of [caseFile, reopened]) {
    expect(expected.map((_, index) => columns.value('stamp', index + 1))).toEqual(expected);
    expect(rows<{ stamp: number }>('SELECT stamp FROM event ORDER BY id').map(({ stamp }) => stamp)).toEqual(expected);
    const flags = expected.map((_, index) => columns.value('flags', index + 1) & eventFlags.stampless);
    expect(flags).toEqual([1, 1, 1, 0, 1, 0, 1]);
  }
});

test('workers speak their own dictionaries; the case has each string once', () => {
  const caseFile = caseWith([]);
  const writer = writerOf(caseFile);
  const [left, right] = [new AWorker(), new AWorker()];
  expectValue(writer.begin());
  const source = writer.addSource({ name: 'b', path: '/b', format: 'rawfile-json' });
  expectValue(writer.writeBatch(source, 1, left.batch([{ minion: 'a' }, { minion: 'b' }])));
  expectValue(writer.writeBatch(source, 2, right.batch([{ minion: 'b' }, { minion: 'c' }])));
  expectValue(writer.writeBatch(source, 1, left.batch([{ minion: 'c' }, { minion: 'a' }])));
  expectValue(writer.commit());
  const minions = [1, 2, 3, 4, 5, 6].map((id) =>
    caseFile.dictionary('minion').text(caseFile.columns.value('minion', id)),
  );
  expect(minions).toEqual(['a', 'b', 'b', 'c', 'c', 'a']);
  expect(caseFile.dictionary('minion').size).toBe(3);
  const reopened = openForTest(caseFile.path, 'write');
  importRows(reopened, [{ minion: 'c' }, { minion: 'd' }]);
  expect(reopened.dictionary('minion').id('d')).toBe(4);
  expect(reopened.columns.value('minion', 7)).toBe(3);
});

test('strings of any kind survive: NUL, control characters, emoji, prototype keys, half a surrogate pair', () => {
  const names = ['a\0b', '\u001b[31m', '🧂', '__proto__', 'constructor', ''];
  const caseFile = caseWith([
    ...names.map((minion) => ({ minion })),
    { minion: 'half \ud800' },
    { minion: 'half \ud801' },
  ]);
  const reopened = openForTest(caseFile.path, 'read');
  for (const { dictionary, columns } of [caseFile, reopened]) {
    expect(names.map((_, index) => dictionary('minion').text(columns.value('minion', index + 1)))).toEqual(names);
    expect(dictionary('minion').text(columns.value('minion', 7))).toBe('half \ufffd');
    expect(columns.value('minion', 8)).toBe(columns.value('minion', 7));
    expect(dictionary('minion').id('toString')).toBe(0);
  }
});

test('the parts of a new event are kept with the minions as numbers of the dictionary', () => {
  const publish = { tgt: 'web*', expected: ['web2', 'web1'], missing: ['web9'] };
  const caseFile = caseWith([{ minion: 'web1' }, { jid: '1', kind: 'new', publish }]);
  type Row = { jid: number; tgt: string; tgt_type: string; arg: string; expected: Buffer; missing: Buffer };
  const [row] = caseFile.rows<Row>('SELECT * FROM publish WHERE event = 2');
  expect(row).toMatchObject({ jid: 1, tgt: '"web*"', tgt_type: 'glob', arg: '[]' });
  const names = (bytes: Buffer | undefined) =>
    [...new Uint32Array(Uint8Array.from(bytes ?? []).buffer)].map((id) => caseFile.dictionary('minion').text(id));
  expect(names(row?.expected)).toEqual(['web2', 'web1']);
  expect(names(row?.missing)).toEqual(['web9']);
});

test('state results keep all their parts, absent ones as NULL', () => {
  const full = {
    id: 'nginx',
    sls: 'web',
    fun: 'pkg.installed',
    name: 'nginx-full',
    runNum: 4,
    result: false,
    changed: true,
    role: 2,
    durationMs: 12.345,
    comment: 'One or more requisite failed: web.repo',
    blockedBy: ['web.repo', 'web.key'],
  };
  const states = [full, { id: 'bare', result: null }, { id: 'trimmed' }, { id: 'ok', result: true, runNum: 0 }];
  const caseFile = caseWith([{ stamp: 1 }, { stamp: 2, states }]);
  spreadRows(caseFile);
  const found = caseFile.rows('SELECT * FROM state_result ORDER BY id');
  const absent = { sls: null, state_fun: null, state_name: null, duration_ms: null, blocked_by: null };
  const plain = { event: 2, changed: 0, role: 0, comment: '', ...absent };
  expect(found).toEqual([
    {
      id: 1,
      event: 2,
      run_num: 4,
      sls: 1,
      state_id: 1,
      state_fun: 1,
      state_name: 1,
      result: 0,
      changed: 1,
      role: 2,
      duration_ms: 12.345,
      comment: full.comment,
      blocked_by: 'web.repo\u001fweb.key',
    },
    { ...plain, id: 2, run_num: null, state_id: 2, result: null },
    { ...plain, id: 3, run_num: null, state_id: 3, result: 2 },
    { ...plain, id: 4, run_num: 0, state_id: 4, result: 1 },
  ]);
});

test('problems are placed in the source, counted, and marked on their event', () => {
  const caseFile = caseWith([{ stamp: 1 }]);
  const writer = writerOf(caseFile);
  const worker = new AWorker();
  const problemCounts = new Uint32Array(problemCodes.length);
  problemCounts[problemCodes.indexOf('noise')] = 250;
  problemCounts[problemCodes.indexOf('nan')] = 1;
  expectValue(writer.begin());
  const source = writer.addSource({ name: 'b', path: '/b', format: 'rawfile-json' });
  expectValue(writer.writeBatch(source, 0, worker.batch([{ raw: '12345' }])));
  const problems = [
    { code: 'noise', offset: 0, line: 0, sample: 'x', row: null },
    { code: 'nan', offset: 2, line: 1, sample: 'NaN', detail: 'data.x', row: 0 },
  ] as const;
  expectValue(writer.writeBatch(source, 0, worker.batch([{ stamp: 2 }], { noise: 'x\n', problems, problemCounts })));
  expectValue(writer.commit());
  const columns = 'code, line, "offset", detail, sample, event';
  expect(caseFile.rows(`SELECT ${columns} FROM problem WHERE source = :source ORDER BY id`, { source })).toEqual([
    { code: problemCodes.indexOf('noise'), line: 2, offset: 6, detail: null, sample: 'x', event: null },
    { code: problemCodes.indexOf('nan'), line: 3, offset: 8, detail: 'data.x', sample: 'NaN', event: 3 },
  ]);
  const counts = caseFile.rows('SELECT code, count FROM problem_count WHERE source = :source ORDER BY code', {
    source,
  });
  expect(counts).toEqual([
    { code: problemCodes.indexOf('noise'), count: 250 },
    { code: problemCodes.indexOf('nan'), count: 1 },
  ]);
  expect(caseFile.columns.value('flags', 3) & eventFlags.problem).toBe(eventFlags.problem);
  expect(caseFile.columns.value('flags', 2) & eventFlags.problem).toBe(0);
});

test('columns go on over segments, whatever the batches and commits in between', () => {
  const caseFile = caseWith([]);
  const writer = writerOf(caseFile);
  const worker = new AWorker();
  const sizes = [1, segmentLength - 2, 3, segmentLength * 2, 5];
  let made = 0;
  expectValue(writer.begin());
  const source = writer.addSource({ name: 'b', path: '/b', format: 'rawfile-json' });
  for (const size of sizes) {
    const rows = Array.from({ length: size }, (): ARow => ({ raw: '1', stamp: ++made, minion: `m${made % 1000}` }));
    expectValue(writer.writeBatch(source, 0, worker.batch(rows)));
    expectValue(writer.commit());
    expectValue(writer.begin());
  }
  writer.finishSource(source);
  expectValue(writer.commit());
  const reopened = openForTest(caseFile.path, 'read');
  for (const { columns, dictionary } of [caseFile, reopened]) {
    expect(columns.length).toBe(made);
    const stamps = columns.segments('stamp');
    expect(stamps).toHaveLength(4);
    const minions = columns.segments('minion');
    let wrong = 0;
    for (let position = 0; position < made; position++) {
      const [segment, at] = [Math.floor(position / segmentLength), position % segmentLength];
      const minion = dictionary('minion').text(minions[segment]?.[at] ?? 0);
      if (stamps[segment]?.[at] !== position + 1 || minion !== `m${(position + 1) % 1000}`) wrong++;
    }
    expect(wrong).toBe(0);
    for (const { name } of columnDefs) expect(columns.segments(name)).toHaveLength(4);
  }
});

test('events are seen once they are committed, and not before', () => {
  const caseFile = caseWith([{ stamp: 1 }]);
  const writer = writerOf(caseFile);
  const before = caseFile.revision();
  expectValue(writer.begin());
  const source = writer.addSource({ name: 'b', path: '/b', format: 'rawfile-json' });
  expectValue(writer.writeBatch(source, 0, new AWorker().batch([{ stamp: 2 }])));
  expect(caseFile.columns.length).toBe(1);
  expect(caseFile.revision()).toBe(before);
  expectValue(writer.commit());
  expect(caseFile.columns.length).toBe(2);
  expect(caseFile.revision()).toBeGreaterThan(before);
});

test('what a person keeps and settings leave the revision as it is: no answer has to be made anew', () => {
  const caseFile = caseWith([{ stamp: 1 }]);
  const writer = writerOf(caseFile);
  const before = caseFile.revision();
  expectValue(writer.begin());
  writer.setMeta('view', '{}');
  expectValue(writer.putRow('saved_view', { name: 'mine', view: '{}' }));
  expectValue(writer.commit());
  expect([caseFile.revision(), caseFile.meta('view')]).toEqual([before, '{}']);
  expectValue(writer.begin());
  writer.patch('outcome', 1, 4);
  expectValue(writer.commit());
  expect(caseFile.revision()).toBe(before + 1);
});

test('rollback leaves what was committed, in memory and in the file, and the case can be written to again', () => {
  const caseFile = caseWith([{ minion: 'a', stamp: 1 }]);
  caseFile.columns.segments('stamp');
  const writer = writerOf(caseFile);
  expectValue(writer.begin());
  const source = writer.addSource({ name: 'b', path: '/b', format: 'rawfile-json' });
  expectValue(writer.writeBatch(source, 3, new AWorker().batch([{ minion: 'gone', stamp: 2 }])));
  writer.patch('outcome', 1, 8);
  writer.setMeta('view', 'x');
  writer.rollback();
  expect(caseFile.columns.length).toBe(1);
  expect(caseFile.columns.value('outcome', 1)).toBe(0);
  expect(caseFile.dictionary('minion').id('gone')).toBe(0);
  expect(caseFile.meta('view')).toBeUndefined();
  importRows(caseFile, [{ minion: 'b', stamp: 3 }], new AWorker(), 4);
  const reopened = openForTest(caseFile.path, 'read');
  expect(reopened.columns.length).toBe(2);
  expect(reopened.dictionary('minion').text(reopened.columns.value('minion', 2))).toBe('b');
  expect(reopened.rows('SELECT id FROM source')).toHaveLength(2);
});

test('patched values are in the columns, and outcome and flags in the event table too', () => {
  const caseFile = caseWith(
    Array.from({ length: segmentLength + 2 }, (_, stamp): ARow => ({ raw: '1', stamp, outcome: 1 })),
  );
  spreadRows(caseFile);
  const writer = writerOf(caseFile);
  expectValue(writer.begin());
  for (const id of [3, segmentLength + 1]) {
    writer.patch('outcome', id, 12);
    writer.patch('flags', id, 4);
    writer.patch('durationUs', id, 777);
  }
  expectValue(writer.commit());
  const reopened = openForTest(caseFile.path, 'read');
  for (const { columns, rows } of [caseFile, reopened]) {
    for (const id of [3, segmentLength + 1]) {
      expect([columns.value('outcome', id), columns.value('flags', id), columns.value('durationUs', id)]).toEqual([
        12, 4, 777,
      ]);
      expect(rows('SELECT outcome, flags FROM event WHERE id = :id', { id })).toEqual([{ outcome: 12, flags: 4 }]);
    }
    expect(rows('SELECT count(*) AS n FROM event WHERE outcome = 12')).toEqual([{ n: 2 }]);
    expect(columns.value('durationUs', 4)).toBeNaN();
  }
});

test('rows of events are made of what their columns hold by then, and of each event once', () => {
  const caseFile = caseWith([{ stamp: 1, outcome: 1 }, { stamp: 2 }]);
  const writer = writerOf(caseFile);
  importRows(caseFile, [{ stamp: 3 }], new AWorker(), 1);
  expectValue(writer.begin());
  writer.patch('outcome', 1, 12);
  expect([0, 1, 2].map(() => expectValue(writer.spreadRows()))).toEqual([true, true, false]);
  writer.patch('outcome', 3, 4);
  expectValue(writer.commit());
  importRows(caseFile, [{ stamp: 4 }], new AWorker(), 2);
  spreadRows(caseFile);
  expect(caseFile.rows('SELECT id, stamp, outcome, source FROM event ORDER BY id')).toEqual([
    { id: 1, stamp: 1, outcome: 12, source: 1 },
    { id: 2, stamp: 2, outcome: 0, source: 1 },
    { id: 3, stamp: 3, outcome: 4, source: 2 },
    { id: 4, stamp: 4, outcome: 0, source: 3 },
  ]);
});

test('rows that were being made when the transaction was undone are made again', () => {
  const caseFile = caseWith([{ stamp: 1, states: [{ id: 'a', result: true }] }]);
  const writer = writerOf(caseFile);
  expectValue(writer.begin());
  while (expectValue(writer.spreadRows()));
  writer.rollback();
  const counts = `SELECT (SELECT count(*) FROM event) AS events, (SELECT count(*) FROM state_result) AS states,
    (SELECT count(*) FROM state_batch) AS waiting`;
  expect(caseFile.rows(counts)).toEqual([{ events: 0, states: 0, waiting: 1 }]);
  spreadRows(caseFile);
  expect(caseFile.rows(counts)).toEqual([{ events: 1, states: 1, waiting: 0 }]);
});

test('derived tables are emptied and filled; columns that a row does not name are NULL', () => {
  const caseFile = caseWith([{ jid: '1', minion: 'a' }]);
  const writer = writerOf(caseFile);
  const minions = Array.from({ length: 2_345 }, (_, index) => ({
    minion: index + 1,
    returns: index,
    failed: 0,
    missing: 0,
    starts: 0,
    is_silent: 0,
    skew_s: index === 7 ? 1.5 : null,
  }));
  for (const rows of [minions, minions.slice(0, 60)]) {
    expectValue(writer.begin());
    expectValue(writer.emptyTable('minion'));
    expectValue(writer.addRows('minion', rows));
    expectValue(writer.commit());
    expect(caseFile.rows('SELECT count(*) AS n, sum(returns) AS r FROM minion')).toEqual([
      { n: rows.length, r: (rows.length * (rows.length - 1)) / 2 },
    ]);
  }
  expect(caseFile.rows('SELECT returns, last_seen, salt, skew_s FROM minion WHERE minion = 8')).toEqual([
    { returns: 7, last_seen: null, salt: null, skew_s: 1.5 },
  ]);
  expectValue(writer.begin());
  expect(() => writer.addRows('minion', [{ minion: 1, colour: 'red' }])).toThrow('no column colour');
  writer.rollback();
});

test('two programs may have the case open: each sees what the other committed', () => {
  const left = caseWith([{ minion: 'a', stamp: 1 }]);
  const right = openForTest(left.path, 'write');
  const reader = openForTest(left.path, 'read');
  expect(reader.dictionary('minion').size).toBe(1);
  expect(reader.columns.value('stamp', 1)).toBe(1);
  importRows(right, [{ minion: 'b', stamp: 2 }]);
  importRows(left, [{ minion: 'c', stamp: 3 }]);
  for (const caseFile of [left, right, reader]) {
    caseFile.revision();
    const minions = [1, 2, 3].map((id) => caseFile.dictionary('minion').text(caseFile.columns.value('minion', id)));
    expect(minions).toEqual(['a', 'b', 'c']);
  }
  expect(new Set([left, right, reader].map((caseFile) => caseFile.revision())).size).toBe(1);
});

test('a batch whose blocks are not its bytes is a bug and leaves nothing behind', () => {
  const caseFile = caseWith([]);
  const writer = writerOf(caseFile);
  expectValue(writer.begin());
  const source = writer.addSource({ name: 'b', path: '/b', format: 'rawfile-json' });
  const batch = new AWorker().batch([{ stamp: 2 }]);
  expect(() => writer.writeBatch(source, 0, { ...batch, bytes: batch.bytes + 1 })).toThrow('bug:');
  expect(caseFile.columns.length).toBe(0);
  expect(caseFile.rows('SELECT id FROM block')).toEqual([]);
});
