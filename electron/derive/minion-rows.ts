// Makes the rows of the minions: all that were seen, and those that some job expected in vain.
import type { CaseFile } from '../store/case-file.ts';
import type { DerivedRow } from '../store/case-writer.ts';
import type { MissingReturns } from './find-missing.ts';
import type { MinionTotals } from './job-rows.ts';
import type { MinionFacts } from './minion-facts.ts';
import type { Scan } from './scan-events.ts';

/** One row a minion. */
export function minionRows(
  caseFile: CaseFile,
  ground: { readonly scan: Scan; readonly missing: MissingReturns; readonly facts: MinionFacts },
  totals: MinionTotals,
): DerivedRow[] {
  const { scan, missing, facts } = ground;
  const starts = countStarts(caseFile, scan);
  const rows: DerivedRow[] = [];
  for (let minion = 1; minion <= scan.minions.size; minion += 1) {
    const first = scan.minions.firstSeen[minion] ?? Number.NaN;
    const last = scan.minions.lastSeen[minion] ?? Number.NaN;
    const isHeard = !Number.isNaN(first) || (totals.returns[minion] ?? 0) > 0;
    if (!isHeard && missing.timesAsked[minion] === 0) continue;
    rows.push({
      minion,
      first_seen: Number.isNaN(first) ? null : first,
      last_seen: Number.isNaN(last) ? null : last,
      returns: totals.returns[minion] ?? 0,
      failed: totals.failed[minion] ?? 0,
      missing: totals.missing[minion] ?? 0,
      starts: starts.get(minion) ?? 0,
      is_silent: isSilent(totals, minion) ? 1 : 0,
      salt: facts.versions.get(minion) ?? null,
      skew_s: facts.skew.get(minion) ?? null,
    });
  }
  return rows;
}

/** True when some job expected it in vain and it returned nothing after that was asked. */
function isSilent(totals: MinionTotals, minion: number): boolean {
  return (totals.lastAskedInVain[minion] ?? 0) > (totals.lastReturn[minion] ?? 0);
}

/** `minion_start` is the old double of `salt/minion/<id>/start`: whichever was seen more often counts (salt-events §1.2). */
function countStarts(caseFile: CaseFile, scan: Scan): Map<number, number> {
  const modern = new Map<number, number>();
  const legacy = new Map<number, number>();
  for (const event of scan.rare.minionStarts.ids()) {
    const minion = caseFile.columns.value('minion', event);
    const counts = caseFile.tag(event) === 'minion_start' ? legacy : modern;
    counts.set(minion, (counts.get(minion) ?? 0) + 1);
  }
  for (const [minion, count] of legacy) modern.set(minion, Math.max(count, modern.get(minion) ?? 0));
  return modern;
}
