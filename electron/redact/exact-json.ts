// JSON in which every number stays as it was written, where a double could not hold it. Pure.
import { findJsonOddities, jsonOddities } from '../formats/json-oddities.ts';
import { NumberText, readTolerantJson, type TolerantMap, type TolerantValue } from '../formats/tolerant-json.ts';
import { writeJson } from '../formats/write-json.ts';

/** Deeper values are taken for rounded: the exact reader looks at them. */
const deepest = 200;

const exactStyle = {
  sortKeys: false,
  number: (value: number | NumberText) => (value instanceof NumberText ? value.text : String(value)),
} as const;

/** JSON text of a value. */
export function exactText(value: TolerantValue): string {
  return writeJson(value, exactStyle);
}

/** JSON text of a value of which every number is a double: by the engine's own writer, which is faster, but dies of deep nests. */
export function plainText(value: TolerantValue): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return writeJson(value, exactStyle);
  }
}

/** True when a value holds an integer that a double cannot be sure to hold. */
export function holdsRounded(value: TolerantValue | undefined, depth: number): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && !Number.isSafeInteger(value);
  if (typeof value !== 'object' || value === null || depth > deepest) return false;
  if (Array.isArray(value)) return value.some((item) => holdsRounded(item, depth + 1));
  for (const key in value) if (holdsRounded((value as TolerantMap)[key], depth + 1)) return true;
  return false;
}

/** JSON with every number as it was written, where that matters. Throws SyntaxError when it is none. */
export function readExact(text: string): TolerantValue {
  const value = JSON.parse(text) as TolerantValue;
  if ((findJsonOddities(text) & jsonOddities.bigInteger) === 0) return value;
  return readTolerantJson(text, true)?.value ?? value;
}
