// Where bytes come from: files plain and packed, whole and cut, standard input, folders.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { detectFormat } from '../../../electron/formats/registry.ts';
import { openFile } from '../../../electron/sources/open-file.ts';
import { openStdin } from '../../../electron/sources/open-stdin.ts';
import { chunkBytes } from '../../../electron/sources/read-source.ts';
import { type Ending, headBytes, type Source } from '../../../electron/sources/source.ts';
import { scriptUnpacker, type Unpacker, zstdUnpacker } from '../../../electron/sources/unpack.ts';
import { walkFolder } from '../../../electron/sources/walk-folder.ts';
import type { Outcome } from '../../../shared/base/outcome.ts';

const folder = mkdtempSync(join(tmpdir(), 'saltrace-sources-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Lines that differ, so that a lost or doubled piece is seen. */
const text = Buffer.from(
  Array.from({ length: 60_000 }, (_, n) => `line ${n} ${((n * 7919) % 65_537).toString(36)} of a log\n`).join(''),
);

let files = 0;
function file(content: Uint8Array | string): string {
  files += 1;
  const path = join(folder, `file-${files}`);
  writeFileSync(path, content);
  return path;
}

function opened(outcome: Outcome<Source>): Source {
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value;
}

async function readAll(source: Source): Promise<{ bytes: Buffer; sizes: number[]; ending: Ending }> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source.chunks) chunks.push(chunk);
  return { bytes: Buffer.concat(chunks), sizes: chunks.map(({ length }) => length), ending: source.ending() };
}

async function readFileWhole(content: Uint8Array): ReturnType<typeof readAll> {
  return await readAll(opened(await openFile(file(content))));
}

function failureCode(outcome: Outcome<unknown>): string | undefined {
  return outcome.ok ? undefined : outcome.failure.code;
}

const gzip = gzipSync(text);
const zstd = zstdCompressSync(text);
const complete = { kind: 'complete' };

describe('a file', () => {
  it('plain is read in chunks of 1 MiB with its length known', async () => {
    const source = opened(await openFile(file(text), 'below/a.log'));
    expect(source).toMatchObject({
      name: 'below/a.log',
      compression: 'none',
      packedBytes: text.length,
      totalBytes: text.length,
    });
    expect(text.subarray(0, headBytes).equals(source.head)).toBe(true);
    const { bytes, sizes, ending } = await readAll(source);
    expect(bytes.equals(text)).toBe(true);
    expect(sizes.slice(0, -1).every((size) => size === chunkBytes)).toBe(true);
    expect([ending, source.packedRead()]).toEqual([complete, text.length]);
  });

  it.each([
    ['gzip', gzip, 'gzip'],
    [
      'gzip of several members',
      Buffer.concat([
        gzipSync(text.subarray(0, 1_000)),
        gzipSync(text.subarray(1_000, 1_001)),
        gzipSync(text.subarray(1_001)),
      ]),
      'gzip',
    ],
    ['gzip with zeros behind', Buffer.concat([gzip, Buffer.alloc(700)]), 'gzip'],
    ['zstd', zstd, 'zstd'],
    [
      'zstd of several frames',
      Buffer.concat([zstdCompressSync(text.subarray(0, 1_000)), zstdCompressSync(text.subarray(1_000))]),
      'zstd',
    ],
  ])('packed as %s is unpacked whole', async (_name, packed, compression) => {
    const source = opened(await openFile(file(packed)));
    expect(source).toMatchObject({ compression, packedBytes: packed.length, totalBytes: undefined });
    const { bytes, ending, sizes } = await readAll(source);
    expect(bytes.equals(text)).toBe(true);
    expect([ending, source.packedRead()]).toEqual([complete, packed.length]);
    expect(sizes.every((size) => size < chunkBytes * 2)).toBe(true);
  });

  it.each([
    ['gzip', gzip],
    ['zstd', zstd],
  ])('packed as %s and cut gives what could be unpacked, and says so', async (_name, packed) => {
    for (const part of [0.2, 0.5, 0.9]) {
      const { bytes, ending } = await readFileWhole(packed.subarray(0, Math.floor(packed.length * part)));
      expect(ending).toEqual({ kind: 'cut', detail: 'ends in the middle' });
      expect(text.subarray(0, bytes.length).equals(bytes)).toBe(true);
      expect(bytes.length).toBeGreaterThan(text.length * part * 0.6);
    }
  });

  it('packed as gzip that only lacks its check sum gives everything', async () => {
    const { bytes, ending } = await readFileWhole(gzip.subarray(0, gzip.length - 8));
    expect([bytes.equals(text), ending.kind]).toEqual([true, 'cut']);
  });

  it('packed and damaged, or with something else behind, gives what came before', async () => {
    const damaged = Buffer.from(gzip);
    damaged.fill(0xff, gzip.length >> 1, (gzip.length >> 1) + 8);
    const { bytes, ending } = await readFileWhole(damaged);
    expect(ending.kind).toBe('cut');
    expect(bytes.length).toBeGreaterThan(text.length / 4);
    for (const packed of [gzip, zstd]) {
      const behind = await readFileWhole(Buffer.concat([packed, Buffer.from('something else')]));
      expect(behind.ending.kind).toBe('cut');
      expect(behind.bytes.length).toBeGreaterThan(text.length - 40_000);
    }
  });

  it('packed so that nothing can be unpacked is refused', async () => {
    expect(failureCode(await openFile(file(gzip.subarray(0, 8))))).toBe('compressed-broken');
    expect(failureCode(await openFile(file(zstd.subarray(0, 6))))).toBe('compressed-broken');
    expect(failureCode(await openFile(file(Buffer.concat([gzip.subarray(0, 10), Buffer.alloc(50, 0xff)]))))).toBe(
      'compressed-broken',
    );
  });

  it('that is empty, packed emptiness, missing, forbidden, a folder or packed otherwise is refused by its own code', async () => {
    expect(failureCode(await openFile(file('')))).toBe('file-empty');
    expect(failureCode(await openFile(file(gzipSync(''))))).toBe('file-empty');
    expect(failureCode(await openFile(file(zstdCompressSync(''))))).toBe('file-empty');
    expect(failureCode(await openFile(join(folder, 'nowhere')))).toBe('file-missing');
    expect(failureCode(await openFile(join(file('x'), 'below-a-file')))).toBe('file-missing');
    expect(failureCode(await openFile(folder))).toBe('file-unreadable');
    expect(failureCode(await openFile(file(Buffer.from('fd377a585a000004', 'hex'))))).toBe('compression-unsupported');
    expect(failureCode(await openFile(file('BZh91AY&SY')))).toBe('compression-unsupported');
  });

  it('that may not be read is refused', async () => {
    // Root may read everything; what even root cannot read from its start is the memory of a process.
    const isRoot = process.getuid?.() === 0;
    const path = isRoot ? '/proc/self/mem' : file('secret');
    if (!isRoot) chmodSync(path, 0);
    expect(failureCode(await openFile(path))).toBe('file-unreadable');
  });

  it('can be closed unread, half read and twice', async () => {
    const unread = opened(await openFile(file(gzip)));
    await unread.close();
    await unread.close();
    const half = opened(await openFile(file(text)));
    for await (const chunk of half.chunks) {
      expect(chunk.length).toBe(chunkBytes);
      break;
    }
    await half.close();
  });
});

describe('zstd without the help of Node', () => {
  async function unpack(unpacker: Unpacker, packed: Uint8Array, step: number): Promise<[Buffer, string | undefined]> {
    const parts: Uint8Array[] = [];
    for (let at = 0; at < packed.length && unpacker.damage() === undefined; at += step) {
      parts.push(...(await unpacker.write(packed.subarray(at, at + step))));
    }
    parts.push(...(await unpacker.end()));
    return [Buffer.concat(parts), unpacker.damage()];
  }
  const small = text.subarray(0, 30_000);
  const skippable = Buffer.from('502a4d1804000000deadbeef', 'hex');
  const frames = Buffer.concat([
    skippable,
    zstdCompressSync(small.subarray(0, 10_000)),
    skippable,
    zstdCompressSync(Buffer.alloc(0)),
    zstdCompressSync(small.subarray(10_000)),
    skippable,
  ]);

  it.each([
    ['by Node', zstdUnpacker],
    ['in JavaScript', scriptUnpacker],
  ])('%s: frames and skippable frames, in steps of any size', async (_name, make) => {
    for (const step of [1, 3, 1_000, 1_000_000]) {
      const [bytes, damage] = await unpack(make(), frames, step);
      expect([bytes.equals(small), damage]).toEqual([true, undefined]);
    }
    const [cut, damage] = await unpack(make(), frames.subarray(0, frames.length - 500), 500);
    expect(damage).toBe('ends in the middle');
    expect(small.subarray(0, cut.length).equals(cut)).toBe(true);
  });
});

describe('standard input', () => {
  it.each([
    ['plain', text],
    ['gzip', gzip],
    ['zstd', zstd],
  ])('%s is read whatever the size of its pieces', async (_name, packed) => {
    const pieces: Buffer[] = [packed.subarray(0, 1), packed.subarray(1, 3), packed.subarray(3)];
    const source = opened(await openStdin(Readable.from(pieces)));
    expect(source).toMatchObject({ packedBytes: undefined, totalBytes: undefined, name: '(standard input)' });
    expect((await readAll(source)).bytes.equals(text)).toBe(true);
  });

  it('that is empty is refused', async () => {
    expect(failureCode(await openStdin(Readable.from([])))).toBe('file-empty');
  });

  it('that breaks says so at its end, or at once', async () => {
    async function* broken(): AsyncGenerator<Buffer> {
      yield text;
      await Promise.resolve();
      throw new Error('EIO');
    }
    const { bytes, ending } = await readAll(opened(await openStdin(Readable.from(broken()))));
    expect(bytes.equals(text)).toBe(true);
    expect(ending).toMatchObject({ kind: 'failed', failure: { code: 'file-unreadable' } });
    const refused = new Readable({ read: () => refused.destroy(new Error('EIO')) });
    expect(failureCode(await openStdin(refused))).toBe('file-unreadable');
  });
});

describe('a folder', () => {
  const isCapture = (head: Uint8Array): boolean => detectFormat(head) !== undefined;
  const event = 'salt/auth\t{"id": "a", "_stamp": "2026-11-22T20:09:03.702218"}\n';

  it('gives its captures in natural order, by content and not by name', async () => {
    const root = join(folder, 'tree');
    mkdirSync(join(root, 'b', 'deep'), { recursive: true });
    mkdirSync(join(root, '.hidden'));
    for (const name of ['capture-10', 'capture-9.txt', 'b/deep/x.bin', '.secret', '.hidden/y', 'old.gz']) {
      writeFileSync(join(root, name), name === 'old.gz' ? gzipSync(event) : event);
    }
    writeFileSync(join(root, 'readme.md'), 'nothing here\n');
    writeFileSync(join(root, 'empty'), '');
    writeFileSync(join(root, 'broken.gz'), gzip.subarray(0, 6));
    symlinkSync(join(root, 'capture-10'), join(root, 'link'));
    symlinkSync(root, join(root, 'b', 'round'));
    symlinkSync(join(root, 'gone'), join(root, 'dangling'));
    const listing = await walkFolder(root, isCapture);
    if (!listing.ok) throw new Error(listing.failure.message);
    const { captures, others, failures } = listing.value;
    expect(captures.map(({ name }) => name)).toEqual(['b/deep/x.bin', 'capture-9.txt', 'capture-10', 'link', 'old.gz']);
    expect(captures[0]?.path).toBe(join(root, 'b', 'deep', 'x.bin'));
    expect(others.map(({ name }) => name)).toEqual(['empty', 'readme.md']);
    expect(failures.map(({ code }) => code)).toEqual(['compressed-broken']);
  });

  it('without files, without captures, missing or no folder is refused by its own code', async () => {
    const empty = join(folder, 'empty-folder');
    mkdirSync(empty);
    expect(failureCode(await walkFolder(empty, isCapture))).toBe('file-empty');
    writeFileSync(join(empty, 'a.txt'), 'hello');
    expect(failureCode(await walkFolder(empty, isCapture))).toBe('folder-without-captures');
    expect(failureCode(await walkFolder(join(folder, 'no-such-folder'), isCapture))).toBe('file-missing');
    expect(failureCode(await walkFolder(join(empty, 'a.txt'), isCapture))).toBe('file-missing');
  });
});
