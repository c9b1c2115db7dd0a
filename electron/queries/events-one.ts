// events.one: everything about one event: its row, data, raw record, places, defects, and signals that contradict its outcome.
import { done, failed } from '../../shared/base/outcome.ts';
import { type EventDetail, type EventRow, rawLimit } from '../../shared/questions/event-row.ts';
import { outcomeRules } from '../../shared/salt/job-outcome.ts';
import type { JsonObject } from '../../shared/salt/json.ts';
import { problemCodes, problemSeverity } from '../../shared/salt/problem.ts';
import { returnOutcome } from '../analysis/return-outcome.ts';
import type { CaseFile } from '../store/case-file.ts';
import { eventRows } from './event-row.ts';
import { rawText } from './filter/record.ts';
import type { Question } from './question.ts';
import { shortenJson } from './shorten-json.ts';

/** Budget: one block unpacked, a few look-ups by key. */
export const eventsOne: Question<'events.one'> = (caseFile, { id }) => {
  if (id > caseFile.columns.length) {
    return Promise.resolve(failed({ code: 'event-unknown', message: `The case has no event ${id}.` }));
  }
  const row = eventRows(caseFile)(id);
  const stored = caseFile.event(id);
  const raw = rawText(caseFile.raw(id));
  const rule = outcomeRules[caseFile.columns.value('outcomeRule', id) - 1];
  const detail: EventDetail = {
    row,
    outcomeBy: rule ?? null,
    contradictions: contradictionsOf(row, stored.data),
    dataText: shortenJson(stored.dataText(), stored.data, rawLimit),
    raw: raw.slice(0, rawLimit),
    rawIsCut: raw.length > rawLimit,
    places: caseFile.places(id),
    problems: problemsOf(caseFile, id),
  };
  return Promise.resolve(done(detail));
};

function contradictionsOf(row: EventRow, data: JsonObject): readonly string[] {
  if (row.claimedBy !== null || (row.kind !== 'ret' && row.kind !== 'run-ret' && row.kind !== 'wheel-ret')) return [];
  return returnOutcome({
    tag: row.tag,
    kind: row.kind,
    stamp: row.stamp ?? undefined,
    jid: row.jid ?? undefined,
    minion: row.minion ?? undefined,
    fun: row.fun,
    user: row.user ?? undefined,
    retcode: row.retcode,
    success: row.success,
    claimedBy: undefined,
    isTest: row.isTest,
    isInternal: row.isInternal,
    data,
  }).contradictions;
}

// Problems of one event; by the index problem_event.
const problemSql = 'SELECT code, detail FROM problem WHERE event = :id ORDER BY id';

function problemsOf(caseFile: CaseFile, id: number): EventDetail['problems'] {
  return caseFile.rows<{ code: number; detail: string | null }>(problemSql, { id }).flatMap(({ code, detail }) => {
    const name = problemCodes[code];
    return name === undefined ? [] : [{ code: name, severity: problemSeverity(name), detail }];
  });
}
