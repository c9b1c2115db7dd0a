// timeline.area: what a rectangle of span and lanes holds, counted from the lanes themselves, and a filter that selects the same.
import { done } from '../../shared/base/outcome.ts';
import type { TimelineArea } from '../../shared/questions/timeline.ts';
import { outcomes } from '../../shared/salt/job-outcome.ts';
import { kinds } from '../../shared/salt/kind.ts';
import { listSeparator } from '../store/columns/column-defs.ts';
import { valueCounts } from './count-values.ts';
import { mostFrequent } from './most-frequent.ts';
import { cancelled, type Question } from './question.ts';
import { areaFilter } from './timeline/area-filter.ts';
import { findIndex } from './timeline/find-index.ts';
import { entryAt, eventAt, type LaneIndex, markParts, rankAt, stampReader } from './timeline/lane-index.ts';
import { Slices } from './timeline/slice.ts';

/** Budget: 100 ms a million events in the area. */
export const timelineArea: Question<'timeline.area'> = async (caseFile, body, context) => {
  const found = await findIndex(caseFile, body, context);
  if (!found.ok) return found;
  const index = found.value;
  const slices = new Slices(context.isCancelled);
  const { columns } = caseFile;
  const stampOf = stampReader(caseFile, index);
  const first = rankAt(index, stampOf, body.span.from);
  const end = rankAt(index, stampOf, body.span.to, first);
  const parts = [columns.segments('kind'), columns.segments('fun'), columns.segments('minion')] as const;
  const kindCounts = new Uint32Array(256);
  const funCounts = new Uint32Array(caseFile.dictionary('fun').size + 1);
  const minionCounts = new Uint32Array(caseFile.dictionary('minion').size + 1);
  const outcomeCounts = new Uint32Array(outcomes.length);
  let events = 0;
  let open = 0;
  let lanes = 0;
  const chosen = body.lanes ?? Array.from({ length: index.lanes }, (_, lane) => lane);
  for (const lane of new Set(chosen)) {
    if (lane >= index.lanes) continue;
    const low = entryAt(index, index.starts[lane] ?? 0, index.starts[lane + 1] ?? 0, first);
    const high = entryAt(index, low, index.starts[lane + 1] ?? 0, end);
    for (let entry = low; entry < high; entry += 1) {
      const position = eventAt(index, index.ranks[entry] ?? 0) - 1;
      const segment = position >>> 16;
      const at = position & 0xffff;
      add(kindCounts, parts[0][segment]?.[at] ?? 0);
      add(funCounts, parts[1][segment]?.[at] ?? 0);
      add(minionCounts, parts[2][segment]?.[at] ?? 0);
      const outcome = ((index.marks[entry] ?? 0) >>> markParts.outcomeShift) & markParts.outcome;
      if (outcome !== 0) add(outcomeCounts, outcome - 1);
      if ((entry & 0x3fff) === 0x3fff && slices.isDue && (await slices.rest())) return cancelled();
    }
    const begun = openIn(index, lane, body.span.from, body.span.to);
    events += high - low;
    open += begun;
    if (high > low || begun > 0) lanes += 1;
    if (slices.isDue && (await slices.rest())) return cancelled();
  }
  const funs = words(funCounts, (id) => caseFile.dictionary('fun').text(id).split(listSeparator));
  const minions = words(minionCounts, (id) => [caseFile.dictionary('minion').text(id)]);
  const area: TimelineArea = {
    revision: index.revision,
    events,
    lanes,
    open,
    kinds: mostFrequent({ counts: kindCounts, word: (code) => kinds[code] ?? '' }, kinds.length),
    outcomes: outcomes
      .map((outcome, bit) => ({ outcome, count: outcomeCounts[bit] ?? 0 }))
      .filter(({ count }) => count > 0),
    funs: mostFrequent(valueCounts(funs, 0), body.limit),
    minions: mostFrequent(valueCounts(minions, 0), body.limit),
    distinctFuns: funs.size,
    distinctMinions: minions.size,
    filter: areaFilter(caseFile, index, body.filter, body.lanes),
  };
  return done(area);
};

function add(counts: Uint32Array, at: number): void {
  counts[at] = (counts[at] ?? 0) + 1;
}

/** Open bars of a lane that begin in a span. */
function openIn({ open, openStarts }: LaneIndex, lane: number, from: number, to: number): number {
  let count = 0;
  for (let bar = openStarts[lane] ?? 0; bar < (openStarts[lane + 1] ?? 0); bar += 1) {
    const begin = open.from[bar] ?? 0;
    if (begin >= from && begin < to) count += 1;
  }
  return count;
}

/** Counts by id → counts by word; a job of several functions counts under each, once. */
function words(counts: Uint32Array, wordsOf: (id: number) => readonly string[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const [id, count] of counts.entries()) {
    if (id === 0 || count === 0) continue;
    for (const word of new Set(wordsOf(id))) found.set(word, (found.get(word) ?? 0) + count);
  }
  return found;
}
