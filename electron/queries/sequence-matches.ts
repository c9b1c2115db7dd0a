// The question sequence.matches: a page of the starts of a sequence, in the order of their first events.
import { done } from '../../shared/base/outcome.ts';
import type { SequenceMatch } from '../../shared/questions/sequence.ts';
import { eventRows } from './event-row.ts';
import type { Question } from './question.ts';
import { sequenceStates } from './sequence/found-starts.ts';
import { askRun, runCounts } from './sequence/sequence-runs.ts';

/** Answers `sequence.matches`. */
export const sequenceMatches: Question<'sequence.matches'> = async (caseFile, body, context) => {
  const asked = await askRun(caseFile, body, context);
  if (!asked.ok) return asked;
  const { run } = asked.value;
  const { found, keys } = run;
  const rowOf = eventRows(caseFile);
  const wanted = sequenceStates.map((state) => body.states.includes(state));
  const byOf = (row: number): string[] => Array.from(found.tuple(row), (value, position) => keys.text(position, value));
  const isInGroup = (row: number): boolean => {
    if (body.by === undefined) return true;
    return byOf(row).every((value, position) => value === body.by?.[position]);
  };
  const rows: SequenceMatch[] = [];
  let total = 0;
  for (const row of found.order()) {
    if (!wanted[found.state(row)] || !isInGroup(row)) continue;
    if (total >= body.offset && rows.length < body.limit) {
      const ids = found.events(row);
      const stampOf = (id: number | undefined): number => (id === undefined ? 0 : caseFile.columns.value('stamp', id));
      rows.push({
        by: byOf(row),
        state: sequenceStates[found.state(row)] ?? 'unknown',
        events: ids.map(rowOf),
        spanUs: stampOf(ids.at(-1)) - stampOf(ids[0]),
      });
    }
    total += 1;
  }
  return done({ ...runCounts(run), rows, total });
};
