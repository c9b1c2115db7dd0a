// What an import does around the records: many sources, small ones, bad ones, cancelling, workers that die, progress.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { IngestProgress } from '../../../electron/ingest/import-progress.ts';
import { importSources } from '../../../electron/ingest/import-sources.ts';
import { rebuildCase } from '../../../electron/ingest/rebuild-case.ts';
import { done, type Outcome } from '../../../shared/base/outcome.ts';
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
} from '../../support/ingest-case.ts';
import { madeLog } from '../../support/made-log.ts';

function refused(outcome: Outcome<unknown>) {
  if (outcome.ok) throw new Error('it succeeded');
  return outcome.failure;
}

describe('importing', () => {
  it('with workers makes the same case as in place', async () => {
    const path = fileOf('log.jsonl', madeLog({ events: 6000, seed: 2, minions: 100 }).bytes);
    const inPlace = newCase();
    await importFiles(inPlace, [path], { pieceBytes: 100_000 });
    const threaded = newCase();
    await importFiles(threaded, [path], { workers: 3, pieceBytes: 100_000 });
    expect(dump(threaded)).toEqual(dump(inPlace));
  });

  it('reads many small files, folders and packed files, each with its account', async () => {
    const folder = ingestFolder();
    mkdirSync(join(folder, 'deep'));
    const { lines } = madeLog({ events: 500, seed: 4, minions: 20 });
    for (let i = 0; i < 50; i += 1) {
      writeFileSync(
        join(folder, i % 2 ? 'deep' : '', `capture-${i}.jsonl`),
        `${lines.slice(i * 10, i * 10 + 10).join('\n')}\n`,
      );
    }
    writeFileSync(join(folder, 'notes.md'), '# No capture\n\nJust words.\n');
    const packed = fileOf('all.jsonl.gz', gzipSync(`${lines.join('\n')}\n`));
    const caseFile = newCase();
    const { sources } = await importFiles(caseFile, [folder, packed]);
    expect(sources.length).toBe(51);
    expect(sources.slice(0, 50).every(({ accepted, isComplete }) => accepted === 10 && isComplete)).toBe(true);
    expect(sources[50]).toMatchObject({ read: 500, duplicates: 500, accepted: 0, isComplete: true });
    expect(sources.map(({ name }) => name).slice(0, 3)).toEqual([
      'capture-0.jsonl',
      'capture-2.jsonl',
      'capture-4.jsonl',
    ]);
    expect(caseFile.columns.length).toBe(500);
  });

  it('tells its progress, and that it is done', async () => {
    const path = fileOf('log.jsonl', madeLog({ events: 3000, seed: 2, minions: 100 }).bytes);
    const heard: IngestProgress[] = [];
    await importFiles(newCase(), [path], { onProgress: (progress) => heard.push(progress) });
    expect(heard[0]).toMatchObject({ name: 'log.jsonl', events: 0, stage: 'reading' });
    const last = heard.at(-1);
    expect(last).toMatchObject({ stage: 'done', events: 3000, duplicates: 0, rejected: 0 });
    expect(last?.bytesRead).toBe(last?.bytesTotal);
    for (const [i, { bytesRead, events }] of heard.entries()) {
      expect(bytesRead).toBeGreaterThanOrEqual(heard[i - 1]?.bytesRead ?? 0);
      expect(events).toBeGreaterThanOrEqual(heard[i - 1]?.events ?? 0);
    }
  });

  it('stops when cancelled, keeps what was accepted, and is completed by importing again', async () => {
    const path = fileOf('log.jsonl', madeLog({ events: 5000, seed: 2, minions: 100 }).bytes);
    const caseFile = newCase();
    let asked = 0;
    const { sources, wasCancelled } = await importFiles(caseFile, [path], {
      pieceBytes: 50_000,
      isCancelled: () => {
        asked += 1;
        return asked > 30;
      },
    });
    expect(wasCancelled).toBe(true);
    const kept = caseFile.columns.length;
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(5000);
    expect(sources).toMatchObject([{ accepted: kept, isComplete: false }]);
    const again = await importFiles(caseFile, [path]);
    expect(again.wasCancelled).toBe(false);
    expect(again.sources).toMatchObject([{ duplicates: kept, accepted: 5000 - kept, isComplete: true }]);
    const whole = newCase();
    await importFiles(whole, [path]);
    expect(eventTexts(caseFile)).toEqual(eventTexts(whole));
  });

  it('a worker that dies is a failure, not a wait without end', async () => {
    const path = fileOf('log.jsonl', madeLog({ events: 3000, seed: 2, minions: 100 }).bytes);
    for (const script of ['process.exit(3);', "throw new Error('broken');", 'not a program(']) {
      const workerUrl = new URL(`file://${fileOf('worker.mjs', script)}`);
      // A second large source makes sure that threads are used at all.
      const big = fileOf('big.jsonl', Buffer.alloc(5_000_000, '{"tag": "a", "data": {}}\n'));
      const outcome = await importSources(newCase(), { paths: [path, big], workers: 2, workerUrl });
      expect(refused(outcome)).toMatchObject({ code: 'bug' });
    }
  });

  it('keeps a record beyond the limit as bytes, notes it, and goes on', { timeout: 120_000 }, async () => {
    const before = '{"tag": "a", "data": {"_stamp": "2026-03-01T00:00:00.000001"}}\n';
    const huge = `{"tag": "b", "data": {"x": "${'y'.repeat(70 * 1024 * 1024)}"}}\n`;
    const path = fileOf('huge.jsonl', `${before}${huge}${before.replace('"a"', '"c"')}`);
    const casePath = join(ingestFolder(), 'huge.saltrace');
    const caseFile = caseAt(casePath);
    const { sources } = await importFiles(caseFile, [path]);
    expect(sources).toMatchObject([
      {
        read: 3,
        accepted: 2,
        rejected: 1,
        problems: [{ code: 'record-too-large', count: 1, sample: { line: 2, offset: 63 } }],
      },
    ]);
    expect(caseFile.tag(2)).toBe('c');
    expect(sourceBytes(caseFile, 1).length).toBe(before.length * 2 + huge.length);
    const before2 = dump(caseFile);
    caseFile.close();
    succeeded(await rebuildCase(casePath, { workers: 0, derive: async () => done(undefined) }));
    expect(dump(caseAt(casePath, 'read'))).toEqual(before2);
    rmSync(path);
  });

  it('reads a packed file that is cut as far as it goes, and says so', async () => {
    const packed = gzipSync(captureBytes('3008.5/bad-config', 'sse.txt'));
    const caseFile = newCase();
    const { sources } = await importFiles(caseFile, [fileOf('cut.gz', packed.subarray(0, packed.length * 0.8))]);
    const codes = sources[0]?.problems.map(({ code }) => code);
    expect(codes).toContain('compressed-cut');
    expect(caseFile.columns.length).toBeGreaterThan(5);
    expect(sources[0]?.isComplete).toBe(true);
  });
});

describe('refusing', () => {
  it.each([
    ['nothing', '', 'file-empty', 'is empty'],
    ['blank lines', '\n \n\n', 'format-unknown', 'nothing but blank lines'],
    ['words', 'Dear diary,\n\u001b[2Jtoday', 'format-unknown', 'text that begins with "Dear diary,"'],
    ['control characters', '\u001b[2J\u202eevil', 'format-unknown', '·[2J·evil'],
    ['zeros', '\0\0\0\0\0\0\0\0', 'format-unknown', 'binary data'],
    ['a database', 'SQLite format 3\0....', 'format-unknown', 'an SQLite database'],
  ] as const)('a file that holds %s', async (_, text, code, words) => {
    const caseFile = newCase();
    const failure = refused(await importSources(caseFile, { paths: [fileOf('some.file', text)] }));
    expect(failure.code).toBe(code);
    expect(failure.message).toContain('some.file');
    expect(failure.message).toContain(words);
    expect(caseFile.rows('SELECT * FROM source')).toEqual([]);
  });

  it('names that do not exist, of files and of formats, before anything is read', async () => {
    const good = fileOf('good.jsonl', '{"tag": "a", "data": {}}\n');
    const caseFile = newCase();
    const missing = refused(await importSources(caseFile, { paths: [good, '/nowhere/at.all'] }));
    expect(missing.code).toBe('file-missing');
    const unnamed = refused(await importSources(caseFile, { paths: [good], format: 'syslog' }));
    expect(unnamed).toMatchObject({ code: 'format-not-named', suggestions: ['sse', 'state-event', 'rawfile-json'] });
    expect(caseFile.rows('SELECT * FROM source')).toEqual([]);
  });

  it('nothing when the user names the format: all of it is noise then', async () => {
    const caseFile = newCase();
    const { sources } = await importFiles(caseFile, [fileOf('some.txt', 'Dear diary,\ntoday\n')], { format: 'sse' });
    expect(sources).toMatchObject([{ format: 'sse', read: 0, accepted: 0, problems: [{ code: 'noise', count: 2 }] }]);
  });
});
