// One value as SQLite gives it → what an answer can carry.
import type { SqlType, SqlValue } from '../../../shared/questions/sql.ts';

/** A value read: its storage class, and whether it was too long. `size` is its length in characters. */
export type Cell = {
  readonly value: SqlValue;
  readonly type: SqlType;
  readonly isCut: boolean;
  readonly size: number;
};

/** Bytes of a blob that are shown. */
const shownBytes = 64;

/** Reads a value; texts are cut behind `characters`. */
export function readCell(value: unknown, characters: number): Cell {
  if (typeof value === 'bigint') {
    const number = Number(value);
    return cell('integer', Number.isSafeInteger(number) ? number : String(value), false);
  }
  if (typeof value === 'number') return cell('real', Number.isFinite(value) ? value : String(value), false);
  if (typeof value === 'string') {
    const isLong = value.length > characters;
    return cell('text', isLong ? value.slice(0, characters) : value, isLong);
  }
  if (value instanceof Uint8Array) {
    const shown = Buffer.from(value.buffer, value.byteOffset, Math.min(value.byteLength, shownBytes)).toString('hex');
    return cell('blob', `x'${shown.toUpperCase()}'`, value.byteLength > shownBytes);
  }
  return cell('null', null, false);
}

function cell(type: SqlType, value: SqlValue, isCut: boolean): Cell {
  return { value, type, isCut, size: typeof value === 'string' ? value.length : 8 };
}
