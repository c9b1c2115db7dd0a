// The question states.list: the states of the selected returns, of one job, or of one return, in the order of reading.
import { done, type Outcome } from '../../shared/base/outcome.ts';
import type { Answer } from '../../shared/questions/questions.ts';
import type { CaseFile } from '../store/case-file.ts';
import { breathe, cancelled, type Question } from './question.ts';
import { selectEvents } from './selection.ts';
import { type StoredState, stateRow } from './state-row.ts';

type Page = Outcome<Answer<'states.list'>>;

/** Answers `states.list`. */
export const statesList: Question<'states.list'> = async (caseFile, body, context) => {
  const { offset, limit } = body;
  const selected = await selectEvents(caseFile, body, context);
  if (!selected.ok) return selected;
  if (body.event !== undefined || body.jid !== undefined) {
    const events = body.event === undefined ? eventsOf(caseFile, body.jid ?? '') : [body.event];
    return pageOfEvents(
      caseFile,
      events.filter((event) => selected.value.has(event)),
      offset,
      limit,
    );
  }
  const count = stateCount(caseFile);
  if (selected.value.isAll) return done({ rows: rowsAfter(caseFile, offset, limit), total: count });
  const events = await eventsOfStates(caseFile, context.isCancelled);
  if (events === undefined) return cancelled();
  const ids: number[] = [];
  let total = 0;
  for (let at = 0; at < events.length; at += 1) {
    if (!selected.value.has(events[at] ?? 0)) continue;
    if (total >= offset && ids.length < limit) ids.push(at + 1);
    total += 1;
  }
  return done({ rows: ids.flatMap((id) => rowsAfter(caseFile, id - 1, 1)), total });
};

/** Rows are numbered from 1 without holes, so their number is the largest. */
function stateCount(caseFile: CaseFile): number {
  return caseFile.rows<{ readonly last: number | null }>('SELECT max(id) AS last FROM state_result')[0]?.last ?? 0;
}

function rowsAfter(caseFile: CaseFile, after: number, limit: number) {
  return caseFile
    .rows<StoredState>('SELECT * FROM state_result WHERE id > :after ORDER BY id LIMIT :limit', { after, limit })
    .map((state) => stateRow(caseFile, state));
}

/** The returns of a job. */
function eventsOf(caseFile: CaseFile, jid: string): number[] {
  return caseFile
    .rows<{ readonly event: number }>(
      'SELECT event FROM job_minion WHERE jid = :jid AND event IS NOT NULL ORDER BY event',
      { jid: caseFile.dictionary('jid').id(jid) },
    )
    .map(({ event }) => event);
}

function pageOfEvents(caseFile: CaseFile, events: readonly number[], offset: number, limit: number): Page {
  const rows: Answer<'states.list'>['rows'][number][] = [];
  let total = 0;
  for (const event of events) {
    const states = caseFile.rows<StoredState>('SELECT * FROM state_result WHERE event = :event ORDER BY id', { event });
    for (const state of states) {
      if (total >= offset && rows.length < limit) rows.push(stateRow(caseFile, state));
      total += 1;
    }
  }
  return done({ rows, total });
}

const rowsPerSlice = 20_000;
const kept = new WeakMap<CaseFile, { readonly revision: number; readonly events: Uint32Array }>();

/** The return of each state, by row number; kept a revision, because every page of a filtered list needs it. */
async function eventsOfStates(caseFile: CaseFile, isCancelled: () => boolean): Promise<Uint32Array | undefined> {
  const revision = caseFile.revision();
  const known = kept.get(caseFile);
  if (known?.revision === revision) return known.events;
  const events = new Uint32Array(stateCount(caseFile));
  for (let after = 0; after < events.length; after += rowsPerSlice) {
    const slice = caseFile.rows<{ readonly id: number; readonly event: number }>(
      `SELECT id, event FROM state_result WHERE id > :after ORDER BY id LIMIT ${rowsPerSlice}`,
      { after },
    );
    for (const { id, event } of slice) events[id - 1] = event;
    await breathe();
    if (isCancelled()) return undefined;
  }
  kept.set(caseFile, { revision, events });
  return events;
}
