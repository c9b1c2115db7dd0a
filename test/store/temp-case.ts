// A folder for one test's files, and cases in it. Records are `{"tag", "data"}` lines.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { CaseFile, RecordDecoder } from '../../electron/store/case-file.ts';
import type { CaseWriter } from '../../electron/store/case-writer.ts';
import { openCase } from '../../electron/store/open-case-file.ts';
import type { Failure } from '../../shared/base/failure.ts';
import type { Outcome } from '../../shared/base/outcome.ts';
import type { JsonObject } from '../../shared/salt/json.ts';
import { type ARow, AWorker } from './a-batch.ts';

/** A folder that is removed when the test ends. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'saltrace-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Reads the records that {@link AWorker} writes. */
export const decoder: RecordDecoder = (format, record) => {
  if (format !== 'rawfile-json') return undefined;
  const { tag, data } = JSON.parse(Buffer.from(record).toString()) as { tag: string; data: JsonObject };
  return { tag, data, dataText: () => JSON.stringify(data) };
};

/** The value of something that has to succeed. */
export function expectValue<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.failure.code}: ${outcome.failure.message}`);
  return outcome.value;
}

/** The failure of something that has to fail. */
export function expectFailure(outcome: Outcome<unknown>): Failure {
  if (outcome.ok) throw new Error('it succeeded');
  return outcome.failure;
}

/** Opens a case that is closed when the test ends. */
export function openForTest(path: string, mode: 'create' | 'write' | 'read'): CaseFile {
  const caseFile = expectValue(openCase(path, { mode, decoder }));
  onTestFinished(() => caseFile.close());
  return caseFile;
}

/** The writer of a case that has one. */
export function writerOf(caseFile: CaseFile): CaseWriter {
  if (caseFile.writer === undefined) throw new Error('the case is read-only');
  return caseFile.writer;
}

/** Imports rows as one source, in one transaction. */
export function importRows(caseFile: CaseFile, rows: readonly ARow[], worker = new AWorker(), number = 0): number {
  const writer = writerOf(caseFile);
  expectValue(writer.begin());
  const source = writer.addSource({ name: 'a', path: '/captures/a', format: 'rawfile-json' });
  expectValue(writer.writeBatch(source, number, worker.batch(rows)));
  writer.finishSource(source);
  expectValue(writer.commit());
  writer.endWorker(number);
  return source;
}

/** Makes the rows of events and states that imports leave to whoever derives, in one transaction. */
export function spreadRows(caseFile: CaseFile): void {
  const writer = writerOf(caseFile);
  expectValue(writer.begin());
  while (expectValue(writer.spreadRows()));
  expectValue(writer.commit());
}

/** A new case with these rows. */
export function caseWith(rows: readonly ARow[]): CaseFile {
  const caseFile = openForTest(join(tempFolder(), 'a.saltrace'), 'create');
  importRows(caseFile, rows);
  return caseFile;
}
