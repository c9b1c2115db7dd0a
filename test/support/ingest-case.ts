// Imports files into cases for tests of the line, and says what such a case holds in a form that can be compared.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import { canonicalText } from '../../electron/ingest/canonical.ts';
import { decodeStored } from '../../electron/ingest/decoder.ts';
import { type ImportOptions, type ImportReport, importSources } from '../../electron/ingest/import-sources.ts';
import { unpackBlock } from '../../electron/store/blocks/pack-block.ts';
import type { CaseFile } from '../../electron/store/case-file.ts';
import { eventFlags } from '../../electron/store/columns/column-defs.ts';
import { openCase } from '../../electron/store/open-case-file.ts';
import { tableDocs } from '../../electron/store/tables.ts';
import type { Outcome } from '../../shared/base/outcome.ts';

const captures = new URL('../captures/', import.meta.url).pathname;

/** A folder that is removed when the test ends. */
export function ingestFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'saltrace-ingest-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The value of something that has to succeed. */
export function succeeded<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.failure.code}: ${outcome.failure.message}`);
  return outcome.value;
}

/** Opens a case that is closed when the test ends. */
export function caseAt(path: string, mode: 'create' | 'write' | 'read' = 'create'): CaseFile {
  const caseFile = succeeded(openCase(path, { mode, decoder: decodeStored }));
  onTestFinished(() => caseFile.close());
  return caseFile;
}

/** A new case in a folder of its own. */
export function newCase(): CaseFile {
  return caseAt(join(ingestFolder(), 'test.saltrace'));
}

/** Imports files in place, unless the options say otherwise; it has to succeed. */
export async function importFiles(
  caseFile: CaseFile,
  paths: readonly string[],
  options: Partial<ImportOptions> = {},
): Promise<ImportReport> {
  return succeeded(await importSources(caseFile, { workers: 0, ...options, paths }));
}

/** The bytes of a recorded capture, unpacked. */
export function captureBytes(recording: string, file: string): Buffer {
  const bytes = readFileSync(join(captures, recording, file));
  return file.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}

/** Writes bytes to a file of that name in a fresh folder. */
export function fileOf(name: string, bytes: Uint8Array | string): string {
  const path = join(ingestFolder(), name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, bytes);
  return path;
}

/** The events of a case as texts that do not depend on ids, sources or formats, sorted. */
export function eventTexts(caseFile: CaseFile): string[] {
  const texts: string[] = [];
  const { columns } = caseFile;
  for (let id = 1; id <= columns.length; id += 1) {
    const isStampless = (columns.value('flags', id) & eventFlags.stampless) !== 0;
    const stamp = isStampless ? 'none' : columns.value('stamp', id);
    const kept = ['kind', 'success', 'outcome', 'outcomeRule', 'flags'] as const;
    const columnTexts = kept.map((name) => columns.value(name, id)).join(' ');
    const named = (['minion', 'fun', 'jid', 'user', 'retcode'] as const).map((name) =>
      caseFile.dictionary(name).text(columns.value(name, id)),
    );
    texts.push(`${stamp} ${caseFile.tag(id)} ${columnTexts} ${named.join('|')} ${canonicalText(caseFile.event(id))}`);
  }
  return texts.sort();
}

/** All rows of all tables but `meta`, as text. */
export function dump(caseFile: CaseFile): Record<string, string[]> {
  const all: Record<string, string[]> = {};
  for (const { name, columns } of tableDocs) {
    if (name === 'meta') continue;
    const list = columns.map((column) => column.name).join(', ');
    all[name] = caseFile
      .rows<Record<string, string | number | Uint8Array | null>>(`SELECT ${list} FROM ${name}`)
      .map((row) => JSON.stringify(Object.values(row).map(cellText)));
  }
  return all;
}

/** Bytes as text that can be compared; better-sqlite3 gives Buffers. */
function cellText(value: string | number | Uint8Array | null): string | number | null {
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
}

/** The blocks of a source, unpacked and joined. */
export function sourceBytes(caseFile: CaseFile, source: number): Buffer {
  type Row = { length: number; codec: 'zstd' | 'deflate' | 'none'; bytes: Uint8Array };
  const rows = caseFile.rows<Row>('SELECT length, codec, bytes FROM block WHERE source = :source ORDER BY id', {
    source,
  });
  return Buffer.concat(rows.map((row) => unpackBlock(row) ?? new Uint8Array(0)));
}
