// One text for all spellings of the same data, to tell whether two records hold the same event.
import type { JsonObject } from '../../shared/salt/json.ts';
import { NumberText, readTolerantJson, type TolerantValue } from '../formats/tolerant-json.ts';
import { writeJson } from '../formats/write-json.ts';

/** What is compared: an event's data as parsed, and its exact text for the numbers that parsing rounds. */
export type DataOfEvent = { readonly data: JsonObject; readonly dataText: () => string };

/**
 * The canonical text of an event's data: no spaces, keys in code unit order, strings with the escapes of JSON.stringify,
 * numbers by value: an integer by all its digits, however many, any other number as its double is written in JavaScript,
 * so that `1`, `1.0` and `1e0` are one and 2^53 + 1 is not 2^53. A capture and its pretty-printed twin are equal in it.
 */
export function canonicalText({ data, dataText }: DataOfEvent): string {
  const rounding = { hasRounded: false };
  const text = writeJson(data as TolerantValue, {
    sortKeys: true,
    number: (value) => canonicalNumber(value, rounding),
  });
  if (!rounding.hasRounded) return text;
  const exact = readTolerantJson(dataText(), true);
  return exact === undefined ? text : writeJson(exact.value, exactStyle);
}

const exactStyle = {
  sortKeys: true,
  number: (value: number | NumberText) => canonicalNumber(value, undefined),
} as const;

function canonicalNumber(number: number | NumberText, rounding: { hasRounded: boolean } | undefined): string {
  const text = number instanceof NumberText ? number.text : undefined;
  // Integers beyond 2^53 are the only numbers whose digits matter beyond their double.
  if (text !== undefined && /^-?\d+$/.test(text)) return text === '-0' ? '0' : text;
  const value = Number(text ?? number);
  if (rounding !== undefined && Number.isInteger(value) && !Number.isSafeInteger(value)) rounding.hasRounded = true;
  return String(value === 0 ? 0 : value);
}
