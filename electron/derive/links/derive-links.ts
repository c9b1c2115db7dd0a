// Concludes the links that no table tells at once and fills the table `link`, inside the transaction of its caller (diagnosis §5).
import { done, failed, type Outcome } from '../../../shared/base/outcome.ts';
import type { FoundLink, LinkEnd } from '../../analysis/links/found-link.ts';
import type { CaseFile } from '../../store/case-file.ts';
import type { CaseWriter, DerivedRow } from '../../store/case-writer.ts';
import type { Pacer } from '../pacer.ts';
import { findBeaconRuns } from './find-beacon-runs.ts';
import { findAgain, findAsking, findBlocked, findSent } from './find-job-links.ts';
import { findReactions, type MapMatch } from './find-reactions.ts';
import { findSteps } from './find-steps.ts';
import { readJobTable } from './job-table.ts';
import { readLinkSigns } from './link-signs.ts';

const rowsAtOnce = 1_000;

/** Writes the links anew; jobs, their minions and the rows of states must be there. */
export async function deriveLinks(
  caseFile: CaseFile,
  writer: CaseWriter,
  inMap: MapMatch | undefined,
  pacer: Pacer,
): Promise<Outcome<void>> {
  const emptied = writer.emptyTable('link');
  if (!emptied.ok) return emptied;
  const links = await findLinks(caseFile, inMap, pacer);
  if (links === undefined) return failed({ code: 'import-cancelled', message: 'Finding links was stopped.' });
  for (let from = 0; from < links.length; from += rowsAtOnce) {
    const rows = links.slice(from, from + rowsAtOnce).map((link, at) => linkRow(from + at + 1, link));
    const added = writer.addRows('link', rows);
    if (!added.ok) return added;
    if (pacer.isDue() && (await pacer.rest())) {
      return failed({ code: 'import-cancelled', message: 'Writing links was stopped.' });
    }
  }
  return done(undefined);
}

async function findLinks(
  caseFile: CaseFile,
  inMap: MapMatch | undefined,
  pacer: Pacer,
): Promise<FoundLink[] | undefined> {
  const jobs = await readJobTable(caseFile, pacer);
  const signs = await readLinkSigns(caseFile, inMap !== undefined, pacer);
  if (jobs === undefined || signs === undefined) return undefined;
  const asking = await findAsking(caseFile, pacer);
  const blocked = await findBlocked(caseFile, signs, pacer);
  const again = await findAgain(caseFile, jobs, pacer);
  const beacons = await findBeaconRuns(caseFile, jobs, signs, pacer);
  const steps = await findSteps(caseFile, jobs, signs, pacer);
  if (!asking || !blocked || !again || !beacons || !steps) return undefined;
  const taken = new Set(
    steps.flatMap(({ kind, certainty, to }) =>
      kind === 'child-of' && certainty !== 'possible' && 'job' in to ? [to.job] : [],
    ),
  );
  const reactions = await findReactions(caseFile, jobs, signs.triggers.ids(), taken, inMap, pacer);
  return reactions && [...asking, ...findSent(caseFile), ...blocked, ...again, ...beacons, ...steps, ...reactions];
}

function linkRow(id: number, link: FoundLink): DerivedRow {
  return {
    id,
    kind: link.kind,
    certainty: link.certainty,
    ...endColumns('from', link.from),
    ...endColumns('to', link.to),
    because: JSON.stringify(link.because),
    evidence: JSON.stringify(link.evidence),
    score: link.score ?? null,
    parts: link.parts === undefined ? null : JSON.stringify(link.parts),
    runner_up: link.runnerUp?.event ?? null,
    runner_up_score: link.runnerUp?.score ?? null,
  };
}

function endColumns(side: 'from' | 'to', end: LinkEnd): DerivedRow {
  if ('event' in end) return { [`${side}_event`]: end.event };
  return { [`${side}_job`]: end.job, ...(end.minion === undefined ? {} : { [`${side}_minion`]: end.minion }) };
}
