// The laws of the line, from files to a case: chunk, byte, account, twice, order, and that rebuilding changes nothing.
import { appendFileSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deriveCase } from '../../electron/derive/derive-case.ts';
import { rebuildCase } from '../../electron/ingest/rebuild-case.ts';
import type { CaseFile } from '../../electron/store/case-file.ts';
import { done } from '../../shared/base/outcome.ts';
import {
  captureBytes,
  caseAt,
  dump,
  eventTexts,
  fileOf,
  importFiles,
  ingestFolder,
  newCase,
  sourceBytes,
  succeeded,
} from '../support/ingest-case.ts';
import { madeLog } from '../support/made-log.ts';

const seed = 20_261_122;

/** Recordings in all formats, with noise, cut ends and odd events, and a made-up log with what the wire may do to it. */
const samples: readonly { readonly name: string; readonly bytes: () => Buffer }[] = [
  { name: 'sse.txt', bytes: () => captureBytes('3008.5/dead-minion', 'sse.txt') },
  { name: 'event-plain.txt', bytes: () => captureBytes('3008.5/dead-minion', 'event-plain.txt') },
  { name: 'event-pretty.txt', bytes: () => captureBytes('3006.30/bad-config', 'event-pretty.txt') },
  { name: 'rawfile.jsonl', bytes: () => captureBytes('3007.17/bad-config', 'rawfile.jsonl') },
  { name: 'odd.jsonl', bytes: oddLog },
];

/** A made-up log with noise, broken lines, blank lines, returns without tag or stamp, and no line feed at its end. */
function oddLog(): Buffer {
  const { lines } = madeLog({ events: 300, seed: 5, minions: 20 });
  const odd = [
    'Traceback (most recent call last):\n  File "x", line 1',
    '{"data": {"broken": ',
    '',
    '   ',
    '{"jid": "20260301000000000001", "id": "web1", "fun": "test.ping", "return": true, "retcode": 0}',
    '{"tag": "no/stamp", "data": {"a": NaN, "b": 12345678901234567890, "b": 1}}',
    '{"valid": "but no event"}',
    '\ufeff  {"tag": "behind/a/mark", "data": {"_stamp": "2026-03-01T00:00:00.000001"}}\r',
  ];
  const mixed = lines.flatMap((line, i) => (i % 11 === 0 ? [odd[(i / 11) % odd.length] ?? '', line] : [line]));
  return Buffer.from(`${odd[0]}\n${mixed.join('\n')}\n{"tag": "cut/off", "data": {"_sta`);
}

/** What must not depend on how the bytes came. Blocks end where pieces do, so they and places in them may differ. */
function content(caseFile: CaseFile): unknown {
  const { event, publish, state_result, problem, problem_count, source, dictionary } = dump(caseFile);
  const lines: number[] = [];
  for (let id = 1; id <= caseFile.columns.length; id += 1) lines.push(caseFile.columns.value('line', id));
  return { event, publish, state_result, problem, problem_count, source, dictionary, lines };
}

describe.each(samples)('$name', ({ name, bytes }) => {
  it('makes the same case whatever the size of its pieces (chunk law), and keeps every byte (byte law)', async () => {
    const path = fileOf(name, bytes());
    const whole = newCase();
    await importFiles(whole, [path], { pieceBytes: 1 << 20 });
    expect(whole.columns.length).toBeGreaterThan(40);
    const expected = content(whole);
    const size = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 300, max: 200_000 }));
    await fc.assert(
      fc.asyncProperty(size, async (pieceBytes) => {
        const inPieces = newCase();
        await importFiles(inPieces, [path], { pieceBytes });
        expect(content(inPieces)).toEqual(expected);
        expect(sourceBytes(inPieces, 1).equals(readFileSync(path))).toBe(true);
        inPieces.close();
      }),
      { numRuns: 6, seed, examples: [[1]] },
    );
  });

  it('accounts for every record (account law)', async () => {
    const path = fileOf(name, bytes());
    const caseFile = newCase();
    const [first] = (await importFiles(caseFile, [path])).sources;
    const [again] = (await importFiles(caseFile, [path])).sources;
    for (const source of [first, again]) {
      expect(source?.read).toBe((source?.accepted ?? 0) + (source?.duplicates ?? 0) + (source?.rejected ?? 0));
      const rejecting = ['record-truncated', 'record-malformed', 'record-no-event', 'record-too-large'];
      const rejected = source?.problems.filter(({ code }) => rejecting.includes(code)) ?? [];
      expect(rejected.reduce((sum, { count }) => sum + count, 0)).toBe(source?.rejected);
      expect(source?.isComplete).toBe(true);
    }
    // Importing twice is importing once (twice law); every duplicate has its second place.
    expect(again?.accepted).toBe(0);
    expect(again?.duplicates).toBe(first?.accepted);
    expect(caseFile.columns.length).toBe(first?.accepted);
    for (let id = 1; id <= caseFile.columns.length; id += 1) {
      const [home, copy] = caseFile.places(id);
      expect(copy && { ...copy, source: '' }).toEqual(home && { ...home, source: '' });
    }
  });

  it('is the same after rebuilding', async () => {
    const path = fileOf(name, bytes());
    const half = fileOf(`half-${name}`, bytes().subarray(0, bytes().length >> 1));
    const casePath = `${ingestFolder()}/rebuild.saltrace`;
    const caseFile = caseAt(casePath);
    await importFiles(caseFile, [half, path], { pieceBytes: 70_000 });
    const { writer } = caseFile;
    if (writer === undefined) throw new Error('read-only');
    succeeded(await deriveCase(caseFile));
    succeeded(writer.begin());
    writer.setMeta('view', 'the saved view');
    succeeded(writer.commit());
    const before = dump(caseFile);
    caseFile.close();
    succeeded(await rebuildCase(casePath, { workers: 0, derive: (made) => deriveCase(made) }));
    const rebuilt = caseAt(casePath, 'read');
    const after = dump(rebuilt);
    for (const table of Object.keys(before)) expect({ [table]: after[table] }).toEqual({ [table]: before[table] });
    expect(rebuilt.meta('view')).toBe('the saved view');
  });
});

it('files in any order make the same events, and importing them again adds none (order law, twice law)', async () => {
  const { lines } = madeLog({ events: 400, seed: 9, minions: 30 });
  const stampless = '{"jid": "20260301000000000001", "id": "web1", "fun": "test.ping", "return": true, "retcode": 0}';
  // Some records are there several times: as often as in the file that has them most often they stay.
  const pool = [...lines, ...lines.slice(0, 40), lines[7] ?? '', lines[7] ?? '', stampless, stampless];
  const file = fc.array(fc.nat(pool.length - 1), { minLength: 1, maxLength: 120 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(file, { minLength: 2, maxLength: 4 }),
      fc.infiniteStream(fc.nat()),
      async (picks, order) => {
        const paths = picks.map((pick, i) => fileOf(`${i}.jsonl`, pick.map((at) => `${pool[at]}\n`).join('')));
        const most = new Map<string, number>();
        for (const pick of picks) {
          const here = new Map<string, number>();
          for (const at of pick) here.set(pool[at] ?? '', (here.get(pool[at] ?? '') ?? 0) + 1);
          for (const [line, count] of here) most.set(line, Math.max(most.get(line) ?? 0, count));
        }
        const forward = newCase();
        await importFiles(forward, paths);
        const expected = eventTexts(forward);
        expect(expected.length).toBe([...most.values()].reduce((sum, count) => sum + count, 0));
        const shuffled = paths.map((path) => ({ path, key: order.next().value ?? 0 })).sort((a, b) => a.key - b.key);
        const other = newCase();
        await importFiles(
          other,
          shuffled.map(({ path }) => path),
        );
        expect(eventTexts(other)).toEqual(expected);
        await importFiles(other, paths);
        expect(eventTexts(other)).toEqual(expected);
        forward.close();
        other.close();
      },
    ),
    { numRuns: 12, seed },
  );
});

it('a capture and its twins in the other formats are one', async () => {
  const recording = '3008.5/bad-config';
  const files = ['sse.txt', 'event-plain.txt', 'event-pretty.txt', 'rawfile.jsonl'];
  const paths = files.map((name) => fileOf(name, captureBytes(recording, name)));
  const alone = newCase();
  await importFiles(alone, [paths[3] ?? '']);
  const together = newCase();
  const { sources } = await importFiles(together, paths);
  const all = new Set([...eventTexts(together)]);
  for (const text of eventTexts(alone)) expect(all.has(text)).toBe(true);
  // The files differ by a few events outside the markers only (see the provenance of the recording).
  expect(together.columns.length).toBeLessThan(alone.columns.length + 6);
  for (const source of sources.slice(1)) expect(source.duplicates).toBeGreaterThan(45);
});

it('equal records of one crowd are told apart by their data, in any order', async () => {
  const crowd = Array.from(
    { length: 60 },
    (_, i) => `{"tag": "a/b", "data": {"n": ${i % 30}, "_stamp": "2026-03-01T00:00:00.000001"}}\n`,
  );
  const caseFile = newCase();
  const forward = fileOf('a.jsonl', crowd.join(''));
  const spelledOtherwise = fileOf(
    'b.jsonl',
    [...crowd]
      .reverse()
      .map((line) => line.replace('"n": ', '"n":  '))
      .join(''),
  );
  await importFiles(caseFile, [forward, spelledOtherwise]);
  expect(caseFile.columns.length).toBe(60);
  appendFileSync(spelledOtherwise, crowd[0] ?? '');
  await importFiles(caseFile, [spelledOtherwise]);
  expect(caseFile.columns.length).toBe(61);
});

it('a rebuild that fails leaves the case as it was', async () => {
  const casePath = `${ingestFolder()}/rebuild.saltrace`;
  const caseFile = caseAt(casePath);
  await importFiles(caseFile, [fileOf('a.jsonl', madeLog({ events: 50, seed: 1, minions: 5 }).bytes)]);
  caseFile.close();
  const before = readFileSync(casePath);
  const refused = await rebuildCase(casePath, {
    workers: 0,
    derive: async () => ({ ok: false, failure: { code: 'disk-full', message: 'full' } }),
  });
  expect(refused.ok).toBe(false);
  expect(readFileSync(casePath).equals(before)).toBe(true);
  succeeded(await rebuildCase(casePath, { workers: 0, derive: async () => done(undefined) }));
});
