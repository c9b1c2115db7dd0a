// The lane index of a filter: made when first asked for, kept while the revision is the same.
import { done, type Outcome } from '../../../shared/base/outcome.ts';
import { parseFilter } from '../../../shared/filter/parse-filter.ts';
import type { LaneField } from '../../../shared/questions/timeline.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { cancelled, type QuestionContext } from '../question.ts';
import { selectEvents } from '../selection.ts';
import { buildIndex } from './build-index.ts';
import { masterColumn } from './lane-columns.ts';
import type { LaneIndex } from './lane-index.ts';
import { MadeOnce } from './made-once.ts';

/** Entries kept in indexes together: 14.1 bytes each; the one in use is always kept. */
const keptEntries = 12_000_000;

const kept = new MadeOnce<LaneIndex>(keptEntries, (index) => Math.max(1, index.ranks.length));

/** The index of a filter and a lane field at the present revision. Fails for a malformed filter, or when cancelled. */
export async function findIndex(
  caseFile: CaseFile,
  { filter, by }: { readonly filter: string; readonly by: LaneField },
  context: QuestionContext,
): Promise<Outcome<LaneIndex>> {
  const selected = await selectEvents(caseFile, { filter }, context);
  if (!selected.ok) return selected;
  const parsed = parseFilter(filter);
  // A column of masters grows without a new revision.
  const read = by === 'master' ? (masterColumn(caseFile)?.events ?? 0) : 0;
  const key = JSON.stringify([by, read, parsed.ok ? parsed.tree : null, context.zone]);
  const { revision } = selected.value;
  const index = await kept.get(caseFile, key, revision, context.isCancelled, (isGivenUp) =>
    buildIndex(caseFile, selected.value, { filter, by }, { isCancelled: isGivenUp, zone: context.zone }),
  );
  return index === undefined ? cancelled() : done(index);
}
