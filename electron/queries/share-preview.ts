// The question share.preview: what would go along in a share, and what would be hidden in it. Nothing is written.
import { statSync } from 'node:fs';
import { done } from '../../shared/base/outcome.ts';
import type { CarriedCount } from '../../shared/questions/share.ts';
import type { Redactor } from '../redact/redactor.ts';
import { carry } from '../share/carried.ts';
import type { CaseFile } from '../store/case-file.ts';
import { eventFlags } from '../store/columns/column-defs.ts';
import type { Question } from './question.ts';
import { lookForShare } from './share-look.ts';
import { sharedEvents } from './share-scope.ts';

/** Events that a preview looks at: some seconds; writing looks at all. */
const mostLooked = 100_000;

/** Answers `share.preview`. Looks at the first 100,000 events of the scope; stops when nobody waits any more. */
export const sharePreview: Question<'share.preview'> = async (
  caseFile,
  { choices, without, ...selection },
  context,
) => {
  const events = await sharedEvents(caseFile, selection, context);
  if (!events.ok) return events;
  const { ids, scope } = events.value;
  const looked = ids.subarray(0, mostLooked);
  let carried: readonly CarriedCount[] = [];
  const beside = (looking: Redactor): void => {
    carried = carry(caseFile, looking, { ids, span: selection.span }, without).counts;
  };
  const look = await lookForShare(caseFile, { ids: looked, looksAtAll: false, choices, beside }, context);
  if (!look.ok) return look;
  const { rules, vocabulary } = look.value;
  return done({
    scope,
    rules,
    unfollowed: vocabulary.unfollowed,
    ...endsOf(caseFile, ids),
    carried,
    // All records of all sources that were no events.
    rejected: caseFile.rows<{ readonly n: number }>('SELECT coalesce(sum(rejected), 0) AS n FROM source')[0]?.n ?? 0,
    isComplete: looked.length === ids.length,
    looked: looked.length,
  });
};

/** Sources, time and size of the events: the size is the part of the case's file that their records have of all records. */
function endsOf(caseFile: CaseFile, ids: Uint32Array) {
  const { columns } = caseFile;
  const sources = new Set<number>();
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  let size = 0;
  for (const id of ids) {
    sources.add(columns.value('source', id));
    size += columns.value('size', id);
    if ((columns.value('flags', id) & eventFlags.stampless) !== 0) continue;
    const stamp = columns.value('stamp', id);
    if (stamp < first) first = stamp;
    if (stamp > last) last = stamp;
  }
  let all = 0;
  for (let id = 1; id <= columns.length; id += 1) all += columns.value('size', id);
  const bytes = all === 0 ? 0 : Math.round((statSync(caseFile.path).size * size) / all);
  return { sources: sources.size, bytes, first: first > last ? null : first, last: first > last ? null : last };
}
