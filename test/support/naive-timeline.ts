// What the timeline should show, computed in the plainest way from rows of SQL, with which its tiles are compared.
import type { CaseFile } from '../../electron/store/case-file.ts';
import {
  activities,
  activityOf,
  type LaneField,
  type TimelineTile,
  tileCells,
} from '../../shared/questions/timeline.ts';
import { kinds } from '../../shared/salt/kind.ts';

/** A bar (`event` its return, or of an open one its `new`) or a mark (`from` = `to`). */
export type NaiveItem = {
  readonly lane: number;
  readonly from: number;
  readonly to: number;
  readonly isBar: boolean;
  readonly isOpen: boolean;
  readonly event: number;
  readonly kind: number;
  /** Bits. */
  readonly outcome: number;
  readonly jid: number;
  readonly minion: number;
};

type EventFields = {
  readonly id: number;
  readonly stamp: number;
  readonly kind: number;
  readonly outcome: number;
  readonly minion: number;
  readonly jid: number;
  readonly user: number;
  readonly fun: number;
  readonly source: number;
  readonly flags: number;
  readonly begin: number | null;
};

const columns: { readonly [F in Exclude<LaneField, 'master'>]: 'minion' | 'jid' | 'user' | 'fun' | 'source' } = {
  minion: 'minion',
  job: 'jid',
  user: 'user',
  fun: 'fun',
  source: 'source',
};
const returns = ['ret', 'run-ret', 'wheel-ret'];

/** Everything on the lanes of a case that no filter narrows. */
export function naiveItems(caseFile: CaseFile, by: LaneField): NaiveItem[] {
  // The begin of a bar: when the first return of the pair ended, less its duration; an equal second return began then too.
  const events = caseFile.rows<EventFields>(`
SELECT event.id, event.stamp, event.kind, event.outcome, coalesce(event.minion, 0) AS minion, coalesce(event.jid, 0) AS jid,
  coalesce(event.user, 0) AS user, coalesce(event.fun, 0) AS fun, event.source, event.flags,
  first.stamp - job_minion.duration_us AS begin
FROM event
LEFT JOIN job_minion ON job_minion.jid = event.jid AND job_minion.minion = coalesce(event.minion, 0)
LEFT JOIN event AS first ON first.id = job_minion.event
ORDER BY event.stamp, event.id`);
  // No recording names its master.
  const laneOf = (event: EventFields) => (by === 'master' ? 0 : event[columns[by]]);
  const items = events.map((event): NaiveItem => {
    const isReturn = returns.includes(kinds[event.kind] ?? '');
    const isTimed = (event.flags & 9) === 0;
    const begin = isReturn && isTimed && event.begin !== null && event.begin <= event.stamp ? event.begin : null;
    return {
      lane: laneOf(event),
      from: begin ?? event.stamp,
      to: event.stamp,
      isBar: begin !== null,
      isOpen: false,
      event: event.id,
      kind: event.kind,
      outcome: isReturn ? event.outcome : 0,
      jid: event.jid,
      minion: 0,
    };
  });
  return [...items, ...naiveOpen(caseFile, by, new Map(events.map((event) => [event.id, event])))];
}

function naiveOpen(caseFile: CaseFile, by: LaneField, events: ReadonlyMap<number, EventFields>): NaiveItem[] {
  const rows = caseFile.rows<{
    jid: number;
    minion: number;
    outcome: number;
    started: number | null;
    ended: number | null;
    event: number;
  }>(`
SELECT job_minion.jid, job_minion.minion, job_minion.outcome, job.started, job.ended, job.event
FROM job_minion JOIN job ON job.jid = job_minion.jid
WHERE job_minion.event IS NULL`);
  const [{ last } = { last: 0 }] = caseFile.rows<{ last: number }>(
    'SELECT max(stamp) AS last FROM event WHERE flags & 1 = 0',
  );
  return rows.map(({ jid, minion, outcome, started, ended, event }) => {
    const publishes = caseFile.rows<{ event: number; expected: Uint8Array }>(
      'SELECT event, expected FROM publish WHERE jid = :jid ORDER BY event',
      { jid },
    );
    const asked = publishes.find(({ expected }) => new Uint32Array(Uint8Array.from(expected).buffer).includes(minion));
    const by0 = asked?.event ?? (publishes.length === 1 ? (publishes[0]?.event ?? event) : event);
    const from = asked === undefined ? (started ?? 0) : (events.get(asked.event)?.stamp ?? 0);
    const until = outcome === 16 ? last : (ended ?? from);
    const fields = events.get(by0);
    const lane = by === 'minion' ? minion : by === 'job' ? jid : by === 'master' ? 0 : (fields?.[columns[by]] ?? 0);
    const to = Math.max(from, until);
    return { lane, from, to, isBar: true, isOpen: true, event: by0, kind: 1, outcome, jid, minion };
  });
}

/** The items of a tile as {@link NaiveItem}s, row by row. */
export function itemsOfTile(tile: TimelineTile, lanes: readonly number[]): NaiveItem[] {
  return lanes.flatMap((lane, row) => {
    const items: NaiveItem[] = [];
    for (let at = tile.itemStarts[row] ?? 0; at < (tile.itemStarts[row + 1] ?? 0); at += 1) {
      const flags = tile.itemFlags[at] ?? 0;
      items.push({
        lane,
        from: tile.itemFrom[at] ?? 0,
        to: tile.itemTo[at] ?? 0,
        isBar: (flags & 1) !== 0,
        isOpen: (flags & 2) !== 0,
        event: tile.itemEvent[at] ?? 0,
        kind: tile.itemKind[at] ?? 0,
        outcome: tile.itemOutcome[at] ?? 0,
        jid: tile.itemJob[at] ?? 0,
        minion: tile.itemMinion[at] ?? 0,
      });
    }
    return items;
  });
}

/** One cell: what a tile says of it. */
export type Cell = {
  readonly count: number;
  readonly failures: number;
  readonly outcomes: number;
  readonly activity: number;
};

/** The cells of a row by their place. */
export function cellsOfRow(tile: TimelineTile, row: number): Map<number, Cell> {
  const cells = new Map<number, Cell>();
  for (let at = tile.cellStarts[row] ?? 0; at < (tile.cellStarts[row + 1] ?? 0); at += 1) {
    cells.set(tile.cell[at] ?? 0, {
      count: tile.cellCount[at] ?? 0,
      failures: tile.cellFailures[at] ?? 0,
      outcomes: tile.cellOutcomes[at] ?? 0,
      activity: tile.cellActivity[at] ?? 0,
    });
  }
  return cells;
}

/** True when an item is to be seen in [from, to). */
export function touches(item: NaiveItem, from: number, to: number): boolean {
  return item.from < to && item.to >= from;
}

/** The cells that items make in a tile. */
export function naiveCells(items: readonly NaiveItem[], level: number, tile: number): Map<number, Cell> {
  const cells = new Map<number, Cell>();
  const width = 2 ** level;
  for (let cell = 0; cell < tileCells; cell += 1) {
    const from = (tile * tileCells + cell) * width;
    const to = from + width;
    const isIn = (stamp: number): boolean => stamp >= from && stamp < to;
    const seen = items.filter((item) => touches(item, from, to));
    if (seen.length === 0) continue;
    const stamped = seen.filter(({ isOpen, to: end }) => !isOpen && isIn(end));
    const begun = seen.filter(({ isOpen, from: begin }) => isOpen && isIn(begin));
    const failed = stamped.filter(({ outcome }) => outcome === 4).length;
    const bits = [...stamped, ...begun].reduce((all, { outcome }) => all | outcome, 0);
    const classes = stamped.map(({ kind }) => 1 << activities.indexOf(activityOf(kinds[kind] ?? 'unknown')));
    const busy = seen.some(({ isBar }) => isBar) ? 1 : 0;
    cells.set(cell, {
      count: stamped.length,
      failures: failed + begun.filter(({ outcome }) => outcome === 8).length,
      outcomes: bits,
      activity: classes.reduce((all, bit) => all | bit, busy),
    });
  }
  return cells;
}
