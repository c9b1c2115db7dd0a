// The short cut for returns and the long way make the same batch of any bytes.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNamed } from '../../electron/formats/registry.ts';
import { localDictionaries } from '../../electron/ingest/local-strings.ts';
import { pieceParser } from '../../electron/ingest/parse-piece.ts';
import { ReturnShortcut } from '../../electron/ingest/return-shortcut.ts';
import { captureBytes, madeLog } from '../support/ingest-case.ts';

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
    for (const other of [
      aReturn({ value: '{"a": 1}' }),
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
