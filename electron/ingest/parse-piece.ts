// From the bytes of one piece to its batch: split, decode, normalise, judge, columns, blocks. Pure but for the worker's
// dictionaries, which grow from piece to piece; runs in a worker thread or, for small sources, in place.
import type { Format, Stretch } from '../formats/format.ts';
import { countNoiseLines } from '../formats/lines.ts';
import type { Batch } from '../store/batch.ts';
import { packBytes } from '../store/blocks/pack-block.ts';
import { batchColumns, firstRows } from './batch-columns.ts';
import { cutBlocks } from './block-cutter.ts';
import { type LocalDictionaries, localDictionaries, takeNewStrings } from './local-strings.ts';
import { ProblemList } from './problem-list.ts';
import { ReturnShortcut } from './return-shortcut.ts';
import { type ParserMemory, RowFiller } from './row-filler.ts';
import { ShapeIds } from './shape-ids.ts';
import { StateRows } from './state-rows.ts';

/** A stretch of a source that begins and ends between two records. */
export type Piece = {
  readonly bytes: Uint8Array;
  /** True when the source ends with this piece. */
  readonly isLast: boolean;
  /** Set for a part of a record that is too large to be read: its bytes are stored, nothing else. */
  readonly oversize?: 'first' | 'further';
};

/** A piece, parsed. */
export type ParsedPiece = {
  readonly batch: Batch;
  /** True when noise stands at that end of the piece, where the noise of the neighbouring piece may go on. */
  readonly noiseAt: { readonly start: boolean; readonly end: boolean };
};

/** Parses pieces one after another; the ids in their batches belong to this parser's dictionaries. */
export type PieceParser = { readonly parse: (format: Format, piece: Piece) => ParsedPiece };

/** A parser with empty dictionaries. */
export function pieceParser(options: { readonly takesShortcuts: boolean } = { takesShortcuts: true }): PieceParser {
  const strings = localDictionaries();
  const shortcut = options.takesShortcuts ? new ReturnShortcut(strings) : undefined;
  const memory: ParserMemory = { strings, shapes: new ShapeIds(strings.shape), shortcut };
  return {
    parse: (format, piece) =>
      piece.oversize === undefined ? parsePiece(memory, format, piece) : keepOversize(strings, piece),
  };
}

function parsePiece(memory: ParserMemory, format: Format, piece: Piece): ParsedPiece {
  // Parts of a Buffer are Buffers, which the formats would otherwise make of each record.
  const bytes = Buffer.from(piece.bytes.buffer, piece.bytes.byteOffset, piece.bytes.length);
  const stretches = format.split(bytes, piece.isLast);
  const rows = new RowFiller(memory, format, bytes, stretches.length);
  const ends = cutBlocks(stretches, bytes);
  let read = 0;
  let block = 0;
  let blockStart = 0;
  for (const stretch of stretches) {
    while (block < ends.length - 1 && stretch.offset >= (ends[block] ?? 0)) {
      blockStart = ends[block] ?? 0;
      block += 1;
    }
    if (stretch.kind === 'noise') {
      const noise = bytes.subarray(stretch.offset, stretch.offset + stretch.length);
      // Its first line is the sample: how much of the rest lies in this piece is chance.
      const firstLine = noise.indexOf(lineFeed);
      const place = firstLine === -1 ? stretch : { ...stretch, length: firstLine };
      rows.problems.add('noise', place, null, undefined, countNoiseLines(noise));
      continue;
    }
    read += 1;
    rows.addRecord(stretch, block, stretch.offset - blockStart);
  }
  const n = rows.count;
  const blocks = packAll(bytes, ends, blockLines(stretches, bytes, ends));
  const batch: Batch = {
    n,
    columns: firstRows(rows.columns, n),
    strings: takeNewStrings(memory.strings),
    blocks,
    publishes: rows.publishes,
    states: rows.states.finish(),
    problems: rows.problems.placed,
    problemCounts: rows.problems.counts,
    read,
    rejected: read - n,
    bytes: bytes.length,
    lines: lineFeeds(blocks),
  };
  const noiseAt = { start: stretches[0]?.kind === 'noise', end: stretches.at(-1)?.kind === 'noise' };
  return { batch, noiseAt };
}

/** A batch of nothing but a problem of the source as a whole. */
export function emptyBatch(problem: Batch['problems'][number]): Batch {
  const strings = localDictionaries();
  const problems = new ProblemList(new Uint8Array(0));
  problems.add(problem.code, { offset: 0, length: 0, line: 0 }, null);
  return batchWithoutEvents(strings, new Uint8Array(0), [], [problem], problems.counts, 0);
}

/** A part of a record beyond {@link maxRecordBytes}: one rejected record, counted with its first part. */
function keepOversize(strings: LocalDictionaries, piece: Piece): ParsedPiece {
  const { bytes } = piece;
  const problems = new ProblemList(bytes);
  const isFirst = piece.oversize === 'first';
  if (isFirst) problems.add('record-too-large', { offset: 0, length: bytes.length, line: 0 }, null);
  const ends: number[] = [];
  for (let end = oversizeBlockBytes; end < bytes.length; end += oversizeBlockBytes) ends.push(end);
  if (bytes.length > 0) ends.push(bytes.length);
  const batch = batchWithoutEvents(strings, bytes, ends, problems.placed, problems.counts, isFirst ? 1 : 0);
  return { batch, noiseAt: { start: false, end: false } };
}

function batchWithoutEvents(
  strings: LocalDictionaries,
  bytes: Uint8Array,
  ends: readonly number[],
  problems: Batch['problems'],
  problemCounts: Uint32Array,
  rejected: number,
): Batch {
  const blocks = packAll(bytes, ends, blockLines([], bytes, ends));
  return {
    n: 0,
    columns: batchColumns(0),
    strings: takeNewStrings(strings),
    blocks,
    publishes: [],
    states: new StateRows(strings).finish(),
    problems,
    problemCounts,
    read: rejected,
    rejected,
    bytes: bytes.length,
    lines: lineFeeds(blocks),
  };
}

/** Length of the blocks of a record that nothing can be fetched from; larger than others because they are only ever read in sequence. */
export const oversizeBlockBytes = 1024 * 1024;

/** Packs the blocks into one buffer, which can be handed to another thread as a whole. */
function packAll(bytes: Uint8Array, ends: readonly number[], lines: readonly number[]): Batch['blocks'] {
  let start = 0;
  let total = 0;
  const packed = ends.map((end, index) => {
    const block = { length: end - start, lines: lines[index] ?? 0, ...packBytes(bytes.subarray(start, end)) };
    start = end;
    total += block.bytes.length;
    return block;
  });
  const joined = new Uint8Array(total);
  let at = 0;
  return packed.map((block) => {
    joined.set(block.bytes, at);
    at += block.bytes.length;
    return { ...block, bytes: joined.subarray(at - block.bytes.length, at) };
  });
}

/** Line feeds of each block. Blocks begin with the line of a stretch, whose number is known: only the last is counted. */
function blockLines(stretches: readonly Stretch[], bytes: Uint8Array, ends: readonly number[]): number[] {
  let start = 0;
  let line = 0;
  let at = 0;
  return ends.map((end) => {
    while (at < stretches.length && (stretches[at]?.offset ?? 0) < end) at += 1;
    const next = stretches[at];
    const lines = next === undefined ? countLineFeeds(bytes.subarray(start, end)) : next.line - line;
    start = end;
    line += lines;
    return lines;
  });
}

const lineFeed = 10;

function countLineFeeds(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, at + 1)) lines += 1;
  return lines;
}

function lineFeeds(blocks: Batch['blocks']): number {
  let lines = 0;
  for (const block of blocks) lines += block.lines;
  return lines;
}
