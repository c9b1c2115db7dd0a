// Minions as they are stored → as they are shown.
import { type MinionRow, masterName } from '../../shared/questions/job-row.ts';
import type { CaseFile } from '../store/case-file.ts';

/** A row of the table `minion`. */
export type StoredMinion = {
  readonly minion: number;
  readonly first_seen: number | null;
  readonly last_seen: number | null;
  readonly returns: number;
  readonly failed: number;
  readonly missing: number;
  readonly starts: number;
  readonly salt: string | null;
  readonly skew_s: number | null;
};

/** Name of a minion by its dictionary id; 0 is the master, where runner and wheel functions run. */
export function minionName(caseFile: CaseFile, minion: number): string {
  return minion === 0 ? masterName : caseFile.dictionary('minion').text(minion);
}

/** What a question gives. */
export function minionRow(caseFile: CaseFile, stored: StoredMinion): MinionRow {
  return {
    minion: minionName(caseFile, stored.minion),
    firstSeen: stored.first_seen,
    lastSeen: stored.last_seen,
    returns: stored.returns,
    failed: stored.failed,
    missing: stored.missing,
    starts: stored.starts,
    salt: stored.salt,
    skewS: stored.skew_s,
  };
}
