// Carries what was concluded about a job over to the flags of its events: internal, test run.
import { kindCode } from '../../shared/salt/kind.ts';
import type { CaseFile } from '../store/case-file.ts';
import type { CaseWriter } from '../store/case-writer.ts';
import { eventFlags, segmentLength } from '../store/columns/column-defs.ts';
import type { Pacer } from './pacer.ts';
import { jobBits, type Scan } from './scan-events.ts';

const jobKinds = new Set(
  (['new', 'publish', 'ret', 'start', 'prog', 'run-new', 'run-args', 'run-ret', 'run-progress'] as const).map((kind) =>
    kindCode(kind),
  ),
);

const concluded = jobBits.isInternal | jobBits.isTest;
const byJob = eventFlags.internalByJob | eventFlags.testByJob;

/** Marks them; false when cancelled. */
export async function markEvents(caseFile: CaseFile, writer: CaseWriter, scan: Scan, pacer: Pacer): Promise<boolean> {
  const kinds = caseFile.columns.segments('kind');
  const jids = caseFile.columns.segments('jid');
  const flags = caseFile.columns.segments('flags');
  for (const [segment, kindPart] of kinds.entries()) {
    const first = segment * segmentLength + 1;
    const count = Math.min(segmentLength, scan.events - first + 1);
    for (let at = 0; at < count; at += 1) {
      const old = flags[segment]?.[at] ?? 0;
      const bits = scan.jobs.bits[jids[segment]?.[at] ?? 0] ?? 0;
      if ((bits & concluded) === 0 && (old & byJob) === 0) continue;
      if (!jobKinds.has(kindPart[at] ?? 0) || (old & eventFlags.claimed) !== 0) continue;
      // What an earlier derivation concluded is taken back first.
      let wanted = old;
      if ((old & eventFlags.internalByJob) !== 0) wanted &= ~(eventFlags.internal | eventFlags.internalByJob);
      if ((old & eventFlags.testByJob) !== 0) wanted &= ~(eventFlags.test | eventFlags.testByJob);
      if ((bits & jobBits.isInternal) !== 0 && (wanted & eventFlags.internal) === 0) {
        wanted |= eventFlags.internal | eventFlags.internalByJob;
      }
      if ((bits & jobBits.isTest) !== 0 && (wanted & eventFlags.test) === 0) {
        wanted |= eventFlags.test | eventFlags.testByJob;
      }
      if (wanted !== old) writer.patch('flags', first + at, wanted);
    }
    if (pacer.isDue() && (await pacer.rest())) return false;
  }
  return true;
}
