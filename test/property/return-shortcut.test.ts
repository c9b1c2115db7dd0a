// The short cut for returns and the long way make the same batch of any bytes.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNamed } from '../../electron/formats/registry.ts';
import { localDictionaries } from '../../electron/ingest/local-strings.ts';
import { pieceParser } from '../../electron/ingest/parse-piece.ts';
import { ReturnShortcut } from '../../electron/ingest/return-shortcut.ts';
import { captureBytes } from '../support/ingest-case.ts';
import { madeLog } from '../support/made-log.ts';

const format = formatNamed('rawfile-json');

/** Both ways over the same pieces; each keeps its dictionaries, as a worker does, and the pieces share one buffer. */
function expectSame(pieces: readonly Buffer[]): void {
  const short = pieceParser({ takesShortcuts: true });
  const long = pieceParser({ takesShortcuts: false });
  const shared = new Uint8Array(Math.max(...pieces.map(({ length }) => length)));
  for (const piece of pieces) {
    shared.set(piece);
    const bytes = shared.subarray(0, piece.length);
    const a = short.parse(format, { bytes, isLast: true });
    const b = long.parse(format, { bytes, isLast: true });
    expect(a).toEqual(b);
    shared.fill(0);
  }
}

/** A return as Salt writes it, with any of its parts replaced. */
function aReturn(
  parts: Partial<Record<'id' | 'success' | 'value' | 'retcode' | 'jid' | 'rest' | 'stamp' | 'ts' | 'tag', string>>,
) {
  const id = parts.id ?? 'web1';
  const jid = parts.jid ?? '20260301120000000001';
  const rest = parts.rest ?? '"fun": "cmd.run", "fun_args": ["df -h"], "user": "root"';
  const stamp = parts.stamp ?? '2026-03-01T12:00:00.000001+00:00';
  const body = `"cmd": "_return", "id": "${id}", "success": ${parts.success ?? 'true'}, "return": ${parts.value ?? '"ok"'}, "retcode": ${parts.retcode ?? '0'}, "jid": "${jid}", ${rest}, "_stamp": "${stamp}"${parts.ts ?? ', "ts": 1772366400'}`;
  return `{"data": {${body}}, "tag": "${parts.tag ?? `salt/job/${jid}/ret/${id}`}"}`;
}

/** A state as Salt writes it, with any of its parts replaced. */
function aState(
  id: string,
  runNum: number,
  parts: Partial<Record<'key' | 'result' | 'run' | 'comment' | 'duration' | 'changes' | 'name' | 'more', string>> = {},
): string {
  const body = `"name": ${parts.name ?? `"/etc/${id}"`}, "changes": ${parts.changes ?? '{}'}, "result": ${parts.result ?? 'true'}, "comment": ${parts.comment ?? `"File ${id} is in the correct state"`}, "__sls__": "web.${id}", "__run_num__": ${parts.run ?? runNum}, "start_time": "12:00:00.1", "duration": ${parts.duration ?? '3.25'}, "__id__": "${id}"${parts.more ?? ''}`;
  return `"${parts.key ?? `file_|-${id}_|-/etc/${id}_|-managed`}": {${body}}`;
}

function stateRun(...states: readonly string[]): string {
  return `{${states.join(', ')}}`;
}

describe('the short cut', () => {
  it('is taken where it can be', () => {
    const shortcut = new ReturnShortcut(localDictionaries());
    const buffer = Buffer.alloc(2000);
    const look = (text: string) => {
      const bytes = buffer.subarray(0, buffer.write(`xx${text}\n`));
      const found = shortcut.look(bytes, 2, bytes.length - 1);
      if (found === 'new') {
        shortcut.learn(bytes, {
          kind: 3,
          fun: 1,
          user: 1,
          shape: 1,
          retcode: 1,
          success: 1,
          outcome: 1,
          outcomeRule: 1,
          flags: 0,
        });
      }
      return typeof found === 'string' ? found : 'known';
    };
    expect(look(aReturn({}))).toBe('new');
    expect(look(aReturn({}))).toBe('known');
    // What was learnt must not lie in the buffer it was learnt from.
    shortcut.look(buffer.fill(0), 0, buffer.length);
    expect(look(aReturn({}))).toBe('known');
    expect(look(aReturn({ id: 'db2', jid: '20260301120000000002', value: '"a\\n\\u00e9\\"b"', ts: '' }))).toBe('known');
    expect(look(aReturn({ stamp: '2026-03-02T12:00:00.000001' }))).toBe('known');
    expect(look(aReturn({ retcode: '1' }))).toBe('new');
    expect(look(aReturn({ success: 'false' }))).toBe('new');
    expect(look(aReturn({ value: 'true' }))).toBe('new');
    expect(look(aReturn({ rest: '"fun": "cmd.run", "fun_args": ["df"], "user": "root"' }))).toBe('new');
    expect(look(aReturn({ value: '{"a": 1}' }))).toBe('new');
    expect(look(aReturn({ value: '{"b": {"a": [], "c": ["x", 1.5, -2]}}' }))).toBe('known');
    expect(look(aReturn({ value: '{}' }))).toBe('known');
    expect(look(aReturn({ value: stateRun(aState('a', 0), aState('b', 1)) }))).toBe('new');
    expect(look(aReturn({ value: stateRun(aState('c', 0)) }))).toBe('known');
    expect(look(aReturn({ value: stateRun(aState('c', 0, { changes: '{"pid": 3}' })) }))).toBe('new');
    for (const other of [
      aReturn({ value: '{"a": 1, "a": 2}' }),
      aReturn({ value: '{"a": 1234567890123456}' }),
      aReturn({ value: '{"a": 01}' }),
      aReturn({ value: '{"a": NaN}' }),
      aReturn({ value: '{"a": 1e3}' }),
      aReturn({ value: '{"a\\u0062": 1}' }),
      aReturn({ value: '{"a": "VALUE_TRIMMED"}' }),
      aReturn({ value: '{"a" 1}' }),
      aReturn({ value: '{"a": 1,}' }),
      aReturn({ value: '["a"]' }),
      aReturn({ value: '3' }),
      aReturn({ value: `{"a": ${stateRun(aState('a', 0))}}` }),
      aReturn({ value: `{"a": {}, ${stateRun(aState('a', 0)).slice(1)}` }),
      aReturn({ value: stateRun(aState('a', 0), aState('a', 1)) }),
      aReturn({ value: stateRun(aState('a', 0, { result: 'false' })) }),
      aReturn({ value: stateRun(aState('a', 0, { result: 'null' })) }),
      aReturn({ value: stateRun(aState('a', 0, { run: '"0"' })) }),
      aReturn({ value: stateRun(aState('a', 0, { comment: '["a"]' })) }),
      aReturn({ value: stateRun(aState('a', 0, { duration: '"3 ms"' })) }),
      aReturn({ value: stateRun(aState('a_|-b', 0)) }),
      aReturn({ value: '"VALUE_TRIMMED"' }),
      aReturn({ value: '"x \\"VALUE_TRIMMED"' }),
      aReturn({ value: '"\\x"' }),
      aReturn({ value: '"\\u12g4"' }),
      aReturn({ value: '"tab\there"' }),
      aReturn({ value: '"é"' }),
      aReturn({ id: 'ret' }),
      aReturn({ id: 'VALUE_TRIMMED' }),
      aReturn({ id: 'a/b' }),
      aReturn({ id: 'a\\u0062' }),
      aReturn({ id: '20260301120000000001' }),
      aReturn({ jid: 'req' }),
      aReturn({ tag: 'salt/job/20260301120000000009/ret/web1' }),
      aReturn({ tag: 'salt/job/20260301120000000001/ret/web2' }),
      aReturn({ stamp: '2026-02-30T12:00:00.000001' }),
      aReturn({ stamp: '2026-03-01T25:00:00.000001' }),
      aReturn({ stamp: '2026-03-01T12:00:00.00000x' }),
      aReturn({ ts: ', "ts": 012' }),
      aReturn({ ts: ', "ts": 12345678901234567' }),
      `${aReturn({})} `,
      aReturn({}).slice(0, -1),
    ]) {
      expect([look(other), other]).toEqual(['other', other]);
    }
  });

  it('changes nothing about the recorded captures', () => {
    for (const recording of [
      '3008.5/bad-config',
      '3007.17/dead-minion',
      '3006.30/bad-config',
      '3008.5/schedule-drift',
    ]) {
      const bytes = captureBytes(recording, 'rawfile.jsonl');
      expectSame([bytes, bytes]);
    }
  });

  it('changes nothing about a made-up log', () => {
    const { lines } = madeLog({ events: 3000, seed: 8, minions: 40 });
    const third = (part: number) => Buffer.from(`${lines.slice(part * 1000, part * 1000 + 1000).join('\n')}\n`);
    expectSame([third(0), third(1), third(2)]);
  });

  it('changes nothing about state runs, whatever their states say', () => {
    const pick = (...values: readonly string[]) => fc.constantFrom(undefined, ...values);
    const state = fc
      .tuple(
        fc.constantFrom('a', 'b', 'nginx', 'x y', '', 'é', 'a_|-b'),
        fc.nat(5),
        fc.record(
          {
            key: pick(
              'file_|-a_|-/etc/a_|-managed',
              'file_|-a',
              '__proto__',
              'a_|-_|-_|-b',
              'pkg_|-x_|-y_|-ins\\u0074',
            ),
            result: pick('true', 'false', 'null', '1', '"VALUE_TRIMMED"'),
            run: pick('-1', '1.5', '"1"', '12345678901', 'null', '00'),
            comment: pick(
              '""',
              '"a\\nb"',
              '"\\u00e9"',
              '["x"]',
              'null',
              '"VALUE_TRIMMED"',
              '"One or more requisite failed: web.a"',
            ),
            duration: pick('0', '0.1', '1234.567891', '12345678901234.25', '1e3', '"812.4 ms"', '-1', 'null', '.5'),
            changes: pick(
              '{}',
              '{ }',
              '[]',
              '["x"]',
              '"y"',
              '""',
              'true',
              'null',
              '{"a": {"old": "", "new": "b"}}',
              '1',
            ),
            name: pick('"n"', '["n"]', '"\\t"', 'null', '"VALUE_TRIMMED"'),
            more: pick(
              ', "name": "twice"',
              ', "x": {"result": false}',
              ', "big": 12345678901234567890',
              ', "warnings": ["w"]',
            ),
          },
          { requiredKeys: [] },
        ),
      )
      .map(([id, runNum, parts]) => {
        const defined = Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
        return aState(id, runNum, defined);
      });
    const plain = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(4)).map(([id, runNum]) => aState(id, runNum));
    const run = fc.array(fc.oneof({ weight: 4, arbitrary: plain }, { weight: 1, arbitrary: state }), { maxLength: 6 });
    const functions = ['state.apply', 'cmd.run', 'saltutil.find_job'];
    const line = fc
      .tuple(run, fc.constantFrom(...functions), fc.constantFrom('0', '2'), fc.constantFrom('[]', '[{"test": true}]'))
      .map(([states, fun, retcode, args]) =>
        aReturn({ value: stateRun(...states), retcode, rest: `"fun": "${fun}", "fun_args": ${args}, "user": "root"` }),
      );
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 20 }), (lines) => {
        const good = aReturn({ value: stateRun(aState('a', 0), aState('b', 1)) });
        const text = [good, good, ...lines, ...lines, good].join('\n');
        expectSame([Buffer.from(text), Buffer.from(`${text}\n`)]);
      }),
      { numRuns: 400, seed: 20_261_124 },
    );
  });

  it('changes nothing about odd and damaged returns', () => {
    const pick = (...values: readonly string[]) => fc.constantFrom(undefined, ...values);
    const parts = fc.record(
      {
        id: pick('db2', 'salt', 'job', 'ret', 'VALUE_TRIMMED', 'a/b', 'é', '', '20260301120000000001', 'a"', 'x y'),
        success: pick('false', 'null', 'tru'),
        value: pick('true', 'null', '{}', '[]', '""', '"\\n"', '"\\ud800"', '"VALUE_TRIMMED"', '["ERROR"]', '1', '"\\'),
        retcode: pick('1', '127', '-1', '00', '"0"', '1.5', '1234'),
        jid: pick('req', '2026030112000000000', '20260301120000000001_1', ''),
        rest: pick(
          '"fun": "state.apply", "fun_args": [{"test": true}]',
          '"fun": "saltutil.find_job", "fun_args": ["20260301120000000001"], "user": "root"',
          '"fun": "state.apply", "fun": "test.ping"',
          '"fun": ["a.b", "c.d"], "fun_args": [[], []]',
          '"fun": "status.uptime", "schedule": "s", "big": 12345678901234567890',
          '"fun": "runner.x", "cmd": "_minion_event"',
        ),
        stamp: pick('2026-03-02T12:00:00.000001', '2026-03-01T12:00:00', '2026-13-01T12:00:00.000001', 'never'),
        ts: pick('', ', "ts": 01', ', "ts": 12345678901234567890', ', "ts": 5, "arg": []', ', "id": "other"'),
        tag: pick('salt/job/20260301120000000001/ret/web1', 'salt/job/20260301120000000002/ret/db2', 'other'),
      },
      { requiredKeys: [] },
    );
    const damage = fc.tuple(
      fc.nat(400),
      fc.constantFrom('', '"', '\\', 'é', ' ', '0', '\u0001', 'x', '}', ','),
      fc.nat(2),
    );
    const line = fc.tuple(parts, fc.option(damage, { freq: 2 })).map(([given, broken]) => {
      const defined = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
      const text = aReturn(defined);
      if (broken === null) return text;
      const [at, insert, drop] = broken;
      return text.slice(0, at) + insert + text.slice(at + drop);
    });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 30 }), (lines) => {
        // The good one first, so that there is something to take the short cut by.
        const text = [aReturn({}), aReturn({}), ...lines, aReturn({})].join('\n');
        expectSame([Buffer.from(text), Buffer.from(`${text}\n`)]);
      }),
      { numRuns: 400, seed: 20_261_122 },
    );
  });
});
