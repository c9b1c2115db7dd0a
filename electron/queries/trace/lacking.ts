// What a capture lacks for a fuller trace, said plainly (issue: fewer conclusions, each still right).
import type { TraceReason } from '../../../shared/questions/trace.ts';
import { isDerived } from '../../store/derivation.ts';
import type { CasePlaces } from './case-places.ts';
import type { Place } from './place.ts';

/** The lacks that bear on the places of a trace. */
export function lackingFor(places: CasePlaces, found: Iterable<Place>): TraceReason[] {
  const { caseFile } = places;
  const lacking: TraceReason[] = isDerived(caseFile) ? [] : [{ code: 'lacks-derived', values: {} }];
  const without: string[] = [];
  let unknown = 0;
  let trimmed = 0;
  for (const place of found) {
    if (place.what === 'job' && place.jids.length === 1) {
      const jid = place.jids[0] ?? 0;
      const [job] = caseFile.rows<{
        readonly expected: number | null;
        readonly origin_kind: string | null;
        readonly fun: number | null;
      }>('SELECT expected, origin_kind, fun FROM job WHERE jid = :jid', { jid });
      const isMasters = job?.fun != null && /^(?:runner|wheel)\./.test(caseFile.dictionary('fun').text(job.fun));
      const isOwn = job?.origin_kind === 'schedule' || job?.origin_kind === 'salt-call';
      if (job !== undefined && job.expected === null && !isMasters && !isOwn) without.push(places.jidText(jid));
    }
    if (place.what === 'return') {
      const { group } = place;
      if (group.outcome === 'unknown' && group.reason !== null) unknown += group.minions.length;
      if (group.outcome === 'unknown' && group.returns.length > 0) trimmed += group.returns.length;
    }
  }
  if (without.length > 0) {
    lacking.push({ code: 'lacks-new', values: { jobs: without.length, jid: without[0] ?? '' } });
  }
  if (unknown > 0) lacking.push({ code: 'lacks-end', values: { minions: unknown } });
  if (trimmed > 0) lacking.push({ code: 'lacks-value', values: { returns: trimmed } });
  return lacking;
}
