// How a minion is, in words: only what the capture shows, worst first.
import type { MinionRow } from '../../../shared/questions/job-row.ts';

/** One word about a minion. Its tone is that of the matching outcome. */
export type HealthWord = {
  readonly word: 'failing' | 'missing' | 'restarts' | 'clock' | 'heard' | 'never-returned';
  readonly tone: 'failed' | 'missing' | 'unknown' | 'succeeded' | 'changed';
  /** Number for the word: failures, missing returns, starts, seconds. */
  readonly number: number;
};

/** A clock that is off by less than this many seconds is not worth a word: stamps of minions are whole seconds. */
const noticeableSkewS = 2;

/** All words that hold; never empty. */
export function healthOf(row: MinionRow): readonly HealthWord[] {
  const words: HealthWord[] = [];
  if (row.failed > 0) words.push({ word: 'failing', tone: 'failed', number: row.failed });
  if (row.missing > 0) words.push({ word: 'missing', tone: 'missing', number: row.missing });
  // A first start is how a minion comes to be there; more than one within a capture means it came back.
  if (row.starts > 1) words.push({ word: 'restarts', tone: 'unknown', number: row.starts });
  if (row.skewS !== null && Math.abs(row.skewS) >= noticeableSkewS) {
    words.push({ word: 'clock', tone: 'unknown', number: row.skewS });
  }
  if (words.length > 0) return words;
  if (row.returns === 0) return [{ word: 'never-returned', tone: 'unknown', number: 0 }];
  return [{ word: 'heard', tone: 'succeeded', number: row.returns }];
}
