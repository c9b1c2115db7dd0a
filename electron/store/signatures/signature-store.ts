// The signatures as they lie in the case: bit-sliced, one row of bits (a bit a block) for each bit of the signature, so that a word
// reads a few rows of a group of blocks instead of the signatures of all of them.
import type { Database } from 'better-sqlite3';
import { type Codec, type Packed, packBytes, unpackBytes } from '../blocks/pack-block.ts';
import { CaseError, damagedCase, reading } from '../store-failure.ts';
import { bitsOfText, signatureBits, signingMethod } from './text-grams.ts';

/** Blocks whose signatures lie together: 128 MiB of raw text. */
export const groupLength = 2_048;
/** Rows of bits that are packed together: 32 KiB of a whole group. */
const rowsInPart = 128;
/** Pieces that a group is stored in. */
export const partCount = signatureBits / rowsInPart;

/** A group of signed blocks, by the number of its first one. */
export type SignedGroup = { readonly firstBlock: number; readonly blocks: number };

/** Elements of a row of bits. */
export function rowWidth(blocks: number): number {
  return Math.ceil(blocks / 32);
}

/** Packs one part of a group whose rows of bits lie behind each other in `rows`. */
export function packPart(rows: Uint32Array, blocks: number, part: number): Packed {
  const length = rowsInPart * rowWidth(blocks);
  const some = rows.subarray(part * length, (part + 1) * length);
  return packBytes(new Uint8Array(some.buffer, some.byteOffset, some.byteLength));
}

/** The signatures of one case, for reading. */
export type SignatureReader = {
  /** The groups signed as this program does it, in rising order. */
  readonly groups: () => readonly SignedGroup[];
  /**
   * Tells of a block whether it may hold a record with all of the (folded) texts; `undefined` when it could rule out none. Groups are
   * read when first asked about.
   */
  readonly candidates: (texts: readonly string[]) => ((block: number) => boolean) | undefined;
};

type GroupRow = { readonly first_block: number; readonly blocks: number };

/** A reader of one case. */
export function signatureReader(db: Database, path: string): SignatureReader {
  // All groups; few rows.
  const selectGroups = db.prepare<[number], GroupRow>(
    'SELECT first_block, blocks FROM signed WHERE method = ? ORDER BY first_block',
  );
  // One part of a group, by its primary key.
  const selectPart = db.prepare<[number, number], { readonly codec: Codec; readonly bytes: Uint8Array }>(
    'SELECT codec, bytes FROM signature WHERE first_block = ? AND part = ?',
  );

  function groups(): SignedGroup[] {
    const found = reading(path, () => selectGroups.all(signingMethod));
    return found
      .filter(({ first_block, blocks }) => first_block % groupLength === 1 && blocks >= 1 && blocks <= groupLength)
      .map(({ first_block, blocks }) => ({ firstBlock: first_block, blocks }));
  }

  function readPart({ firstBlock, blocks }: SignedGroup, part: number): Uint32Array<ArrayBuffer> {
    const row = reading(path, () => selectPart.get(firstBlock, part));
    const length = rowsInPart * rowWidth(blocks);
    const bytes = row === undefined ? undefined : unpackBytes(row, length * 4);
    if (bytes === undefined) throw new CaseError(damagedCase(path, `the signature of block ${firstBlock} is damaged`));
    return new Uint32Array(Uint8Array.from(bytes).buffer);
  }

  /** One bit a block of a group: whether it has all of the bits set. */
  function blocksWith(group: SignedGroup, bits: readonly number[]): Uint32Array {
    const width = rowWidth(group.blocks);
    const found = new Uint32Array(width).fill(0xffff_ffff);
    let part = -1;
    let rows = new Uint32Array(0);
    for (const bit of bits) {
      if (Math.floor(bit / rowsInPart) !== part) {
        if (found.every((some) => some === 0)) break;
        part = Math.floor(bit / rowsInPart);
        rows = readPart(group, part);
      }
      const from = (bit % rowsInPart) * width;
      for (let at = 0; at < width; at++) found[at] = (found[at] ?? 0) & (rows[from + at] ?? 0);
    }
    return found;
  }

  function candidates(texts: readonly string[]): ((block: number) => boolean) | undefined {
    const bits = [...new Set(texts.flatMap(bitsOfText))].sort((a, b) => a - b);
    if (bits.length === 0) return undefined;
    const byNumber = new Map(groups().map((group) => [(group.firstBlock - 1) / groupLength, group]));
    if (byNumber.size === 0) return undefined;
    const found = new Map<number, Uint32Array>();
    return (block) => {
      const number = Math.floor((block - 1) / groupLength);
      const group = byNumber.get(number);
      const at = (block - 1) % groupLength;
      if (group === undefined || at >= group.blocks) return true;
      let hits = found.get(number);
      if (hits === undefined) {
        hits = blocksWith(group, bits);
        found.set(number, hits);
      }
      return ((hits[at >>> 5] ?? 0) & (1 << (at & 31))) !== 0;
    };
  }

  return { groups, candidates };
}

/** Writes signatures of one case; inside a transaction. A group is written in steps, because it is too much for one. */
export type SignatureWriter = {
  /** Removes the group that begins with the same block, and begins anew. What is begun is not read. */
  readonly begin: (group: SignedGroup) => void;
  readonly add: (group: SignedGroup, firstPart: number, parts: readonly Packed[]) => void;
  /** The group has all of its parts. */
  readonly end: (group: SignedGroup) => void;
  /** Removes groups that were signed in another way, or not to their end. */
  readonly dropStale: () => void;
};

/** Method of a group that is being written. */
const unfinished = 0;

/** A writer of one case. */
export function signatureWriter(db: Database): SignatureWriter {
  const remove = db.prepare<[number]>('DELETE FROM signed WHERE first_block = ?');
  const insertGroup = db.prepare<number[]>('INSERT INTO signed (first_block, blocks, method) VALUES (?, ?, ?)');
  const insertPart = db.prepare<(number | string | Uint8Array)[]>(
    'INSERT INTO signature (first_block, part, codec, bytes) VALUES (?, ?, ?, ?)',
  );
  const finish = db.prepare<number[]>('UPDATE signed SET method = ? WHERE first_block = ?');
  const removeStale = db.prepare<[number]>('DELETE FROM signed WHERE method <> ?');
  return {
    begin: ({ firstBlock, blocks }) => {
      remove.run(firstBlock);
      insertGroup.run(firstBlock, blocks, unfinished);
    },
    add: ({ firstBlock }, firstPart, parts) => {
      for (const [at, { codec, bytes }] of parts.entries()) insertPart.run(firstBlock, firstPart + at, codec, bytes);
    },
    end: ({ firstBlock }) => void finish.run(signingMethod, firstBlock),
    dropStale: () => void removeStale.run(signingMethod),
  };
}
