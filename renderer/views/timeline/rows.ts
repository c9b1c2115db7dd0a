// Lanes become rows: groups with their heads, pins on top, moves by hand, opened lanes taller. Pure: lists in, places out.
import type { LaneField, TimelineLanes } from '../../../shared/questions/timeline.ts';
import { laneKey, type TimelineLook } from '../../stores/timeline-store.ts';

/** One row of the timeline. */
export type Row = {
  /** Unique among the rows. */
  readonly key: string;
  /** `group`: the head of a group; folded, it is drawn as one lane of all its lanes. */
  readonly kind: 'lane' | 'group';
  /** Names the content: rows of the same reference show the same tiles. */
  readonly ref: string;
  /** Lane ids; of a group those of all its lanes. */
  readonly lanes: readonly number[];
  /** As the capture names it; `''` for what has no name. */
  readonly name: string;
  /** {@link laneKey} of a lane. */
  readonly lane: string;
  readonly group: string;
  readonly isPinned: boolean;
  /** A lane: its states are laid out. A group: its lanes are shown. */
  readonly isOpen: boolean;
  readonly events: number;
  readonly failures: number;
  /** NaN for none. */
  readonly firstFailure: number;
  /** Top in px inside its region, and height. */
  readonly y: number;
  readonly height: number;
};

/** Heights in px, text scale included. */
export type RowSizes = { readonly lane: number; readonly inside: number; readonly group: number };

/** The pinned rows, which stay in sight, and those that scroll. */
export type LaidRows = {
  readonly pinned: readonly Row[];
  readonly pinnedHeight: number;
  readonly rows: readonly Row[];
  readonly height: number;
  /** {@link laneKey} of every lane → key of the row that shows it; of a folded group that of its head. */
  readonly keyOf: ReadonlyMap<string, string>;
};

/** More pinned lanes than this scroll like all others, on top. */
export const mostPinned = 8;

type Lane = Omit<Row, 'y' | 'height' | 'isPinned' | 'isOpen'>;

/** Height of a lane in px: few lanes take more of the room there is, up to half as much again. */
export function laneHeight(room: number, count: number, openHeight: number, scale: number): number {
  const least = Math.round(24 * scale);
  return Math.round(Math.max(least, Math.min(least * 1.5, (room - openHeight) / Math.max(1, count))));
}

/** Lays out the lanes of an answer as the look wants them. */
export function layRows(lanes: TimelineLanes, look: TimelineLook, sizes: RowSizes): LaidRows {
  const all = applyMoves(lanesOf(lanes, look.by), look);
  const opened = new Set(look.opened);
  const pins = new Map(look.pins.map((lane, at) => [lane, at]));
  const pinnedLanes = all
    .filter((lane) => pins.has(lane.lane))
    .sort((a, b) => (pins.get(a.lane) ?? 0) - (pins.get(b.lane) ?? 0));
  const pinned = place(
    pinnedLanes.slice(0, mostPinned).map((lane) => rowOf(lane, opened, true)),
    sizes,
  );
  const onTop = new Set(pinned.rows.map((row) => row.lane));
  const surplus = pinnedLanes.slice(mostPinned).map((lane) => rowOf(lane, opened, true));
  const rest = all.filter((lane) => !pins.has(lane.lane) && !onTop.has(lane.lane));
  const grouped =
    look.grouping === null ? rest.map((lane) => rowOf(lane, opened, false)) : groupRows(rest, look, opened);
  const placed = place([...surplus, ...grouped], sizes);
  const folded = new Set(look.grouping === null ? [] : look.folded);
  const keyOf = new Map(all.map((lane) => [lane.lane, folded.has(lane.group) ? `g${lane.group}` : lane.key]));
  for (const row of [...pinned.rows, ...surplus]) keyOf.set(row.lane, row.key);
  return { pinned: pinned.rows, pinnedHeight: pinned.height, rows: placed.rows, height: placed.height, keyOf };
}

function lanesOf(lanes: TimelineLanes, by: LaneField): Lane[] {
  return lanes.names.map((name, at) => {
    const id = lanes.ids[at] ?? 0;
    const lane = laneKey(by, name);
    return {
      key: `l${id}`,
      kind: 'lane',
      ref: `l${id}`,
      lanes: [id],
      name,
      lane,
      group: lanes.groups[lanes.group[at] ?? 0] ?? '',
      events: lanes.events[at] ?? 0,
      failures: lanes.failures[at] ?? 0,
      firstFailure: lanes.firstFailure[at] ?? Number.NaN,
    };
  });
}

/** A lane goes behind the lane it was put behind, or to the front of its group; never into another group. */
function applyMoves(lanes: readonly Lane[], { moves }: TimelineLook): Lane[] {
  const order = [...lanes];
  for (const { lane, behind } of moves) {
    const from = order.findIndex((one) => one.lane === lane);
    const moved = order[from];
    if (moved === undefined) continue;
    const target = behind === null ? -1 : order.findIndex((one) => one.lane === behind && one.group === moved.group);
    if (behind !== null && (target === -1 || target === from)) continue;
    order.splice(from, 1);
    const first = order.findIndex((one) => one.group === moved.group);
    const at = behind === null ? (first === -1 ? from : first) : order.findIndex((one) => one.lane === behind) + 1;
    order.splice(at, 0, moved);
  }
  return order;
}

type Unplaced = Omit<Row, 'y' | 'height'>;

function rowOf(lane: Lane, opened: ReadonlySet<string>, isPinned: boolean): Unplaced {
  return { ...lane, key: isPinned ? `p${lane.key}` : lane.key, isPinned, isOpen: opened.has(lane.lane) };
}

function groupRows(lanes: readonly Lane[], look: TimelineLook, opened: ReadonlySet<string>): Unplaced[] {
  const folded = new Set(look.folded);
  const rows: Unplaced[] = [];
  for (let at = 0; at < lanes.length; ) {
    const group = lanes[at]?.group ?? '';
    let end = at;
    while (end < lanes.length && lanes[end]?.group === group) end += 1;
    const own = lanes.slice(at, end);
    const ids = own.flatMap((lane) => lane.lanes);
    const firsts = own.map((lane) => lane.firstFailure).filter((stamp) => !Number.isNaN(stamp));
    rows.push({
      key: `g${group}`,
      kind: 'group',
      ref: `g${ids.length}.${ids[0] ?? 0}.${ids.at(-1) ?? 0}.${ids.reduce((sum, id) => (sum * 31 + id) | 0, 7)}`,
      lanes: ids,
      name: group,
      lane: '',
      group,
      isPinned: false,
      isOpen: !folded.has(group),
      events: own.reduce((sum, lane) => sum + lane.events, 0),
      failures: own.reduce((sum, lane) => sum + lane.failures, 0),
      firstFailure: firsts.length === 0 ? Number.NaN : Math.min(...firsts),
    });
    if (!folded.has(group)) rows.push(...own.map((lane) => rowOf(lane, opened, false)));
    at = end;
  }
  return rows;
}

function place(rows: readonly Unplaced[], sizes: RowSizes): { rows: Row[]; height: number } {
  let y = 0;
  const placed = rows.map((row) => {
    const height = row.kind === 'group' ? sizes.group : sizes.lane + (row.isOpen ? sizes.inside : 0);
    y += height;
    return { ...row, y: y - height, height };
  });
  return { rows: placed, height: y };
}

/** Positions `[first, end)` of the rows that touch `top` … `bottom`. */
export function rowsBetween(
  rows: readonly { readonly y: number; readonly height: number }[],
  top: number,
  bottom: number,
): readonly [number, number] {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle];
    if (row !== undefined && row.y + row.height <= top) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < rows.length && (rows[end]?.y ?? 0) < bottom) end += 1;
  return [low, end];
}
