// Runs SQL of the user in plain Node: the command line's way to a reader.
import type { SqlRunner } from '../queries/question.ts';
import { forkReader } from './reader/fork-reader.ts';
import { Reader } from './reader/reader.ts';
import { runOnReader } from './reader/run-on-reader.ts';

/** A runner; its process starts with the first statement and ends with `close`. */
export function sqlRunner(): { readonly runSql: SqlRunner; readonly close: () => void } {
  const reader = new Reader(forkReader);
  return { runSql: runOnReader(reader), close: () => reader.close() };
}
