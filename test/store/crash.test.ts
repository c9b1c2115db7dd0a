// A writer that is killed in the middle: what it had committed is there, whole and consistent, and the case can be written on.
import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { columnDefs, segmentLength } from '../../electron/store/columns/column-defs.ts';
import { crashRow } from './crash-writer.ts';
import { caseWith, importRows, openForTest, spreadRows } from './temp-case.ts';

/** Only there to end a hanging program; the tests take a second or two. */
const timeout = 120_000;

type Killing = { readonly recordBytes: number; readonly batchesPerCommit: number; readonly waitIn: number };

/** Runs the endless writer on the case and kills it when `isTime` says so; gives the events it said were committed. */
async function killWriter(
  path: string,
  { recordBytes, batchesPerCommit, waitIn }: Killing,
  isTime: (line: string) => boolean,
) {
  const program = join(import.meta.dirname, 'crash-writer.ts');
  const sizes = [recordBytes, batchesPerCommit, waitIn].map(String);
  const args = ['--disable-warning=ExperimentalWarning', program, path, ...sizes];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = new Promise<string | null>((resolve) => child.on('exit', (_, signal) => resolve(signal)));
  let committed = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('committed ')) committed = Number(line.slice(10));
    if (isTime(line)) child.kill('SIGKILL');
  }
  expect(await ended).toBe('SIGKILL');
  return committed;
}

/** All parts of the case agree with each other, and every event is the one that was given. */
function expectWhole(path: string, recordBytes: number, committed: number): number {
  const caseFile = openForTest(path, 'write');
  const { columns, rows } = caseFile;
  expect(columns.length).toBeGreaterThanOrEqual(committed);
  expect(columns.length % 100).toBe(0);
  expect(rows('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  const n = columns.length;
  spreadRows(caseFile);
  expect(rows('SELECT count(*) AS n, max(id) AS last FROM event')).toEqual([{ n, last: n === 0 ? null : n }]);
  expect(rows('SELECT count(*) AS n FROM state_result')).toEqual([{ n }]);
  expect(rows('SELECT coalesce(sum(accepted), 0) AS n FROM source')).toEqual([{ n }]);
  expect(rows('SELECT coalesce(sum(length), 0) AS n FROM block')).toEqual(
    rows('SELECT coalesce(sum(bytes), 0) AS n FROM source'),
  );
  for (const { name } of columnDefs) expect(columns.segments(name)).toHaveLength(Math.ceil(n / segmentLength));
  let wrong = 0;
  for (let id = 1; id <= n; id++) {
    const { tag, raw, stamp } = crashRow(id, recordBytes);
    const isSame = caseFile.tag(id) === tag && columns.value('stamp', id) === stamp;
    if (!isSame || Buffer.from(caseFile.raw(id)).toString() !== raw) wrong++;
  }
  expect(wrong).toBe(0);
  expect(rows('SELECT count(*) AS n FROM event WHERE stamp <> id * 1000')).toEqual([{ n: 0 }]);
  caseFile.close();
  return n;
}

function expectGoesOn(path: string, recordBytes: number, n: number): void {
  const writing = openForTest(path, 'write');
  importRows(writing, [crashRow(n + 1, recordBytes)]);
  writing.close();
  const reopened = openForTest(path, 'read');
  expect(reopened.columns.length).toBe(n + 1);
  expect(reopened.tag(n + 1)).toBe(crashRow(n + 1, recordBytes).tag);
  expect(readdirSync(dirname(path))).toEqual(['a.saltrace']);
}

function emptyCase(): string {
  const caseFile = caseWith([]);
  caseFile.close();
  return caseFile.path;
}

test.each([1, 2, 5])(
  'killed in the middle of transaction %i',
  async (transaction) => {
    const path = emptyCase();
    const sizes = { recordBytes: 500, batchesPerCommit: 4, waitIn: transaction };
    const committed = await killWriter(path, sizes, (line) => line === 'middle');
    expect(committed).toBe(transaction === 1 ? 0 : 100 + (transaction - 2) * 400);
    expectGoesOn(path, 500, expectWhole(path, 500, committed));
  },
  timeout,
);

test(
  'killed when more than the page cache holds is written but not committed',
  async () => {
    const path = emptyCase();
    // 3,600 records of 25 kB that hardly compress: 64 MiB of cache are full before the commit.
    const sizes = { recordBytes: 25_000, batchesPerCommit: 36, waitIn: 2 };
    const committed = await killWriter(path, sizes, (line) => line === 'middle');
    expect(committed).toBe(100);
    // Pages of the lost transaction are in the file, and what they replaced is in the journal.
    expect(statSync(path).size).toBeGreaterThan(8_000_000);
    expect(statSync(`${path}-journal`).size).toBeGreaterThan(0);
    expectGoesOn(path, 25_000, expectWhole(path, 25_000, committed));
  },
  timeout,
);

test(
  'killed at any moment, again and again',
  async () => {
    const path = emptyCase();
    const sizes = { recordBytes: 200, batchesPerCommit: 1, waitIn: 0 };
    let before = 0;
    for (let round = 0; round < 4; round++) {
      let committed = 0;
      // The kill arrives some time after the line: within a batch, a commit, or between.
      before = Math.max(
        before,
        await killWriter(path, sizes, (line) => line.startsWith('committed') && ++committed === 3 * round + 1),
      );
      before = expectWhole(path, 200, before);
    }
    expect(before).toBeGreaterThan(0);
    expectGoesOn(path, 200, before);
  },
  timeout,
);
