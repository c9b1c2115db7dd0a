// Which events go along when a selection is shared: those selected, the rest of the jobs they belong to (else counts of returns would
// lie), the polls about these jobs, and the few events by which it is judged why a minion did not return.
import { done, type Outcome } from '../../shared/base/outcome.ts';
import type { Selection } from '../../shared/questions/questions.ts';
import type { ShareScope } from '../../shared/questions/share.ts';
import { type Kind, kindCode } from '../../shared/salt/kind.ts';
import type { CaseFile } from '../store/case-file.ts';
import { markSelected } from './mark-selected.ts';
import { breathe, cancelled, type QuestionContext } from './question.ts';
import { countInSegment } from './selected.ts';
import { selectEvents } from './selection.ts';

/** Events of a share. */
export type SharedEvents = {
  readonly scope: ShareScope;
  /** Ids, source by source in the order in which the sources were read, rising within each. */
  readonly ids: Uint32Array;
};

/** Kinds that tell whether a minion was there. */
const signKinds: readonly Kind[] = ['minion-start', 'key', 'auth', 'presence'];

/** The events of a selection and what belongs to them. */
export async function sharedEvents(
  caseFile: CaseFile,
  selection: Selection,
  context: QuestionContext,
): Promise<Outcome<SharedEvents>> {
  const made = await selectEvents(caseFile, selection, context);
  if (!made.ok) return made;
  const selected = made.value;
  const jobs = selected.isAll ? undefined : await markSelected(caseFile, 'jid', selected, context.isCancelled);
  if (jobs === undefined && !selected.isAll) return cancelled();
  if (jobs !== undefined) markPolls(caseFile, jobs);
  const signs = new Set(signKinds.map((kind) => kindCode(kind)));
  const taken = new Uint32Array(selected.length);
  let count = 0;
  const kinds = caseFile.columns.segments('kind');
  const jids = caseFile.columns.segments('jid');
  for (const [segment, mask] of selected.masks.entries()) {
    const to = countInSegment(selected.length, segment);
    for (let at = 0; at < to; at += 1) {
      const isTaken =
        mask[at] === 1 ||
        (jobs !== undefined && (jobs[jids[segment]?.[at] ?? 0] === 1 || signs.has(kinds[segment]?.[at] ?? 0)));
      if (isTaken) taken[count++] = segment * mask.length + at + 1;
    }
    if ((segment & 15) !== 15) continue;
    await breathe();
    if (context.isCancelled()) return cancelled();
  }
  const kind = selection.filter.trim() !== '' ? 'filter' : selection.span !== undefined ? 'span' : 'all';
  return done({
    scope: { kind, selected: selected.count, added: count - selected.count, of: selected.length },
    ids: bySource(caseFile, taken.slice(0, count)),
  });
}

/** Marks the jobs that ask after a marked one, or end it. */
function markPolls(caseFile: CaseFile, jobs: Uint8Array): void {
  const funs = caseFile.dictionary('fun');
  const jids = caseFile.dictionary('jid');
  for (const name of ['saltutil.find_job', 'saltutil.kill_job', 'saltutil.term_job']) {
    const fun = funs.id(name);
    if (fun === 0) continue;
    // All jobs of one function with the jid they name.
    const polls = caseFile.each<{ readonly jid: number; readonly arg: string }>(
      'SELECT publish.jid, publish.arg FROM publish JOIN event ON event.id = publish.event WHERE event.fun = :fun AND publish.jid IS NOT NULL',
      { fun },
    );
    for (const { jid, arg } of polls) {
      const named = /^\s*\[\s*"([^"]+)"/.exec(arg)?.[1];
      if (named !== undefined && jobs[jids.id(named)] === 1) jobs[jid] = 1;
    }
  }
  jobs[0] = 0;
}

/** Groups ids by their source. They are in that order already unless several sources were read at once. */
function bySource(caseFile: CaseFile, ids: Uint32Array): Uint32Array {
  const sources = Array.from(ids, (id) => caseFile.columns.value('source', id));
  if (sources.every((source, at) => at === 0 || source >= (sources[at - 1] ?? 0))) return ids;
  const places = Array.from(ids.keys());
  places.sort((a, b) => (sources[a] ?? 0) - (sources[b] ?? 0) || a - b);
  return Uint32Array.from(places, (place) => ids[place] ?? 0);
}
