// Searches a finished share for the values that are hidden in it: every byte of the file (free pages too), and all that the file packs or
// spreads over pages, in every spelling in which a value could have come through.
import { closeSync, openSync, readSync } from 'node:fs';
import type { RedactionRule } from '../../shared/salt/redaction.ts';
import { breathe } from '../queries/question.ts';
import type { HiddenValue } from '../redact/build-vocabulary.ts';
import { Matcher } from '../redact/matcher.ts';
import { type Spelling, spellingsOf } from '../redact/vocabulary.ts';
import { unpackBlock } from '../store/blocks/pack-block.ts';
import type { CaseFile } from '../store/case-file.ts';
import { columnDefs } from '../store/columns/column-defs.ts';
import { tableDocs } from '../store/tables.ts';

/** What a search found, or how much was searched. */
export type ByteScan =
  | { readonly found: { readonly rule: RedactionRule; readonly place: string } }
  | { readonly found: undefined; readonly values: number; readonly bytes: number };

/** What the search is told, and tells. */
export type ScanTalk = { readonly isCancelled: () => boolean; readonly onProgress: (share: number) => void };

const windowBytes = 4 * 1024 * 1024;

/** Searches the file and the case opened from it, for reading. Stops at the first find; `undefined` when cancelled. */
export async function scanBytes(
  path: string,
  caseFile: CaseFile,
  hidden: readonly HiddenValue[],
  talk: ScanTalk,
): Promise<ByteScan | undefined> {
  const spellings = byteSpellings(hidden);
  const inTexts = new Matcher(spellings);
  const inBytes = new Matcher(spellings.filter(({ text }) => text.length >= leastInBytes));
  const longest = spellings.reduce((most, { text }) => Math.max(most, text.length), 0);
  let bytes = 0;
  const search = ({ text, place, isText }: Part): ByteScan | undefined => {
    bytes += text.length;
    const hit = (isText ? inTexts : inBytes).next(text, 0);
    const value = hit === undefined ? undefined : hidden[hit.spelling.value];
    return value === undefined ? undefined : { found: { rule: value.rule, place } };
  };
  let sinceBreath = 0;
  for (const part of parts(path, caseFile, { longest, isAnyShort: inBytes.size < inTexts.size })) {
    const found = search(part);
    if (found !== undefined) return found;
    sinceBreath += part.text.length;
    if (sinceBreath < windowBytes) continue;
    sinceBreath = 0;
    talk.onProgress(part.share);
    await breathe();
    if (talk.isCancelled()) return undefined;
  }
  return { found: undefined, values: hidden.length, bytes };
}

/**
 * Shortest spelling that is looked for among packed bytes and numbers, where a shorter one stands by chance. Names may be shorter: they are
 * looked for in all texts.
 */
const leastInBytes = 6;

/** The spellings of all values as bytes, which are searched as Latin-1 text. */
function byteSpellings(hidden: readonly HiddenValue[]): Spelling[] {
  return hidden.flatMap(({ text, rule, isWord }, value) => {
    const forms = rule === 'ids' || rule === 'users' ? [{ text, isBase64: false }] : spellingsOf(text);
    const spelled = forms.map((form) => ({
      text: Buffer.from(form.text).toString('latin1'),
      token: '',
      value,
      isWord: isWord && !form.isBase64,
      isBase64: form.isBase64,
    }));
    return [
      ...spelled,
      { text: Buffer.from(text, 'utf16le').toString('latin1'), token: '', value, isWord, isBase64: false },
    ];
  });
}

/** A piece that is searched. `isText`: neither packed bytes nor numbers are in it. */
type Part = { readonly text: string; readonly place: string; readonly share: number; readonly isText?: true };

type Sizes = { readonly longest: number; readonly isAnyShort: boolean };

function* parts(path: string, caseFile: CaseFile, { longest, isAnyShort }: Sizes): Generator<Part> {
  yield* blocks(caseFile);
  yield* columns(caseFile);
  yield* rows(caseFile, isAnyShort ? 0 : longRow);
  yield* file(path, longest);
}

type BlockRow = {
  readonly id: number;
  readonly length: number;
  readonly codec: 'zstd' | 'deflate' | 'none';
  readonly bytes: Uint8Array;
};

function* blocks(caseFile: CaseFile): Generator<Part> {
  // Every block, by the primary key.
  for (const block of caseFile.each<BlockRow>('SELECT id, length, codec, bytes FROM block ORDER BY id')) {
    const bytes = unpackBlock(block);
    yield { text: latin1(bytes ?? new Uint8Array(0)), place: `block ${block.id}`, share: 0.1, isText: true };
  }
}

function* columns(caseFile: CaseFile): Generator<Part> {
  for (const { name } of columnDefs) {
    for (const array of caseFile.columns.segments(name)) {
      const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
      yield { text: latin1(bytes), place: `column ${name}`, share: 0.3 };
    }
  }
}

/** Rows that are searched at once. */
const rowsAtOnce = 2_000;

/** Rows shorter than this lie whole on their page (of 8 KiB; an index keeps about 2,000 bytes), and so in the bytes of the file. */
const longRow = 1_500;

/** The rows of the tables from a length on once more as values: in the file they may be spread over pages. */
function* rows(caseFile: CaseFile, least: number): Generator<Part> {
  for (const { name: table, columns } of tableDocs) {
    const place = `table ${table}`;
    const texts = columns.filter(({ type }) => type === 'TEXT');
    for (const text of values(caseFile, table, texts, least)) yield { text, place, share: 0.5, isText: true };
    // Blocks and segments are unpacked for it.
    const blobs = columns.filter(({ type }) => type === 'BLOB' && table !== 'block' && table !== 'segment');
    for (const text of values(caseFile, table, blobs, longRow)) yield { text, place, share: 0.5 };
  }
}

function* values(
  caseFile: CaseFile,
  table: string,
  columns: readonly { readonly name: string }[],
  least: number,
): Generator<string> {
  if (columns.length === 0) return;
  let waiting: string[] = [];
  const names = columns.map(({ name }) => `"${name}"`);
  const length = names.map((name) => `coalesce(octet_length(${name}), 0)`).join(' + ');
  // The rows of a table of ours; names of tables and columns come from the program.
  const sql = `SELECT ${names.join(', ')} FROM "${table}" WHERE ${length} >= ${least}`;
  for (const row of caseFile.each<Record<string, string | Uint8Array | null>>(sql)) {
    for (const value of Object.values(row)) {
      if (typeof value === 'string') waiting.push(Buffer.from(value).toString('latin1'));
      else if (value !== null) waiting.push(latin1(value));
    }
    if (waiting.length < rowsAtOnce) continue;
    yield waiting.join('\0');
    waiting = [];
  }
  if (waiting.length > 0) yield waiting.join('\0');
}

/** The bytes of the file in windows that overlap by the longest spelling. */
function* file(path: string, longest: number): Generator<Part> {
  const handle = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(windowBytes + longest);
    let kept = 0;
    for (let at = 0; ; ) {
      const read = readSync(handle, buffer, kept, windowBytes, at);
      if (read === 0) return;
      at += read;
      yield { text: buffer.toString('latin1', 0, kept + read), place: 'the bytes of the file', share: 0.9 };
      const keep = Math.min(longest, kept + read);
      buffer.copy(buffer, 0, kept + read - keep, kept + read);
      kept = keep;
    }
  } finally {
    closeSync(handle);
  }
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}
