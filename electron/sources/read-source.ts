// Makes a source of a stream of packed bytes: looks at its beginning, unpacks it, cuts it into chunks of one size.
import type { Failure } from '../../shared/base/failure.ts';
import { done, failed, type Outcome } from '../../shared/base/outcome.ts';
import { type Compression, readCompression } from './compression.ts';
import { type Ending, headBytes, type Source } from './source.ts';
import { gzipUnpacker, packedSlice, type Unpacker, zstdUnpacker } from './unpack.ts';

/** Bytes of a chunk: large enough that handing it on costs nothing, small enough to show progress. */
export const chunkBytes = 1024 * 1024;

/** Where packed bytes come from. */
export type PackedInput = {
  readonly name: string;
  readonly path: string;
  readonly packedBytes: number | undefined;
  /** The next bytes, in a buffer that the receiver may keep; `undefined` at the end; a failure ends the reading. */
  readonly read: () => Promise<Uint8Array | undefined | Failure>;
  readonly close: () => Promise<void>;
};

/** Opens a source: reads until its head is known. Empty, unsupported and unreadable ones are failures; they are closed. */
export async function readSource(input: PackedInput): Promise<Outcome<Source>> {
  const packed = new PackedReader(input);
  const first = await packed.firstBytes();
  if (first instanceof Uint8Array && first.length > 0) {
    const compression = readCompression(first);
    if (typeof compression !== 'string') {
      await input.close();
      return failed(unsupported(input, compression.name, compression.command));
    }
    return readUnpacked(input, packed, compression);
  }
  await input.close();
  return failed(first instanceof Uint8Array ? empty(input) : first);
}

async function readUnpacked(
  input: PackedInput,
  packed: PackedReader,
  compression: Compression,
): Promise<Outcome<Source>> {
  const chunks = compression === 'none' ? packed.plain() : packed.unpacked(unpackerOf(compression));
  const waiting: Uint8Array[] = [];
  let headLength = 0;
  while (headLength < headBytes) {
    const next = await chunks.next();
    if (next.done === true) break;
    waiting.push(next.value);
    headLength += next.value.length;
  }
  if (headLength === 0) {
    await input.close();
    return failed(emptyEnding(input, packed.ending));
  }
  const head = Buffer.concat(waiting).subarray(0, headBytes);
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      yield* waiting.splice(0);
      yield* chunks;
    } finally {
      await input.close();
    }
  }
  return done({
    name: input.name,
    path: input.path,
    compression,
    packedBytes: input.packedBytes,
    totalBytes: compression === 'none' ? input.packedBytes : undefined,
    head,
    chunks: all(),
    packedRead: () => packed.taken,
    ending: () => packed.ending,
    close: async () => {
      await chunks.return(undefined);
      await input.close();
    },
  });
}

function unpackerOf(compression: 'gzip' | 'zstd'): Unpacker {
  return compression === 'gzip' ? gzipUnpacker() : zstdUnpacker();
}

/** Reads packed bytes and remembers how far it came and how that ended. */
class PackedReader {
  taken = 0;
  ending: Ending = { kind: 'complete' };
  readonly #input: PackedInput;
  #first: Uint8Array | undefined;

  constructor(input: PackedInput) {
    this.#input = input;
  }

  /** Bytes enough to recognise a packing; a pipe may give them one by one. They are given again by {@link plain}. */
  async firstBytes(): Promise<Uint8Array | Failure> {
    let first: Uint8Array = new Uint8Array(0);
    while (first.length < 6) {
      const bytes = await this.#input.read();
      if (bytes === undefined) break;
      if (!(bytes instanceof Uint8Array)) return bytes;
      first = first.length === 0 ? bytes : Buffer.concat([first, bytes]);
    }
    this.#first = first;
    return first;
  }

  /** The bytes as they are, in chunks of {@link chunkBytes} as far as the input gives them. */
  async *plain(): AsyncGenerator<Uint8Array, undefined> {
    yield* gathered(this.#packed());
    return undefined;
  }

  async *unpacked(unpacker: Unpacker): AsyncGenerator<Uint8Array, undefined> {
    try {
      yield* gathered(this.#steps(unpacker));
    } finally {
      unpacker.close();
    }
    return undefined;
  }

  async *#steps(unpacker: Unpacker): AsyncGenerator<Uint8Array> {
    for await (const bytes of this.#packed()) {
      for (let at = 0; at < bytes.length; at += packedSlice) {
        yield* await unpacker.write(bytes.subarray(at, at + packedSlice));
        if (unpacker.damage() !== undefined) {
          this.#noteDamage(unpacker);
          return;
        }
      }
    }
    yield* await unpacker.end();
    this.#noteDamage(unpacker);
  }

  #noteDamage(unpacker: Unpacker): void {
    const detail = unpacker.damage();
    if (detail !== undefined && this.ending.kind === 'complete') this.ending = { kind: 'cut', detail };
  }

  async *#packed(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const bytes = this.#first ?? (await this.#input.read());
      this.#first = undefined;
      if (bytes === undefined) return;
      if (!(bytes instanceof Uint8Array)) {
        this.ending = { kind: 'failed', failure: bytes };
        return;
      }
      this.taken += bytes.length;
      yield bytes;
    }
  }
}

/** Joins small pieces to chunks of about {@link chunkBytes}, each with a buffer of its own so that it can be handed over. */
async function* gathered(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces) {
    if (length === 0 && piece.length >= chunkBytes) {
      yield piece;
      continue;
    }
    waiting.push(piece);
    length += piece.length;
    if (length < chunkBytes) continue;
    yield joined(waiting, length);
    waiting = [];
    length = 0;
  }
  if (length > 0) yield joined(waiting, length);
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

function empty({ name }: PackedInput): Failure {
  return {
    code: 'file-empty',
    message: `${name} is empty.`,
    tip: 'A capture holds at least one event; check the command that recorded it.',
  };
}

function emptyEnding(input: PackedInput, ending: Ending): Failure {
  if (ending.kind === 'failed') return ending.failure;
  if (ending.kind === 'complete') return empty(input);
  return {
    code: 'compressed-broken',
    message: `${input.name} is compressed but nothing of it can be unpacked: it ${ending.detail}.`,
    tip: 'Copy the file again from where it was made.',
  };
}

function unsupported({ name }: PackedInput, packing: string, command: string): Failure {
  return {
    code: 'compression-unsupported',
    message: `${name} is packed with ${packing}, which is not read here.`,
    tip: `Unpack it first (${command}), or pack it with gzip or zstd.`,
  };
}
