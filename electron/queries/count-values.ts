// Counts the values of fields over a selection: one increment an event and field, then the ids become words.
import { outcomesOf } from '../../shared/salt/job-outcome.ts';
import { kinds } from '../../shared/salt/kind.ts';
import type { CaseFile } from '../store/case-file.ts';
import { listSeparator, segmentLength } from '../store/columns/column-defs.ts';
import { listOnes } from './filter/column-loops.ts';
import { sourceNames } from './filter/source-names.ts';
import { breathe } from './question.ts';
import { countInSegment, type Selected } from './selected.ts';

/** Fields whose values stand in columns. */
export const columnFields = ['kind', 'minion', 'fun', 'user', 'outcome', 'source', 'jid', 'retcode', 'shape'] as const;
/** See {@link columnFields}. */
export type ColumnField = (typeof columnFields)[number];

/** How often each value occurs. */
export type ValueCounts = {
  /** How often the value at each place of a list occurs; 0 for one that does not. */
  readonly counts: ArrayLike<number>;
  /** The word at a place of that list. No two places have the same. */
  readonly word: (at: number) => string;
  /** Events that have no value. */
  readonly absent: number;
};

/** Counts that were gathered word by word. */
export function valueCounts(counts: ReadonlyMap<string, number>, absent: number): ValueCounts {
  const words = [...counts.keys()];
  return { counts: [...counts.values()], word: (at) => words[at] ?? '', absent };
}

type Tally = {
  readonly bytes: readonly Uint8Array[] | undefined;
  readonly words: readonly Uint32Array[] | undefined;
  /** By value of the column, of every second event each: a counter raised twice in a row waits for itself. */
  readonly evens: Uint32Array;
  readonly odds: Uint32Array;
};

/** Segments counted before the event loop runs: about 10 ms for eight fields. */
const segmentsAtOnce = 16;

/**
 * Counts several fields in one pass; `undefined` when cancelled. About 10 ms a field, and as much for the selection, at 10 M
 * events (test/bench/queries-columns.ts).
 */
export async function countValues(
  caseFile: CaseFile,
  selected: Selected,
  fields: readonly ColumnField[],
  isCancelled: () => boolean,
): Promise<readonly ValueCounts[] | undefined> {
  const tallies = fields.map((field) => tallyOf(caseFile, field));
  const rows = new Uint16Array(segmentLength);
  for (const [segment, mask] of selected.masks.entries()) {
    const length = countInSegment(selected.length, segment);
    const ones = selected.ones[segment] ?? 0;
    if (ones > 0 && ones < length) listOnes(mask, 0, length, rows);
    for (const { bytes, words, evens, odds } of ones === 0 ? [] : tallies) {
      const byteColumn = bytes?.[segment];
      const wordColumn = words?.[segment];
      if (byteColumn !== undefined && ones === length) countAllBytes(byteColumn, length, evens, odds);
      else if (byteColumn !== undefined) countBytes(byteColumn, rows, ones, evens, odds);
      else if (wordColumn !== undefined && ones === length) countAllWords(wordColumn, length, evens, odds);
      else if (wordColumn !== undefined) countWords(wordColumn, rows, ones, evens, odds);
    }
    if (segment % segmentsAtOnce !== segmentsAtOnce - 1) continue;
    await breathe();
    if (isCancelled()) return undefined;
  }
  return tallies.map((tally, at) => wordsOf(caseFile, fields[at] as ColumnField, sumOf(tally)));
}

function tallyOf(caseFile: CaseFile, field: ColumnField): Tally {
  const size = sizeOf(caseFile, field);
  const counters = { evens: new Uint32Array(size), odds: new Uint32Array(size) };
  return field === 'kind' || field === 'outcome'
    ? { bytes: caseFile.columns.segments(field), words: undefined, ...counters }
    : { bytes: undefined, words: caseFile.columns.segments(field), ...counters };
}

function sizeOf(caseFile: CaseFile, field: ColumnField): number {
  if (field === 'kind' || field === 'outcome') return 256;
  return 1 + (field === 'source' ? Math.max(0, ...sourceNames(caseFile).keys()) : caseFile.dictionary(field).size);
}

function sumOf({ evens, odds }: Tally): Uint32Array {
  for (let value = 0; value < evens.length; value++) evens[value] = (evens[value] ?? 0) + (odds[value] ?? 0);
  return evens;
}

// One loop a way of counting and element type: a loop that met several typed array classes runs about four times slower.

function countBytes(column: Uint8Array, rows: Uint16Array, count: number, evens: Uint32Array, odds: Uint32Array): void {
  for (let i = 0; i + 1 < count; i += 2) {
    const even = column[rows[i] ?? 0] ?? 0;
    const odd = column[rows[i + 1] ?? 0] ?? 0;
    evens[even] = (evens[even] ?? 0) + 1;
    odds[odd] = (odds[odd] ?? 0) + 1;
  }
  if (count % 2 === 1) addOne(evens, column[rows[count - 1] ?? 0] ?? 0);
}

function countWords(
  column: Uint32Array,
  rows: Uint16Array,
  count: number,
  evens: Uint32Array,
  odds: Uint32Array,
): void {
  for (let i = 0; i + 1 < count; i += 2) {
    const even = column[rows[i] ?? 0] ?? 0;
    const odd = column[rows[i + 1] ?? 0] ?? 0;
    evens[even] = (evens[even] ?? 0) + 1;
    odds[odd] = (odds[odd] ?? 0) + 1;
  }
  if (count % 2 === 1) addOne(evens, column[rows[count - 1] ?? 0] ?? 0);
}

function countAllBytes(column: Uint8Array, count: number, evens: Uint32Array, odds: Uint32Array): void {
  for (let i = 0; i + 1 < count; i += 2) {
    const even = column[i] ?? 0;
    const odd = column[i + 1] ?? 0;
    evens[even] = (evens[even] ?? 0) + 1;
    odds[odd] = (odds[odd] ?? 0) + 1;
  }
  if (count % 2 === 1) addOne(evens, column[count - 1] ?? 0);
}

function countAllWords(column: Uint32Array, count: number, evens: Uint32Array, odds: Uint32Array): void {
  for (let i = 0; i + 1 < count; i += 2) {
    const even = column[i] ?? 0;
    const odd = column[i + 1] ?? 0;
    evens[even] = (evens[even] ?? 0) + 1;
    odds[odd] = (odds[odd] ?? 0) + 1;
  }
  if (count % 2 === 1) addOne(evens, column[count - 1] ?? 0);
}

function addOne(counters: Uint32Array, value: number): void {
  counters[value] = (counters[value] ?? 0) + 1;
}

/** Numbers of column values → numbers of words; an event with several words counts under each, once. */
function wordsOf(caseFile: CaseFile, field: ColumnField, counts: Uint32Array): ValueCounts {
  if (field === 'jid' || field === 'minion' || field === 'user' || field === 'shape') {
    const [absent = 0] = counts;
    // A dictionary may have 200,000 jids: no string is touched before it is shown.
    counts[0] = 0;
    const dictionary = caseFile.dictionary(field);
    return { counts, word: (at) => dictionary.text(at), absent };
  }
  const words = wordReader(caseFile, field);
  const total = new Map<string, number>();
  let absent = 0;
  for (const [value, count] of counts.entries()) {
    if (count === 0) continue;
    const some = words(value);
    if (some.length === 0) absent += count;
    for (const word of some) total.set(word, (total.get(word) ?? 0) + count);
  }
  return valueCounts(total, absent);
}

function wordReader(
  caseFile: CaseFile,
  field: 'kind' | 'outcome' | 'source' | 'fun' | 'retcode',
): (value: number) => readonly string[] {
  if (field === 'kind') return (value) => [kinds[value] ?? 'unknown'];
  if (field === 'outcome') return outcomesOf;
  if (field === 'source') {
    const names = sourceNames(caseFile);
    return (value) => [names.get(value) ?? ''];
  }
  const dictionary = caseFile.dictionary(field);
  return (value) => (value === 0 ? [] : [...new Set(dictionary.text(value).split(listSeparator))]);
}
