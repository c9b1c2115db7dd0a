// Pieces end between two records, hold every byte once, and records beyond the limit are passed over without being held.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNamed } from '../../../electron/formats/registry.ts';
import type { Piece } from '../../../electron/ingest/parse-piece.ts';
import { PieceReader } from '../../../electron/ingest/piece-reader.ts';

const format = formatNamed('rawfile-json');

function readAll(bytes: Uint8Array, chunk: number, limits: { piece: number; record: number }): Piece[] {
  const reader = new PieceReader(format, limits);
  const pieces: Piece[] = [];
  for (let at = 0; at < bytes.length; at += chunk) pieces.push(...reader.push(bytes.slice(at, at + chunk)));
  return [...pieces, ...reader.end()];
}

/** Lines of a length; a piece must not hold a part of one. */
function linesOf(lengths: readonly number[]): Buffer {
  return Buffer.from(lengths.map((length) => `{${'x'.repeat(length)}}\n`).join(''));
}

describe('PieceReader', () => {
  it('gives every byte once and cuts no record, whatever the chunks', () => {
    const lengths = fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(
        lengths,
        fc.integer({ min: 1, max: 3000 }),
        fc.integer({ min: 1, max: 2000 }),
        (sizes, chunk, piece) => {
          const bytes = linesOf(sizes);
          const pieces = readAll(bytes, chunk, { piece, record: 1 << 20 });
          expect(Buffer.concat(pieces.map((each) => each.bytes)).equals(bytes)).toBe(true);
          for (const each of pieces) expect(Buffer.from(each.bytes).toString().endsWith('}\n')).toBe(true);
          expect(pieces.every(({ oversize }) => oversize === undefined)).toBe(true);
        },
      ),
      { numRuns: 200, seed: 1 },
    );
  });

  it('gives pieces of the asked size, the first one smaller', () => {
    const pieces = readAll(linesOf(Array.from({ length: 6000 }, () => 997)), 1 << 20, {
      piece: 1 << 20,
      record: 1 << 26,
    });
    expect(pieces[0]?.bytes.length).toBeLessThan(150_000);
    expect(pieces[4]?.bytes.length).toBeGreaterThan(900_000);
    for (const { bytes } of pieces) expect(bytes.length).toBeLessThanOrEqual(1 << 20);
  });

  it('marks the last piece only when something is left', () => {
    const whole = readAll(Buffer.from('{}\n{}\n{"cut'), 100, { piece: 4, record: 100 });
    expect(whole.map(({ isLast }) => isLast)).toEqual([false, false, true]);
    expect(readAll(Buffer.from('{}\n'), 100, { piece: 4, record: 100 }).map(({ isLast }) => isLast)).toEqual([true]);
  });

  it('passes over a record beyond the limit and goes on right behind it', () => {
    const limits = { piece: 1000, record: 20_000 };
    const before = '{"a": 1}\n';
    const huge = `{"b": "${'y'.repeat(60_000)}"}\n`;
    const behind = '{"c": 1}\n{"d": 1}\n';
    for (const chunk of [19, 777, 4096, 1 << 20]) {
      const pieces = readAll(Buffer.from(before + huge + behind), chunk, limits);
      const texts = (kind: Piece['oversize']) =>
        Buffer.concat(pieces.filter(({ oversize }) => oversize === kind).map(({ bytes }) => bytes)).toString();
      expect(texts(undefined)).toBe(before + behind);
      expect(texts('first') + texts('further')).toBe(huge);
      expect(pieces.filter(({ oversize }) => oversize === 'first').length).toBe(1);
      for (const { bytes } of pieces) expect(bytes.length).toBeLessThan(limits.record + limits.piece + chunk);
    }
  });

  it('passes over a record beyond the limit that the source ends in', () => {
    const pieces = readAll(Buffer.from(`{"a": 1}\n{"b": "${'y'.repeat(50_000)}`), 500, { piece: 1000, record: 20_000 });
    expect(pieces.map(({ oversize }) => oversize ?? 'none').filter((kind, i, all) => kind !== all[i - 1])).toEqual([
      'none',
      'first',
      'further',
    ]);
    expect(pieces.at(-1)?.isLast).toBe(true);
  });
});
