// Which lane an event lies in, by the names of its fields: as the engine names lanes (electron/queries/timeline/lane-names.ts).
import type { EventRow } from '../../../shared/questions/event-row.ts';
import { masterName } from '../../../shared/questions/job-row.ts';
import type { LaneField } from '../../../shared/questions/timeline.ts';

/** The lane of an event by its name; `''` for the lane of those without one; `null` where a row does not tell (by master). */
export function laneOfEvent(
  row: Pick<EventRow, 'minion' | 'jid' | 'user' | 'fun' | 'source'>,
  by: LaneField,
): string | null {
  switch (by) {
    case 'minion':
      return row.minion ?? masterName;
    case 'job':
      return row.jid ?? '';
    case 'user':
      return row.user ?? '';
    case 'fun':
      return row.fun.join(', ');
    case 'source':
      return row.source;
    case 'master':
      return null;
  }
}
