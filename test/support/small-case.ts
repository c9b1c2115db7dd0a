// A real case file made of a few records, through the real parser and the real store, without the import around them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatNamed } from '../../electron/formats/registry.ts';
import { decodeStored } from '../../electron/ingest/decoder.ts';
import { pieceParser } from '../../electron/ingest/parse-piece.ts';
import type { CaseFile } from '../../electron/store/case-file.ts';
import type { CaseWriter } from '../../electron/store/case-writer.ts';
import { openCase } from '../../electron/store/open-case-file.ts';
import type { Outcome } from '../../shared/base/outcome.ts';

/** A case and how to get rid of it. */
export type SmallCase = { readonly caseFile: CaseFile; readonly writer: CaseWriter; readonly dispose: () => void };

function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value;
}

/** An empty case in a temporary place. */
export function emptyCase(): SmallCase {
  const folder = mkdtempSync(join(tmpdir(), 'saltrace-test-'));
  const caseFile = must(openCase(join(folder, 'small.saltrace'), { mode: 'create', decoder: decodeStored }));
  if (caseFile.writer === undefined) throw new Error('the case cannot be written');
  return {
    caseFile,
    writer: caseFile.writer,
    dispose: () => {
      caseFile.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Adds a source of NDJSON records in one transaction; `change` may patch derived columns in the same. */
export function addRecords(
  { caseFile, writer }: Pick<SmallCase, 'caseFile' | 'writer'>,
  name: string,
  lines: readonly string[],
  change: (writer: CaseWriter, firstId: number) => void = () => undefined,
): void {
  const firstId = caseFile.columns.length + 1;
  must(writer.begin());
  const source = writer.addSource({ name, path: `/${name}`, format: 'rawfile-json' });
  const bytes = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''));
  const { batch } = pieceParser().parse(formatNamed('rawfile-json'), { bytes, isLast: true });
  must(writer.writeBatch(source, source, batch));
  writer.finishSource(source);
  change(writer, firstId);
  while (must(writer.spreadRows()));
  must(writer.commit());
}
