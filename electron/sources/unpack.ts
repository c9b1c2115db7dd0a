// Unpacks a stream of gzip or zstd bytes, giving all that can be unpacked before a cut or damaged place.
import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { Decompress } from 'fzstd';
import { zstdFrames } from './zstd-frames.ts';

/** Takes packed bytes and gives unpacked ones. `damage` says in words why it stopped early, once it has. */
export type Unpacker = {
  readonly write: (packed: Uint8Array) => Promise<Uint8Array[]>;
  readonly end: () => Promise<Uint8Array[]>;
  readonly damage: () => string | undefined;
  readonly close: () => void;
};

/**
 * Packed bytes that are unpacked at a time: at worst they give a thousand times as many, which must fit in memory before
 * the reader sees them.
 */
export const packedSlice = 32 * 1024;

/** Output of one step; what zlib has unpacked of a step that fails is lost, so steps are small. */
const unpackedStep = 16 * 1024;

const cutWords = 'ends in the middle';

/** Unpacks gzip; members that were joined are one stream, zeros behind the last are padding. */
export function gzipUnpacker(): Unpacker {
  return streamUnpacker(zlib.createGunzip({ chunkSize: unpackedStep }));
}

/** Unpacks zstd: by Node where its zlib has it, else in JavaScript (about a quarter of the speed). */
export function zstdUnpacker(): Unpacker {
  // Node 20 and Electron up to 34 lack it, whatever the types say.
  return typeof zlib.createZstdDecompress === 'function' ? framesUnpacker() : scriptUnpacker();
}

/** Wraps one of zlib's streams. Its errors end it; nothing throws. */
function streamUnpacker(stream: Transform): Unpacker {
  let unpacked: Uint8Array[] = [];
  let damage: string | undefined;
  let isClosed = false;
  stream.on('data', (bytes: Uint8Array) => unpacked.push(bytes));
  stream.on('error', (error: NodeJS.ErrnoException) => {
    damage = error.code === 'Z_BUF_ERROR' ? cutWords : error.message;
  });
  const closed = new Promise<void>((resolve) => {
    stream.once('close', () => {
      isClosed = true;
      resolve();
    });
  });
  const take = (): Uint8Array[] => {
    const taken = unpacked;
    unpacked = [];
    return taken;
  };
  return {
    write: async (packed) => {
      // A stream that ended by itself never answers another write.
      const written = new Promise<void>((resolve) => {
        if (isClosed) resolve();
        else stream.write(packed, () => resolve());
      });
      await Promise.race([written, closed]);
      return take();
    },
    end: async () => {
      if (!isClosed && damage === undefined) stream.end();
      if (!isClosed) await closed;
      return take();
    },
    damage: () => damage,
    close: () => stream.destroy(),
  };
}

/** One of Node's decompressors for each frame. */
function framesUnpacker(): Unpacker {
  const frames = zstdFrames();
  let current: Unpacker | undefined;
  let damage: string | undefined;
  const write = async (packed: Uint8Array): Promise<Uint8Array[]> => {
    const unpacked: Uint8Array[] = [];
    const { parts, isZstd } = frames.walk(packed);
    for (const { bytes, endsFrame } of parts) {
      current ??= streamUnpacker(zlib.createZstdDecompress({ chunkSize: unpackedStep }));
      unpacked.push(...(await current.write(bytes)));
      if (endsFrame) {
        unpacked.push(...(await current.end()));
        damage ??= current.damage();
        current = undefined;
      } else {
        damage ??= current.damage();
      }
      if (damage !== undefined) return unpacked;
    }
    if (!isZstd) damage = 'is followed by something else';
    return unpacked;
  };
  return {
    write,
    end: async () => {
      const unpacked = current === undefined ? [] : await current.end();
      damage ??= current?.damage();
      if (damage === undefined && !frames.isBetweenFrames()) damage = cutWords;
      return unpacked;
    },
    damage: () => damage,
    close: () => current?.close(),
  };
}

/** The same in JavaScript. It holds the event loop while it works, a few milliseconds for each slice. */
export function scriptUnpacker(): Unpacker {
  let unpacked: Uint8Array[] = [];
  let damage: string | undefined;
  const stream = new Decompress((bytes) => unpacked.push(bytes.slice()));
  const push = (packed: Uint8Array, isLast: boolean): Promise<Uint8Array[]> => {
    try {
      stream.push(packed, isLast);
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      damage = words === 'unexpected EOF' ? cutWords : words;
    }
    const taken = unpacked;
    unpacked = [];
    return Promise.resolve(taken);
  };
  return {
    write: (packed) => push(packed, false),
    end: () => push(new Uint8Array(0), true),
    damage: () => damage,
    close: () => undefined,
  };
}
