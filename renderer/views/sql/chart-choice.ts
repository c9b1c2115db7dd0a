// Which chart an answer can be, and which of its columns go where.
import { parseStamp } from '../../../shared/base/stamp.ts';
import type { SqlAnswer } from '../../../shared/questions/sql.ts';

/** The sorts of charts. */
export const chartKinds = ['time', 'bar', 'heat'] as const;
/** One sort. */
export type ChartKind = (typeof chartKinds)[number];

/** A chart of an answer; columns by position. `split` makes a series of each of its values; of a heat map it is the other axis. */
export type ChartChoice = {
  readonly kind: ChartKind;
  readonly x: number;
  readonly y: number;
  readonly split: number | null;
};

/** Columns that hold times: ISO text, or stamps by their name. */
export function timeColumns({ columns, rows }: SqlAnswer): number[] {
  return columns.flatMap(({ name, type }, at) => {
    const values = rows.map((row) => row[at] ?? null).filter((value) => value !== null);
    if (values.length === 0) return [];
    if (type === 'text') return values.every((value) => timeOf(value) !== null) ? [at] : [];
    return type === 'integer' && /stamp$|^started$|^ended$|_seen$/.test(name) ? [at] : [];
  });
}

/** Columns that hold numbers. */
export function numberColumns({ columns }: SqlAnswer): number[] {
  return columns.flatMap(({ type, isEvent }, at) => ((type === 'integer' || type === 'real') && !isEvent ? [at] : []));
}

/** A value as ms since 1970; `null` for what is no time. */
export function timeOf(value: unknown): number | null {
  if (typeof value === 'number') return value / 1000;
  if (typeof value !== 'string') return null;
  const full = /^\d{4}-\d\d-\d\d$/.test(value)
    ? `${value}T00:00:00`
    : /T\d\d:\d\d$/.test(value)
      ? `${value}:00`
      : value;
  const stamp = parseStamp(full);
  return stamp === undefined ? null : stamp / 1000;
}

/** The chart that an answer asks for by what its columns are; `null` where it has no numbers. */
export function guessChart(answer: SqlAnswer): ChartChoice | null {
  const times = timeColumns(answer);
  const numbers = numberColumns(answer).filter((at) => !times.includes(at));
  // What is counted usually stands last.
  const y = numbers.at(-1);
  if (y === undefined) return null;
  const words = answer.columns.flatMap((_, at) => (at === y || times.includes(at) || numbers.includes(at) ? [] : [at]));
  const [time] = times;
  if (time !== undefined) return { kind: 'time', x: time, y, split: words[0] ?? null };
  const [first, second] = words;
  if (first !== undefined && second !== undefined) return { kind: 'heat', x: second, y, split: first };
  const other = numbers.find((at) => at !== y);
  const x = first ?? other;
  return x === undefined ? null : { kind: 'bar', x, y, split: null };
}
