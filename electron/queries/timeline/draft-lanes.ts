// What can be said of lanes before they are put in order: which there are, how many events each has, its first and last one. One pass
// over the columns, so that lanes are seen while the rest is made.
import type { LaneField } from '../../../shared/questions/timeline.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { countInSegment, type Selected } from '../selected.ts';
import { laneCount, laneSegments } from './lane-columns.ts';
import type { LaneFacts } from './lane-facts.ts';
import type { Slices } from './slice.ts';

/** The lanes with a selected event, by number, without failures; `undefined` when given up. */
export async function draftLanes(
  caseFile: CaseFile,
  selected: Selected,
  by: LaneField,
  slices: Slices,
): Promise<LaneFacts[] | undefined> {
  const lanes = laneCount(caseFile, by);
  const events = new Uint32Array(lanes);
  const first = new Float64Array(lanes).fill(Number.POSITIVE_INFINITY);
  const last = new Float64Array(lanes).fill(Number.NEGATIVE_INFINITY);
  const stamps = caseFile.columns.segments('stamp');
  for (const [segment, column] of laneSegments(caseFile, by).entries()) {
    const mask = selected.masks[segment];
    const stamp = stamps[segment];
    if (mask === undefined || stamp === undefined) break;
    const length = countInSegment(selected.length, segment);
    for (let at = 0; at < length; at += 1) {
      if (mask[at] === 0) continue;
      const lane = column[at] ?? 0;
      const time = stamp[at] ?? 0;
      events[lane] = (events[lane] ?? 0) + 1;
      if (time < (first[lane] ?? 0)) first[lane] = time;
      if (time > (last[lane] ?? 0)) last[lane] = time;
    }
    if (slices.isDue && (await slices.rest())) return undefined;
  }
  const found: LaneFacts[] = [];
  for (let lane = 0; lane < lanes; lane += 1) {
    if (events[lane] === 0) continue;
    found.push({
      lane,
      low: 0,
      high: 0,
      events: events[lane] ?? 0,
      failures: 0,
      firstFailure: Number.NaN,
      firstEvent: first[lane] ?? 0,
      lastEvent: last[lane] ?? 0,
    });
  }
  return found;
}
