// Reads the JSON of one record: JSON.parse where it can, the tolerant reader where it must, and what was odd about it.
import { isUtf8 } from 'node:buffer';
import type { Json } from '../../shared/salt/json.ts';
import type { ProblemCode } from '../../shared/salt/problem.ts';
import { findJsonOddities, isEscapedQuote } from './json-oddities.ts';
import {
  NumberText,
  readTolerantJson,
  type TolerantMap,
  type TolerantReading,
  type TolerantValue,
} from './tolerant-json.ts';
import { writeJson } from './write-json.ts';

/** A defect found while reading, without its place. */
export type RecordProblem = { readonly code: ProblemCode; readonly detail?: string };

/** JSON that was read. */
export type RecordJson = {
  readonly value: Json;
  readonly problems: readonly RecordProblem[];
  /** The text it was read from. */
  readonly text: string;
};

const noProblems: readonly RecordProblem[] = [];

/** Reads the JSON in `bytes` from `start` to `end`; `undefined` when it is none. Never throws. */
export function readRecordJson(bytes: Uint8Array, start: number, end: number): RecordJson | undefined {
  const text = utf8Text(bytes, start, end);
  // Most text has none, and then holds no byte that is not UTF-8 either.
  const isDamaged = text.includes(replacement) && !isUtf8(bytes.subarray(start, end));
  const problems: readonly RecordProblem[] = isDamaged ? [{ code: 'invalid-utf8' }] : noProblems;
  let value: Json;
  try {
    value = JSON.parse(text);
  } catch {
    const reading = readTolerantJson(text, false);
    if (reading === undefined) return undefined;
    return { value: asJson(reading.value), problems: [...problems, ...oddities(reading)], text };
  }
  if (findJsonOddities(text) === 0) return { value, problems, text };
  const reading = readTolerantJson(text, false);
  return { value, problems: reading === undefined ? problems : [...problems, ...oddities(reading)], text };
}

/** Reads JSON that stands as a text inside a record (a database column of JSON). */
export function readTextJson(text: string): RecordJson | undefined {
  const bytes = Buffer.from(text);
  return readRecordJson(bytes, 0, bytes.length);
}

/** Bytes as text; what is not UTF-8 becomes U+FFFD. */
export function utf8Text(bytes: Uint8Array, start: number, end: number): string {
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.toString('utf8', start, end);
}

/**
 * The text of one member of a record's outermost map (of the whole map without a key), as valid JSON: every number as it
 * came, of a double key the last, NaN and the infinities as strings. `undefined` when it is not there.
 */
export function exactText({ text, problems }: RecordJson, key: string | undefined): string | undefined {
  if (!problems.some(({ code }) => code === 'nan' || code === 'duplicate-key')) {
    return key === undefined ? text.trim() : memberText(text, key);
  }
  const value = readTolerantJson(text, true)?.value;
  const member = key === undefined ? value : isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return member === undefined ? undefined : writeJson(member, exactStyle);
}

/** The text of a member of the outermost map, of text that JSON.parse accepts and that has no key twice. */
function memberText(text: string, key: string): string | undefined {
  let depth = 0;
  let found = -1;
  for (let at = 0; at < text.length; at += 1) {
    switch (text[at]) {
      case '"': {
        const end = stringEnd(text, at);
        if (depth === 1 && found === -1 && text.slice(at + 1, end) === key) {
          const colon = text.slice(end + 1).search(/\S/) + end + 1;
          if (text[colon] === ':') found = colon + 1;
        }
        at = end;
        break;
      }
      case '{':
      case '[':
        depth += 1;
        break;
      case '}':
      case ']':
        depth -= 1;
        if (depth === 0 && found !== -1) return text.slice(found, at).trim();
        break;
      case ',':
        if (depth === 1 && found !== -1) return text.slice(found, at).trim();
    }
  }
  return undefined;
}

function stringEnd(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscapedQuote(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

const exactStyle = {
  sortKeys: false,
  number: (value: number | NumberText) => (value instanceof NumberText ? value.text : String(value)),
} as const;

function isMap(value: TolerantValue | undefined): value is TolerantMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof NumberText);
}

function oddities({ nans, duplicateKeys, bigIntegers }: TolerantReading): RecordProblem[] {
  const problems: RecordProblem[] = [];
  if (nans.length > 0) problems.push({ code: 'nan', detail: nans.join(', ') });
  if (duplicateKeys.length > 0) problems.push({ code: 'duplicate-key', detail: duplicateKeys.join(', ') });
  if (bigIntegers.length > 0) problems.push({ code: 'big-integer', detail: bigIntegers.join(', ') });
  return problems;
}

/** Without exact numbers the tolerant reader gives nothing but JSON. */
function asJson(value: TolerantValue): Json {
  return value as Json;
}

const replacement = '\ufffd';
