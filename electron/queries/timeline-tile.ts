// timeline.tile: one tile of some lanes, each as exact items where they are few, as counts by cell where they are many.
import { done } from '../../shared/base/outcome.ts';
import {
  itemsPerLaneTile,
  itemsPerTile,
  type TimelineTile,
  tileCells,
  tileSpan,
} from '../../shared/questions/timeline.ts';
import { outcomeBit } from '../../shared/salt/job-outcome.ts';
import type { CaseFile } from '../store/case-file.ts';
import { cancelled, type Question } from './question.ts';
import { CellRows, type LanePart, type TileFrame } from './timeline/cells.ts';
import { findIndex } from './timeline/find-index.ts';
import { ItemRows } from './timeline/items.ts';
import { entryAt, type LaneIndex, markParts, rankAt, stampReader } from './timeline/lane-index.ts';
import { Slices } from './timeline/slice.ts';

const failed = 1 + Math.log2(outcomeBit('failed'));
const missing = outcomeBit('missing');

/** Budget at 10 M events, index made: 10 ms for 60 lanes, 40 ms for 2,000 (test/bench/timeline-tiles.ts). */
export const timelineTile: Question<'timeline.tile'> = async (caseFile, body, context) => {
  const found = await findIndex(caseFile, body, context);
  if (!found.ok) return found;
  const index = found.value;
  const slices = new Slices(context.isCancelled);
  const frame = frameOf(caseFile, index, body.level, body.tile);
  const cells = new CellRows();
  const most = Math.min(itemsPerLaneTile, Math.floor(itemsPerTile / Math.max(1, body.lanes.length)));
  const items = new ItemRows(caseFile, index, most);
  const rows = body.isMerged ? 1 : body.lanes.length;
  const counts = new Uint32Array(rows);
  const failures = new Uint32Array(rows);
  const cellStarts = new Uint32Array(rows + 1);
  const itemStarts = new Uint32Array(rows + 1);
  const endRow = (row: number): void => {
    const sum = cells.endRow();
    counts[row] = sum.count;
    failures[row] = sum.failures;
  };
  for (const [row, lane] of body.lanes.entries()) {
    const part = partOf(index, frame, lane);
    if (part !== undefined && body.isMerged) cells.add(index, frame, part);
    else if (part !== undefined && items.addRow(frame, part)) {
      counts[row] = part.high - part.low;
      failures[row] = failuresIn(index, frame, part);
    } else if (part !== undefined) {
      cells.add(index, frame, part);
      endRow(row);
    }
    if (!body.isMerged) {
      cellStarts[row + 1] = cells.cell.length;
      itemStarts[row + 1] = items.event.length;
    }
    if ((row & 15) === 15 && slices.isDue && (await slices.rest())) return cancelled();
  }
  if (body.isMerged) {
    endRow(0);
    cellStarts[1] = cells.cell.length;
  }
  const tile: TimelineTile = {
    revision: index.revision,
    level: body.level,
    tile: body.tile,
    counts,
    failures,
    cellStarts,
    cell: cells.cell.finish(),
    cellCount: cells.count.finish(),
    cellFailures: cells.failures.finish(),
    cellOutcomes: cells.outcomes.finish(),
    cellActivity: cells.activity.finish(),
    itemStarts,
    itemFrom: items.from.finish(),
    itemTo: items.to.finish(),
    itemEvent: items.event.finish(),
    itemKind: items.kind.finish(),
    itemOutcome: items.outcome.finish(),
    itemFlags: items.flags.finish(),
    itemDepth: items.depth.finish(),
    itemJob: items.job.finish(),
    itemMinion: items.minion.finish(),
    itemLabel: items.label.finish(),
    labels: items.labels,
  };
  return done(tile);
};

function frameOf(caseFile: CaseFile, index: LaneIndex, level: number, tile: number): TileFrame {
  const { from, to } = tileSpan(level, tile);
  const width = 2 ** level;
  const stampOf = stampReader(caseFile, index);
  const bounds = new Uint32Array(tileCells + 1);
  const first = rankAt(index, stampOf, from);
  const last = rankAt(index, stampOf, to, first);
  fillBounds(bounds, 0, tileCells, first, last, (cell, low, high) => {
    let [left, right] = [low, high];
    while (left < right) {
      const middle = (left + right) >>> 1;
      if (stampOf(middle) < from + cell * width) left = middle + 1;
      else right = middle;
    }
    return left;
  });
  return { from, to, width, bounds };
}

/** Each bound is looked for between those already known; where nothing lies between two, all within are the same. */
function fillBounds(
  bounds: Uint32Array,
  low: number,
  high: number,
  first: number,
  last: number,
  find: (cell: number, low: number, high: number) => number,
): void {
  bounds[low] = first;
  bounds[high] = last;
  if (high - low <= 1) return;
  if (first === last) {
    bounds.fill(first, low, high);
    return;
  }
  const middle = (low + high) >>> 1;
  const at = find(middle, first, last);
  fillBounds(bounds, low, middle, first, at, find);
  fillBounds(bounds, middle, high, at, last, find);
}

/** A lane's entries in a tile; `undefined` for a lane that does not exist. */
function partOf(index: LaneIndex, { bounds }: TileFrame, lane: number): LanePart | undefined {
  if (lane >= index.lanes) return undefined;
  const start = index.starts[lane] ?? 0;
  const end = index.starts[lane + 1] ?? 0;
  const low = entryAt(index, start, end, bounds[0] ?? 0);
  return { lane, low, high: entryAt(index, low, end, bounds[tileCells] ?? 0), end };
}

/** Failed returns stamped in the tile, and missing ones whose bars begin in it. */
function failuresIn(index: LaneIndex, { from, to }: TileFrame, { lane, low, high }: LanePart): number {
  let count = 0;
  // Most lanes never fail.
  if (index.failures[lane] === 0) return 0;
  for (let entry = low; entry < high; entry += 1) {
    if ((((index.marks[entry] ?? 0) >>> markParts.outcomeShift) & markParts.outcome) === failed) count += 1;
  }
  const { open, openStarts } = index;
  for (let bar = openStarts[lane] ?? 0; bar < (openStarts[lane + 1] ?? 0); bar += 1) {
    const begin = open.from[bar] ?? 0;
    if (open.outcome[bar] === missing && begin >= from && begin < to) count += 1;
  }
  return count;
}
