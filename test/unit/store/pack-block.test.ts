import { randomBytes } from 'node:crypto';
import zlib from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  maxBlockLength,
  packBlock,
  packBytes,
  unpackBlock,
  unpackBytes,
} from '../../../electron/store/blocks/pack-block.ts';
import { unpackZstd } from '../../../electron/store/blocks/unpack-zstd.ts';

const text = Buffer.from('{"tag":"salt/auth","data":{}}\n'.repeat(5_000));

test('both codecs give back what they got, byte for byte', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 3_000 }),
      fc.constantFrom('zstd' as const, 'deflate' as const),
      (bytes, codec) => {
        const block = packBlock(bytes, codec);
        expect(block.length).toBe(bytes.length);
        expect(block.lines).toBe(bytes.filter((byte) => byte === 10).length);
        expect(Buffer.from(unpackBlock(block) ?? []).equals(bytes)).toBe(true);
      },
    ),
  );
});

test('text gets smaller, noise is stored as it is', () => {
  expect(packBlock(text, 'zstd')).toMatchObject({ codec: 'zstd', length: text.length, lines: 5_000 });
  expect(packBlock(text, 'deflate').bytes.length).toBeLessThan(text.length / 20);
  const noise = randomBytes(10_000);
  expect(packBlock(noise, 'zstd').codec).toBe('none');
  expect(packBlock(noise, 'deflate').codec).toBe('none');
});

test('zstd in plain JavaScript reads what zlib wrote, of any size', () => {
  for (const length of [1, 100, 255, 256, 70_000, 300_000, 2_000_000]) {
    const bytes = Buffer.from(Array.from({ length }, (_, i) => (i * i * 7) % 61));
    const packed = packBytes(bytes, 'zstd');
    expect(Buffer.from(unpackBytes(packed, length, false) ?? []).equals(bytes), `${length} bytes`).toBe(true);
  }
});

test('a damaged or cut block is refused, by every codec', () => {
  for (const codec of ['zstd', 'deflate'] as const) {
    const { bytes } = packBytes(text, codec);
    for (const broken of [
      bytes.subarray(0, bytes.length >> 1),
      bytes.subarray(1),
      new Uint8Array(0),
      randomBytes(100),
    ]) {
      expect(unpackBytes({ codec, bytes: broken }, text.length)).toBeUndefined();
      expect(unpackBytes({ codec, bytes: broken }, text.length, false)).toBeUndefined();
    }
  }
  expect(unpackBytes({ codec: 'none', bytes: text }, text.length - 1)).toBeUndefined();
});

test('a bomb is refused without being unpacked', () => {
  const zeros = Buffer.alloc(200 * 1024 * 1024);
  const bombs = [
    { codec: 'zstd', bytes: zlib.zstdCompressSync(zeros) },
    { codec: 'deflate', bytes: zlib.deflateRawSync(zeros, { level: 1 }) },
  ] as const;
  for (const bomb of bombs) {
    const before = process.memoryUsage().arrayBuffers;
    expect(unpackBlock({ ...bomb, length: 65_536 })).toBeUndefined();
    expect(unpackBytes(bomb, 65_536, false)).toBeUndefined();
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(zeros.length / 2);
    expect(unpackBlock({ ...bomb, length: zeros.length })).toBeUndefined();
    expect(unpackBlock({ ...bomb, length: maxBlockLength + 1 })).toBeUndefined();
    expect(unpackBlock({ ...bomb, length: -1 })).toBeUndefined();
    expect(unpackBlock({ ...bomb, length: Number.NaN })).toBeUndefined();
  }
});

test('a zstd frame may neither ask for a window it cannot need nor be followed by another', () => {
  const frame = zlib.zstdCompressSync(text);
  expect(unpackZstd(frame, text.length)).toHaveLength(text.length);
  expect(() => unpackZstd(Buffer.concat([frame, frame]), text.length)).toThrow(RangeError);
  // Magic, a descriptor without content size, a window of 2 GiB, one empty last block.
  const greedy = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0, 21 << 3, 1, 0, 0);
  expect(() => unpackZstd(greedy, 10)).toThrow('window of 2147483648 bytes');
  expect(() => unpackZstd(frame, text.length - 1)).toThrow(RangeError);
});
