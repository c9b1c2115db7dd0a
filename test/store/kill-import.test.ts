// An import that is killed at any moment: the case opens, what was committed is there, importing again completes it.
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { caseAt, eventTexts, fileOf, importFiles, ingestFolder, sourceBytes } from '../support/ingest-case.ts';
import { madeLog } from '../support/made-log.ts';

/** Only there to end a hanging program. */
const timeout = 240_000;

const log = { events: 12_000, seed: 3, minions: 200 };
let bytes: Buffer;

beforeAll(() => {
  bytes = madeLog(log).bytes;
});

/** Imports in another process, which is killed as soon as it says that so many events are stored. */
async function killImport(casePath: string, file: string, workers: number, atEvents: number): Promise<void> {
  const program = join(import.meta.dirname, 'import-child.ts');
  const child = spawn(process.execPath, [program, casePath, file, String(workers), String(atEvents)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = new Promise<string | null>((resolve) => child.on('exit', (_, signal) => resolve(signal)));
  for await (const line of createInterface({ input: child.stdout })) {
    if (Number(line) >= atEvents) child.kill('SIGKILL');
  }
  expect(await ended).toBe('SIGKILL');
}

test.each([
  { workers: 2, atEvents: 1 },
  { workers: 0, atEvents: 2500 },
  { workers: 2, atEvents: 6000 },
  { workers: 1, atEvents: 9000 },
])('killed after $atEvents events with $workers workers', { timeout }, async ({ workers, atEvents }) => {
  const file = fileOf('log.jsonl', bytes);
  const casePath = join(ingestFolder(), 'killed.saltrace');
  caseAt(casePath).close();
  await killImport(casePath, file, workers, atEvents);

  const killed = caseAt(casePath, 'write');
  const kept = killed.columns.length;
  expect(killed.rows('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  // What is there is the beginning of the file: every event, in order, and its bytes.
  const stored = sourceBytes(killed, 1);
  expect(stored.equals(bytes.subarray(0, stored.length))).toBe(true);
  const lines = stored.toString('latin1').split('\n').slice(0, -1);
  expect(lines.length).toBe(kept);
  for (let id = 1; id <= kept; id += 97) {
    expect(Buffer.from(killed.raw(id)).toString('latin1')).toBe(lines[id - 1]);
  }
  // Killed before its first commit it left nothing at all.
  const isMarked = killed.rows('SELECT is_complete FROM source');
  if (kept === 0) expect(isMarked).toEqual([]);
  else if (kept < log.events) expect(isMarked).toEqual([{ is_complete: 0 }]);

  const { sources } = await importFiles(killed, [file]);
  expect(killed.columns.length).toBe(log.events);
  expect(sources).toMatchObject([
    { read: log.events, duplicates: kept, accepted: log.events - kept, rejected: 0, isComplete: true },
  ]);
  const whole = caseAt(join(ingestFolder(), 'whole.saltrace'));
  await importFiles(whole, [file]);
  expect(eventTexts(killed)).toEqual(eventTexts(whole));
  rmSync(casePath);
  expect(readFileSync(file).equals(bytes)).toBe(true);
});
