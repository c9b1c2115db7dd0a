// Fetches blocks of raw bytes from a case and keeps the last few unpacked.
import type { Database } from 'better-sqlite3';
import { CaseError, damagedCase, reading } from '../store-failure.ts';
import { type Codec, unpackBlock } from './pack-block.ts';

/** A block, unpacked. */
export type OpenBlock = {
  readonly source: number;
  /** Where it begins in its source, in bytes. */
  readonly offset: number;
  readonly bytes: Uint8Array;
};

type BlockRow = {
  readonly source: number;
  readonly offset: number;
  readonly length: number;
  readonly codec: Codec;
  readonly bytes: Uint8Array;
};

/** Unpacked bytes kept: some hundred blocks of ordinary size. */
const cacheBytes = 16 * 1024 * 1024;

/** Gives blocks by id. */
export type BlockReader = {
  /** Throws {@link CaseError} when the block is not there or damaged. */
  readonly get: (id: number) => OpenBlock;
  readonly clear: () => void;
};

/** A reader of the blocks of one case. */
export function blockReader(db: Database, path: string): BlockReader {
  // One block, by its primary key.
  const select = db.prepare<[number], BlockRow>('SELECT source, offset, length, codec, bytes FROM block WHERE id = ?');
  // A map keeps the order of insertion: the first key is the one used longest ago.
  const cache = new Map<number, OpenBlock>();
  let held = 0;
  let last: { readonly id: number; readonly block: OpenBlock } | undefined;

  function load(id: number): OpenBlock {
    const row = reading(path, () => select.get(id));
    if (row === undefined) throw new CaseError(damagedCase(path, `block ${id} is not there`));
    const bytes = unpackBlock(row);
    if (bytes === undefined) {
      const found = `block ${id} cannot be unpacked to the ${row.length} bytes it declares`;
      throw new CaseError(damagedCase(path, found));
    }
    return { source: row.source, offset: row.offset, bytes };
  }

  function get(id: number): OpenBlock {
    // Neighbours are asked for one after the other.
    if (last?.id === id) return last.block;
    const block = getOther(id);
    last = { id, block };
    return block;
  }

  function getOther(id: number): OpenBlock {
    const kept = cache.get(id);
    if (kept !== undefined) {
      cache.delete(id);
      cache.set(id, kept);
      return kept;
    }
    const block = load(id);
    cache.set(id, block);
    held += block.bytes.length;
    for (const [oldest, { bytes }] of cache) {
      if (held <= cacheBytes || oldest === id) break;
      cache.delete(oldest);
      held -= bytes.length;
    }
    return block;
  }

  return {
    get,
    clear: () => {
      cache.clear();
      held = 0;
      last = undefined;
    },
  };
}
