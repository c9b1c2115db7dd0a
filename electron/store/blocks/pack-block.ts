// Packs and unpacks stretches of raw bytes. Pure: parse workers pack, the case unpacks; neither needs SQLite for it.
import zlib from 'node:zlib';
import { assert } from '../../../shared/base/assert.ts';
import type { Block } from '../batch.ts';
import { unpackZstd } from './unpack-zstd.ts';

/** Names of the codecs. */
export type Codec = Block['codec'];

/** Something packed, with the length it had before. */
export type Packed = { readonly codec: Codec; readonly bytes: Uint8Array };

/** Longest block, in unpacked bytes: twice the longest record that is read. No file can make a reader allocate more. */
export const maxBlockLength = 128 * 1024 * 1024;

/** Node has zstd since 22.15; Electron 33 has not. */
const hasZstd = typeof zlib.zstdCompressSync === 'function';

/** Packs bytes with the best codec of this runtime; leaves alone what does not get smaller. */
export function packBytes(bytes: Uint8Array, codec: 'zstd' | 'deflate' = hasZstd ? 'zstd' : 'deflate'): Packed {
  const packed =
    codec === 'zstd'
      ? // Told the size, zstd makes tables no larger than it needs: twice as fast for 64 KiB.
        zlib.zstdCompressSync(bytes, {
          params: { [zlib.constants.ZSTD_c_compressionLevel]: 1 },
          pledgedSrcSize: bytes.length,
          chunkSize: Math.max(1024, bytes.length >> 2),
        })
      : zlib.deflateRawSync(bytes, { level: 1 });
  return packed.length < bytes.length ? { codec, bytes: packed } : { codec: 'none', bytes };
}

/** Unpacks to exactly `length` bytes; `undefined` when the bytes are damaged, or unpack to more or less than that. */
export function unpackBytes({ codec, bytes }: Packed, length: number, useOwnZstd = hasZstd): Uint8Array | undefined {
  const unpacked = unpackAny(codec, bytes, length, useOwnZstd);
  return unpacked?.length === length ? unpacked : undefined;
}

function unpackAny(codec: Codec, bytes: Uint8Array, length: number, useOwnZstd: boolean): Uint8Array | undefined {
  if (codec === 'none') return bytes;
  // A chunk a little larger than the result spares zlib its second round.
  const options = { maxOutputLength: Math.max(length, 1), chunkSize: Math.max(length + 64, 1024) };
  try {
    if (codec === 'deflate') return zlib.inflateRawSync(bytes, options);
    return useOwnZstd ? zlib.zstdDecompressSync(bytes, options) : unpackZstd(bytes, length);
  } catch (error) {
    // Both libraries say with many kinds of errors that the data is damaged or too long: for the caller it is all one.
    assert(error instanceof Error, 'a codec threw no error');
    return undefined;
  }
}

/** Packs a stretch of a source into a block. */
export function packBlock(bytes: Uint8Array, codec?: 'zstd' | 'deflate'): Block {
  assert(bytes.length <= maxBlockLength, `a block of ${bytes.length} bytes is longer than ${maxBlockLength}`);
  return { length: bytes.length, lines: countLineFeeds(bytes), ...packBytes(bytes, codec) };
}

/** The bytes of a block; `undefined` when it is damaged or declares more than {@link maxBlockLength}. */
export function unpackBlock(block: Pick<Block, 'length' | 'codec' | 'bytes'>): Uint8Array | undefined {
  if (!(block.length >= 0 && block.length <= maxBlockLength)) return undefined;
  return unpackBytes(block, block.length);
}

function countLineFeeds(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) lines++;
  return lines;
}
