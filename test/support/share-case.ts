// Shares cases in tests: writes the share, opens it, and gives its bytes.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeStored } from '../../electron/ingest/decoder.ts';
import { type ShareOptions, writeShare } from '../../electron/share/write-share.ts';
import { unpackBlock } from '../../electron/store/blocks/pack-block.ts';
import type { CaseFile } from '../../electron/store/case-file.ts';
import { openCase } from '../../electron/store/open-case-file.ts';
import type { ShareReport } from '../../shared/questions/share.ts';
import { valueIn } from './derived-capture.ts';

/** A share that was written and is open. */
export type TestShare = {
  readonly report: ShareReport;
  readonly caseFile: CaseFile;
  readonly path: string;
  /** All records, as they lie in the blocks. */
  readonly records: string;
  readonly dispose: () => void;
};

/** Shares a case by default of everything; the share is opened in a fresh folder. */
export async function shareOf(from: CaseFile, options: Partial<ShareOptions> = {}): Promise<TestShare> {
  const folder = mkdtempSync(join(tmpdir(), 'saltrace-shared-'));
  const path = join(folder, 'a.saltrace');
  const report = valueIn(
    await writeShare(from, {
      selection: { filter: '' },
      choices: { keep: [], hide: [] },
      without: [],
      zone: 'UTC',
      workers: 0,
      path,
      ...options,
    }),
  );
  const left = readdirSync(folder);
  if (left.length !== 1) throw new Error(`beside the share there is left: ${left.join(', ')}`);
  const caseFile = valueIn(openCase(path, { mode: 'read', decoder: decodeStored }));
  type Row = { readonly length: number; readonly codec: 'zstd' | 'deflate' | 'none'; readonly bytes: Uint8Array };
  const blocks = caseFile
    .rows<Row>('SELECT length, codec, bytes FROM block ORDER BY id')
    .map((row) => unpackBlock(row) ?? new Uint8Array(0));
  return {
    report,
    caseFile,
    path,
    records: Buffer.concat(blocks).toString(),
    dispose: () => {
      caseFile.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Where a text can be found in a share: in the bytes of the file, in what it packs, in its tables; a look of its own, not the program's. */
export function placesOf(text: string, share: TestShare): string[] {
  const places: string[] = [];
  const forms = [
    text,
    JSON.stringify(text).slice(1, -1),
    encodeURIComponent(text),
    Buffer.from(text).toString('base64').replace(/=+$/, ''),
  ];
  const file = readFileSync(share.path);
  for (const form of forms) {
    if (file.includes(form)) places.push(`file: ${form}`);
    if (share.records.includes(form)) places.push(`records: ${form}`);
  }
  if (file.includes(Buffer.from(text, 'utf16le'))) places.push('file, UTF-16');
  type Table = { readonly name: string };
  for (const { name } of share.caseFile.rows<Table>("SELECT name FROM sqlite_schema WHERE type = 'table'")) {
    for (const row of share.caseFile.each<Record<string, unknown>>(`SELECT * FROM "${name}"`)) {
      for (const [column, value] of Object.entries(row)) {
        if (typeof value === 'string' && forms.some((form) => value.includes(form))) places.push(`${name}.${column}`);
      }
    }
  }
  return places;
}
