// Which group each lane belongs to: a part of its name, its most frequent value of a field, or a grain of the minion.
import { assertUnreachable } from '../../../shared/base/assert.ts';
import type { LaneField, LaneGrouping } from '../../../shared/questions/timeline.ts';
import { type JobOutcome, outcomeBit } from '../../../shared/salt/job-outcome.ts';
import { kinds } from '../../../shared/salt/kind.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { readGrains } from './grains.ts';
import type { LaneFacts } from './lane-facts.ts';
import { eventAt, type LaneIndex, markParts } from './lane-index.ts';
import { laneNamer } from './lane-names.ts';
import type { Slices } from './slice.ts';

/** Worst first: a lane stands in the group of the worst that is on it. */
const worstFirst: readonly JobOutcome[] = ['failed', 'missing', 'unknown', 'running', 'changed', 'succeeded'];

/** The name of each lane's group (same order as `facts`), `''` for none; `undefined` when given up. */
export async function groupNames(
  caseFile: CaseFile,
  index: LaneIndex,
  facts: readonly LaneFacts[],
  grouping: LaneGrouping,
  slices: Slices,
  isCancelled: () => boolean,
): Promise<string[] | undefined> {
  switch (grouping.by) {
    case 'part': {
      const nameOf = laneNamer(caseFile, index.by);
      return facts.map(({ lane }) => partOf(lane, nameOf(lane), grouping));
    }
    case 'grain': {
      if (index.by !== 'minion') return facts.map(() => '');
      const grains = await readGrains(caseFile, index.revision, isCancelled);
      return grains === undefined
        ? undefined
        : facts.map(({ lane }) => grains.get(lane)?.values.get(grouping.grain) ?? '');
    }
    case 'field':
      return grouping.field === 'outcome'
        ? facts.map((lane) => worstOutcome(index, lane))
        : mostFrequentValues(caseFile, index, facts, grouping.field, slices);
    default:
      return assertUnreachable(grouping);
  }
}

/** The part of a lane's name that a grouping takes; `''` for none, and for the lane of what has no name. */
export function partOf(lane: number, name: string, { separator, part }: Extract<LaneGrouping, { by: 'part' }>): string {
  return lane === 0 ? '' : (name.split(separator).at(part) ?? '');
}

function worstOutcome(index: LaneIndex, { lane, low, high }: LaneFacts): string {
  let bits = 0;
  for (let entry = low; entry < high; entry += 1) {
    const outcome = ((index.marks[entry] ?? 0) >>> markParts.outcomeShift) & markParts.outcome;
    if (outcome !== 0) bits |= 1 << (outcome - 1);
  }
  const { open, openStarts } = index;
  for (let bar = openStarts[lane] ?? 0; bar < (openStarts[lane + 1] ?? 0); bar += 1) {
    bits |= open.outcome[bar] ?? 0;
  }
  return worstFirst.find((outcome) => (bits & outcomeBit(outcome)) !== 0) ?? '';
}

type CountedField = 'kind' | 'minion' | 'jid' | 'fun' | 'user' | 'source';

async function mostFrequentValues(
  caseFile: CaseFile,
  index: LaneIndex,
  facts: readonly LaneFacts[],
  field: CountedField,
  slices: Slices,
): Promise<string[] | undefined> {
  const columns: readonly (Uint8Array | Uint32Array)[] = caseFile.columns.segments(field);
  const nameOf = field === 'kind' ? (code: number) => kinds[code] ?? '' : laneNamer(caseFile, laneField(field));
  const counts = new Uint32Array(1 + largestValue(columns));
  const names: string[] = [];
  for (const { low, high } of facts) {
    const values: number[] = [];
    for (let entry = low; entry < high; entry += 1) {
      const position = eventAt(index, index.ranks[entry] ?? 0) - 1;
      const value = columns[position >>> 16]?.[position & 0xffff] ?? 0;
      if (counts[value] === 0) values.push(value);
      counts[value] = (counts[value] ?? 0) + 1;
      if ((entry & 0x3fff) === 0x3fff && slices.isDue && (await slices.rest())) return undefined;
    }
    let best = -1;
    for (const value of values.sort((a, b) => a - b)) {
      // 0 is no value, but of kinds a kind.
      const isValue = value !== 0 || field === 'kind';
      if (isValue && (best < 0 || (counts[value] ?? 0) > (counts[best] ?? 0))) best = value;
    }
    for (const value of values) counts[value] = 0;
    names.push(best < 0 ? '' : nameOf(best));
    if (slices.isDue && (await slices.rest())) return undefined;
  }
  return names;
}

function largestValue(columns: readonly (Uint8Array | Uint32Array)[]): number {
  let largest = 0;
  for (const column of columns) for (const value of column) if (value > largest) largest = value;
  return largest;
}

function laneField(field: Exclude<CountedField, 'kind'>): LaneField {
  return field === 'jid' ? 'job' : field;
}
